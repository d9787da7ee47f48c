"""Which edits turn what a quoted sentence tells: a "not" added, one name for another, "may" turned into "must"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, permutations

from assistant.verification import cues, negation
from assistant.verification.concepts import said_otherwise
from assistant.verification.edits import EXCHANGED, Edit
from assistant.verification.names import initials
from assistant.verification.values import missing_values, read_values
from ingest.lexical import fold, surface_terms
from ingest.records import Language

_SMALL = 4
_OPPOSITES = {
    (a, b) for pair in (("plus", "moins"), ("more", "less"), ("more", "fewer")) for a, b in (pair, pair[::-1])
}
_CHANGES = frozenset(cues.CUES) - cues.ONE_SIDED - cues.PAIRED - {"with", "past", "many", "more", "less"}
_AGENT = {"by", "par"}
_POINTING = re.compile(
    r"its?|h(?:e|is|er)|she|the(?:y|ir|se)?|th(?:is|at|ose)|ils?|elles?|on|ce[st]?|cette|c['’]|cela|cell?e|celui"
    r"|l(?:e|a|es|['’]|eurs?)|s(?:on|a|es)"
)


def edit_findings(edits: Sequence[Edit], language: Language) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Reasons, with the words added, for which edits turn what was told."""
    added = " ".join(chain.from_iterable(edit.added for edit in edits))
    removed = " ".join(chain.from_iterable(edit.removed for edit in edits if edit.added or len(edit.removed) <= _SMALL))
    if negation.is_denied(added, language) and not negation.is_denied(removed, language):
        yield "negation", tuple(added.split())
    elif any(_affirms(edit, edits, language) for edit in edits) and not negation.is_denied(added, language):
        yield "negation", tuple(removed.split())
    for edit in edits:
        if _takes_over(edit, language):
            yield "role", edit.removed[-1:]
        if not edit.added:
            continue
        if edit.removed and _other_values(edit, language):
            yield "number", edit.added
        if _renames(edit, edits, language):
            yield "name", edit.added
        if turned := _turned(edit, language):
            yield "comparison", turned
    if exchanged := _exchanged(edits):
        yield "role", exchanged


def _takes_over(edit: Edit, language: Language) -> bool:
    """Whether a name or a value stands for what a cut took: "52" for "125 (Papyrus 52)", "Ann" for "Ann's car"."""
    possessor = edit.removed[:1] == ("s",)
    named = _names([edit.bared]) and _names(edit.removed)
    valued = edit.bared[:1].isdigit() and read_values(" ".join(edit.removed), language)
    return not edit.added and bool(possessor or named or valued)


def _renames(edit: Edit, edits: Sequence[Edit], language: Language) -> bool:
    """Whether an edit has a name where the told sentence has another word; one for "it" or "the" is none.

    A name that the sentence has elsewhere takes no place, unless the one that stood there is gone.
    """
    mine, theirs = _names(edit.added), _names(edit.removed)
    if _abbreviates(edit.added, edit.removed) or _abbreviates(edit.removed, edit.added):
        return False
    mine -= said_otherwise(" ".join(edit.added), [(" ".join(edit.removed), language)], language)
    if not theirs and len(edit.added) > _SMALL:  # a clause that another sentence has
        return False
    if mine - theirs and (theirs - mine) - _names(chain.from_iterable(other.added for other in edits)):
        return True
    elsewhere = frozenset[str]().union(*(map(fold, other.removed) for other in edits))
    new = mine if len(edit.added) <= _SMALL else mine - elsewhere
    return bool(new) and not all(_POINTING.fullmatch(fold(token)) for token in edit.removed)


def _abbreviates(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether one word is made of the first letters of others: "BnF" of « Bibliothèque nationale de France »."""
    return len(short) == 1 and not short[0].islower() and fold(short[0]) in initials(" ".join(long))


def _exchanged(edits: Sequence[Edit]) -> tuple[str, ...]:
    """The words that take each other's places: "the client sends the request", "the request sends the client"."""
    voices = [bool(_AGENT.intersection(chain.from_iterable(side))) for side in zip(*map(_sides, edits), strict=True)]
    if len(set(voices)) > 1:  # an active sentence said in the passive
        return ()
    for edit, other in permutations(edits, 2):
        short = len(edit.added) <= EXCHANGED and surface_terms(" ".join(edit.added))
        if short and edit.added == other.removed and edit.removed == other.added:
            return edit.added
        if short and edit.added != other.removed and sorted(edit.added) == sorted(other.removed):
            return edit.added
        moved = (_names(edit.added) - _names(edit.removed)) & (_names(other.removed) - _names(other.added))
        if moved and not _is_put_in(edit):
            return tuple(sorted(moved))
    return ()


def _is_put_in(edit: Edit) -> bool:
    """Whether a name and its preposition stand where nothing stood: "under the EUPL", which another place had."""
    return not edit.removed and len(edit.added) > 1


def _sides(edit: Edit) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return edit.added, edit.removed


def _affirms(edit: Edit, edits: Sequence[Edit], language: Language) -> bool:
    """Whether a small cut takes a negation out, and not what it denies: a long one takes its whole clause with it."""
    elsewhere = set(map(fold, chain.from_iterable(other.added for other in edits)))
    removed = " ".join(token for token in edit.removed if fold(token) not in elsewhere)
    if len(edit.removed) > _SMALL or not negation.is_denied(removed, language):
        return False
    return bool(edit.added) or not all(negation.polarity(removed, language).scopes)


def _turned(edit: Edit, language: Language) -> tuple[str, ...]:
    """The cues that an edit adds: "only" anywhere, any other where it takes the place of another cue or verb."""
    said = cues.read_cues(" ".join(edit.added), language)
    told = cues.read_cues(" ".join(edit.removed), language)
    if contrary := cues.compare_cues(said, told, told).contrary:
        return contrary
    mine, theirs = said & _CHANGES, told & _CHANGES
    new = mine - theirs
    if _OPPOSITES & {(fold(one), fold(other)) for one in edit.added for other in edit.removed}:
        return edit.added
    if "future" in new and edit.removed and len(edit.added) <= _SMALL:
        return ("future",)
    if max(len(edit.added), len(edit.removed)) > _SMALL:
        new = frozenset(name for name in new if theirs & frozenset(cues.against(name)))
    if new and theirs - mine:
        return tuple(sorted(new))
    return tuple(sorted(name for name in new if cues.is_strict(name) and not theirs & frozenset(cues.implied(name))))


def _other_values(edit: Edit, language: Language) -> bool:
    """Whether an edit has one value for another."""
    mine, theirs = (read_values(" ".join(side), language) for side in (edit.added, edit.removed))
    return bool(theirs and missing_values(mine, theirs))


def _names(tokens: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(token) for token in tokens if token != fold(token) and len(token) > 1)
