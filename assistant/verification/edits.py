"""What a sentence changes in a quoted sentence that it follows nearly word for word.

Where most of its words stand in the same order in one sentence of the evidence, the few that do not are an edit: a
"not" added, one name for another, "may" turned into "must".  Of a paraphrase this says nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain

from assistant.verification import cues, negation
from ingest.lexical import fold
from ingest.records import Language

NEAR = 0.7
"""Part of the claim's tokens that stand in the told sentence in the same order."""
_SMALL = 4
_OPPOSITES = {
    (a, b) for pair in (("plus", "moins"), ("more", "less"), ("more", "fewer")) for a, b in (pair, pair[::-1])
}
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+['’]?")
_CHANGES = frozenset(cues.CUES) - cues.ONE_SIDED - {"with", "past", "many", "more", "less"}


@dataclass(frozen=True, slots=True)
class Edit:
    """Tokens of the claim that take the place of tokens of the told sentence, as written; either may be empty."""

    added: tuple[str, ...]
    removed: tuple[str, ...]


def edits_of(text: str, told: str) -> list[Edit] | None:
    """The changes between a told sentence and a claim; None where the claim does not follow it nearly word for word."""
    mine, theirs = _tokens(text), _tokens(told)
    matcher = SequenceMatcher(None, [fold(token) for token in theirs], [fold(token) for token in mine], autojunk=False)
    blocks = matcher.get_matching_blocks()
    if not mine or sum(block.size for block in blocks) < NEAR * len(mine):
        return None
    return [
        Edit(tuple(mine[start:end]), tuple(theirs[first:last]))
        for tag, first, last, start, end in matcher.get_opcodes()
        if tag != "equal"
    ]


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(unicodedata.normalize("NFKC", text))


def edit_findings(edits: Sequence[Edit], language: Language) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Reasons, with the words added, for which edits turn what was told."""
    added = " ".join(chain.from_iterable(edit.added for edit in edits))
    removed = " ".join(chain.from_iterable(edit.removed for edit in edits))
    if negation.is_denied(added, language) and not negation.is_denied(removed, language):
        yield "negation", tuple(added.split())
    elif any(_affirms(edit, language) for edit in edits) and not negation.is_denied(added, language):
        yield "negation", tuple(removed.split())
    for edit in edits:
        if not edit.added:
            continue
        if (
            edit.removed
            and _numbers(edit.added)
            and _numbers(edit.removed)
            and _numbers(edit.added) != _numbers(edit.removed)
        ):
            yield "number", edit.added
        if edit.removed and _names(edit.added) - _names(edit.removed) and _names(edit.removed) - _names(edit.added):
            yield "name", edit.added
        if turned := _turned(edit, language):
            yield "comparison", turned


def _affirms(edit: Edit, language: Language) -> bool:
    """Whether a small cut takes a negation out: a long one takes its whole clause with it."""
    return len(edit.removed) <= _SMALL and negation.is_denied(" ".join(edit.removed), language)


def _turned(edit: Edit, language: Language) -> tuple[str, ...]:
    """The cues that an edit adds: "only" anywhere, any other where it takes the place of another cue or verb."""
    mine = cues.read_cues(" ".join(edit.added), language) & _CHANGES
    theirs = cues.read_cues(" ".join(edit.removed), language) & _CHANGES
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


def _numbers(tokens: Sequence[str]) -> frozenset[str]:
    return frozenset(token for token in tokens if token[0].isdigit())


def _names(tokens: Sequence[str]) -> frozenset[str]:
    return frozenset(fold(token) for token in tokens if token[0].isupper() and len(token) > 1)
