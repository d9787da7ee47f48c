"""Judges whether the quotes that a sentence cites support it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.verification.entailment import Judgement, load_entailment
from assistant.verification.evidence import Evidence, evidence_of, is_verbatim, said
from assistant.verification.meaning import Embedded, embed, nearest_sentences
from assistant.verification.model import UNLIKE, features_of, probability, threshold, unlike_words, way_of
from assistant.verification.strict import Finding, meaning_findings, surface_findings, turned_cues
from ingest.embedding.encoder import Encoder
from ingest.lexical import fold
from ingest.records import Language


@dataclass(frozen=True, slots=True)
class Quote:
    """One piece of cited evidence; ``title`` is what stands around it that may be used: title and headings."""

    text: str
    language: Language
    title: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of an answer, and what it cites."""

    text: str
    language: Language
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the quotes support a sentence.

    ``score`` is the probability that they do, from 0 to 1.  ``reasons`` say why they do not: "no_citation", "number",
    "date", "amount", "name", "negation", "comparison", "role", "coverage", "meaning", "entailment".  ``missing`` are
    the words and values that no quote holds.
    """

    supported: bool
    score: float
    reasons: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


class CitationChecker:
    """Checks sentences against their quotes; safe to share between threads.

    ``names`` are names whose capitals do not tell (products of the catalogue); ``entailment_model`` is the folder of
    an NLI cross-encoder of sentence-transformers, asked after the other checks.

    Raises:
        ModelError: ``entailment_model`` is not such a folder.
    """

    def __init__(self, encoder: Encoder, names: Iterable[str] = (), entailment_model: str = "") -> None:
        self._encoder = encoder
        self._entailment = load_entailment(entailment_model)
        self._lexicon = frozenset(word for name in names for word in fold(name).split())

    def check(self, claims: Sequence[Claim]) -> list[Verdict]:
        """One verdict a claim, in their order; what has to be embedded is embedded in one batch."""
        texts = [said(claim.text) for claim in claims]
        told = [evidence_of([(quote.text, quote.language, quote.title) for quote in claim.quotes]) for claim in claims]
        verdicts = [self._at_once(*one) for one in zip(claims, texts, told, strict=True)]
        open_rows = [row for row, verdict in enumerate(verdicts) if verdict is None]
        if open_rows:
            judged = self._by_meaning([claims[row] for row in open_rows], [told[row] for row in open_rows])
            judged = iter(self._entailed(claims, open_rows, list(judged)))
            verdicts = [verdict if verdict is not None else next(judged) for verdict in verdicts]
        return [verdict for verdict in verdicts if verdict is not None]

    def _entailed(self, claims: Sequence[Claim], rows: Sequence[int], verdicts: list[Verdict]) -> list[Verdict]:
        """The verdicts after the entailment model, where there is one: it judges those that no strict check refused."""
        asked = [at for at, verdict in enumerate(verdicts) if self._entailment and is_open(verdict)]
        if self._entailment is None or not asked:
            return verdicts
        pairs = [(_premise(claims[rows[at]]), said(claims[rows[at]].text)) for at in asked]
        for at, judgement in zip(asked, self._entailment.judge(pairs), strict=True):
            verdicts[at] = _weighed(verdicts[at], judgement)
        return verdicts

    def _at_once(self, claim: Claim, text: str, told: Evidence) -> Verdict | None:
        """The verdict that needs no vectors, or None."""
        if not claim.quotes:
            return Verdict(False, 0.0, ("no_citation",))
        if is_verbatim(text, told):
            return Verdict(True, 1.0)
        return _refused(surface_findings(text, claim.language, told, self._lexicon))

    def _by_meaning(self, claims: Sequence[Claim], told: Sequence[Evidence]) -> Iterator[Verdict]:
        inputs = [(said(claim.text), claim.language) for claim in claims]
        inputs += [quote for evidence in told for quote in evidence.quotes]
        vectors = iter(embed(inputs, self._encoder))
        embedded = [next(vectors) for _ in claims]
        for claim, evidence in zip(embedded, told, strict=True):
            yield _judged(claim, [next(vectors) for _ in evidence.quotes], evidence, self._lexicon)


def is_open(verdict: Verdict) -> bool:
    """Whether likeness alone decided."""
    return verdict.supported or set(verdict.reasons) <= {"coverage", "meaning"}


def _premise(claim: Claim) -> str:
    return "\n".join(" ".join(filter(None, (quote.title, quote.text))) for quote in claim.quotes)


def _weighed(verdict: Verdict, judgement: Judgement) -> Verdict:
    """The entailment model decides; likeness gives the words that miss."""
    if judgement.entailment > max(judgement.contradiction, 0.5):
        return Verdict(True, judgement.entailment)
    return Verdict(False, judgement.entailment, ("entailment",), verdict.missing)


def _judged(claim: Embedded, quotes: Sequence[Embedded], told: Evidence, lexicon: frozenset[str]) -> Verdict:
    """The verdict of the turned meanings and of likeness."""
    if not claim.words or not quotes:
        return Verdict(False, 0.0, ("meaning",))
    nearest = nearest_sentences(claim, quotes)
    if refused := _refused(list(meaning_findings(claim.text, claim.language, told, nearest, lexicon))):
        return refused
    way = way_of(claim, quotes)
    turned = turned_cues(claim.text, claim.language, told, nearest)
    score = probability(features_of(claim, quotes, told.titles, turned), way)
    if score >= threshold(way):
        return Verdict(True, score)
    unheld = tuple(word for word, near in unlike_words(claim, quotes, told.titles) if near < UNLIKE)
    return Verdict(False, score, ("coverage",) if unheld else ("meaning",), unheld)


def _refused(findings: Sequence[Finding]) -> Verdict | None:
    if not findings:
        return None
    missing = tuple(word for finding in findings for word in finding.missing)
    return Verdict(False, 0.0, tuple(finding.reason for finding in findings), missing)
