"""Writes answers from sentences of the evidence, and abstentions where they do not answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.catalogue.phrases import description_to_verify
from assistant.glossary import GLOSSARY_DOCUMENTS
from assistant.records import Answer, Evidence
from assistant.retrieval.retriever import Query
from assistant.understanding import Question, is_courtesy
from assistant.writing.abstaining import abstain, quote
from assistant.writing.addressed import is_personal
from assistant.writing.choice import choose
from assistant.writing.compared import Definition, compared_terms, definitions_of, tells_apart
from assistant.writing.draft import Draft
from assistant.writing.gaps import gap_holds_the_names
from assistant.writing.premise import correction
from assistant.writing.question import QuestionFeatures, Scores, question_features
from assistant.writing.sentences import CandidateSentence, score_sentences
from assistant.writing.support import Decision, decide
from assistant.writing.texts import text
from ingest.records import Document, Language, Span
from ingest.reference import Term
from ingest.store import Index

MAX_FOLLOW_UPS = 3


@dataclass(frozen=True, slots=True)
class Considered:
    """A question, the sentences of its evidence with their scores, and whether they answer it.

    ``correction`` says otherwise what the question takes for granted.  ``compared`` are the glossary's terms to define
    or tell apart, with their ``definitions``.  ``chosen`` are the sentences to say, after the ``opening``, where
    something else than their scores chose them.
    """

    question: Question
    features: QuestionFeatures
    evidence: Sequence[Evidence]
    candidates: Sequence[CandidateSentence]
    scores: Scores
    decision: Decision
    correction: CandidateSentence | None = None
    compared: Sequence[Term] = ()
    definitions: Sequence[Definition] = ()
    chosen: Sequence[CandidateSentence] = ()
    opening: str = ""


def consider(
    question: Question, query: Query, evidence: Sequence[Evidence], index: Index, nowhere: float = 0.0
) -> Considered:
    """Score the sentences of the evidence, and decide whether they answer.

    ``nowhere`` is how surely readers ask what no page answers in words like the question's, from 0 to 1.
    """
    features = question_features(
        question.text,
        question.asked_in,
        query.vector,
        lambda stem: index.lexical.idf(stem, question.asked_in),
        index.lexical.knows,
    )
    candidates = _candidates(evidence, index)
    scores = score_sentences(features, candidates)
    decision = decide(features, candidates, scores, nowhere)
    if is_courtesy(question.text) or is_personal(question.asked):
        decision = Decision("abstained", "weak", 0.0)
    compared = compared_terms(question.text)
    definitions = definitions_of(compared, question.language, index)
    if definitions and decision.reason != "gap":
        decision = Decision("answered", "", decision.probability)
    open_about_it = decision.reason == "gap" and gap_holds_the_names(features, candidates, scores)
    corrected = None
    if decision.status != "answered" and not open_about_it:
        corrected = correction(features, candidates, scores)
    if corrected:
        decision = Decision("partial", "premise", decision.probability)
    return Considered(question, features, evidence, candidates, scores, decision, corrected, compared, definitions)


def write_extractive(considered: Considered, index: Index) -> Answer:
    """An answer of the sentences that answer best, each with its citation, or an abstention that says what is near."""
    draft = Draft(index)
    if considered.decision.status == "abstained":
        unknown = _chosen(considered) if considered.decision.reason == "gap" else []
        abstain(
            draft,
            considered.question,
            considered.features,
            considered.evidence,
            unknown,
            considered.decision.probability,
            considered.opening,
        )
    else:
        say_opening(draft, considered)
        quote_best(draft, considered)
        warn(draft, considered.question.language, index)
    return finish(draft, considered)


def say_opening(draft: Draft, considered: Considered) -> None:
    """Say that the answer is partial, or corrects the question, where it does."""
    if considered.opening:
        draft.say(considered.opening)
    elif considered.correction:
        draft.say(text("premise", considered.question.language))
    elif considered.decision.status == "partial":
        draft.say(text("partial", considered.question.language))


def quote_best(draft: Draft, considered: Considered) -> None:
    """Say the sentences that answer best, but those that the draft cites already.

    Of terms compared, the definitions, and then what tells them apart.
    """
    for definition in considered.definitions:
        draft.say(definition.text, draft.cite(definition.document, definition.span, definition.text))
    for candidate in [considered.correction] if considered.correction else _chosen(considered):
        if considered.definitions and not tells_apart(candidate.text, considered.compared):
            continue
        span = Span(candidate.start, candidate.start + len(candidate.text))
        if not draft.cites(candidate.document, span):
            quote(draft, candidate, considered.question.language)


def finish(draft: Draft, considered: Considered) -> Answer:
    """The answer that the draft makes."""
    return Answer(
        question=considered.question.asked,
        language=considered.question.language,
        status=considered.decision.status,
        text=draft.text(),
        sentences=draft.sentences,
        citations=draft.citations,
        follow_ups=_follow_ups(draft, considered.evidence, considered.question),
    )


def _chosen(considered: Considered) -> Sequence[CandidateSentence]:
    if considered.chosen:
        return considered.chosen
    unknown = considered.decision.reason == "gap"
    rows = choose(considered.features, considered.candidates, considered.scores, unknown=unknown)
    return [considered.candidates[row] for row in rows]


def _candidates(evidence: Sequence[Evidence], index: Index) -> list[CandidateSentence]:
    """The sentences of the evidence, with the vectors they got at ingestion."""
    rows = [row for one in evidence if (row := index.row(one.chunk.id)) is not None]
    return [
        CandidateSentence(
            text=one.chunk.text[span.start : span.end],
            language=one.chunk.language,
            vector=vector,
            passage=one.chunk.id,
            passage_rank=one.rank,
            passage_cosine=one.cosine,
            position=position,
            start=one.chunk.start + span.start,
            document=document.id,
            work=index.work(document.id),
            heading=" > ".join([one.title, *one.chunk.heading_path]),
            gap=one.gaps,
            entry=one.kind == "catalogue",
            asked=one.asked,
        )
        for one, vectors in zip(evidence, index.sentence_vectors(rows), strict=True)
        for document in [index.document(one.chunk.document_id)]
        for position, (span, vector) in enumerate(zip(one.chunk.sentences, vectors, strict=True))
        if not _is_beside_what_is_said(document, one.chunk.start + span.start)
    ]


def _is_beside_what_is_said(document: Document, start: int) -> bool:
    """Whether what starts here is the line under an entry's name, which is no sentence and whose description says as
    much, or what was read of the entry.
    """
    spans = document.fact_spans
    beside = (spans.get("sources"), spans.get("summary") if "description" in spans else None)
    return any(span.start <= start < span.end for span in beside if span)


def warn(draft: Draft, language: Language, index: Index) -> None:
    """Name the entries quoted whose description no source states: it is general knowledge."""
    names: dict[str, int] = {}
    for citation in draft.citations:
        if citation.kind != "catalogue":
            continue
        document = index.document(citation.document_id)
        span = document.fact_spans.get("description")
        if span and span.start <= citation.start < span.end and not _is_read(document.facts, "description"):
            names.setdefault(document.title, citation.n)
    if names:
        draft.say(description_to_verify(list(names), language), *names.values())


def _is_read(facts: Mapping[str, Any], fact: str) -> bool:
    return any(fact in source["facts"] for source in facts.get("sources", ()))


def _follow_ups(draft: Draft, evidence: Sequence[Evidence], question: Question) -> tuple[str, ...]:
    """What the passages that came up without being cited answer; catalogue pages, definitions and gaps ask nothing."""
    cited = {citation.chunk_id for citation in draft.citations}
    others = [
        one
        for one in evidence
        if one.kind != "catalogue"
        and one.chunk.document_id not in GLOSSARY_DOCUMENTS
        and not one.gaps
        and one.chunk.language == question.language
        and one.chunk.id not in cited
    ]
    read = {citation.document_id for citation in draft.citations}
    asked = dict.fromkeys(
        _asked_by_heading(one) or _about(one, question.language)
        for one in others
        if _asked_by_heading(one) or one.chunk.document_id not in read
    )
    return tuple(follow_up for follow_up in asked if follow_up != question.asked.strip())[:MAX_FOLLOW_UPS]


def _asked_by_heading(one: Evidence) -> str:
    """The passage's heading or its document's title where it is a question.

    The outermost: « Qui paie ? » below « Quelle différence entre une coalition et un marché ? » asks nothing alone.
    """
    return next((heading for heading in (*one.chunk.heading_path, one.title) if heading.endswith("?")), "")


def _about(one: Evidence, language: Language) -> str:
    """A question about the title of a passage's document, which is not cited yet."""
    return text("follow_up_domain" if one.kind == "domain" else "follow_up_title", language, title=one.title)
