"""Judges whether the quotes that a sentence cites support it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from assistant.translations.table import read_terms
from assistant.verification.answered import answered
from assistant.verification.beside import findings_across
from assistant.verification.compared import Compared, compare
from assistant.verification.composed import stated
from assistant.verification.compound import clauses_of, is_told_apart
from assistant.verification.crossed import rank
from assistant.verification.crossed_features import crossed_features
from assistant.verification.edits import rewritten
from assistant.verification.entailment import Entailment, Judgement, load_entailment
from assistant.verification.evidence import Evidence, evidence_of, is_verbatim, said
from assistant.verification.findings import Finding
from assistant.verification.frames import without_frame
from assistant.verification.meaning import NEAREST, Embedded, align, embed, nearest_sentences
from assistant.verification.model import UNLIKE, Floats, Way, features_of, unlike_words, way_of
from assistant.verification.names import Name
from assistant.verification.pair_scorer import load_pair_scorer
from assistant.verification.prior import EVEN, shifted
from assistant.verification.side_by_side import SideBySide, side_by_side
from assistant.verification.strict import apart, meaning_findings, surface_findings, turned_cues, unheld_names
from assistant.verification.values import is_bare
from assistant.verification.verdict import Examined, Verdict, verdict_on
from assistant.verification.words import coverage
from ingest.embedding.encoder import Encoder
from ingest.lexical import fold
from ingest.records import LANGUAGES, Language

LEAST_WORDS = 2
"""Different content words of a sentence that states something."""
COMPOSED = 0.75
"""Part of its words that a composed sentence has to find in its quotes; the rest are labels in other words."""


@dataclass(frozen=True, slots=True)
class Quote:
    """One piece of cited evidence; ``title`` is what stands around it that may be used: title and headings."""

    text: str
    language: Language
    title: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of an answer, and what it cites.

    ``composed`` marks words that were taken from facts and stand in another order: values, names and words decide.
    """

    text: str
    language: Language
    quotes: tuple[Quote, ...]
    composed: bool = False


@dataclass(frozen=True, slots=True)
class _Unread:
    """What was found of a claim before it is read beside the told sentence nearest to it."""

    way: Way
    features: Floats
    unlike: tuple[str, ...]
    pair: SideBySide

    def read(self, logit: float) -> Examined:
        return Examined(way=self.way, features=np.append(self.features, logit), unlike=self.unlike)


class CitationChecker:
    """Checks sentences against their quotes; safe to share between threads.

    ``names`` are names whose capitals do not tell (products of the catalogue); ``entailment_model`` is the folder of
    an NLI cross-encoder of sentence-transformers, asked after the other checks.

    Raises:
        ModelError: ``entailment_model`` is not such a folder.
    """

    def __init__(self, encoder: Encoder, names: Iterable[str] = (), entailment_model: str = "") -> None:
        self._encoder = encoder
        self._scorer = load_pair_scorer(encoder)
        self._entailment = load_entailment(entailment_model)
        self._lexicon = frozenset(word for name in names for word in fold(name).split())

    def warm_up(self) -> None:
        """Read the tables and compile the patterns that the first checks would wait for; nothing is embedded."""
        for language in LANGUAGES:
            told = evidence_of([("Nextcloud 30 date de 2024.", language, "Nextcloud")])
            surface_findings("Nextcloud 30 ?", language, told, self._lexicon)
            answered("Nextcloud 30 ?", language, told.quotes, ())
            turned_cues("Nextcloud 30 ?", language, told, told.quotes)
            stated("Nextcloud 30 ?", language)
            read_terms("Nextcloud 30 ?", language)

    def check(self, claims: Sequence[Claim], prior: float = EVEN) -> list[Verdict]:
        """One verdict a claim, in their order; what has to be embedded is embedded in one batch.

        ``prior`` is the part of such claims that is true, between 0 and 1: the smaller it is, the more is asked of
        what is not told word for word.
        """
        verdicts = [verdict_on(examined, prior) for examined in self.examine(claims)]
        return verdicts if self._entailment is None else _entailed(claims, verdicts, self._entailment, prior)

    def examine(self, claims: Sequence[Claim]) -> list[Examined]:
        """What the strict checks found of each claim, and the features of those where they found nothing.

        The same of the clauses of a claim that says several things side by side, which no told sentence says all.
        """
        wholes = self._examine(claims)
        cut = [() if whole.verbatim else _clauses(claim) for claim, whole in zip(claims, wholes, strict=True)]
        read = iter(self._examine([clause for clauses in cut for clause in clauses]))
        return [
            replace(whole, clauses=tuple(next(read) for _ in clauses))
            for whole, clauses in zip(wholes, cut, strict=True)
        ]

    def _examine(self, claims: Sequence[Claim]) -> list[Examined]:
        told = [evidence_of([(quote.text, quote.language, quote.title) for quote in claim.quotes]) for claim in claims]
        texts = [_statement(*both) for both in zip(claims, told, strict=True)]
        found = [self._at_once(*one) for one in zip(claims, texts, told, strict=True)]
        rest = iter(
            self._by_meaning(
                [
                    (text, claim.language, evidence)
                    for text, claim, evidence, known in zip(texts, claims, told, found, strict=True)
                    if known is None
                ]
            )
        )
        return [known if known is not None else next(rest) for known in found]

    def _at_once(self, claim: Claim, text: str, told: Evidence) -> Examined | None:
        """What is found without vectors, or None."""
        if not told.quotes:
            return Examined(findings=(Finding("no_citation"),))
        if is_verbatim(text, told):
            return Examined(verbatim=True)
        if findings := surface_findings(text, claim.language, told, self._lexicon):
            return Examined(findings=tuple(findings))
        if claim.composed and coverage(text, claim.language, (*told.quotes, *told.titles)) >= COMPOSED:
            return Examined(verbatim=True)
        return None

    def _by_meaning(self, claims: Sequence[tuple[str, Language, Evidence]]) -> Iterator[Examined]:
        if not claims:
            return
        inputs = [(text, language) for text, language, _ in claims]
        inputs += [quote for *_, told in claims for quote in told.quotes]
        vectors = iter(embed(inputs, self._encoder))
        embedded = [next(vectors) for _ in claims]
        found = [
            _examined(claim, [next(vectors) for _ in told.quotes], told, self._lexicon)
            for claim, (*_, told) in zip(embedded, claims, strict=True)
        ]
        logits = iter(self._logits([each.pair for each in found if isinstance(each, _Unread)]))
        for each in found:
            yield each.read(next(logits)) if isinstance(each, _Unread) else each

    def _logits(self, pairs: Sequence[SideBySide]) -> Floats:
        """What reading the pairs tells, shape ``(len(pairs),)``; nothing (0) with an embedding model of the user's."""
        return np.zeros(len(pairs)) if self._scorer is None else self._scorer.logits(pairs)


def _clauses(claim: Claim) -> tuple[Claim, ...]:
    """What a claim says side by side, where no told sentence says it all."""
    clauses = () if claim.composed else clauses_of(said(claim.text), claim.language)
    if not clauses:  # most say one thing: their evidence is not read again
        return ()
    told = evidence_of([(quote.text, quote.language, quote.title) for quote in claim.quotes])
    apart = is_told_apart((claim.text, claim.language), told.quotes)
    return tuple(replace(claim, text=clause) for clause in clauses) if apart else ()


def _statement(claim: Claim, told: Evidence) -> str:
    """What a sentence states: without marks, and without what announces it unless the quote has that too."""
    text = said(claim.text)
    return text if is_verbatim(text, told) else without_frame(text, claim.language)


def _examined(
    claim: Embedded, quotes: Sequence[Embedded], told: Evidence, lexicon: frozenset[str]
) -> Examined | _Unread:
    if len({word.stem for word in claim.words}) < LEAST_WORDS or is_bare(claim.text, claim.language):
        return Examined(findings=(Finding("meaning"),))
    crosses = way_of(claim, quotes) == "across"
    ranked = rank(claim, quotes) if crosses else []
    if crosses and not ranked:
        return Examined(findings=(Finding("meaning"),))
    nearest = [crossed.told for crossed in ranked[:NEAREST]] or nearest_sentences(claim, quotes)
    if findings := tuple(meaning_findings(claim.text, claim.language, told, nearest, lexicon)):
        return Examined(findings=findings)
    names = unheld_names(claim.text, claim.language, told, lexicon)
    unlike = _unlike(claim, quotes, told, names)
    if ranked:
        compared = compare(ranked[0], told, names, lexicon)
        beside = findings_across((claim.text, claim.language), ranked[0].told, ranked[0].told_places)
        if finding := _turned(compared) or next(beside, None):
            return Examined(findings=(finding,))
        far = apart(claim.text, claim.language, told, nearest, lexicon)
        features = crossed_features(compared, quotes, names, far)
        return _Unread("across", features, unlike, side_by_side((claim.text, claim.language), ranked[0].told))
    turned = turned_cues(claim.text, claim.language, told, nearest)
    new = min(rewritten(claim.text, each, claim.language) for each, _ in nearest)
    features = features_of(claim, nearest, told.titles, turned, names, align(claim, quotes), new)
    return _Unread("same", features, unlike, side_by_side((claim.text, claim.language), nearest[0]))


def _unlike(claim: Embedded, quotes: Sequence[Embedded], told: Evidence, names: Sequence[Name]) -> tuple[str, ...]:
    return tuple(word for word, near in unlike_words(claim, quotes, told.titles, names) if near < UNLIKE)


def _turned(compared: Compared) -> Finding | None:
    """What turns the told sentence nearest to a claim."""
    if compared.displaces():
        return Finding("role")
    if compared.renames():
        return Finding("name")
    if compared.revalues():
        return Finding("number")
    if compared.denies():
        return Finding("negation")
    if compared.turns():
        return Finding("comparison", (*compared.turned.contrary, *compared.turned.added))
    return None


def _entailed(claims: Sequence[Claim], verdicts: Sequence[Verdict], model: Entailment, prior: float) -> list[Verdict]:
    """The verdicts after the entailment model, which judges what is not verbatim and what no strict check refused."""
    asked = [row for row, verdict in enumerate(verdicts) if _is_open(verdict)]
    pairs = [(_premise(claims[row]), said(claims[row].text)) for row in asked]
    judged = dict(zip(asked, model.judge(pairs), strict=True))
    return [_weighed(verdict, judged[row], prior) if row in judged else verdict for row, verdict in enumerate(verdicts)]


def _is_open(verdict: Verdict) -> bool:
    """Whether likeness alone decided."""
    return 0 < verdict.score < 1


def _premise(claim: Claim) -> str:
    return "\n".join(" ".join(filter(None, (quote.title, quote.text))) for quote in claim.quotes)


def _weighed(verdict: Verdict, judgement: Judgement, prior: float) -> Verdict:
    """The entailment model decides; likeness gives the words that miss."""
    if judgement.entailment <= max(judgement.contradiction, EVEN):
        return Verdict(False, judgement.entailment, ("entailment",), verdict.missing)
    if shifted(judgement.entailment, prior) <= EVEN:
        return Verdict(False, judgement.entailment, ("doubtful",), verdict.missing)
    return Verdict(True, judgement.entailment)
