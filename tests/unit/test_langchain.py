"""The LangChain faces compose with other runnables."""

from operator import itemgetter

import pytest
from fake_encoder import FakeEncoder
from fakes import CHUNK, DOCUMENT, FakeAssistant
from langchain_core.runnables import RunnableLambda, RunnablePassthrough
from langchain_core.vectorstores import InMemoryVectorStore

from assistant.errors import QuestionError
from assistant.langchain import EuroCommonsEmbeddings, EuroCommonsRetriever, as_runnable
from assistant.records import Filters


def test_a_passage_keeps_its_place_in_its_document():
    (found,) = EuroCommonsRetriever(assistant=FakeAssistant()).invoke("coalition")
    assert (found.id, found.page_content) == (CHUNK.id, CHUNK.text)
    assert found.metadata == {
        "document_id": DOCUMENT.id,
        "chunk_id": CHUNK.id,
        "title": DOCUMENT.title,
        "kind": "article",
        "language": "fr",
        "url": DOCUMENT.url,
        "page": None,
        "start": 0,
        "end": len(DOCUMENT.text),
        "score": 0.87,
    }


def test_the_retriever_passes_its_number_and_filters_on():
    assistant = FakeAssistant()
    EuroCommonsRetriever(assistant=assistant, k=3, filters=Filters(kind="domain")).invoke("coalition")
    assert assistant.searched == [("coalition", 3, Filters(kind="domain"))]


def test_a_retriever_needs_at_least_one_passage():
    with pytest.raises(ValueError, match="greater than or equal to 1"):
        EuroCommonsRetriever(assistant=FakeAssistant(), k=0)


def test_the_retriever_composes_with_a_passthrough():
    def prompt(values):
        return f"{values['question']} <- {values['context'][0].metadata['title']}"

    retriever = EuroCommonsRetriever(assistant=FakeAssistant())
    chain = {"context": retriever, "question": RunnablePassthrough()} | RunnableLambda(prompt)
    assert chain.invoke("Qui ?") == "Qui ? <- Les coalitions"


def test_the_assistant_composes_and_answers_a_batch():
    chain = as_runnable(FakeAssistant()) | itemgetter("text")
    assert (
        chain.batch(["Un ?", "Deux ?"])
        == ["Une coalition réunit des organisations. [1] Elle se retrouve chaque mois. [2]"] * 2
    )


def test_a_dictionary_gives_the_options_of_the_http_api():
    assistant = FakeAssistant()
    asked = {"question": "Q", "language": "en", "session_id": None, "filters": {"kind": "article"}}
    answer = as_runnable(assistant).invoke(asked)
    assert (answer["language"], answer["citations"][0]["document_id"]) == ("en", DOCUMENT.id)
    assert assistant.asked[0].filters == Filters(kind="article")


def test_a_question_that_cannot_be_answered_raises():
    with pytest.raises(QuestionError):
        as_runnable(FakeAssistant()).invoke(" ")


async def ask_later(runnable, question):
    return await runnable.ainvoke(question)


def test_the_runnable_can_be_awaited():
    import asyncio

    assert asyncio.run(ask_later(as_runnable(FakeAssistant()), "Q"))["status"] == "answered"


def test_the_embeddings_serve_any_vector_store():
    store = InMemoryVectorStore(EuroCommonsEmbeddings(FakeEncoder()))
    store.add_texts(["la messagerie instantanée", "the identity provider"])
    assert store.similarity_search("messagerie instantanée", k=1)[0].page_content == "la messagerie instantanée"
