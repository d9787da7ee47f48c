"""Which entries a wish selects, judged one by one from the YAML facts.

Written apart from ``assistant.catalogue.predicates``, from docs/catalogue.md: two programs that agree on thousands of
questions are more likely right than one that is asked about itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from evals.catalogue.facts import Entry, Facts, facts, plain

# Geographic: the member states, then the other countries of the continent.
EU = frozenset("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split())
EUROPE = EU | frozenset("AD AL BA CH GB IS LI MC MD ME MK NO RS SM UA VA XK".split())
COPYLEFT = frozenset({"network-copyleft", "strong-copyleft", "weak-copyleft"})
SUBJECTS = ("replaces", "similar_to", "need", "domain")

Verdict = bool | None


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing wished: any of ``values``, or none of them if ``negated``.  ``kind`` is a key of the cases' ``want``."""

    kind: str
    values: tuple[str, ...]
    negated: bool = False


Wish = tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """What an answer must select."""

    matches: frozenset[str]
    not_documented: frozenset[str]


def expected(wish: Wish, left_out: frozenset[str] = frozenset()) -> Expected:
    """Judge every entry.  One that fails nothing and holds something is not documented if a fact is unknown."""
    verdicts = {
        name: [judge(criterion, entry) for criterion in wish]
        for name, entry in facts().entries.items()
        if name not in left_out
    }
    matches = {name for name, found in verdicts.items() if all(found)}
    silent = {
        name
        for name, found in verdicts.items()
        if None in found and False not in found and (True in found or len(found) == 1)
    }
    return Expected(frozenset(matches), frozenset(silent))


def judge(criterion: Criterion, entry: Entry) -> Verdict:
    """Whether the entry meets the criterion; None where its facts do not say."""
    if criterion.kind == "deployment" and criterion.negated:
        modes = entry["deployment"]
        return None if modes is None else any(mode not in criterion.values for mode in modes)
    found = [_holds(criterion.kind, value, entry, facts()) for value in criterion.values]
    if None in found:
        return None
    return any(found) is not criterion.negated


def _holds(kind: str, value: str, entry: Entry, corpus: Facts) -> Verdict:
    match kind:
        case "replaces":
            covered = corpus.products.get(value, {}).get("covers", [])
            return bool({value, *covered} & replaced(entry))
        case "similar_to":
            return entry["id"] != value and bool(replaced(corpus.entries[value]) & replaced(entry))
        case "need":
            return _serves(entry, value, corpus)
        case "domain":
            return value == entry["domain"] or value in entry["secondary_domains"]
        case "support":
            return None if entry["commercial_support_in_europe"] is None else True
        case "country":
            return None if entry["steward_country"] is None else entry["steward_country"] in countries(value)
        case "governance":
            return None if entry["governance"] is None else entry["governance"] == value
        case "steward":
            return None if entry["steward"] is None else _contains(plain(entry["steward"]), plain(value))
        case "deployment":
            return None if entry["deployment"] is None else value in entry["deployment"]
        case "feature":
            return None if entry["features"] is None else value in entry["features"]
        case "licence":
            return None if entry["licence"] is None else _licensed(entry["licence"], value, corpus.licences)
        case "standard":
            return None if entry["standards"] is None else any(_names(held, value) for held in entry["standards"])
    raise ValueError(f"kind of criterion {kind!r} is unknown")


def replaced(entry: Entry) -> set[str]:
    """The products an entry replaces, without what a parenthesis limits them to."""
    return {product.partition(" (")[0] for product in entry["replaces"] or ()}


def countries(value: str) -> frozenset[str]:
    """The codes that a country, EU or EUROPE stands for."""
    return {"EU": EU, "EUROPE": EUROPE}.get(value, frozenset({value}))


def _serves(entry: Entry, name: str, corpus: Facts) -> bool:
    need = corpus.needs[name]
    if need.whole_domain:
        return bool(entry["domain"] == need.domain)
    at_home = need.domain is None or need.domain in (entry["domain"], *entry["secondary_domains"])
    return at_home and bool(need.features & set(entry["features"] or ()) or need.replaces & replaced(entry))


def _licensed(held: list[str], wanted: str, table: Mapping[str, Mapping[str, object]]) -> bool:
    """Every licence must be permissive, or free, or approved; one is enough of anything else."""
    each = [_is_licence(name, wanted, table) for name in held]
    return all(each) if wanted in ("permissive", "libre", "OSI") else any(each)


def _is_licence(name: str, wanted: str, table: Mapping[str, Mapping[str, object]]) -> bool:
    version = name.replace("-only", "").replace("-or-later", "")
    row = table.get(version, {})
    family, group = row.get("family"), row.get("group")
    match wanted:
        case "copyleft":
            return family in COPYLEFT
        case "GPL-family":
            return group in ("GPL", "LGPL", "AGPL")
        case "libre":
            return family not in (None, "mixed", "restricted")
        case "OSI":
            return family in COPYLEFT | {"permissive"} and row.get("osi", True) is True
    return wanted in (name, version, family, group)


def _names(held: str, wanted: str) -> bool:
    """« WMS » is in "OGC WMS", « LDAP » in "LDAPv3"."""
    words, sought = plain(held), plain(wanted)
    versions = len(sought) == 1 and any(word[: len(sought[0]) + 1] == f"{sought[0]}v" and word[-1].isdigit() for word in words)
    return _contains(words, sought) or versions


def _contains(words: tuple[str, ...], sought: tuple[str, ...]) -> bool:
    return f" {' '.join(sought)} " in f" {' '.join(words)} "
