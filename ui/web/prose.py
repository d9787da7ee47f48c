"""An answer's sentences as paragraphs, with quotations in another language told apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from assistant.glossary import find_terms
from assistant.records import Answer, Citation, Sentence
from ingest.catalogue.wording import typeset
from ingest.records import Language
from ingest.reference import Term

MOST_DEFINED, MOST_IN_DOCUMENT = 8, 60
"""Terms explained in one answer: more would make it a page of underlined words."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence; ``language`` is set where it is not the answer's, ``term`` where it names one."""

    text: str
    language: Language | None = None
    term: Term | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence ready for the page: its pieces and its citation numbers."""

    pieces: tuple[Piece, ...]
    citations: tuple[int, ...]


def paragraphs(answer: Answer) -> list[list[Line]]:
    """The sentences, a table apart, with quotations and terms told apart."""
    cited = {citation.n: citation for citation in answer.citations}
    found = [
        [Line(tuple(_pieces(sentence, cited, answer.language)), sentence.citations) for sentence in paragraph]
        for paragraph in sentences_by_paragraph(answer)
    ]
    return _with_definitions(found, answer.language)


def sentences_by_paragraph(answer: Answer) -> list[list[Sentence]]:
    """The sentences, a table apart; a new paragraph starts where ``answer.text`` has a line break between two."""
    found: list[list[Sentence]] = []
    cursor = 0
    for sentence in answer.prose:
        start = answer.text.find(sentence.text, cursor)
        broken = start >= 0 and "\n" in answer.text[cursor:start]
        cursor = start + len(sentence.text) if start >= 0 else cursor
        if broken or not found:
            found.append([])
        found[-1].append(sentence)
    return found


def _with_definitions(paragraphs: list[list[Line]], language: Language) -> list[list[Line]]:
    """The same, each term of the glossary told apart where the answer first names it."""
    told: set[str] = set()
    return [
        [replace(line, pieces=tuple(_defined(line.pieces, language, told))) for line in paragraph]
        for paragraph in paragraphs
    ]


def with_terms(parts: Iterable[str], language: Language) -> list[list[Piece]]:
    """The parts of a document, each term of the glossary told apart where the document first names it."""
    told: set[str] = set()
    return [list(_defined([Piece(part)], language, told, MOST_IN_DOCUMENT)) if part else [] for part in parts]


def _defined(pieces: Iterable[Piece], language: Language, told: set[str], most: int = MOST_DEFINED) -> Iterator[Piece]:
    for piece in pieces:
        end = 0
        for named in find_terms(piece.text, (language,)) if piece.language is None else ():
            if (
                named.term.id in told
                or len(told) >= most
                or _is_a_word(piece.text[named.start : named.end], named.term)
            ):
                continue
            told.add(named.term.id)
            if named.start > end:
                yield Piece(piece.text[end : named.start])
            yield Piece(piece.text[named.start : named.end], term=named.term)
            end = named.end
        if end < len(piece.text):
            yield replace(piece, text=piece.text[end:])


def _is_a_word(written: str, term: Term) -> bool:
    """Whether small letters make an ordinary word of an acronym: « sans » is not SAN."""
    acronyms = {each.lower() for each in (*term.acronyms_fr, *term.acronyms_en)}
    return written.islower() and not acronyms.isdisjoint((written, written.removesuffix("s")))


def _pieces(sentence: Sentence, cited: Mapping[int, Citation], language: Language) -> Iterable[Piece]:
    """Cut at the first quotation that a citation in another language gives word for word."""
    for n in sentence.citations:
        citation = cited.get(n)
        if citation is None or citation.language == language or citation.quote not in sentence.text:
            continue
        before, after = sentence.text.split(citation.quote, 1)
        pieces = (
            Piece(typeset(before, language)),
            Piece(citation.quote, citation.language),
            Piece(typeset(after, language)),
        )
        return [piece for piece in pieces if piece.text]
    return [Piece(typeset(sentence.text, language))]
