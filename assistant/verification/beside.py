"""What a claim changes in a sentence of its language, where it says what that sentence says, in whatever words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.verification import contradiction, negation
from assistant.verification.appositions import takes_apposition
from assistant.verification.bounds import is_misplaced
from assistant.verification.comparatives import turns_comparison
from assistant.verification.contrasts import tells_of_what_is_apart
from assistant.verification.crossing import Places, are_parts_crossed, crosses_parts
from assistant.verification.evidence import Evidence
from assistant.verification.findings import Finding
from assistant.verification.heads import drops_that_of, loses_its_head, puts_a_head
from assistant.verification.left_out import (
    leaves_out_condition,
    leaves_out_doubt,
    leaves_out_few,
    leaves_out_outside,
    leaves_out_plan,
)
from assistant.verification.open_matters import is_only_proposed, leaves_out_ignorance, leaves_out_proposal
from assistant.verification.revalued import exchanged
from assistant.verification.values import read_values
from assistant.verification.words import Text, content_words, coverage, repeated

CLOSE = 0.6
"""Part of a claim's words that a sentence of its language has, from which the claim says what that sentence says."""

COPIED = 0.9
"""The same part, from which the claim is made of the words of that sentence."""


def beside_findings(claim: Text, sentence: Text, told: Evidence) -> Iterator[Finding]:
    """What a claim that says what a sentence of its language says changes in it, in whatever words."""
    covered = coverage(*claim, [sentence])
    if covered < CLOSE:
        return
    yield from (Finding(value.kind, (value.text,)) for value in exchanged(claim, sentence, told.titles))
    yield from (Finding(reason, shown) for changes, reason, shown in _CHANGES if changes(claim, sentence))
    if puts_a_head(claim, sentence, told.quotes):
        yield Finding("role")
    if covered < COPIED:
        return
    if crosses_parts(claim, sentence) or loses_its_head(claim, sentence):
        yield Finding("role")
    if words := repeated(claim, sentence, told.quotes):
        yield Finding("meaning", tuple(words))


def findings_across(claim: Text, sentence: Text, places: Places) -> Iterator[Finding]:
    """The same of a sentence of the other language, as far as its words tell; ``places`` are those of ``crossing``."""
    if coverage(*claim, [sentence]) < COPIED:
        return  # a free translation says "may" and "few" in other words
    yield from (Finding(reason, shown) for changes, reason, shown in _CHANGES_ACROSS if changes(claim, sentence))
    if are_parts_crossed(claim, sentence, places):
        yield Finding("role")


def _leaves_out_plan(claim: Text, sentence: Text) -> bool:
    return leaves_out_plan(claim, sentence) and not is_scheduled([sentence])


def _leaves_out_denial(claim: Text, sentence: Text) -> bool:
    """Whether a claim that denies nothing says most of a clause that the sentence denies by a word: "avoid"."""
    stems = frozenset(word.stem for word in content_words(*claim))
    return contradiction.leaves_out_denial(negation.polarity(*claim), stems, negation.polarity(*sentence))


def is_scheduled(nearest: Sequence[Text]) -> bool:
    """Whether the nearest sentence has a date: what is to take place on a day may be told in the future."""
    return any(value.date is not None for each in nearest[:1] for value in read_values(*each))


_CHANGES_ACROSS = (
    (leaves_out_doubt, "comparison", ("may",)),
    (leaves_out_few, "comparison", ("few",)),
    (leaves_out_outside, "comparison", ("outside",)),
    (tells_of_what_is_apart, "comparison", ("apart",)),
    (is_misplaced, "number", ()),
)
_CHANGES = (
    *_CHANGES_ACROSS,
    (_leaves_out_plan, "comparison", ("planned",)),
    (leaves_out_condition, "comparison", ("condition",)),
    (leaves_out_ignorance, "comparison", ("unknown",)),
    (is_only_proposed, "comparison", ("proposed",)),
    (leaves_out_proposal, "comparison", ("proposed",)),
    (turns_comparison, "role", ()),
    (_leaves_out_denial, "negation", ()),
    (takes_apposition, "role", ()),
    (drops_that_of, "role", ()),
)
"""What changes a sentence, the reason that is given for it, and what is shown as missing."""
