"""Wishes as people write them in a YAML file (``want``, ``without``, ``except``), made criteria, and checked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from rapidfuzz import process

from evals.catalogue.brute_force import KINDS, Criterion, Wish
from evals.catalogue.facts import facts
from ingest.catalogue.schema import DEPLOYMENTS, DOMAINS, GOVERNANCES

# Values of these must all be met; the values of the others are alternatives.
_EACH = ("need", "standard", "feature")

Values = Mapping[str, Any]


def wish_of(want: Values, without: Values) -> Wish:
    """The criteria of a wish, as the brute-force filter takes them."""
    return (*_criteria(want, negated=False), *_criteria(without, negated=True))


def _criteria(asked: Values, negated: bool) -> Iterator[Criterion]:
    for kind, values in asked.items():
        if kind == "support":
            yield Criterion(kind, ("yes",), negated)
        elif kind in _EACH:
            for value in values:
                yield Criterion(kind, tuple(value) if isinstance(value, list) else (value,), negated)
        else:
            yield Criterion(kind, tuple(values), negated)


def wrong_names(wish: Wish, entries: Iterable[str] = ()) -> list[str]:
    """One sentence for each kind, value or entry that the corpus does not have."""
    found = [problem for criterion in wish for problem in _wrong_in(criterion)]
    return found + [_unknown("entry", name, facts().entries) for name in entries if name not in facts().entries]


def _wrong_in(criterion: Criterion) -> Iterator[str]:
    if criterion.kind not in KINDS:
        yield _unknown("criterion", criterion.kind, KINDS)
        return
    known = _known(criterion.kind)
    if known is not None:
        yield from (_unknown(criterion.kind, value, known) for value in criterion.values if value not in known)


def _known(kind: str) -> Collection[str] | None:
    """The values that a kind may have; None where any word will do."""
    corpus = facts()
    known: dict[str, Collection[str]] = {
        "replaces": corpus.products,
        "similar_to": corpus.entries,
        "need": corpus.needs,
        "feature": corpus.features,
        "domain": DOMAINS,
        "governance": GOVERNANCES,
        "deployment": DEPLOYMENTS,
    }
    return known.get(kind)


def _unknown(what: str, name: str, known: Collection[str]) -> str:
    nearest = process.extractOne(str(name), list(known))
    return f"{what} {name!r} does not exist" + (f"; did you mean {nearest[0]!r}?" if nearest else "")
