"""Question to answer: understand, look in the catalogue's facts or retrieve passages, write, cite."""

from __future__ import annotations

import copy
import datetime
import uuid
from collections.abc import Generator, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.alone import finds_nothing, may_stand_alone
from assistant.answering import Answering
from assistant.asking import leans, without_introduction
from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.constraints import Constraints
from assistant.catalogue.meaning import FeatureMeanings
from assistant.catalogue.names import lexicon_of
from assistant.catalogue.selection import select
from assistant.clauses import questions_in
from assistant.conversation.objects import points_at_an_object
from assistant.conversation.rewriting import Rewriter
from assistant.conversation.session import Asked, turn_of
from assistant.conversation.state import Turn
from assistant.conversation.store import SessionStore
from assistant.conversation.turns import Sessions, keep, turns_before
from assistant.conversation.words import Said
from assistant.dossier.dossier import Dossier, make_dossier, no_dossier
from assistant.errors import NoDossierError, UnknownDocument
from assistant.events import Done, Event, Start, Understood, Verified, unheard
from assistant.generation.chat_model import ChatModel
from assistant.generation.rewriter import LlmRewriter
from assistant.generation.writer import LlmWriter
from assistant.passages import PassageAnswers
from assistant.programme import begun
from assistant.reading import QuestionReader
from assistant.records import Answer, Evidence, Filters
from assistant.retrieval.reranker import Reranker, load_reranker
from assistant.retrieval.retriever import Retriever
from assistant.settings import Settings
from assistant.several import answer_each
from assistant.timing import Timings
from assistant.understanding import LanguageChoice, Question
from assistant.verification.answers import Verification as CitationCheck
from assistant.verification.answers import verify
from assistant.verification.checker import CitationChecker
from ingest.embedding.encoder import Encoder, load_encoder
from ingest.records import Document
from ingest.store import Index, open_index

_LISTS = ("list", "alternatives", "compare")
"""What a question seeks that has solutions for an answer."""


class Assistant:
    """Answers questions over one open index; safe to share between threads."""

    def __init__(
        self,
        index: Index,
        encoder: Encoder,
        cache: Path | None = None,
        sessions: Sessions | None = None,
        reranker: Reranker | None = None,
        rewriter: Rewriter | None = None,
        model: ChatModel | None = None,
        entailment_model: str = "",
    ) -> None:
        self._index = index
        self._encoder = encoder
        self._sessions = sessions
        self._retriever = Retriever(index, encoder, reranker)
        self._features = FeatureMeanings(encoder, cache)
        self.catalogue = Catalogue.from_documents(index.catalogue_documents())
        lexicon_of(self.catalogue)  # built now, so that the first question does not wait for it
        self._reader = QuestionReader(
            index, self.catalogue, self._features, self._retriever.asked_of_articles, rewriter
        )
        names = [entry.name for entry in self.catalogue.entries.values()]
        self._checker = CitationChecker(encoder, names, entailment_model)
        self._model = model
        writer = LlmWriter(model, self._checker, index, self._retriever.vector_of) if model else None
        passages = PassageAnswers(index, self._retriever, self._checker, self._reader.respelt, writer)
        self._answering = Answering(index, self.catalogue, self._checker, passages)

    @property
    def snapshot(self) -> str:
        """Id of the index's content."""
        return self._index.snapshot

    def with_sessions(self, sessions: Sessions) -> Assistant:
        """The same assistant, over the same index and model, that keeps its conversations in ``sessions``."""
        other = copy.copy(self)
        other._sessions = sessions
        return other

    def without_model(self) -> Assistant:
        """The same assistant, which asks no language model: quick, to hear a conversation again."""
        other = copy.copy(self)
        other._reader, other._answering = self._reader.without_model(), self._answering.without_model()
        return other

    def warm_up(self) -> None:
        """Load what the first questions would wait for: the model, the features' meanings, the catalogue's words."""
        self.search("quitter Zoom", k=1)  # its language takes the words' frequencies to tell
        self._features.nearest("bonjour")
        self._retriever.asked_of_articles("quitter Zoom", "fr", "")
        self._checker.warm_up()
        if self._model:
            self._model.warm_up()
        select(self.catalogue, Constraints(intent="list", words=("bonjour",)))

    def ask(
        self,
        question: str,
        *,
        language: LanguageChoice = "auto",
        session_id: str | None = None,
        filters: Filters = Filters(),
    ) -> Answer:
        """Answer a question, with a citation for every sentence that states something.

        ``language`` is the answer's; "auto" takes the question's.  ``session_id`` takes up a conversation: the
        question may go on from what was asked in it.

        Raises:
            QuestionError: the question holds no letter and no digit.
            SessionsError: the session cannot be read or kept.
        """
        *_, done = self.stream(question, language=language, session_id=session_id, filters=filters)
        assert isinstance(done, Done)
        return done.answer

    def stream(
        self,
        question: str,
        *,
        language: LanguageChoice = "auto",
        session_id: str | None = None,
        filters: Filters = Filters(),
        constraints: Constraints | None = None,
    ) -> Generator[Event]:
        """The same, told as it happens; the last event holds the answer.  Closing the generator stops the work.

        ``constraints`` are answered in place of what the question would be read as, which only says them.

        Raises:
            QuestionError: the question holds no letter and no digit.
            SessionsError: the session cannot be read or kept.
        """
        timings = Timings()
        session = session_id or uuid.uuid4().hex
        yield Start(question, session)
        with timings.of("session"):
            turns = turns_before(self._sessions, session_id)
        with timings.of("understand"):
            understood = self._reader.understand_after(turns, question, language)
        asked = self._reader.read(understood, turns, filters, timings, constraints)
        found = None if constraints else (yield from self._answer_each(asked, turns, filters, timings))
        if found:
            asked, answer = found
        else:
            asked = self._or_alone(asked, understood, turns, filters, timings)
            if asked.told:
                yield Understood(asked.told)
            answer = yield from self._answering.answer(asked, filters, timings)
        answer = replace(
            answer, question=question, session_id=session, snapshot=self.snapshot, understood_as=asked.told
        )
        yield Verified(answer.verification)
        with timings.of("session"):
            turn = turn_of(asked.question, asked.resolution, answer, self.catalogue)
            keep(self._sessions, turn, named=session_id is not None)
        yield Done(replace(answer, timings_ms=timings.read_ms()))

    def dossier(self, question: str, *, language: LanguageChoice = "auto", date: datetime.date) -> Dossier:
        """The solutions that answer a question, as a document for a committee, dated ``date``.

        Raises:
            QuestionError: the question holds no letter and no digit.
            NoDossierError: it is not about solutions of the catalogue.
        """
        understood = self._reader.understand(question, language)
        constraints = self._reader.constraints(understood, Filters())
        if constraints.intent in ("none", "aggregate"):
            raise NoDossierError(no_dossier(question), question)
        selection = select(self.catalogue, constraints)
        return make_dossier(
            question, constraints, selection, self.catalogue, understood.language, snapshot=self.snapshot, date=date
        )

    def search(self, query: str, *, k: int = 10, filters: Filters = Filters()) -> list[Evidence]:
        """The ``k`` best passages, best first.

        Raises:
            QuestionError: the query holds no letter and no digit.
        """
        understood = self._reader.understand(query)
        return self._retriever.search(self._retriever.query(understood.text, understood.asked_in), k, filters)

    def document(self, document_id: str) -> Document:
        """A whole document.

        Raises:
            UnknownDocument: no document has this id.
        """
        try:
            return self._index.document(document_id)
        except KeyError as error:
            raise UnknownDocument(document_id) from error

    def check_citations(self, answer: Answer) -> CitationCheck:
        """Each sentence of an answer against what it cites."""
        return verify(answer, self._index, self._checker)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Number of the embedding model's tokens in each text."""
        return self._encoder.count_tokens(texts)

    def _answer_each(
        self, asked: Asked, turns: Sequence[Turn], filters: Filters, timings: Timings
    ) -> Generator[Event, None, tuple[Asked, Answer] | None]:
        """The answer to a message of several questions; None where one answer does."""
        text = asked.question.text
        if asked.alone.intent == "none":  # where solutions are sought, who asks is a criterion
            text = without_introduction(text, asked.question.asked_in)
        texts = questions_in(text, asked.question.asked_in)
        if not turns:
            texts = (begun(texts[0], asked.question.asked_in), *texts[1:])
        parts = [replace(asked.question, asked=text, text=text) for text in texts]
        if (
            len(parts) == 1
            or asked.alone.against
            or asked.alone.extreme == "both"
            or (asked.alone.intent == "aggregate" and not any(self._counts_by_a_fact(part, filters) for part in parts))
            or (asked.alone.intent in _LISTS and not self._asks_apart(parts, filters))
        ):
            return None  # « Lesquels remplacent Slack, et lesquels sont français ? » seeks one list
        return (
            yield from answer_each(
                asked,
                parts,
                lambda part, before: self._reader.read(part, [*turns, *before], filters, timings),
                lambda part, before: self._able(before).answer(part, filters, timings),
                lambda part, answer: turn_of(part.question, part.resolution, answer, self.catalogue),
            )
        )

    def _counts_by_a_fact(self, part: Question, filters: Filters) -> bool:
        return self._reader.constraints(part, filters).intent == "aggregate"

    def _or_alone(
        self, asked: Asked, understood: Question, turns: Sequence[Turn], filters: Filters, timings: Timings
    ) -> Asked:
        """What was read against the turns before it, or the same alone where only that is answered.

        Of what was taken for a question on solutions, where it names something else and that is answered.  And the
        same of the name that was spoken of, where only that is answered.
        """

        def told(one: Asked) -> Answer:
            return unheard(self._answering.without_model().answer(one, filters, timings))

        spoken_of, alone = self._reader.beside(asked, turns), may_stand_alone(asked, self.catalogue)
        if not (spoken_of or alone):
            return asked
        as_read = told(asked)
        if spoken_of and as_read.status != "answered" and told(spoken_of).status == "answered":
            return spoken_of
        if not alone or (asked.resolution.way == "documents" and not finds_nothing(as_read)):
            return asked
        by_itself = self._reader.read(understood, (), filters, timings)
        return by_itself if told(by_itself).status == "answered" else asked

    def _asks_apart(self, parts: Sequence[Question], filters: Filters) -> bool:
        """Whether one of the questions is none on the solutions sought: "…, and how would EuroCommons help us?", or
        each names its own: « MinIO, c'est encore libre ? et Garage, ça vient d'où ? »."""
        asked = {part: self._reader.constraints(part, filters) for part in parts}
        if all(one.intent == "fact" and one.entries for one in asked.values()):
            return True
        own = [part for part in parts if not leans(part.text) and not points_at_an_object(Said.of(part.text))]
        return any(asked[part].intent == "none" for part in own)

    def _able(self, before: Sequence[Answer]) -> Answering:
        """The way to answer, without the model where that failed a moment ago: a message waits for it once."""
        failed = any(answer.verification.fallback not in (None, "unsupported") for answer in before)
        return self._answering.without_model() if failed else self._answering


def open_assistant(settings: Settings) -> Assistant:
    """The assistant over the index that the settings name, with its model loaded.

    Raises:
        IndexMissing: there is no index yet.
        IndexMismatch: the index was made with another model or in another format.
        ModelError: the embedding model cannot be loaded, or the folder set for the reranker holds no cross-encoder.
    """
    encoder = load_encoder(settings.home, settings.embedding_model)
    index = open_index(settings.home, encoder, chroma_url=settings.chroma_url, database_url=settings.database_url)
    model = ChatModel(settings.llm) if settings.llm.configured else None
    return Assistant(
        index,
        encoder,
        settings.home / "cache",
        SessionStore(settings.sessions_database),
        load_reranker(settings.reranker_model),
        LlmRewriter(model) if model else None,
        model,
        settings.entailment_model,
    )
