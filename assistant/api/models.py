"""The JSON of requests and responses, as the contract names it; the command line prints the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.facets import facets
from assistant.catalogue.filters import CatalogueFilters, filter_entries
from assistant.feedback import MAX_COMMENT_CHARS, MAX_QUESTION_CHARS
from assistant.records import Answer, AskOptions, Evidence, Filters, Status
from ingest.catalogue.schema import CatalogueEntry, Fact
from ingest.records import LANGUAGES, Document, Kind, Language

Domain = Annotated[
    str, Field(max_length=64, description="domain of the programme, by its id", examples=["directories-and-identity"])
]
SessionId = Annotated[
    str, Field(min_length=1, max_length=128, description="takes up a conversation; choose one or repeat the answer's")
]

Criterion = Annotated[str, Field(min_length=1, max_length=200)]


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    @field_validator("*")
    @classmethod
    def _is_unicode(cls, value: object) -> object:
        """JSON can escape half of a surrogate pair, which no UTF-8 text holds."""
        texts = value if isinstance(value, list) else [value]
        if any(isinstance(text, str) and has_surrogates(text) for text in texts):
            raise PydanticCustomError("string_unicode", "not valid Unicode")
        return value


def has_surrogates(text: str) -> bool:
    """Whether half of a surrogate pair is in ``text``."""
    return any("\ud800" <= char <= "\udfff" for char in text)


class FiltersIn(_Request):
    """Hard filters on the documents that may be cited."""

    kind: Kind | None = None
    language: Language | None = Field(default=None, description="language of the documents, not of the answer")
    domain: Domain | None = None

    def to_filters(self) -> Filters:
        return Filters(kind=self.kind, language=self.language, domain=self.domain)


class AskIn(_Request):
    """A question, in French or in English."""

    question: str
    language: Literal["fr", "en", "auto"] = Field(
        default="auto", description="language of the answer; auto: the question's"
    )
    session_id: SessionId | None = None
    filters: FiltersIn = FiltersIn()

    def options(self) -> AskOptions:
        """What ``Assistant.ask`` and ``Assistant.stream`` take beside the question."""
        return {"language": self.language, "session_id": self.session_id, "filters": self.filters.to_filters()}


class SearchIn(_Request):
    """A search, as query parameters."""

    q: str = Field(min_length=1, max_length=5_000, description="what to look for", examples=["messagerie d'équipe"])
    k: int = Field(default=10, ge=1, le=100, description="number of passages")
    kind: Kind | None = None
    language: Language | None = None
    domain: Domain | None = None

    def to_filters(self) -> Filters:
        return Filters(kind=self.kind, language=self.language, domain=self.domain)


class CatalogueIn(_Request):
    """Criteria on the catalogue's typed facts, as query parameters; an entry must meet all of them."""

    domain: Criterion | None = Field(default=None, examples=["directories-and-identity"])
    licence: Criterion | None = Field(default=None, description="SPDX id, group (AGPL) or family (permissive)")
    country: Criterion | None = Field(default=None, description="of the steward: ISO code, name, EUROPE or EU")
    replaces: Criterion | None = Field(default=None, examples=["Microsoft Teams"])
    standard: Criterion | None = Field(default=None, examples=["SAML"])
    deployment: Criterion | None = Field(default=None, examples=["self-hosted"])
    governance: Criterion | None = Field(default=None, examples=["foundation"])
    organisation: Criterion | None = Field(default=None, description="whom it suits", examples=["local-authority"])
    support: Criterion | None = Field(default=None, description="yes: commercial support in Europe documented")
    q: Criterion | None = Field(default=None, description="words that name, summary or features hold")


class DossierIn(_Request):
    """A question about solutions, as query parameters."""

    q: str = Field(min_length=1, description="the question", examples=["Alternatives européennes à Teams"])
    language: Literal["fr", "en", "auto"] = Field(
        default="auto", description="language of the dossier; auto: the question's"
    )
    format: Literal["json", "md", "csv", "odt"] = Field(default="json", description="of the response")


class FeedbackIn(_Request):
    """What a reader says of an answer."""

    question: str = Field(min_length=1, max_length=MAX_QUESTION_CHARS)
    rating: Literal["up", "down"]
    session_id: SessionId | None = None
    snapshot: str | None = Field(default=None, max_length=128, description="the answer's snapshot")
    reasons: list[Annotated[str, Field(min_length=1, max_length=80)]] = Field(default_factory=list, max_length=10)
    comment: str = Field(default="", max_length=MAX_COMMENT_CHARS)


class FeedbackOut(BaseModel):
    """The opinion was kept."""

    id: str
    created_at: datetime


class SentenceOut(BaseModel):
    """A sentence of the answer and the numbers of the citations that support it."""

    text: str
    citations: list[int]


class CitationOut(BaseModel):
    """A quote: the characters ``start`` to ``end`` of the document's text."""

    n: int
    document_id: str
    chunk_id: str
    title: str
    kind: Kind
    language: Language
    url: str | None
    page: int | None
    quote: str
    start: int
    end: int
    supported: bool


class ComparedOut(BaseModel):
    """An entry at the head of a column."""

    id: str
    name: str


class CellOut(BaseModel):
    """One fact of one entry.

    ``verified`` is false where no source states the fact, and null where the fact is not documented.
    """

    text: str
    citations: list[int]
    verified: bool | None


class RowOut(BaseModel):
    """One fact of the entries compared, in their order."""

    fact: str
    label: str
    cells: list[CellOut]


class ComparisonOut(BaseModel):
    """Two to five entries side by side; the last sentence of the answer is the same table in Markdown."""

    entries: list[ComparedOut]
    rows: list[RowOut]


class DroppedOut(BaseModel):
    """A sentence that was written and not delivered."""

    text: str
    why: str = Field(description="unsupported, uncited, language, repeated, incomplete or dangling")
    missing: list[str] = Field(description="what the cited passages do not hold, such as a number")


class VerificationOut(BaseModel):
    """What the citation check did to the sentences that were written."""

    checked: int
    kept: int
    rewritten: int = Field(description="of the kept ones, how many were written a second time")
    dropped: list[DroppedOut]
    fallback: str | None = Field(description="why sentences of the documents replace or complete the model's; or null")
    message: str = Field(description="the same for the reader, in the answer's language; empty when nothing happened")


class AnswerOut(BaseModel):
    """An answer with its citations."""

    question: str
    language: Language
    status: Status
    text: str
    sentences: list[SentenceOut]
    citations: list[CitationOut]
    matches: list[dict[str, Any]] = Field(description="catalogue entries that the answer selected")
    near_misses: list[dict[str, Any]] = Field(description="catalogue entries that miss one criterion")
    not_documented: list[dict[str, Any]] = Field(description="catalogue entries whose fact is unknown")
    constraints: dict[str, Any] = Field(description="the criteria read in the question")
    comparison: ComparisonOut | None = Field(description="the table of a comparison, null in other answers")
    follow_ups: list[str]
    session_id: str
    understood_as: str | None = Field(description="a follow-up in words that stand alone, null in other answers")
    writer: Literal["extractive", "llm"]
    model: str | None = Field(description="the language model that was asked, null where none was")
    prompt: str | None = Field(description="hash of the prompt, null where no model was asked")
    verification: VerificationOut
    snapshot: str
    timings_ms: dict[str, float]

    @classmethod
    def of(cls, answer: Answer) -> AnswerOut:
        return cls.model_validate(asdict(answer))


class Hit(BaseModel):
    """A passage found; a higher score is better, and scores of two queries do not compare."""

    rank: int
    score: float
    chunk_id: str
    document_id: str
    title: str
    kind: Kind
    language: Language
    page: int | None
    start: int
    end: int
    text: str
    url: str | None
    heading_path: list[str]


class SearchOut(BaseModel):
    """Passages, best first."""

    hits: list[Hit]

    @classmethod
    def of(cls, found: Iterable[Evidence]) -> SearchOut:
        return cls(hits=[_hit(evidence) for evidence in found])


class SectionOut(BaseModel):
    """The text below a heading: characters ``start`` to ``end`` of the document's text."""

    heading_path: list[str]
    start: int
    end: int


class PageOut(BaseModel):
    """A page: characters ``start`` to ``end`` of the document's text."""

    number: int
    start: int
    end: int


class DocumentOut(BaseModel):
    """A whole document: citations and hits give places in its ``text``."""

    id: str
    kind: Kind
    title: str
    language: Language | None
    url: str | None
    published: str | None
    licence: str | None
    translation_of: str | None
    domains: list[str]
    last_verified: str | None
    entry: str | None
    facts: dict[str, Any]
    sections: list[SectionOut]
    pages: list[PageOut]
    text: str

    @classmethod
    def of(cls, document: Document) -> DocumentOut:
        values = asdict(document)
        return cls.model_validate({name: values[name] for name in cls.model_fields})


class CatalogueEntryOut(CatalogueEntry):
    """An entry's typed facts; null is "unknown".

    ``to_verify`` names the known facts that no source states; ``documents`` are the ids of its pages, by language.
    """

    to_verify: list[Fact]
    documents: dict[Language, str]


class FacetValueOut(BaseModel):
    """A value that the criterion takes, in words, and how many entries it would keep."""

    value: str
    label: dict[Language, str]
    count: int


class FacetOut(BaseModel):
    """The values of one criterion, most frequent first.

    ``unknown`` entries do not document the fact; ``more`` values, the least frequent, are left out.
    """

    values: list[FacetValueOut]
    unknown: int
    more: int


class CatalogueOut(BaseModel):
    """Catalogue entries that meet every criterion.

    ``facets`` are counted among the entries that meet all the criteria but the facet's own: ``domain``,
    ``licence_family`` and ``licence`` (values of the criterion "licence"), ``country``, ``governance``, ``deployment``,
    ``organisation``, ``standard``, ``replaces``, ``support``.
    """

    count: int
    entries: list[CatalogueEntryOut]
    facets: dict[str, FacetOut]

    @classmethod
    def of(cls, wanted: CatalogueIn, catalogue: Catalogue) -> CatalogueOut:
        """Raises ``ValueError`` for a value that no entry could have."""
        filters = wanted.model_dump()
        found = filter_entries(catalogue, **filters)
        counted = facets(catalogue, CatalogueFilters(**filters))
        return cls(
            count=len(found),
            entries=[_entry(entry, catalogue) for entry in found],
            facets={name: FacetOut.model_validate(asdict(facet)) for name, facet in counted.items()},
        )


class HealthOut(BaseModel):
    """The server is alive."""

    status: Literal["ok"] = "ok"
    version: str


class ReadyOut(BaseModel):
    """The index is loaded."""

    status: Literal["ready"] = "ready"
    snapshot: str


class FieldProblem(BaseModel):
    """One wrong field of a request: where it is, what it holds, what to change."""

    field: str
    value: Any
    message: str


class ProblemOut(BaseModel):
    """RFC 9457 problem details."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[FieldProblem] | None = None


def _hit(evidence: Evidence) -> Hit:
    chunk = evidence.chunk
    return Hit(
        rank=evidence.rank,
        score=evidence.score,
        chunk_id=chunk.id,
        document_id=chunk.document_id,
        title=evidence.title,
        kind=evidence.kind,
        language=chunk.language,
        page=chunk.page,
        start=chunk.start,
        end=chunk.end,
        text=chunk.text,
        url=evidence.url,
        heading_path=list(chunk.heading_path),
    )


def _entry(entry: CatalogueEntry, catalogue: Catalogue) -> CatalogueEntryOut:
    pages = {language: catalogue.pages.get((entry.id, language)) for language in LANGUAGES}
    documents = {language: page.document_id for language, page in pages.items() if page is not None}
    return CatalogueEntryOut(**entry.model_dump(), to_verify=entry.unverified(), documents=documents)
