"""Questions made of the typed facts of the catalogue; what they expect is computed by the brute-force filter."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from evals.catalogue.brute_force import expected, replaced
from evals.catalogue.facts import Entry, facts
from evals.catalogue.generator import clear_entries, entry_name
from evals.catalogue.wishes import wish_of
from evals.review.drafting.draft import Draft, said, wordings

MOST_MATCHES = 7
"""A longer list is asked for as a count: nobody checks it by eye."""


def fact(domain: str, chance: Random) -> Draft | None:
    """One documented fact of one solution."""
    entry = _entry(domain, chance)
    name = chance.choice(list(wordings()["fact"]))
    if entry is None or not entry[name]:
        return None
    return Draft(
        asked=said(wordings()["fact"][name], e=entry_name(entry)),
        group="catalogue-facts",
        domain=domain,
        expects={"documents": [entry["id"]], "typed_facts": [{"entry": entry["id"], "fact": name}]},
    )


def filtered(domain: str, chance: Random) -> Draft | None:
    """What replaces a product and meets a criterion that rules something out."""
    product, criterion = _product(domain, chance), chance.choice(wordings()["criteria"])
    if product is None:
        return None
    want = {"replaces": [product], **criterion["want"]}
    matches = _matches(want)
    if not 1 <= len(matches) <= MOST_MATCHES or matches == _matches({"replaces": [product]}):
        return None
    asked = {
        "fr": wordings()["filter"]["fr"].format(c=criterion["fr"], p=product),
        "en": wordings()["filter"]["en"].format(c=criterion["en"], p=product),
    }
    return Draft(asked, "filters", domain, {"expected": {"want": want}})  # type: ignore[arg-type]


def counted(domain: str, chance: Random) -> Draft | None:
    """How many solutions replace a product."""
    product = _product(domain, chance)
    count = len(_matches({"replaces": [product]})) if product else 0
    numbers = wordings()["numbers"]
    if product is None or not 2 <= count <= len(numbers["fr"]) + 1:
        return None
    return Draft(
        asked=said(wordings()["count"], p=product),
        group="filters",
        domain=domain,
        expects={"expected": {"want": {"replaces": [product]}}},
        says={
            "fr": [rf"\b({count}|{numbers['fr'][count - 2]})\b"],
            "en": [rf"\b({count}|{numbers['en'][count - 2]})\b"],
        },
    )


def compared(domain: str, chance: Random) -> Draft | None:
    """Two solutions that replace the same product."""
    one = _entry(domain, chance)
    rivals = [entry for entry in _entries(domain) if one and entry is not one and replaced(entry) & replaced(one)]
    if one is None or not rivals:
        return None
    pair = (one, chance.choice(rivals))
    ids = [entry["id"] for entry in pair]
    known = [entry["id"] for entry in pair if entry["licence"]]
    return Draft(
        asked=said(wordings()["compare"], a=entry_name(pair[0]), b=entry_name(pair[1])),
        group="comparisons",
        domain=domain,
        expects={
            "documents": ids,
            "typed_facts": [{"entry": name, "fact": "licence"} for name in known],
            "entries": {"all": ids},
        },
    )


def _entries(domain: str) -> list[Entry]:
    return [entry for entry in clear_entries() if entry["domain"] == domain]


def _entry(domain: str, chance: Random) -> Entry | None:
    entries = _entries(domain)
    return chance.choice(entries) if entries else None


def _product(domain: str, chance: Random) -> str | None:
    """A product whose name stands by itself in a sentence of either language."""
    names = [name for name, row in facts().products.items() if row["domain"] == domain and "(" not in name]
    return chance.choice(names) if names else None


def _matches(want: Mapping[str, Any]) -> frozenset[str]:
    return expected(wish_of(want, {})).matches
