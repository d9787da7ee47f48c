"""The records of an answer: what is asked, what was found, what is said and what supports it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, TypedDict

from ingest.records import Chunk, Kind, Language

Status = Literal["answered", "partial", "abstained"]
Writer = Literal["extractive", "llm"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A retrieved chunk, best first (``rank`` counts from 1; higher ``score`` is better), and why it came.

    ``cosine`` is that of its vector with the question's.
    ``dense_rank`` and ``lexical_rank`` are its ranks in each half of the retrieval, None where that half did not
    return it.  ``asked`` tells, up to 1, how surely readers ask for its section in words like the question's.
    """

    chunk: Chunk
    title: str
    kind: Kind
    score: float
    rank: int
    cosine: float = 0.0
    dense_rank: int | None = None
    lexical_rank: int | None = None
    url: str | None = None
    domains: tuple[str, ...] = ()
    entry: str | None = None
    gaps: bool = False
    asked: float = 0.0


@dataclass(frozen=True, slots=True)
class Filters:
    """Hard filters on retrieval; None does not filter."""

    kind: Kind | None = None
    language: Language | None = None
    domain: str | None = None


class AskOptions(TypedDict, total=False):
    """What a question may come with: ``Assistant.ask`` says what each means."""

    language: Literal["fr", "en", "auto"]
    session_id: str | None
    filters: Filters


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote that supports a sentence: ``document.text[start:end] == quote``."""

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
    supported: bool = True


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer, or its table, and the numbers of the citations that support it."""

    text: str
    citations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence that a writer wrote and the reader did not get.

    ``why`` is a code: "unsupported", "uncited", "doubtful" (not sure enough for a model of whose words few were
    supported lately), "language", "repeated", "incomplete", "dangling" (it leans on a dropped one).
    ``missing`` names what the cited passages do not hold, such as a number.
    """

    text: str
    why: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verification:
    """What the citation check did: sentences ``checked``, ``kept`` (of which ``rewritten``) and ``dropped``.

    All are 0 for an answer that states nothing which a document could support.

    ``fallback`` is a code where the model's text was replaced or completed by quoted sentences, None elsewhere;
    ``message`` says it, and that sentences were dropped, in the answer's language; empty where nothing happened.
    ``trust`` is the estimated part of what the model wrote lately in its own words that was supported, from 0 to 1,
    None where no model wrote: below a half, more is asked of such a sentence.
    """

    checked: int = 0
    kept: int = 0
    rewritten: int = 0
    dropped: tuple[Dropped, ...] = ()
    fallback: str | None = None
    message: str = ""
    trust: float | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the reader gets.  ``text`` is the sentences in order, each followed by its marks ``[1]``.

    A comparison ends with a table: the last sentence is its Markdown, with the marks in the cells, and ``comparison``
    holds the same as values: ``entries`` (``id``, ``name``) and ``rows`` (``fact``, ``label``, ``cells``), a cell being
    ``text``, ``citations`` and ``verified`` (None where the fact is not documented).

    ``matches``, ``near_misses`` and ``not_documented`` are catalogue entries as plain JSON values (always with
    ``id`` and ``name``); ``constraints`` is the parsed question, a plain JSON value too.
    ``understood_as`` says a follow-up as a question that stands alone; None where the question carries nothing.
    ``writer`` is "extractive" or "llm"; ``model`` names the language model that was asked and ``prompt`` is the hash of
    its prompt, None where none was.
    """

    question: str
    language: Language
    status: Status
    text: str
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    matches: tuple[dict[str, Any], ...] = ()
    near_misses: tuple[dict[str, Any], ...] = ()
    not_documented: tuple[dict[str, Any], ...] = ()
    constraints: dict[str, Any] = field(default_factory=dict)
    comparison: dict[str, Any] | None = None
    follow_ups: tuple[str, ...] = ()
    session_id: str = ""
    understood_as: str | None = None
    writer: Writer = "extractive"
    model: str | None = None
    prompt: str | None = None
    verification: Verification = Verification()
    snapshot: str = ""
    timings_ms: dict[str, float] = field(default_factory=dict)

    @property
    def prose(self) -> tuple[Sentence, ...]:
        """The sentences without the table of a comparison."""
        return self.sentences[:-1] if self.comparison else self.sentences
