"""Chooses the few sentences that answer, and puts them in reading order."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.writing.answer_types import (
    BROADER,
    announced,
    asks_for_several,
    asks_whether,
    expected_types,
    is_of_type,
    is_stub,
    kin_of,
    leans_on_previous,
    tells,
)
from assistant.writing.gaps import misses_the_type
from assistant.writing.matching import words_of
from assistant.writing.question import QuestionFeatures, Scores, term_weights
from assistant.writing.sentences import (
    CandidateSentence,
    holds_the_names,
    match_candidates,
    previous_of,
    states_unknown,
    tells_answer,
)

_FOREIGN_COST = 1.5
_MARGIN = 2.0
_NEW_TERMS = 3.0
_ANNOUNCED = 6.0
"""A sentence that says « trois démarches » is no answer without the three sentences that follow."""
_LISTED = 2.0
"""A list is best said whole, from one passage."""
_BOTH = 2
_NAME = 2.0
"""A name that no sentence has told yet counts for more: who asks about two things wants both."""
_MAX_CHARACTERS = 900
_LONG = 380
_SAME_WORDS = 0.85
_ALIKE_WORDS = 0.6
_ALIKE = 0.8
_TWIN = 0.6


def choose(
    question: QuestionFeatures,
    candidates: Sequence[CandidateSentence],
    scores: Scores,
    limit: int = 4,
    unknown: bool | None = None,
) -> list[int]:
    """Indices of the one to ``limit`` sentences that answer, in reading order: those of the best passage first, and
    before it those of the passages that tell the number or the date asked for.

    What is known and what is stated to be unknown are never mixed: ``unknown`` says which to take (``decide`` tells,
    its reason being "gap"); None takes the side of the best sentence.
    """
    if not candidates:
        return []
    return _Choice(question, candidates, scores, limit).run(unknown)


class _Choice:
    """One choice in the making."""

    def __init__(
        self, question: QuestionFeatures, candidates: Sequence[CandidateSentence], scores: Scores, limit: int
    ) -> None:
        self._question = question
        self._candidates = candidates
        foreign = np.array([candidate.language != question.language for candidate in candidates])
        self._scores = scores - _FOREIGN_COST * foreign
        self._limit = limit
        self._previous = previous_of(candidates)
        self._matches = match_candidates(question, candidates)[0]
        names = np.array([term.name for term in question.terms], bool)
        self._weights = term_weights(question) * np.where(names, _NAME, 1)
        self._types = expected_types(question.text) if len(expected_types(question.text)) > 1 else []
        self._chosen: list[int] = []

    def run(self, unknown: bool | None) -> list[int]:
        usable = [at for at, candidate in enumerate(self._candidates) if not is_stub(candidate.text)]
        usable = usable or list(range(len(self._candidates)))
        ranked = sorted(usable, key=lambda at: -self._scores[at])
        side = states_unknown(self._candidates[ranked[0]]) if unknown is None else unknown
        ranked = [at for at in ranked if states_unknown(self._candidates[at]) == side] or ranked
        if side:  # of "who runs it?", what leaves open whether a town may join is not what is unknown
            ranked = [at for at in ranked if not misses_the_type(self._question, self._candidates[at])] or ranked
        ranked = self._without_what_others_tell(ranked)
        least = self._scores[ranked[0]] - _MARGIN
        while ranked and len(self._chosen) < self._limit:
            at = max(ranked, key=self._worth)
            if self._worth(at) < least:
                break
            ranked.remove(at)
            self._take(at)
        return self._in_reading_order()

    def _without_what_others_tell(self, ranked: list[int]) -> list[int]:
        """Leave out the dates of something else, where a leading sentence tells that of what is asked.

        Beside "created in 1816", "announced for 1 July 2026" is no answer to when the Caisse was created.
        """
        if self._question.expects == "person":
            return self._without_people_of_others(ranked)
        expects, least = self._question.expects, self._scores[ranked[0]] - _MARGIN
        asked = [not term.name and not is_of_type(term.word, expects) for term in self._question.terms]
        if len(self._types) > 1 or kin_of(expects) != "time" or not any(asked):
            return ranked
        says = (self._matches[:, np.array(asked)] > 0).sum(axis=1) > 0
        told = {at for at in ranked if tells_answer(self._question, self._candidates[at].text)}
        if not any(at in told and says[at] and self._scores[at] >= least for at in ranked):
            return ranked
        return [at for at in ranked if says[at] or at not in told]

    def _without_people_of_others(self, ranked: list[int]) -> list[int]:
        """Beside "who heads ANSSI?", the head of another body is left out, unless nothing else is there."""
        held = holds_the_names(self._question, self._candidates)
        kept = [at for at in ranked if held[at] or not tells_answer(self._question, self._candidates[at].text)]
        return kept or ranked

    def _worth(self, at: int) -> float:
        """The score, and what the sentence brings beside those chosen."""
        listed = _ANNOUNCED * self._is_announced(at) + _LISTED * self._goes_on_listing(at)
        return float(self._scores[at] + _NEW_TERMS * self._adds(at) + listed)

    def _goes_on_listing(self, at: int) -> bool:
        """Whether several things are asked for, and the sentence follows a chosen one in its passage."""
        before = int(self._previous[at])
        return before in self._chosen and asks_for_several(self._question.text)

    def _is_announced(self, at: int) -> bool:
        """Whether a chosen sentence before this one in its passage said how many things it would list."""
        own = self._candidates[at]
        return any(
            self._candidates[one].passage == own.passage
            and 0 < own.position - self._candidates[one].position <= announced(self._candidates[one].text)
            for one in self._chosen
        )

    def _adds(self, at: int) -> float:
        """How much of the question a sentence holds that the chosen ones leave out; nothing for the first choice.

        Terms, and the answer's types where the question asks for several: "when and where".
        """
        if not self._chosen:
            return 0.0
        held = self._matches[self._chosen].max(axis=0)
        told = {name for one in self._chosen for name in self._tells(one)}
        new_types = len(set(self._tells(at)) - told) / max(len(self._types), 1)
        return float(np.maximum(self._matches[at] - held, 0) @ self._weights) + new_types

    def _tells(self, at: int) -> list[str]:
        subject = {term.word for term in self._question.terms}
        text = self._candidates[at].text
        return [name for name in self._types if tells(text, name, self._question.text, subject)]

    def _take(self, at: int) -> None:
        """Add a sentence, with the one before it when it leans on it, unless that is too much or nothing new."""
        group = [at]
        before = int(self._previous[at])
        if self._leans(at) and self._candidates[at].position > 0 and before not in self._chosen:
            if before < 0 or is_stub(self._candidates[before].text) or self._leans(before):
                if self._chosen:
                    return
            else:
                group = [before, at]
        if self._chosen and (len(self._chosen) + len(group) > self._limit or self._too_long(group)):
            return
        if any(self._says_again(at, other) for other in self._chosen):
            return
        self._chosen += [one for one in group if one not in self._chosen]

    def _leans(self, at: int) -> bool:
        return leans_on_previous(self._candidates[at].text, self._candidates[at].language)

    def _too_long(self, group: list[int]) -> bool:
        lengths = [len(self._candidates[at].text) for at in (*self._chosen, *group)]
        return sum(lengths) > _MAX_CHARACTERS or sum(length > _LONG for length in lengths) > 1

    def _says_again(self, one: int, other: int) -> bool:
        first, second = self._candidates[one], self._candidates[other]
        if first.language != second.language:
            return self._twin(one) == other or self._twin(other) == one
        stems = [words_of(candidate.text, candidate.language).stems for candidate in (first, second)]
        shared = len(stems[0] & stems[1]) / max(min(map(len, stems)), 1)
        return shared >= _SAME_WORDS or (shared >= _ALIKE_WORDS and float(first.vector @ second.vector) >= _ALIKE)

    def _twin(self, at: int) -> int:
        """The sentence that translates this one: the nearest of the same work in the other language, or -1."""
        own = self._candidates[at]
        others = [
            (float(own.vector @ candidate.vector), i)
            for i, candidate in enumerate(self._candidates)
            if candidate.language != own.language and candidate.work and candidate.work == own.work
        ]
        cosine, twin = max(others, default=(0.0, -1))
        return twin if cosine >= _TWIN else -1

    def _in_reading_order(self) -> list[int]:
        passages: dict[str, float] = {}
        for at in self._chosen:
            passage = self._candidates[at].passage
            passages[passage] = max(passages.get(passage, -np.inf), float(self._scores[at]))
        narrow = self._question.expects in BROADER
        telling = {
            self._candidates[at].passage
            for at in self._chosen
            if not narrow or tells_answer(self._question, self._candidates[at].text)
        }

        def place(at: int) -> tuple[bool, bool, float, int]:
            own = self._candidates[at]
            return not self._joins_the_names(at), own.passage not in telling, -passages[own.passage], own.start

        return sorted(self._chosen, key=place)

    def _joins_the_names(self, at: int) -> bool:
        """Whether a sentence names both that a yes or no is asked of: "is the DC-EDIC behind EuroCommons?"."""
        names = [place for place, term in enumerate(self._question.terms) if term.name]
        if len(names) < _BOTH or not asks_whether(self._question.text) or self._leans(at):
            return False
        return bool((self._matches[at][names] > 0).all())
