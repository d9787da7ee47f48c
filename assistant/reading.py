"""What a question says and asks of the catalogue, alone and after the turns before it."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.alone import without_scene
from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.constraints import Constraints
from assistant.catalogue.everything import wants_everything
from assistant.catalogue.meaning import FeatureMeanings
from assistant.catalogue.parsing import parse_constraints, read_question
from assistant.conversation.merging import criteria_named, has_subject
from assistant.conversation.resolve import Resolution, resolve
from assistant.conversation.rewriting import Rewriter, Rewriting
from assistant.conversation.session import Asked, meant, understand_in, understood_as
from assistant.conversation.spoken_of import of_the_name_alone, of_what_was_spoken_of
from assistant.conversation.state import Turn
from assistant.conversation.words import Said
from assistant.occasion import without_occasion
from assistant.records import Filters
from assistant.spelling import respell
from assistant.timing import Timings
from assistant.understanding import LanguageChoice, Question, restore_elisions, understand
from assistant.writing.answer_types import kind_asked
from assistant.writing.headings import headings_that_ask, words_of_question
from ingest.records import Language
from ingest.store import Index

NEARLY_ASKED = 0.65
"""How surely an article has to be asked in a question's words, from 0 to 1, for it to be no list by criteria."""


class QuestionReader:
    """Reads questions in the words of one index and its catalogue."""

    def __init__(
        self,
        index: Index,
        catalogue: Catalogue,
        features: FeatureMeanings,
        asked_of_articles: Callable[[str, Language, str], float],
        rewriter: Rewriter | None = None,
    ) -> None:
        self._lexical = index.lexical
        self._catalogue = catalogue
        self._features = features
        self._asked_of_articles = asked_of_articles
        self._rewriter = rewriter
        self._asked_by_pages = headings_that_ask(index.passages)

    def without_model(self) -> QuestionReader:
        """The same reader, which asks no language model."""
        other = copy.copy(self)
        other._rewriter = None
        return other

    def understand(self, question: str, language: LanguageChoice = "auto") -> Question:
        """The words of a question that stands alone.

        Raises:
            QuestionError: the question holds no letter and no digit.
        """
        return self._restored(understand(question, language))

    def understand_after(self, turns: Sequence[Turn], question: str, language: LanguageChoice) -> Question:
        """The words of a question that may go on from the turns before it.

        Raises:
            QuestionError: the question holds no letter and no digit.
        """
        return self._restored(understand_in(turns, question, language, self._catalogue))

    def _restored(self, understood: Question) -> Question:
        understood = replace(understood, text=without_scene(understood, self._catalogue, self._is_asked_by_pages))
        understood = replace(understood, text=without_occasion(understood.text, self._catalogue))
        if understood.asked_in == "en":
            return understood
        return replace(understood, text=restore_elisions(understood.text, self._lexical.knows))

    def respelt(self, question: Question) -> Question:
        """The question as the documents would write it; the catalogue has its own way with misspelt names."""
        text = respell(question.text, question.asked_in, self._lexical.knows, self._lexical.words_beginning)
        return replace(question, text=text)

    def read(
        self,
        understood: Question,
        turns: Sequence[Turn],
        filters: Filters,
        timings: Timings,
        constraints: Constraints | None = None,
    ) -> Asked:
        """What a question means after the turns before it; ``constraints`` say it all where they are given."""
        with timings.of("understand"):
            alone = constraints or self.constraints(understood, filters)
            resolution = (
                Resolution("facts", understood.text, constraints)
                if constraints
                else resolve(
                    understood.text,
                    alone,
                    turns,
                    self._catalogue,
                    afresh=understood.afresh,
                    raw=understood.asked,
                )
            )
        if resolution.way == "facts" and not constraints and self._is_asked_of_the_catalogue(understood.text):
            resolution = Resolution("alone", understood.text)
        if self._rewriter and turns:
            with timings.of("rewrite"):
                rewriting = Rewriting(self._rewriter, self._catalogue, lambda read: self.constraints(read, filters))
                resolution = rewriting.settle(understood, resolution, alone, turns)
        question = meant(understood, resolution)
        return Asked(question, alone, resolution, understood_as(question, alone, resolution, self._catalogue))

    def beside(self, asked: Asked, turns: Sequence[Turn]) -> Asked | None:
        """A question asked of the name that was spoken of: what was read alone, or of more than that name."""
        if not turns or asked.alone.intent != "none":
            return None
        if asked.resolution.way == "alone":
            resolution = of_what_was_spoken_of(asked.question.text, turns, self._catalogue)
        else:
            resolution = of_the_name_alone(asked.resolution)
        if resolution is None:
            return None
        question = meant(asked.question, resolution)
        told = understood_as(question, asked.alone, resolution, self._catalogue)
        return Asked(question, asked.alone, resolution, told)

    def constraints(self, question: Question, filters: Filters) -> Constraints:
        """What the question asks of the catalogue, within the filters."""
        constraints = self._parsed(question)
        if constraints == Constraints():
            constraints = self._parsed(self.respelt(question))
        if self._is_asked_of_an_article(question, constraints):
            constraints = Constraints()
        if constraints.intent == "none" or filters.kind not in (None, "catalogue"):
            return self._for_the_pages(constraints)
        if filters.domain and not constraints.domains:
            return replace(constraints, domains=(filters.domain,))
        return constraints

    def _for_the_pages(self, constraints: Constraints) -> Constraints:
        """What the answer of the documents takes into account."""
        labels = constraints.unknown_names if constraints.intent == "none" else ()
        return Constraints(
            programmes_choice=constraints.programmes_choice, leaving=constraints.leaving, unknown_names=labels
        )

    def _parsed(self, question: Question) -> Constraints:
        """What the words ask of the catalogue; nothing where a section of a page asks the very question."""
        if self._is_asked_by_pages(question.text):
            return Constraints()
        return parse_constraints(question.text, question.asked_in, self._catalogue, self._features.nearest)

    def _is_asked_of_an_article(self, question: Question, constraints: Constraints) -> bool:
        """Whether a list by criteria alone, of which a word of any question may be one, is asked of an article.

        In much the same words; where a list has not even a criterion, in words that are near.  What can be counted
        is counted, and who wants everything gets it.
        """
        if constraints.intent != "list" or has_subject(constraints):
            return False
        if wants_everything(read_question(question.text, self._catalogue)):
            return False
        sure = self._asked_of_articles(question.text, question.asked_in, kind_asked(question.text))
        return sure >= NEARLY_ASKED if criteria_named(constraints) else sure > 0

    def _is_asked_of_the_catalogue(self, text: str) -> bool:
        """ "What does the catalogue contain?", whatever was listed before: a page asks it, of no solution."""
        return self._is_asked_by_pages(text) and Said.of(text).has("in_our_catalogue")

    def _is_asked_by_pages(self, text: str) -> bool:
        """Whether a section of a page asks the very question."""
        return words_of_question(text) in self._asked_by_pages
