"""One criterion against one entry: true, false, or None where the facts are silent."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.catalogue.catalogue import product_base
from assistant.catalogue.constraints import Constraints
from assistant.catalogue.needs import need_of
from assistant.catalogue.tables import Topic, vocabulary
from assistant.catalogue.words import folded_words
from ingest.catalogue.labels import licence_table
from ingest.catalogue.schema import CatalogueEntry
from ingest.catalogue.wording import licence_facts

_COPYLEFT = frozenset({"network-copyleft", "strong-copyleft", "weak-copyleft"})
_OF_ALL = frozenset({"permissive", "libre", "OSI"})
_GPL_FAMILY = frozenset({"GPL", "LGPL", "AGPL"})

Verdict = bool | None

# The field that each kind of criterion judges.
FACT_OF = {
    "product": "replaces",
    "similar": "replaces",
    "topic": "features",
    "feature": "features",
    "domain": "domain",
    "licence": "licence",
    "country": "steward_country",
    "steward": "steward",
    "governance": "governance",
    "deployment": "deployment",
    "standard": "standards",
    "companion": "description",
    "support": "commercial_support_in_europe",
    "supporter": "commercial_support_in_europe",
    "undocumented": "name",
    "organisation": "organisations",
}


ONLY = "only"
"""The label of a way to deploy beside which there is no other."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing asked: any of ``values`` satisfies it; ``negated`` asks for none of them.

    Kinds: ``product`` (values of "replaces" without qualifiers, called ``label``), ``similar`` (an entry's id),
    ``topic``, ``domain``, ``feature``, ``licence``, ``country``, ``governance``, ``standard``, ``deployment``,
    ``companion`` (the names of one solution), ``steward``, ``support``, ``supporter``, ``undocumented`` (kinds),
    ``organisation``.
    """

    kind: str
    values: tuple[str, ...]
    negated: bool = False
    label: str = ""

    @property
    def is_subject(self) -> bool:
        """Whether it says what is wanted, rather than how it must be."""
        return not self.negated and self.kind in ("product", "similar", "topic", "domain")


def criteria_of(constraints: Constraints) -> tuple[Criterion, ...]:
    """Return the criteria of a question, subjects first."""
    return tuple(_criteria(constraints))


def _criteria(asked: Constraints) -> Iterator[Criterion]:
    yield from _products(asked)
    if asked.similar_to:
        yield Criterion("similar", asked.similar_to)
    yield from (Criterion("topic", group) for group in asked.topics)
    if asked.domains:
        yield Criterion("domain", asked.domains)
    yield from (Criterion("feature", group) for group in asked.features)
    yield from (Criterion("feature", group, negated=True) for group in asked.excluded_features)
    yield from (Criterion("topic", group, negated=True) for group in asked.excluded_topics)
    if asked.excluded_domains:
        yield Criterion("domain", asked.excluded_domains, negated=True)
    for kind, wanted, unwanted in (
        ("licence", asked.licences, asked.excluded_licences),
        ("country", asked.countries, asked.excluded_countries),
        ("governance", asked.governance, asked.excluded_governance),
        ("deployment", asked.deployment, asked.excluded_deployment),
        ("steward", asked.stewards, asked.excluded_stewards),
    ):
        alone = ONLY if kind == "deployment" and asked.only_deployment else ""
        yield from (Criterion(kind, group, label=alone) for group in _wanted(kind, wanted, asked))
        if unwanted:
            yield Criterion(kind, unwanted, negated=True)
    yield from (Criterion("standard", group) for group in asked.standards)
    if asked.excluded_standards:
        yield Criterion("standard", asked.excluded_standards, negated=True)
    yield from (Criterion("companion", names) for names in asked.companions)
    yield from (Criterion("companion", names, negated=True) for names in asked.excluded_companions)
    if asked.support_in_europe:
        yield Criterion("support", ("yes",))
    yield from (Criterion("undocumented", (kind,)) for kind in asked.undocumented)
    if asked.supporters:
        yield Criterion("supporter", asked.supporters)
    if suited := asked.organisations or (asked.audience if asked.entries else ()):
        yield Criterion("organisation", suited)


def _products(asked: Constraints) -> Iterator[Criterion]:
    """Any of the products, or each of them."""
    groups = [(one,) for one in asked.replaces] if asked.every_product else [asked.replaces]
    for group in groups:
        targets = tuple(dict.fromkeys(target for product in group for target in product.targets))
        if group:
            yield Criterion("product", targets, label="|".join(product.label for product in group))


def _wanted(kind: str, values: tuple[str, ...], asked: Constraints) -> list[tuple[str, ...]]:
    """The values in groups, any of whose values is enough: one group, but for ways to deploy that are all wanted."""
    if kind == "deployment" and asked.every_deployment:
        return [(value,) for value in values]
    return [values] if values else []


def main_field(criteria: Sequence[Criterion]) -> str:
    """The field of what is sought: its quotes stand for the whole selection."""
    return FACT_OF[criteria[0].kind] if criteria else "domain"


def verdict(criterion: Criterion, entry: CatalogueEntry, peers: tuple[CatalogueEntry, ...] = ()) -> Verdict:
    """Judge one entry; ``peers`` are the entries that a ``similar`` criterion names."""
    if criterion.kind == "similar":
        return any(similar(entry, peer) for peer in peers)
    if criterion.label == ONLY:
        return None if entry.deployment is None else set(entry.deployment) <= set(criterion.values)
    if criterion.kind == "deployment" and criterion.negated:
        # « sans cloud » asks for a way to do without it, which an entry that also runs there can offer.
        return None if entry.deployment is None else bool(set(entry.deployment) - set(criterion.values))
    if criterion.kind == "undocumented":
        return not _TESTS[criterion.values[0]][0](entry)
    if criterion.kind == "companion" and {product_base(entry.name), *entry.aliases} & {*criterion.values}:
        return False  # what goes with something, or does without it, is something else
    found = _found(criterion, entry)
    return None if found is None else found != criterion.negated


def _found(criterion: Criterion, entry: CatalogueEntry) -> Verdict:
    known, holds = _TESTS[criterion.kind]
    return any(holds(entry, value) for value in criterion.values) if known(entry) else None


def serves(entry: CatalogueEntry, topic: Topic) -> bool:
    """Whether the entry's features or replaced products answer a need, within the need's domain."""
    if topic.whole_domain:
        return entry.domain == topic.domain
    if topic.domain and topic.domain not in (entry.domain, *entry.secondary_domains):
        return False
    replaced = {product_base(item) for item in entry.replaces or ()}
    return bool(topic.features & set(entry.features or ()) or topic.replaces & replaced)


def similar(entry: CatalogueEntry, other: CatalogueEntry) -> bool:
    """Whether two entries replace a product in common."""
    if entry.id == other.id:
        return False
    mine = {product_base(item) for item in entry.replaces or ()}
    return bool(mine & {product_base(item) for item in other.replaces or ()})


def has_licence(entry: CatalogueEntry, wanted: str) -> bool:
    """Whether one of the entry's licences is the licence, group or family wanted ("EUPL-1.2", "AGPL", "copyleft").

    "permissive", "libre" and "OSI" ask it of all of them: who wants a permissive licence wants no copyleft part.
    """
    fits = [_licence_fits(identifier, wanted) for identifier in entry.licence or ()]
    return bool(fits) and (all(fits) if wanted in _OF_ALL else any(fits))


def _licence_fits(identifier: str, wanted: str) -> bool:
    if identifier == wanted or identifier.removesuffix("-only").removesuffix("-or-later") == wanted:
        return True
    known = licence_facts(identifier)
    if known is None:
        return False
    if wanted == "GPL-family":
        return known.group in _GPL_FAMILY
    if wanted == "libre":
        return known.family not in ("mixed", "restricted")
    if wanted == "OSI":
        return known.osi and known.family in _COPYLEFT | {"permissive"}
    return wanted in (known.group, known.family) or (wanted == "copyleft" and known.family in _COPYLEFT)


def known_licence(wanted: str) -> bool:
    """Whether a name is one that ``has_licence`` understands."""
    table = licence_table()
    names = {wanted.removesuffix("-only").removesuffix("-or-later"), wanted}
    groups = {known.group for known in table.values()} | {known.family for known in table.values()}
    return bool(names & (table.keys() | groups | {"copyleft", "GPL-family", "libre", "OSI"}))


@cache
def area(name: str) -> frozenset[str]:
    """The country codes of EU or EUROPE, or of one country."""
    areas = vocabulary()["areas"]
    if name == "EUROPE":
        return frozenset((*areas["EU"], *areas["EUROPE"]))
    return frozenset(areas.get(name, (name,)))


def has_standard(entry: CatalogueEntry, wanted: str) -> bool:
    """Whether a value of "standards" holds the words wanted: "WMS" is in "OGC WMS/WFS/CSW", "LDAP" in "LDAPv3"."""
    return any(_says(value, wanted) for value in entry.standards or ())


@lru_cache(maxsize=16384)
def _says(value: str, wanted: str) -> bool:
    """Kept, since facets ask it of every entry for every standard."""
    return _holds(folded_words(value), folded_words(wanted))


def _holds(words: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    span = len(wanted)
    return any(
        words[at : at + span] == wanted or (span == 1 and words[at].rstrip("0123456789") == f"{wanted[0]}v")
        for at in range(len(words) - span + 1)
    )


def _replaces(entry: CatalogueEntry, product: str) -> bool:
    return any(product_base(item) == product for item in entry.replaces or ())


def _in_country(entry: CatalogueEntry, name: str) -> bool:
    return entry.steward_country in area(name)


def has_steward(entry: CatalogueEntry, wanted: str) -> bool:
    """Whether the steward is the one named, or is linked to it in parentheses ("389 DS community (Red Hat)")."""
    return _holds(folded_words(entry.steward or ""), folded_words(wanted))


def mentions(text: str, name: str) -> bool:
    """Whether a text has a name as it is spelt: "Element" is no element."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _page_mentions(entry: CatalogueEntry, name: str) -> bool:
    """Whether the sentences of its page do."""
    limits = (*(entry.limits_fr or ()), *(entry.limits_en or ()))
    texts = (entry.summary_fr, entry.summary_en, entry.description_fr or "", entry.description_en or "", *limits)
    return any(mentions(text, name) for text in texts)


# For each kind: whether the fact is known, and whether it holds for one value.
_TESTS: dict[str, tuple[Callable[[CatalogueEntry], bool], Callable[[CatalogueEntry, str], bool]]] = {
    # A list of products is never complete: one that is missing says no more than one that lacks the product.
    "product": (lambda entry: True, _replaces),
    "topic": (lambda entry: True, lambda entry, value: serves(entry, need_of(value))),
    "domain": (lambda entry: True, lambda entry, value: value in (entry.domain, *entry.secondary_domains)),
    "feature": (lambda entry: entry.features is not None, lambda entry, value: value in (entry.features or ())),
    "licence": (lambda entry: entry.licence is not None, has_licence),
    "country": (lambda entry: entry.steward_country is not None, _in_country),
    "governance": (lambda entry: entry.governance is not None, lambda entry, value: entry.governance == value),
    "deployment": (lambda entry: entry.deployment is not None, lambda entry, value: value in (entry.deployment or ())),
    "standard": (lambda entry: entry.standards is not None, has_standard),
    "steward": (lambda entry: entry.steward is not None, has_steward),
    "companion": (lambda entry: True, _page_mentions),
    "support": (lambda entry: entry.commercial_support_in_europe is not None, lambda entry, value: True),
    "supporter": (
        lambda entry: True,  # like products
        lambda entry, value: any(
            _holds(folded_words(name), folded_words(value)) for name in entry.commercial_support_in_europe or ()
        ),
    ),
    "organisation": (
        lambda entry: entry.organisations is not None,
        lambda entry, value: value in (entry.organisations or ()),
    ),
}
