"""Which entries a wish selects, judged one by one from the YAML facts.

Written apart from ``assistant.catalogue.predicates``, from docs/catalogue.md: two programs that agree on thousands of
questions are more likely right than one that is asked about itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from evals.catalogue.facts import Entry, Facts, facts, plain

COPYLEFT = frozenset({"network-copyleft", "strong-copyleft", "weak-copyleft"})

Verdict = bool | None


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing wished: any of ``values``, or none of them if ``negated``.

    Kinds: ``replaces`` (a product), ``similar_to`` (an entry), ``need``, ``domain``, ``feature``, ``licence``,
    ``country``, ``governance``, ``standard``, ``deployment``, ``steward``, ``support``.
    """

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
    fact = _FACT.get(criterion.kind)
    if fact and entry[fact] is None:
        return None
    if criterion.kind == "deployment" and criterion.negated:
        return any(mode not in criterion.values for mode in entry["deployment"])
    holds = _TESTS[criterion.kind]
    return any(holds(entry, value, facts()) for value in criterion.values) is not criterion.negated


def replaced(entry: Entry) -> set[str]:
    """The products an entry replaces, without what a parenthesis limits them to."""
    return {product.partition(" (")[0] for product in entry["replaces"] or ()}


def countries(value: str) -> frozenset[str]:
    """The codes that a country, EU or EUROPE stands for."""
    return {"EU": EU, "EUROPE": EUROPE}.get(value, frozenset({value}))


def _replaces(entry: Entry, product: str, corpus: Facts) -> bool:
    covered = corpus.products.get(product, {}).get("covers", [])
    return bool({product, *covered} & replaced(entry))


def _is_like(entry: Entry, other: str, corpus: Facts) -> bool:
    return entry["id"] != other and bool(replaced(corpus.entries[other]) & replaced(entry))


def _serves(entry: Entry, name: str, corpus: Facts) -> bool:
    need = corpus.needs[name]
    if need.whole_domain:
        return bool(entry["domain"] == need.domain)
    at_home = need.domain is None or need.domain in (entry["domain"], *entry["secondary_domains"])
    return at_home and bool(need.features & set(entry["features"] or ()) or need.replaces & replaced(entry))


def _licensed(entry: Entry, wanted: str, corpus: Facts) -> bool:
    """Every licence must be permissive, or free, or approved; one is enough of anything else."""
    each = [_is_licence(name, wanted, corpus.licences) for name in entry["licence"]]
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


def _has_standard(entry: Entry, wanted: str, corpus: Facts) -> bool:
    return any(_names(held, wanted) for held in entry["standards"])


def _names(held: str, wanted: str) -> bool:
    """« WMS » is in "OGC WMS", « LDAP » in "LDAPv3"."""
    words, sought = plain(held), plain(wanted)
    versions = {f"{sought[0]}v{digit}" for digit in range(10)} if len(sought) == 1 else set()
    return _contains(words, sought) or bool(versions & set(words))


def _contains(words: tuple[str, ...], sought: tuple[str, ...]) -> bool:
    return f" {' '.join(sought)} " in f" {' '.join(words)} "


# The fact that must be known.  A list of products or the facts behind a need are never complete: absent says no.
_FACT = {
    "support": "commercial_support_in_europe",
    "country": "steward_country",
    "governance": "governance",
    "steward": "steward",
    "deployment": "deployment",
    "feature": "features",
    "licence": "licence",
    "standard": "standards",
}
_TESTS: dict[str, Callable[[Entry, str, Facts], bool]] = {
    "replaces": _replaces,
    "similar_to": _is_like,
    "need": _serves,
    "domain": lambda entry, value, corpus: value in (entry["domain"], *entry["secondary_domains"]),
    "support": lambda entry, value, corpus: True,
    "country": lambda entry, value, corpus: entry["steward_country"] in countries(value),
    "governance": lambda entry, value, corpus: bool(entry["governance"] == value),
    "steward": lambda entry, value, corpus: _contains(plain(entry["steward"]), plain(value)),
    "deployment": lambda entry, value, corpus: value in entry["deployment"],
    "feature": lambda entry, value, corpus: value in entry["features"],
    "licence": _licensed,
    "standard": _has_standard,
}

KINDS = frozenset(_TESTS)


def _codes(pairs: str) -> frozenset[str]:
    return frozenset(pairs.split())


# Geographic: the member states, then the other countries of the continent.
EU = _codes("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK")
EUROPE = EU | _codes("AD AL BA CH GB IS LI MC MD ME MK NO RS SM UA VA XK")
