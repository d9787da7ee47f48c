"""Reads a question into matches: which words name what, longest phrase first, typing errors forgiven."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cache

from assistant.catalogue.misspelt import longer_products, mended, misspelt
from assistant.catalogue.named_makers import with_makers
from assistant.catalogue.names import Lexicon, Term
from assistant.catalogue.negation import with_negations
from assistant.catalogue.tables import aliases, vocabulary
from assistant.catalogue.words import Match, Token, fold, singular, tokens

_NAMING_CUES = frozenset({"alternatives", "describe", "compare", "noun", "definition"})
_INDEFINITE = ("un", "une", "a", "an")
_LEAST_JOINED = 5
_TRANSLATED = frozenset({"interface", "translation", "traduction", "documentation", "docs", "manual", "ui"})
"""What is in a language beside its name: "a Spanish interface", « documentation allemande »."""
MOST_WORDS = 300  # no question is longer; the time grows with the square of what is named


@dataclass(frozen=True)
class Reading:
    """The tokens of a question, what they name, and the places of words that nothing explains."""

    tokens: tuple[Token, ...]
    matches: tuple[Match, ...]
    unread: tuple[int, ...]

    def of(self, *kinds: str) -> list[Match]:
        """The matches of some kinds, in the order of the question."""
        return [match for match in self.matches if match.kind in kinds]

    def values(self, kind: str, negated: bool = False) -> tuple[str, ...]:
        """The distinct values of a kind, in the order of the question."""
        return tuple(dict.fromkeys(m.value for m in self.matches if m.kind == kind and m.negated == negated))

    def sharing(self, match: Match, *kinds: str) -> list[Match]:
        """The matches of some kinds that have a word in common with ``match``."""
        return [other for other in self.of(*kinds) if other.first <= match.last and match.first <= other.last]

    def cue(self, name: str) -> bool:
        """Whether the question holds a cue."""
        return any(match.kind == "cue" and match.value == name for match in self.matches)


def read(question: str, lexicon: Lexicon) -> Reading:
    """Find every term of the question; of two that overlap the longer one wins, names before words."""
    words = mended(tokens(question)[:MOST_WORDS], lexicon)
    found: list[Match] = []
    place = 0
    while place < len(words):
        matched = _longest(words, place, lexicon, found)
        if matched and (rival := _cut_short(words, matched[0], lexicon, found)):
            matched = _longest(words[:rival], place, lexicon, found)
        found.extend(matched)
        place = matched[0].last + 1 if matched else place + 1
    found = longer_products(words, [*found, *misspelt(words, found, lexicon)], lexicon)
    found = list(with_makers(words, found))
    found = with_negations(words, sorted(found, key=lambda m: (m.first, m.kind, m.value)))
    taken = {place for match in found for place in range(match.first, match.last + 1)}
    unread = tuple(place for place in range(len(words)) if place not in taken and not is_filler(words[place]))
    return Reading(words, tuple(found), unread)


def _cut_short(words: Sequence[Token], match: Match, lexicon: Lexicon, found: Sequence[Match]) -> int | None:
    """Where a longer phrase begins within a match: « de bureau » in « un logiciel de bureau à distance ».

    A need gives way to any other that goes further: « cartographie web » in « un logiciel de cartographie web ».
    """
    span = match.last - match.first - (match.kind == "deployment")
    for place in range(match.first + 1, match.last + 1):
        for rival in _longest(words, place, lexicon, found)[:1]:
            further = match.kind == rival.kind == "topic" and rival.last > match.last
            if further or rival.last - rival.first > span:
                return place
    return None


def _longest(words: Sequence[Token], place: int, lexicon: Lexicon, found: Sequence[Match]) -> list[Match]:
    for length in range(min(lexicon.longest, len(words) - place), 0, -1):
        span = words[place : place + length]
        last = place + length - 1
        exact = lexicon.names.get(tuple(word.folded for word in span), ())
        common = lexicon.words.get(tuple(singular(word.folded) for word in span), ())
        exact += () if common else _written_apart(span, lexicon)
        terms = [term for term in exact if _stands(words, place, last, term, found, lexicon)]
        # « compatible Active Directory » asks for no other directory.
        terms = [term for term in terms if term.kind == "standard"] or terms
        terms += common
        if any(word.opens for word in span[1:]):  # names do not go over a comma, but for « Metabase, Inc. »
            terms = [term for term in terms if term.kind == "steward"]
        if terms and _plausible(words, place, last, terms):
            return [Match(term.kind, term.value, place, last) for term in dict.fromkeys(terms)]
    return []


def _stands(
    words: Sequence[Token], first: int, last: int, term: Term, found: Sequence[Match], lexicon: Lexicon
) -> bool:
    if not term.guarded:
        return True
    phrase = tuple(word.folded for word in words[first : last + 1])
    common = tuple(singular(word) for word in phrase) in lexicon.words
    if term.kind == "standard":
        if common or any(other.kind != "standard" for other in lexicon.names[phrase]):
            return _in_context(words, first, last, found)
        if words[first].raw in lexicon.spellings and not words[first].opens:
            return True
        return phrase[0] not in lexicon.dictionary or _standard_stands(words, first, last, found)
    return _vouched(words, first, last, lexicon, found, common)


def _standard_stands(words: Sequence[Token], first: int, last: int, found: Sequence[Match]) -> bool:
    """A standard's name that is also an ordinary word needs its capitals, or words such as « compatible » beside it."""
    return (words[first].raw.isupper() and not _shouting(words)) or _in_context(words, first, last, found)


def _in_context(words: Sequence[Token], first: int, last: int, found: Sequence[Match]) -> bool:
    """Whether what stands before, articles apart, announces a standard or is another one, or what follows says so."""
    if _after_cue(words, first, found, {"alternatives"}):  # « alternative à Active Directory compatible Kerberos »
        return False
    after = words[last + 1].folded if last + 1 < len(words) else ""
    if after in ("compatible", "compliant") or (after == "support" and first and words[first - 1].folded == "with"):
        return True
    connectors = set(vocabulary()["connectors"])
    place = first - 1
    while place >= 0 and words[place].folded in connectors and not _ends_match(place, found):
        place -= 1
    passed = {word.folded for word in words[place + 1 : first]}
    if place < 0 or passed & {"pour", "for", "de", "of"}:
        return False
    if words[place].folded in vocabulary()["standard_context"]:
        return True
    if passed & {"avec", "with"} or words[place].folded in ("sans", "without"):
        return any(match.value in _NAMING_CUES or match.kind in ("topic", "domain") for match in found)
    beside = any(match.kind == "standard" and match.last == place for match in found)
    joined = bool(passed & {"et", "ou", "and", "or", "ni", "nor"})
    return joined and beside


def _shouting(words: Sequence[Token]) -> bool:
    return len(words) > 1 and all(word.raw.upper() == word.raw for word in words)


def _written_apart(span: Sequence[Token], lexicon: Lexicon) -> tuple[Term, ...]:
    """« next cloud »: a name in one word that is typed in two."""
    joined = "".join(word.folded for word in span)
    if len(span) != 2 or len(joined) < _LEAST_JOINED:
        return ()
    return tuple(term for term in lexicon.names.get((joined,), ()) if not term.guarded)


def _plausible(words: Sequence[Token], first: int, last: int, terms: Sequence[Term]) -> bool:
    """Some short words need more than their letters: « eu » is a participle, "US" a pronoun, « anglais » a language."""
    word, before = words[first], words[first - 1].folded if first else ""
    if word.joined and len(word.raw) == 1 and first == last:  # "Gaia-X" is not X
        return False
    if first == last and word.folded in ("us", "eu", "it", "ou") and any(term.kind == "country" for term in terms):
        return word.raw.isupper() or before in ("the", "pas", "non", "hors", "sauf", "no")
    if any(term.kind == "country" for term in terms) and first == last:
        after = words[last + 1].folded if last + 1 < len(words) else ""
        of_a_language = before in ("en", "in") and word.folded in vocabulary()["languages"]
        return not of_a_language and not {before, after} & _TRANSLATED
    return True


def _vouched(
    words: Sequence[Token], first: int, last: int, lexicon: Lexicon, found: Sequence[Match], common: bool
) -> bool:
    """Whether a name that is also an ordinary word (``common``: one of the vocabulary) stands here for the name."""
    if " ".join(word.folded for word in words[first : last + 1]) in aliases()["in_capitals"]:
        return all(word.raw.isupper() for word in words[first : last + 1])
    if first == 0 and last == len(words) - 1 and not common:
        return True
    shouted = all(word.raw.upper() == word.raw for word in words)
    capital = words[first].raw[0].isupper() and not shouted and not _goes_on(words, last, lexicon)
    if capital and not words[first].opens:
        return True
    if capital and first == 0 and (len(words) < 5 or (last + 1 < len(words) and words[last + 1].opens)):
        return True
    if capital and first == 0 and last + 1 < len(words) and words[last + 1].folded in vocabulary()["verbs"]:
        return True
    return _introduced(words, first, found) or _offers_alternative(words, last) or _tested(words, first, last, lexicon)


def _goes_on(words: Sequence[Token], last: int, lexicon: Lexicon) -> bool:
    """« Horizon Europe », « Horizon Numérique »: the word and the next, both with a capital, are another name."""
    pair = words[last : last + 2]
    if len(pair) < 2 or pair[1].opens or (pair[1].folded,) in lexicon.names:
        return False
    return all(word.raw[0].isupper() and not word.raw.isupper() for word in pair)


def _tested(words: Sequence[Token], first: int, last: int, lexicon: Lexicon) -> bool:
    """« est-ce que taiga est européen ? », « Trino tourne-t-il … », or "is taiga under MPL?"."""
    opening = " ".join(word.folded for word in words[:first])
    asked = opening in ("is", "does", "can", "est ce que", "est ce qu") or (not opening and words[0].raw[0].isupper())
    if not asked or last + 1 >= len(words) or _goes_on(words, last, lexicon):
        return False
    after = words[last + 1].folded
    told = {term.kind for term in lexicon.words.get((singular(after),), ())}
    return after in vocabulary()["verbs"] or bool(told & {"field", "licence", "country", "governance", "deployment"})


def _offers_alternative(words: Sequence[Token], last: int) -> bool:
    """« un slack alternatif », "slack replacement": the word after the name says that another is wanted."""
    return last + 1 < len(words) and words[last + 1].folded in vocabulary()["cues"]["alternatives"]


def _introduced(words: Sequence[Token], first: int, found: Sequence[Match]) -> bool:
    """Whether a cue, a field or another name stands just before, articles apart; not in "a product or a project".

    "Something for forms" says what it is for, and names nothing.
    """
    if first > 1 and words[first - 1].folded in _INDEFINITE and words[first - 2].folded in ("ou", "or"):
        return False
    before = _match_before(words, first, found)
    if any(match.kind == "cue" and words[match.last].folded in ("for", "to") for match in before):
        return False
    return any(match.kind in ("entry", "product", "field") for match in before) or _after_cue(
        words, first, found, _NAMING_CUES
    )


def _after_cue(words: Sequence[Token], first: int, found: Sequence[Match], cues: Set[str]) -> bool:
    return any(match.kind == "cue" and match.value in cues for match in _match_before(words, first, found))


def _match_before(words: Sequence[Token], first: int, found: Sequence[Match]) -> list[Match]:
    """What the words just before name, articles apart."""
    connectors = set(vocabulary()["connectors"])
    place = first - 1
    while place >= 0 and words[place].folded in connectors and not _ends_match(place, found):
        place -= 1
    return [match for match in found if match.first <= place <= match.last]


def _ends_match(place: int, found: Sequence[Match]) -> bool:
    return any(match.last == place and match.kind != "cue" for match in found)


@cache
def _fillers() -> frozenset[str]:
    return frozenset(fold(word) for word in vocabulary()["fillers"])


def is_filler(word: Token) -> bool:
    return len(word.folded) < 4 or word.folded in _fillers()
