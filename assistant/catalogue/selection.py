"""Which entries answer a question, which miss it by one criterion, and which the facts do not let judge."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.catalogue.catalogue import Catalogue, product_base
from assistant.catalogue.constraints import Constraints
from assistant.catalogue.needs import need_of
from assistant.catalogue.predicates import Criterion, Verdict, area, criteria_of, verdict
from assistant.catalogue.words import folded_words, singular
from ingest.catalogue.schema import FACTS, CatalogueEntry


@dataclass(frozen=True, slots=True)
class NearMiss:
    """An entry that fails one criterion and meets all the others."""

    entry: CatalogueEntry
    failed: Criterion


@dataclass(frozen=True, slots=True)
class NotDocumented:
    """An entry that fails nothing, but on which the facts are silent for these criteria."""

    entry: CatalogueEntry
    unknown: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """The entries of an answer, best first in each group."""

    matches: tuple[CatalogueEntry, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()
    not_documented: tuple[NotDocumented, ...] = ()


@dataclass(frozen=True, slots=True)
class Preferred:
    """What selects nothing and brings an entry forward: words, organisations, features called by their name."""

    words: Sequence[str] = ()
    audience: Sequence[str] = ()
    features: Sequence[str] = ()

    @classmethod
    def by(cls, asked: Constraints) -> Preferred:
        """What a question prefers."""
        return cls(asked.words, asked.audience, asked.called)


def select(catalogue: Catalogue, constraints: Constraints) -> Selection:
    """Apply the constraints exactly; an unknown fact never makes a match.

    A question about named entries selects them as they are.  ``limit`` is left to the answer that is composed.
    """
    if constraints.intent == "none":
        return Selection()
    if constraints.entries:
        named = (catalogue.entries.get(identifier) for identifier in constraints.entries)
        return Selection(matches=tuple(entry for entry in named if entry))
    asked, preferred = criteria_of(constraints), Preferred.by(constraints)
    if constraints.unknown_names and not asked:  # a product that nobody knows has no alternatives
        return Selection()
    judged = [(entry, _verdicts(entry, asked, constraints, catalogue)) for entry in _pool(catalogue, constraints)]
    matches = [entry for entry, verdicts in judged if all(verdicts)]
    order = {entry.id: place for place, entry in enumerate(ranked((entry for entry, _ in judged), asked, preferred))}
    near = [miss for entry, verdicts in judged if (miss := _near_miss(entry, asked, verdicts))]
    silent = [_silent(entry, asked, verdicts) for entry, verdicts in judged if _undecided(asked, verdicts)]
    return Selection(
        matches=ranked(matches, asked, preferred),
        near_misses=tuple(sorted(near, key=lambda miss: order[miss.entry.id])),
        not_documented=tuple(sorted(silent, key=lambda item: order[item.entry.id])),
    )


def ranked(
    entries: Iterable[CatalogueEntry],
    asked: Sequence[Criterion],
    preferred: Preferred = Preferred(),
) -> tuple[CatalogueEntry, ...]:
    """Order entries, best first, by what they are and never by their name or place.

    In turn: products asked that the entry replaces, those under the very name asked and those without a qualifier
    first; being at home in the domain where those products are mostly replaced, or that the need belongs to;
    a feature by whose name the need is asked;
    organisations named that it suits; other words of the question in its summary; facts that serve the need; licence
    known and checked; support in Europe documented; standards shared with the others; facts checked; facts documented;
    steward in Europe.
    A hash of the id breaks ties.
    """
    pool = list(entries)
    wanted = {target for criterion in asked if criterion.kind == "product" for target in criterion.values}
    called = {label for criterion in asked for label in criterion.label.split("|")}
    home = home_domains(pool, asked)
    shared = Counter(standard for entry in pool for standard in entry.standards or ())

    def key(entry: CatalogueEntry) -> tuple[object, ...]:
        replaced = {product_base(item) for item in entry.replaces or ()} & wanted
        plain = set(entry.replaces or ()) & wanted
        return (
            -len(replaced),
            -len(plain & called),
            -len(plain),
            entry.domain not in home,
            -len({*preferred.features} & {*(entry.features or ())}),
            -len({*preferred.audience} & {*(entry.organisations or ())}),
            -_words_held(entry, preferred.words),
            -service(entry, asked),
            entry.licence is None or not entry.sources_of("licence"),
            entry.commercial_support_in_europe is None,
            -sum(shared[standard] > 1 for standard in entry.standards or ()),
            -checked(entry),
            -documented(entry),
            entry.steward_country not in area("EUROPE"),
            hashlib.sha256(entry.id.encode()).hexdigest(),
        )

    return tuple(sorted(pool, key=key))


def documented(entry: CatalogueEntry) -> int:
    """How many facts are known, the values of lists counted one by one."""
    values = [getattr(entry, fact) for fact in FACTS if fact not in ("description", "limits")]
    return sum(len(value) if isinstance(value, list) else value is not None for value in values)


def checked(entry: CatalogueEntry) -> int:
    """How many of the known facts a source states."""
    return sum(entry.knows(fact) for fact in FACTS) - len(entry.unverified())


def _pool(catalogue: Catalogue, constraints: Constraints) -> list[CatalogueEntry]:
    left_out = {*constraints.excluded_entries, *constraints.similar_to}
    return [entry for entry in catalogue.entries.values() if entry.id not in left_out]


def _verdicts(
    entry: CatalogueEntry, asked: Sequence[Criterion], constraints: Constraints, catalogue: Catalogue
) -> list[Verdict]:
    peers = tuple(catalogue.entries[name] for name in constraints.similar_to if name in catalogue.entries)
    return [verdict(criterion, entry, peers) for criterion in asked]


def _near_miss(entry: CatalogueEntry, asked: Sequence[Criterion], verdicts: Sequence[Verdict]) -> NearMiss | None:
    """A miss is worth telling when the subject is met: what fails is one of the other criteria."""
    failed = [criterion for criterion, found in zip(asked, verdicts, strict=True) if not found]
    if len(failed) != 1 or None in verdicts or not asked[0].is_subject or failed[0] is asked[0]:
        return None
    return NearMiss(entry, failed[0])


def _undecided(asked: Sequence[Criterion], verdicts: Sequence[Verdict]) -> bool:
    known = any(found for found in verdicts)
    return None in verdicts and False not in verdicts and (known or len(asked) == 1)


def _silent(entry: CatalogueEntry, asked: Sequence[Criterion], verdicts: Sequence[Verdict]) -> NotDocumented:
    return NotDocumented(entry, tuple(c for c, found in zip(asked, verdicts, strict=True) if found is None))


def home_domains(pool: Sequence[CatalogueEntry], asked: Sequence[Criterion]) -> set[str]:
    """The domains that the question is at home in: those named, those of its needs, or where its products belong."""
    wanted = {target for criterion in asked if criterion.kind == "product" for target in criterion.values}
    named = {value for criterion in asked if criterion.kind == "domain" for value in criterion.values}
    needs = {need_of(value) for criterion in asked if criterion.kind == "topic" for value in criterion.values}
    named |= {topic.domain for topic in needs if topic.domain}
    if named or not wanted:
        return named
    counts = Counter(e.domain for e in pool if wanted & {product_base(item) for item in e.replaces or ()})
    return {domain for domain, count in counts.items() if count == max(counts.values())}


def service(entry: CatalogueEntry, asked: Sequence[Criterion]) -> int:
    """How many of the entry's features serve the needs and features asked."""
    serving: set[str] = set()
    for criterion in asked:
        if criterion.kind == "topic":
            serving |= {feature for value in criterion.values for feature in need_of(value).features}
        elif criterion.kind == "feature":
            serving |= set(criterion.values)
    return len(serving & set(entry.features or ()))


def _words_held(entry: CatalogueEntry, words: Sequence[str]) -> int:
    """How many of the words the summaries and the descriptions hold, plural s apart."""
    if not words:
        return 0
    texts = (entry.summary_fr, entry.summary_en, entry.description_fr or "", entry.description_en or "")
    held = _words_of(texts)
    return sum(singular(word) in held for word in words)


@lru_cache(maxsize=2048)
def _words_of(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(singular(word) for text in texts for word in folded_words(text))
