"""The tools: each calls the assistant and gives the contract's JSON; what they take is checked before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from mcp_types import CallToolResult, TextContent
from pydantic import Field

from assistant.answer import Assistant
from assistant.api.models.answer import AnswerOut
from assistant.api.models.catalogue import CatalogueOut
from assistant.api.models.documents import DocumentOut, SearchOut
from assistant.api.models.requests import CatalogueIn, Criterion, Domain, SessionId
from assistant.api.rendering import rendered
from assistant.errors import QuestionError
from assistant.live import LiveAssistant
from assistant.records import Answer, Filters
from assistant.understanding import LanguageChoice
from ingest.records import Document, Kind, Language

MAX_QUERY_CHARS = 5_000
MAX_HITS = 50
MAX_ENTRIES = 100
MAX_CHARS = 50_000
"""Characters of a document in one result; the documents of the corpus are shorter than that."""

Question = Annotated[str, Field(description="the question, in French or in English")]
Query = Annotated[str, Field(min_length=1, max_length=MAX_QUERY_CHARS, description="what to look for")]
AnswerLanguage = Annotated[LanguageChoice, Field(description="language of the answer; auto: the question's")]
OfKind = Annotated[Kind | None, Field(description="only documents of this kind")]
InLanguage = Annotated[Language | None, Field(description="only documents in this language")]
OfDomain = Annotated[Domain | None, Field(description="only documents of this domain of the programme, by its id")]
DocumentId = Annotated[str, Field(min_length=1, max_length=2_000, description="document_id of a citation or a hit")]


class DocumentPartOut(DocumentOut):
    """A document whose ``text`` is its characters ``text_start`` to ``text_end``, of ``length`` in all."""

    text_start: int
    text_end: int
    length: int

    @classmethod
    def part(cls, document: Document, start: int, max_chars: int) -> DocumentPartOut:
        """The document with the ``max_chars`` characters from ``start`` on."""
        length = len(document.text)
        start, end = min(start, length), min(start + max_chars, length)
        whole = DocumentOut.of(document).model_dump()
        return cls(**whole | {"text": document.text[start:end]}, text_start=start, text_end=end, length=length)


@dataclass(frozen=True, slots=True)
class Tools:
    """What the server offers, over a live assistant; every method raises ``AssistantError``."""

    live: LiveAssistant
    max_question_chars: int

    def ask(
        self,
        question: Question,
        language: AnswerLanguage = "auto",
        session_id: SessionId | None = None,
        kind: OfKind = None,
        documents_language: InLanguage = None,
        domain: OfDomain = None,
    ) -> Annotated[CallToolResult, AnswerOut]:
        if len(question) > self.max_question_chars:
            raise QuestionError(
                f"the question has {len(question)} characters; the limit is {self.max_question_chars}: shorten it"
            )
        filters = Filters(kind, documents_language, domain)
        answer = self._assistant().ask(question, language=language, session_id=session_id, filters=filters)
        return _told(answer)

    def search(
        self,
        query: Query,
        k: Annotated[int, Field(ge=1, le=MAX_HITS, description="number of passages")] = 10,
        kind: OfKind = None,
        language: InLanguage = None,
        domain: OfDomain = None,
    ) -> SearchOut:
        return SearchOut.of(self._assistant().search(query, k=k, filters=Filters(kind, language, domain)))

    def catalogue(
        self,
        replaces: Annotated[Criterion | None, Field(description="a product, for example Microsoft Teams")] = None,
        domain: Annotated[Criterion | None, Field(description="of the programme, by its id")] = None,
        licence: Annotated[Criterion | None, Field(description="SPDX id, group (AGPL), family (permissive)")] = None,
        country: Annotated[Criterion | None, Field(description="of the steward: ISO code, name, EU or EUROPE")] = None,
        standard: Annotated[Criterion | None, Field(description="for example SAML")] = None,
        deployment: Annotated[Criterion | None, Field(description="for example self-hosted")] = None,
        governance: Annotated[Criterion | None, Field(description="for example foundation")] = None,
        organisation: Annotated[Criterion | None, Field(description="whom it suits: local-authority")] = None,
        support: Annotated[Criterion | None, Field(description="yes: commercial support in Europe documented")] = None,
        words: Annotated[Criterion | None, Field(description="that name, summary or features hold")] = None,
        limit: Annotated[int, Field(ge=1, le=MAX_ENTRIES, description="entries shown; count is of all")] = 10,
        facets: Annotated[bool, Field(description="also count what each value of each criterion would keep")] = False,
    ) -> CatalogueOut:
        wanted = CatalogueIn(
            replaces=replaces,
            domain=domain,
            licence=licence,
            country=country,
            standard=standard,
            deployment=deployment,
            governance=governance,
            organisation=organisation,
            support=support,
            q=words,
        )
        entries = self._assistant().catalogue
        try:
            found = CatalogueOut.of(wanted, entries)
        except ValueError as error:
            raise QuestionError(str(error)) from error
        shown = {"entries": found.entries[:limit], "facets": found.facets if facets else {}}
        return found.model_copy(update=shown)

    def document(
        self,
        id: DocumentId,
        start: Annotated[int, Field(ge=0, description="first character of the text")] = 0,
        max_chars: Annotated[int, Field(ge=1, le=MAX_CHARS, description="characters of the text")] = MAX_CHARS,
    ) -> DocumentPartOut:
        return DocumentPartOut.part(self._assistant().document(id), start, max_chars)

    def text(self, id: str) -> str:
        """The whole text of a document."""
        return self._assistant().document(id).text

    def _assistant(self) -> Assistant:
        return self.live.get()


def _told(answer: Answer) -> CallToolResult:
    """The contract's JSON for programs, and for language models the text with its sources: a tenth of it."""
    understood = [answer.understood_as] if answer.understood_as else []
    text = "\n\n".join([*understood, rendered(answer, with_ids=True), f"session_id: {answer.session_id}"])
    structured = AnswerOut.of(answer).model_dump(mode="json")
    return CallToolResult(content=[TextContent(type="text", text=text)], structured_content=structured)
