"""What a sentence changes in a quoted sentence that it follows nearly word for word.

Where most of its words stand in the same order in one sentence of the evidence, the few that do not are an edit: a
"not" added, one name for another, "may" turned into "must".  Of a paraphrase this says nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import Match, SequenceMatcher
from functools import lru_cache
from itertools import chain, permutations

from assistant.verification import cues, negation
from assistant.verification.concepts import said_otherwise
from assistant.verification.names import initials, read_names
from assistant.verification.values import missing_values, read_values
from ingest.lexical import fold, surface_terms
from ingest.records import Language

NEAR = 0.7
"""Part of the claim's tokens that stand in the told sentence in the same order."""
_SMALL = 4
_OPPOSITES = {
    (a, b) for pair in (("plus", "moins"), ("more", "less"), ("more", "fewer")) for a, b in (pair, pair[::-1])
}
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*(?![^\W_])|[^\W_]+(?:['’](?=[^\W_]))?|[()]")
_OPENING = re.compile(r"(?:^|[.!?:;]\s)[\s«“\"(*-]*")
_CONTRACTED = (
    (re.compile(r"\bcan(?:no|['’])t\b", re.IGNORECASE), "can not"),
    (re.compile(r"\bwon['’]t\b", re.IGNORECASE), "will not"),
    (re.compile(r"n['’]t\b"), " not"),
    (re.compile(r"\b(it|that|there|here|what|he|she|who)['’]s\b", re.IGNORECASE), r"\1 is"),
    (re.compile(r"['’]re\b"), " are"),
    (re.compile(r"['’]ll\b"), " will"),
    (re.compile(r"['’]ve\b"), " have"),
    (re.compile(r"['’]s\b"), " s"),
)
_CHANGES = frozenset(cues.CUES) - cues.ONE_SIDED - cues.PAIRED - {"with", "past", "many", "more", "less"}
_MOVED = 3
"""Tokens in a row that may stand elsewhere in the sentence: a clause or a date that opens one and ends the other."""
_EXCHANGED = 5
"""Tokens, at most, of each of two groups that change places."""
_AGENT = {"by", "par"}
_POINTING = re.compile(
    r"its?|h(?:e|is|er)|she|the(?:y|ir|se)?|th(?:is|at|ose)|ils?|elles?|on|ce[st]?|cette|c['’]|cela|cell?e|celui"
    r"|l(?:e|a|es|['’]|eurs?)|s(?:on|a|es)"
)


@dataclass(frozen=True, slots=True)
class Edit:
    """Tokens of the claim that take the place of tokens of the told sentence; either may be empty.

    Those of names are as written, the others folded.  ``bared`` is the token behind them where the told sentence has it
    between parentheses that the claim has not.
    """

    added: tuple[str, ...]
    removed: tuple[str, ...]
    bared: str = ""


@lru_cache(maxsize=20_000)
def edits_of(text: str, told: str, language: Language) -> tuple[Edit, ...] | None:
    """The changes between a told sentence and a claim; None where the claim does not follow it nearly word for word.

    What only stands elsewhere in the sentence is no change.
    """
    mine, theirs = _tokens(text, language), _tokens(told, language)
    told_keys, keys = ([_key(token, language) for token in side] for side in (theirs, mine))
    matcher = SequenceMatcher(None, told_keys, keys, autojunk=False)
    edits = [
        _edit(theirs[first:last], mine[start : end + 1], end - start, opens=start == 0)
        for tag, first, last, start, end in matcher.get_opcodes()
        if tag != "equal"
    ]
    edits = _without_moves(edits)
    if not mine or sum(len(edit.added) for edit in edits) > (1 - NEAR) * len(mine):
        return None
    return tuple(edit for edit in edits if "".join(map(fold, edit.added)) != "".join(map(fold, edit.removed)))


def _edit(removed: Sequence[str], added: Sequence[str], length: int, *, opens: bool) -> Edit:
    """The edit of the first ``length`` tokens added; one more is the token that follows them.

    What ``opens`` the claim stands for nothing: it may be the end of a sentence that was cut at an abbreviation.
    """
    opened = "".join(each for each in removed if each in "()").endswith("(") and "(" not in added
    said, told = (tuple(each for each in side if each not in "()") for side in (added[:length], removed))
    return Edit(said, told, "".join(added[length:]) if opened and not opens else "")


@lru_cache(maxsize=50_000)
def _key(token: str, language: Language) -> str:
    """A token as it is compared: folded, and a number as one however it is spelt."""
    values = read_values(token, language)
    numbers = {value.numbers for value in values if value.required and value.kind == "number" and not value.ordinal}
    return str(*next(iter(numbers))) if len(numbers) == 1 and len(next(iter(numbers))) == 1 else fold(token)


def rewritten(text: str, told: str, language: Language) -> float:
    """The part of the text's tokens, from 0 to 1, that the told sentence does not have in a row; 1 from .3 on."""
    edits = edits_of(text, told, language)
    return 1.0 if edits is None else sum(len(edit.added) for edit in edits) / len(_tokens(text, language))


def _without_moves(edits: list[Edit]) -> list[Edit]:
    """The edits without the longest runs of tokens that one of them adds and another one removes."""
    for at, other in permutations(range(len(edits)), 2):
        while (run := _moved(edits[at], edits[other])) is not None:
            mine, theirs = edits[at].added, edits[other].removed
            edits[at] = replace(edits[at], added=mine[: run.b] + mine[run.b + run.size :])
            edits[other] = replace(edits[other], removed=theirs[: run.a] + theirs[run.a + run.size :])
    return edits


def _moved(edit: Edit, source: Edit) -> Match | None:
    """The longest run that an edit adds and another removes, where it is long enough to be no exchange."""
    mine, theirs = edit.added, source.removed
    matcher = SequenceMatcher(None, [fold(each) for each in theirs], [fold(each) for each in mine], False)
    run = matcher.find_longest_match()
    alone = not edit.removed and not source.added
    exchanged = edit.removed and source.added and run.size <= _EXCHANGED
    enough = _MOVED - 1 if alone and run.size == len(mine) else _MOVED
    return run if not exchanged and run.size >= enough else None


def _tokens(text: str, language: Language) -> list[str]:
    text = unicodedata.normalize("NFKC", negation.unambiguous(text))
    if language == "en":
        for contracted, said in _CONTRACTED:
            text = contracted.sub(said, text)
    opening = {match.end() for match in _OPENING.finditer(text)}
    names = {name.start for name in read_names(text, language)}
    return [
        match[0] if match.start() in names or _is_capital(match[0], match.start() in opening) else fold(match[0])
        for match in _TOKEN.finditer(text)
    ]


def _is_capital(token: str, opens: bool) -> bool:
    """Whether a token has a capital that no opening gives it, and is no function word."""
    return token[0].isupper() and not opens and bool(surface_terms(token))


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
        short = len(edit.added) <= _EXCHANGED and surface_terms(" ".join(edit.added))
        if short and edit.added == other.removed and edit.removed == other.added:
            return edit.added
        if short and edit.added != other.removed and sorted(edit.added) == sorted(other.removed):
            return edit.added
        if moved := (_names(edit.added) - _names(edit.removed)) & (_names(other.removed) - _names(other.added)):
            return tuple(sorted(moved))
    return ()


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
