"""The answer of the documents' passages: retrieve, judge whether they answer, write, check."""

from __future__ import annotations

import copy
from collections.abc import Callable, Generator, Sequence
from dataclasses import replace

from assistant.asking import without_introduction
from assistant.catalogue.constraints import Constraints
from assistant.catalogue.untold import tells
from assistant.catalogue.words import fold
from assistant.clauses import what_is_asked
from assistant.events import Event, sources, telling
from assistant.generation.writer import LlmWriter
from assistant.glossary import without_idle_definitions
from assistant.migrations import asks_how_much, of_any_migration, of_the_law
from assistant.programme import with_programme_named
from assistant.records import Answer, Evidence, Filters
from assistant.retrieval.retriever import NOTHING_ASKED, POOL, AskedFor, Query, Retriever
from assistant.timing import Timings
from assistant.understanding import Question, is_courtesy
from assistant.verification.answers import verify, with_verification
from assistant.verification.checker import CitationChecker
from assistant.writing.answer_types import kind_asked
from assistant.writing.extractive import Considered, consider, write_extractive
from assistant.writing.labels import with_labels
from assistant.writing.leaving import advice_in, advise, description_of
from assistant.writing.support import Decision
from assistant.writing.texts import text
from ingest.records import Language
from ingest.reference import reference
from ingest.store import Index

EVIDENCE = 8
"""Passages whose sentences are considered for an answer."""

GAP_EVIDENCE = 6
"""Passages that state what is not known, considered whatever their rank."""

SURE = 0.5
"""Probability from which what is told of leaving a product needs no look at what is told of any migration: less is
rather no answer than one."""

CERTAIN = 0.9
"""Probability from which the passages found need no look at how readers ask for others."""


class PassageAnswers:
    """Answers from the passages of one index; ``writer`` is a language model's, where one is configured."""

    def __init__(
        self,
        index: Index,
        retriever: Retriever,
        checker: CitationChecker,
        respelt: Callable[[Question], Question],
        writer: LlmWriter | None = None,
    ) -> None:
        self._index = index
        self._retriever = retriever
        self._checker = checker
        self._respelt = respelt
        self._writer = writer

    def without_model(self) -> PassageAnswers:
        """The same answers, written without a language model."""
        other = copy.copy(self)
        other._writer = None
        return other

    def weigh(
        self,
        question: Question,
        asked: Constraints,
        filters: Filters,
        timings: Timings,
        seen: frozenset[str] = frozenset(),
    ) -> Considered:
        """The best passages, those ``seen`` left out, and whether they answer."""
        considered = self._on_leaving(question, asked, filters, timings)
        if considered is None:
            found = self._considered(question, asked, filters, timings, seen)
            considered = self._on_any_migration(found, asked, filters, timings, seen)
        return with_labels(considered, asked.unknown_names)

    def write(self, considered: Considered, timings: Timings) -> Generator[Event, None, Answer]:
        """The answer of the sentences of what was weighed, or an abstention, told as it is written."""
        yield from sources(considered.evidence)
        decision = considered.decision
        if self._writer is None or decision.status == "abstained" or decision.reason in ("gap", "premise"):
            with timings.of("write"):
                answer = write_extractive(considered, self._index)
            return (yield from telling(self._checked(answer, timings)))
        with timings.of("model"):
            return (yield from self._writer.write(considered))

    def _on_leaving(
        self, question: Question, asked: Constraints, filters: Filters, timings: Timings
    ) -> Considered | None:
        """The advice of a domain's page on leaving a product; None where that is not asked, or no page gives any."""
        product, language = asked.leaving, filters.language or question.language
        if not product or filters.kind not in (None, "domain"):
            return None
        with timings.of("embed"):
            query = self._retriever.query(description_of(product, language), language)
        with timings.of("retrieve"):
            domain = filters.domain or reference().products[product].domain
            ranked = self._retriever.search(query, POOL, Filters("domain", language, domain))
        evidence = advice_in(ranked, product)
        with timings.of("write"):
            return advise(consider(question, query, evidence, self._index), product) if evidence else None

    def _on_any_migration(
        self, considered: Considered, asked: Constraints, filters: Filters, timings: Timings, seen: frozenset[str]
    ) -> Considered:
        """What is told of any migration, or not known of any, where nothing is told of leaving the product named."""
        question, decision = considered.question, considered.decision
        if lawful := of_the_law(question.text, question.asked_in):
            wider = self._considered(replace(question, text=lawful[0]), asked, filters, timings, seen)
            if wider.decision.status == "answered":
                return replace(wider, opening=text("any_migration", question.language, product=lawful[1]))
        general = of_any_migration(question.text, question.asked_in)
        sure = decision.status == "answered" and decision.probability >= SURE
        if general is None or sure or decision.reason not in ("", "weak"):
            return considered
        wider = self._considered(replace(question, text=general[0]), asked, filters, timings, seen)
        told = wider.decision.status == "answered" or (wider.decision.status == "partial" and decision.reason == "weak")
        where = wider.features.expects == "place"  # "which town left it?": advice names none
        if told and not where:
            return replace(wider, opening=text("any_migration", question.language, product=general[1]))
        unknown = wider.decision.reason == "gap" and (where or asks_how_much(question.text))
        return wider if unknown and decision.reason == "weak" else considered

    def _considered(
        self, question: Question, asked: Constraints, filters: Filters, timings: Timings, seen: frozenset[str]
    ) -> Considered:
        """The passages found, and whether they answer; where they do not, whether they answer what alone asks in it."""
        question = self._respelt(replace(question, text=without_introduction(question.text, question.asked_in)))
        typed = question.text
        if not is_courtesy(question.text):  # "thanks, that was helpful!" speaks of the answer
            question = replace(question, text=with_programme_named(question.text, question.asked_in))
        with timings.of("embed"):
            query = self._retriever.query(question.text, question.asked_in, typed=typed, kind=kind_asked(typed))
        considered = self._found(question, query, asked, filters, timings, seen)
        readers = self._retriever.asked_for(query)
        if readers and (not _is_sure(considered.decision) or max(readers.nowhere, readers.unknown) == 1):
            considered = self._found(question, query, asked, filters, timings, seen, readers)
        bare = what_is_asked(question.text, question.asked_in)
        if considered.decision.status != "abstained" or bare == question.text:
            return considered
        return self._considered(replace(question, text=bare), asked, filters, timings, seen)

    def _found(
        self,
        question: Question,
        query: Query,
        asked: Constraints,
        filters: Filters,
        timings: Timings,
        seen: frozenset[str],
        readers: AskedFor = NOTHING_ASKED,
    ) -> Considered:
        """The best passages, and whether they answer; ``readers`` ask for some in words like these."""
        with timings.of("retrieve"):
            ranked = self._retriever.search(query, 2 * POOL, filters, readers.rows)
            ranked = without_idle_definitions(ranked, question.text)
            readable = self._readable([one for one in ranked if one.chunk.id not in seen], question.language)
            if asked.programmes_choice:
                readable = [one for one in readable if one.gaps] or readable
            evidence = _with_gaps(readable)
        with timings.of("write"):
            return consider(question, query, evidence, self._index, readers.nowhere)

    def _checked(self, answer: Answer, timings: Timings) -> Answer:
        with timings.of("check"):
            return with_verification(answer, verify(answer, self._index, self._checker))

    def _readable(self, ranked: list[Evidence], language: Language) -> list[Evidence]:
        """A document that has a version in the answer's language is quoted in that language alone."""
        return [one for one in ranked if one.chunk.language == language or not self._has_twin_in(one, language)]

    def _has_twin_in(self, one: Evidence, language: Language) -> bool:
        return self._index.is_told_in(self._index.work(one.chunk.document_id), language)

    def tell(self, question: Question, names: Sequence[str], untold: Sequence[str], filters: Filters) -> bool:
        """Whether a passage tells of something named what no fact of the catalogue does, of the kinds ``untold``."""
        query = self._retriever.query(question.text, question.asked_in)
        folded = [fold(name) for name in names]
        return any(
            any(name in fold(sentence) for name in folded) and tells(sentence, untold)
            for one in self._retriever.search(query, EVIDENCE, filters)
            for sentence in (one.chunk.text[span.start : span.end] for span in one.chunk.sentences)
        )


def _is_sure(decision: Decision) -> bool:
    """Whether the passages found answer for certain; else it counts what readers ask for in words like these."""
    return decision.status == "answered" and not decision.reason and decision.probability >= CERTAIN


def _with_gaps(ranked: list[Evidence]) -> list[Evidence]:
    """The best passages, and the best of those that state gaps: few do, and in other words than people ask with."""
    return ranked[:EVIDENCE] + [one for one in ranked[EVIDENCE:] if one.gaps][:GAP_EVIDENCE]
