"""Who asks what several terms of the glossary are, or how they differ, gets the definition of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.glossary import GLOSSARY_DOCUMENT, Named, find_terms
from assistant.writing.answer_types import compares, expected_type, tells_difference
from assistant.writing.question import NAME
from ingest.lexical import surface_terms
from ingest.records import Language, Span
from ingest.reference import Term
from ingest.store import Index

_BETWEEN = re.compile(r"\W*(?:et|ou|and|or)?\W*(?:une?|le|la|les|l|d|des?|du|an?|the)?\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Definition:
    """A term's definition where the glossary's document gives it: ``span`` in its text."""

    document: str
    span: Span
    text: str


def compared_terms(question: str) -> tuple[Term, ...]:
    """The terms, two or more, that the question wants defined or told apart; none of any other question."""
    found = find_terms(question)
    if _names_another(question, found):
        return ()
    if not compares(question) and not (expected_type(question) == "definition" and _are_joined(question, found)):
        return ()
    named = {one.term.id: one.term for one in found}
    return tuple(named.values()) if len(named) > 1 else ()


def _names_another(question: str, found: Sequence[Named]) -> bool:
    """Whether the question names something else than the terms: « EuroCommons et l'EDIC, c'est la même chose ? »"""
    names = [match.end() for match in NAME.finditer(question) if surface_terms(match[0])]
    return any(not any(one.start < end <= one.end for one in found) for end in names)


def _are_joined(question: str, found: Sequence[Named]) -> bool:
    """Whether the terms make one list: "SAML, LDAP and a directory"."""
    return all(_BETWEEN.fullmatch(question[one.end : other.start]) for one, other in pairwise(found))


def definitions_of(terms: Sequence[Term], language: Language, index: Index) -> list[Definition]:
    """The definitions of all the terms, or none where the index does not hold every one of them."""
    document = GLOSSARY_DOCUMENT[language]
    try:
        text = index.document(document).text
    except KeyError:
        return []
    told = [term.definition(language) for term in terms]
    places = [text.find(definition) for definition in told]
    if min(places, default=-1) < 0:
        return []
    return [
        Definition(document, Span(start, start + len(definition)), definition)
        for start, definition in zip(places, told, strict=True)
    ]


def tells_apart(text: str, terms: Sequence[Term]) -> bool:
    """Whether a sentence names every one of the terms and sets them against each other."""
    return tells_difference(text) and {term.id for term in terms} <= {found.term.id for found in find_terms(text)}
