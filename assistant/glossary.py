"""Finds the glossary's terms in a text, and says a question again in them.

« la visio » is « la visioconférence », and "video conferencing" in English.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.catalogue.words import Token, folded_words, singular, tokens
from assistant.records import Evidence
from ingest.records import LANGUAGES, Language
from ingest.reference import Term, reference

GLOSSARY_DOCUMENT: dict[Language, str] = {language: f"glossary.{language}" for language in LANGUAGES}
GLOSSARY_DOCUMENTS = frozenset(GLOSSARY_DOCUMENT.values())
_SHORT = 2  # an acronym of two letters ("SI", "IA") is a word without its capitals
_SPACES = re.compile(r"\s+")

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wordings:
    """A question in the preferred terms of its language (``own``) and with the other language's terms (``other``).

    Either is the question itself where the glossary has nothing to replace.
    """

    own: str
    other: str


@dataclass(frozen=True, slots=True)
class Named:
    """A term and where a text names it: ``text[start:end]``."""

    start: int
    end: int
    term: Term


def wordings(text: str, language: Language) -> Wordings:
    """Replace every name of a term, longest first, whatever language it is in."""
    found = find_terms(text)
    other: Language = "en" if language == "fr" else "fr"
    return Wordings(_replaced(text, found, language), _replaced(text, found, other))


def find_terms(text: str, languages: tuple[Language, ...] = LANGUAGES) -> list[Named]:
    """The names, in the ``languages``, that mean one term, longest first where two overlap, in the text's order."""
    found = _find(tokens(text), *_names(languages))
    return [each for each in found if not _in_address(text, each)]


def _in_address(text: str, named: Named) -> bool:
    """Whether the name is a part of an address or of a path: "https://…", "…/wiki"."""
    before, after = text[: named.start][-1:], text[named.end :][:2]
    return before in tuple("/@\\") or after[:1] in ("/", "@", "\\") or after == ":/"


def without_idle_definitions(ranked: Sequence[Evidence], question: str) -> list[Evidence]:
    """Leave out the glossary's definitions of terms that the question does not name.

    They are short and many, and one that merely shares a word (« lieu ») would take the place of a passage.  A
    definition that holds the very name asked stays too: ITSM is a name of helpdesks, and another term's acronym.
    """
    found = find_terms(question)
    headings = {named.term.heading(language) for named in found for language in LANGUAGES}
    names = [folded_words(question[named.start : named.end]) for named in found]
    return [
        one
        for one in ranked
        if one.chunk.document_id not in GLOSSARY_DOCUMENTS
        or headings.intersection(one.chunk.heading_path)
        or _holds_any(one.chunk.text, names)
    ]


def _holds_any(text: str, names: Sequence[Phrase]) -> bool:
    words = _words_of(text) if names else ()
    return any(words[at : at + len(name)] == name for name in names for at in range(len(words) - len(name) + 1))


@lru_cache(maxsize=2048)
def _words_of(definition: str) -> Phrase:
    return folded_words(definition)


def _find(
    words: Sequence[Token], table: Mapping[Phrase, Sequence[Term]], longest: Mapping[str, int]
) -> Iterator[Named]:
    place, said = 0, _phrase(word.folded for word in words)
    while place < len(words):
        for length in range(min(longest.get(said[place], 0), len(words) - place), 0, -1):
            span = words[place : place + length]
            terms = table.get(said[place : place + length], ())
            if len(terms) == 1 and not _is_a_word(span):
                yield Named(span[0].start, span[-1].end, terms[0])
                place += length
                break
        else:
            place += 1


def _is_a_word(span: Sequence[Token]) -> bool:
    return len(span) == 1 and len(span[0].folded) <= _SHORT and not span[0].raw.isupper()


def _replaced(text: str, found: Sequence[Named], language: Language) -> str:
    parts, end = [], 0
    for each in found:
        preferred = each.term.name(language)
        if _phrase(folded_words(text[each.start : each.end])) == _phrase(folded_words(preferred)):
            continue
        parts += [text[end : each.start], preferred]
        end = each.end
    return _SPACES.sub(" ", "".join([*parts, text[end:]]))


def _phrase(words: Iterator[str] | Sequence[str]) -> Phrase:
    return tuple(singular(word) for word in words)


@cache
def _names(languages: tuple[Language, ...]) -> tuple[Mapping[Phrase, Sequence[Term]], Mapping[str, int]]:
    """Terms by name in some languages, and how many words the longest name has that begins with a word."""
    table: dict[Phrase, dict[str, Term]] = defaultdict(dict)
    for term in reference().glossary:
        for language in languages:
            for name in term.names(language):
                table[_phrase(folded_words(name))][term.id] = term
    longest: dict[str, int] = defaultdict(int)
    for phrase in table:
        longest[phrase[0]] = max(longest[phrase[0]], len(phrase))
    return {phrase: tuple(terms.values()) for phrase, terms in table.items()}, dict(longest)
