"""Counts entries by one fact: « quel domaine compte le moins d'entrées sous GPL ? », "breakdown by country"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.catalogue.reading import Reading
from assistant.catalogue.tables import sentences
from assistant.catalogue.words import Match
from ingest.catalogue.labels import labels
from ingest.catalogue.schema import DEPLOYMENTS, DOMAINS, GOVERNANCES, CatalogueEntry
from ingest.catalogue.wording import country_name, licence_facts
from ingest.records import Language

GROUPS = ("domain", "steward_country", "licence", "governance", "deployment")
# Groups of which all values are known: one without entries counts, with zero.
_ALL: dict[str, tuple[str, ...]] = {"domain": DOMAINS, "governance": GOVERNANCES, "deployment": DEPLOYMENTS}
_BY = ("par", "by", "per", "selon", "each", "every", "chaque")
_ASKING = ("quel", "quelle", "quels", "quelles", "which", "what")
_PASSED_OVER = (
    "d",
    "of",
    "est",
    "sont",
    "is",
    "are",
    "la",
    "le",
    "les",
    "l",
    "the",
    "famille",
    "familles",
    "de",
    "mode",
    "type",
    *("eleven", "onze", "11", "all", "tous", "toutes"),  # "in each of the eleven domains"
)

_WITH_THEIR_NUMBER = re.compile(
    r"\b(?:with|and|avec|et) (?:their|the|leur|le|combien d|combien de|how many)? ?(?:(?:number|nombre) (?:of|de|d) )?"
    r"(?:solutions?|entries|entrees|outils?|tools?|logiciels?)\b"
)
"""« Les onze domaines avec leur nombre de solutions »: what each value has."""
_FOUND_IN = frozenset(
    {"represente", "representes", "representee", "representees", "represented", "viennent", "proviennent", "come"}
    | {"presents", "presentes", "present", "found", "couvre", "couvrent", "cover", "among", "parmi", "are", "sont"}
    | {"existe", "existent", "exist", "exists", "figurent", "appear", "trouve", "trouvent", "find"}
)
_KINDS = frozenset({"types", "kinds", "models", "forms", "sorts", "modes", "modeles", "formes", "sortes"})
_COVERS = frozenset({"couvre", "concerne", "traite", "comprend", "inclut", "cover", "covers", "include", "includes"})
_BOUND = re.compile(r"\b(?:fewer than|less than|more than|at least|at most|moins de|plus de|au moins|au plus) \d+\b")
EXTREMES = ("most", "fewest")
UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Grouping:
    """The fact to count by, one of ``GROUPS``; the "most", the "fewest", "both" or "" (all of them) is asked."""

    fact: str
    extreme: str


@dataclass(frozen=True, slots=True)
class Group:
    """One value, ``UNKNOWN`` where the fact is, and the entries that have it."""

    value: str
    entries: tuple[CatalogueEntry, ...]


def grouping_of(reading: Reading) -> Grouping | None:
    """The grouping that a question asks for, None where it asks for none."""
    asked_for = [name for name in EXTREMES if reading.cue(name)]
    extreme = "both" if len(asked_for) > 1 else "".join(asked_for)
    named = [match for match in reading.of("field") if match.value in GROUPS]
    by = [match for match in named if _word_before(match, reading) in _BY]
    asked = [match for match in named if _word_before(match, reading) in _ASKING]
    asked += [match for match in named if any(cue.last == match.first - 1 for cue in _extremes(reading))]
    broken_down = reading.cue("breakdown") or _counts_values(reading) or _bounds_the_groups(reading)
    broken_down = broken_down or _counts_in_each(reading) or _asks_the_values(reading)
    chosen = (asked or by) if extreme else by or (named if broken_down else [])
    if not chosen and reading.of("topic") and not _asks_what_it_covers(reading):  # « Le wiki, dans quel domaine ? »
        chosen = [match for match in asked if match.value == "domain"]
    return Grouping(chosen[0].value, extreme) if chosen else None


def _counts_values(reading: Reading) -> bool:
    """« Combien de licences différentes dans le catalogue ? »: the values of a fact are counted, and not entries."""
    counted = {match.last + 1 for match in reading.of("cue") if match.value == "count"}
    ours = any(token.folded in ("catalogue", "catalog") for token in reading.tokens)
    return ours and any(match.first in counted for match in reading.of("field"))


def _counts_in_each(reading: Reading) -> bool:
    """« La liste des domaines avec leur nombre de solutions »: the values first, then what each has."""
    counted = [match.first for match in reading.of("cue") if match.value == "count"]
    fields = [match.last for match in reading.of("field")]
    found = _WITH_THEIR_NUMBER.search(" ".join(token.folded for token in reading.tokens))
    return bool(counted and fields and found) and max(fields) < min(counted)


def _asks_the_values(reading: Reading) -> bool:
    """« Quels pays sont représentés dans le catalogue ? », "which licences are used?": what there is of a fact."""
    if {*reading.values("field")} not in ({"steward_country"}, {"licence"}, {"governance"}):
        return False
    found = reading.cue("which") and reading.cue("noun") and not reading.of("topic", "feature", "product", "entry")
    nouns = {at for match in reading.of("cue") if match.value == "noun" for at in (match.first, match.last)}
    asked = reading.of("field")[0]
    if not nouns.isdisjoint((asked.first - 1, asked.last + 1)):  # "what open source tools exist?"
        return False
    said = {token.folded for token in reading.tokens}
    others = {reading.tokens[place].folded for place in reading.unread}
    return bool(found and said & _FOUND_IN and others <= _FOUND_IN | _KINDS)


def _asks_what_it_covers(reading: Reading) -> bool:
    """« Quel domaine couvre la téléphonie ? »: the pages on domains tell."""
    return bool(_COVERS & {token.folded for token in reading.tokens})


def _bounds_the_groups(reading: Reading) -> bool:
    """« Quels domaines ont moins de 25 entrées ? », "how many domains have at least 30?": the breakdown tells."""
    return bool(_BOUND.search(" ".join(token.folded for token in reading.tokens)))


def _extremes(reading: Reading) -> list[Match]:
    """« most common governance »: words that ask for the most or the fewest."""
    return [match for match in reading.of("cue") if match.value in EXTREMES]


def groups(entries: Sequence[CatalogueEntry], fact: str) -> list[Group]:
    """The groups, largest first, the unknown last; an entry with several licences or ways to deploy is in several.

    Domains are the entries' own: what also counts elsewhere counts once here.  Licences are grouped by family.
    """
    members: dict[str, list[CatalogueEntry]] = {value: [] for value in _ALL.get(fact, ())}
    for entry in entries:
        for value in _values(entry, fact):
            members.setdefault(value, []).append(entry)
    found = [Group(value, tuple(held)) for value, held in members.items()]
    return sorted(found, key=lambda group: (group.value == UNKNOWN, -len(group.entries), group.value))


def extremes(found: Sequence[Group], extreme: str) -> list[Group]:
    """The groups with the most or the fewest entries, several where they tie; the unknown is never one."""
    known = [group for group in found if group.value != UNKNOWN]
    if not known:
        return []
    bound = (max if extreme == "most" else min)(len(group.entries) for group in known)
    return [group for group in known if len(group.entries) == bound]


def group_label(value: str, fact: str, language: Language) -> str:
    """What a value is called: a domain, a country, a family of licences, a kind of governance, a way to deploy."""
    if value == UNKNOWN:
        return str(sentences(language)["compare"]["unknown"])
    if fact == "steward_country":
        return country_name(value, language)
    words = labels(language)
    tables = {
        "domain": words.domains,
        "licence": words.licence_families,
        "governance": words.governance,
        "deployment": words.deployment,
    }
    return tables[fact].get(value, value)


def _values(entry: CatalogueEntry, fact: str) -> Iterator[str]:
    if fact == "licence":
        families = {known.family if (known := licence_facts(one)) else UNKNOWN for one in entry.licence or ()}
        yield from sorted(families or {UNKNOWN})
    elif fact == "deployment":
        yield from entry.deployment or (UNKNOWN,)
    else:
        yield getattr(entry, fact) or UNKNOWN


def _word_before(match: Match, reading: Reading) -> str:
    """The word before a field, articles and "is" passed over: « quelle est la licence », "by country"."""
    place = match.first - 1
    while place > 0 and reading.tokens[place].folded in _PASSED_OVER:
        place -= 1
    return reading.tokens[place].folded if place >= 0 else ""
