"""The answer to what a question means: of the catalogue's facts, or of the documents' passages."""

from __future__ import annotations

import copy
from collections.abc import Generator
from dataclasses import replace

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.constraints import Constraints
from assistant.catalogue.names import lexicon_of
from assistant.catalogue.selection import select
from assistant.conversation.asides import tell_aside
from assistant.conversation.saying import nothing_before
from assistant.conversation.session import Asked
from assistant.events import Event, telling
from assistant.passages import PassageAnswers
from assistant.records import Answer, Filters
from assistant.timing import Timings
from assistant.understanding import Question
from assistant.verification.answers import verify, with_verification
from assistant.verification.checker import CitationChecker
from assistant.writing.texts import text
from assistant.writing.typed import MAX_FOLLOW_UPS, write_typed
from ingest.store import Index


class Answering:
    """Answers what was understood, over one index and its catalogue."""

    def __init__(self, index: Index, catalogue: Catalogue, checker: CitationChecker, passages: PassageAnswers) -> None:
        self._index = index
        self._catalogue = catalogue
        self._checker = checker
        self._passages = passages

    def without_model(self) -> Answering:
        """The same, which asks no language model."""
        other = copy.copy(self)
        other._passages = self._passages.without_model()
        return other

    def answer(self, asked: Asked, filters: Filters, timings: Timings) -> Generator[Event, None, Answer]:
        """The answer to what a question means, told as it is written."""
        question, resolution = asked.question, asked.resolution
        if resolution.way == "nothing":
            return (
                yield from telling(
                    nothing_before(question.asked, question.language, self._catalogue, begun=bool(resolution.turns))
                )
            )
        if resolution.aside:
            aside = tell_aside(resolution.aside, question.asked, question.language, resolution.turns)
            return (yield from telling(aside))
        constraints = resolution.constraints or (asked.alone if resolution.way == "alone" else Constraints())
        if constraints.intent == "none" or filters.kind not in (None, "catalogue"):
            considered = self._passages.weigh(question, constraints, filters, timings, resolution.seen)
            answer = yield from self._passages.write(considered, timings)
            return self._with_what_replaces(answer, constraints.leaving)
        if constraints.intent == "fact" and constraints.untold and self._is_told(question, constraints, filters):
            whole = replace(question, text=asked.told or question.text)  # « combien d'utilisateurs ? », of Tchap
            considered = self._passages.weigh(whole, Constraints(), filters, timings)
            if considered.decision.status != "abstained":
                return (yield from self._passages.write(considered, timings))
        return (yield from telling(self._from_facts(question, constraints, timings)))

    def _with_what_replaces(self, answer: Answer, product: str) -> Answer:
        """The answer, which suggests to ask what replaces a product that is to be left, where anything does."""
        known = lexicon_of(self._catalogue).products.get(product)
        if known is None or not known.targets:
            return answer
        suggested = text("follow_up_replacing", answer.language, product=product)
        return replace(answer, follow_ups=(suggested, *answer.follow_ups)[:MAX_FOLLOW_UPS])

    def _from_facts(self, question: Question, constraints: Constraints, timings: Timings) -> Answer:
        """The answer of the catalogue's typed facts."""
        with timings.of("facts"):
            selection = select(self._catalogue, constraints)
            answer = write_typed(
                question.asked, question.language, constraints, selection, self._catalogue, self._index
            )
        with timings.of("check"):
            return with_verification(answer, verify(answer, self._index, self._checker))

    def _is_told(self, question: Question, asked: Constraints, filters: Filters) -> bool:
        """Whether a passage tells what no fact of the catalogue does of the entries that are named."""
        names = [name for one in asked.entries for name in self._catalogue.names_of(one)]
        return self._passages.tell(question, names, asked.untold, filters)
