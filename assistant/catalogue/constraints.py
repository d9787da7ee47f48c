"""What a question asks of the catalogue, as plain values."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Intent = Literal["alternatives", "list", "describe", "fact", "compare", "count", "aggregate", "none"]

Groups = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Product:
    """A product to replace: what to call it, and the values of ``replaces`` (qualifiers left out) that name it."""

    label: str
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Constraints:
    """A parsed question.

    ``every_product`` says that all the products are to be replaced by one solution.  ``undocumented`` are the kinds of
    criteria whose fact must be unknown.

    Values of one tuple are alternatives to each other (any of them satisfies), except ``topics``, ``features``, their
    excluded likes, ``standards`` and ``companions``: those are groups, each of which must be satisfied by one of its
    values, and ``deployment`` where ``every_deployment`` says that all of them are wanted, ``only_deployment`` that no
    other is.  ``countries`` holds ISO codes, or EUROPE (the continent, with the United Kingdom, Switzerland, Norway
    and Ukraine) or EU.  ``licences`` holds names of licences, of groups of licences (AGPL, GPL) or of families
    (copyleft, permissive).  ``fact_field`` is the fact asked by the intent "fact", ``yes_no`` says that the question
    expects yes or no, and ``same`` that it asks whether the entries have the fact in common.  ``words`` are the
    question's other words: they select nothing, but entries whose summary holds them come first.  ``audience`` are
    the kinds of organisations it is for: named entries are put to that test, and of others those that suit come
    first; where nothing else is sought, they are ``organisations`` too, which entries have to suit.  ``called`` are the
    features by whose very name a need is asked (« un SIEM »): those that have them come first.
    ``untold`` are the kinds of facts asked that no entry has (a price, a ranking).  ``unknown_names`` are the
    products, places, makers, needs and norms that are named and that the catalogue does not know; without intent,
    the labels by which alone solutions are asked.  ``homonyms`` are the products that a need's word also names.
    ``outside`` are the products whose own facts are asked, which only entries have.
    ``export`` says that a file is wanted, ``share`` that a part of the whole is asked, ``doubted`` that the same
    was told before, and put in doubt.
    ``group_by`` is the fact that the intent "aggregate" counts by, and ``extreme`` says whether the "most", the
    "fewest" or "both" is asked. ``against`` is the field whose values a count sets against each other, and
    ``contrast`` says whether "more", "fewer" or as many ("equal") of the first are said to be there.
    ``programmes_choice`` says that a question without intent asks what the programme itself chose, which is not
    known; ``leaving`` is the product of which such a question asks how to leave it.
    ``hosted_in`` holds the countries where the service must run, which no fact tells: they select nothing; nor do
    ``supported_in``, the countries of Europe where support is wanted, and ``kept``, the products that stay beside
    the solution.  ``companions`` are the names of solutions of the catalogue that it must work with, run on or be made
    of, which its page has to mention, and ``excluded_companions`` those that its page may not.
    ``read_words`` is the number of words that were read of a question that is longer.
    """

    intent: Intent = "none"
    fact_field: str | None = None
    more_facts: tuple[str, ...] = ()
    yes_no: bool = False
    same: bool = False
    entries: tuple[str, ...] = ()
    excluded_entries: tuple[str, ...] = ()
    similar_to: tuple[str, ...] = ()
    replaces: tuple[Product, ...] = ()
    every_product: bool = False
    undocumented: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    topics: Groups = ()
    features: Groups = ()
    excluded_features: Groups = ()
    excluded_topics: Groups = ()
    excluded_domains: tuple[str, ...] = ()
    licences: tuple[str, ...] = ()
    excluded_licences: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    excluded_countries: tuple[str, ...] = ()
    stewards: tuple[str, ...] = ()
    excluded_stewards: tuple[str, ...] = ()
    governance: tuple[str, ...] = ()
    excluded_governance: tuple[str, ...] = ()
    standards: Groups = ()
    excluded_standards: tuple[str, ...] = ()
    companions: Groups = ()
    excluded_companions: Groups = ()
    deployment: tuple[str, ...] = ()
    excluded_deployment: tuple[str, ...] = ()
    every_deployment: bool = False
    only_deployment: bool = False
    support_in_europe: bool = False
    supporters: tuple[str, ...] = ()
    supported_in: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()
    unknown_names: tuple[str, ...] = ()
    homonyms: tuple[Product, ...] = ()
    outside: tuple[str, ...] = ()
    export: bool = False
    share: bool = False
    doubted: bool = False
    limit: int | None = None
    group_by: str = ""
    extreme: str = ""
    against: str = ""
    contrast: str = ""
    programmes_choice: bool = False
    leaving: str = ""
    hosted_in: tuple[str, ...] = ()
    read_words: int | None = None

    def to_json(self) -> dict[str, Any]:
        """Return JSON values: the intent, and what is asked; absent constraints are left out."""
        return {key: _plain(value) for key, value in asdict(self).items() if value or key == "intent"}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value
