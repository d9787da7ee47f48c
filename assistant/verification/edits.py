"""What a sentence changes in a quoted sentence that it follows nearly word for word.

Where most of its words stand in the same order in one sentence of the evidence, the few that do not are an edit.  Of a
paraphrase this says nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import Match, SequenceMatcher
from functools import lru_cache
from itertools import permutations

from assistant.verification import negation
from assistant.verification.names import read_names
from assistant.verification.values import read_values, weekdays
from ingest.lexical import fold, surface_terms
from ingest.records import Language

NEAR = 0.7
"""Part of the claim's tokens that stand in the told sentence in the same order."""
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
_MOVED = 3
"""Tokens in a row that may stand elsewhere in the sentence: a clause or a date that opens one and ends the other."""
EXCHANGED = 5
"""Tokens, at most, of each of two groups that change places."""


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
def edits_of(text: str, told: str, language: Language, near: float = NEAR) -> tuple[Edit, ...] | None:
    """The changes between a told sentence and a claim; None where the claim does not follow it nearly word for word:
    with less than ``near`` of its tokens.

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
    if not mine or sum(len(edit.added) for edit in edits) > (1 - near) * len(mine):
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
    exchanged = edit.removed and source.added and run.size <= EXCHANGED
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
    """Whether a token has a capital that no opening gives it, and is neither a function word nor a day."""
    return token[0].isupper() and not opens and fold(token) not in weekdays() and bool(surface_terms(token))
