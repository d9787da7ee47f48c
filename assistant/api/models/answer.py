"""The JSON of an answer: its sentences, citations, comparison and what the citation check did."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Literal

from pydantic import BaseModel, Field

from assistant.records import Answer, Status
from ingest.records import Kind, Language


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
    why: str = Field(description="unsupported, uncited, doubtful, language, repeated, incomplete or dangling")
    missing: list[str] = Field(description="what the cited passages do not hold, such as a number")


class VerificationOut(BaseModel):
    """What the citation check did to the sentences that were written."""

    checked: int
    kept: int
    rewritten: int = Field(description="of the kept ones, how many were written a second time")
    dropped: list[DroppedOut]
    fallback: str | None = Field(description="why sentences of the documents replace or complete the model's; or null")
    message: str = Field(description="the same for the reader, in the answer's language; empty when nothing happened")
    trust: float | None = Field(
        description="part of what the model wrote lately in its own words that was supported, as estimated; or null"
    )


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
