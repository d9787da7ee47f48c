"""The hand-written questions of ``evals/catalogue_cases``, and what their answers must hold.

A case gives the wish; entries, values and counts are computed from the corpus when it is checked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.composing import compose
from assistant.catalogue.constraints import Constraints
from assistant.catalogue.parsing import parse_constraints
from assistant.catalogue.selection import Selection, select
from assistant.catalogue.tables import sentences
from evals.catalogue.brute_force import Wish, expected, judge
from evals.catalogue.checking import selection_faults
from evals.catalogue.facts import ROOT, Entry, facts
from evals.catalogue.wishes import Values, wish_of, wrong_names
from ingest.catalogue.labels import labels
from ingest.records import Language

FOLDER = ROOT / "evals" / "catalogue_cases"
_COUNTS = {
    "fr": ["aucune", "une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"],
    "en": ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
}
_VERDICTS = {"fr": {True: "Oui", False: "Non"}, "en": {True: "Yes", False: "No"}}
_NOT_LISTED = {"fr": "Le catalogue ne le mentionne pas", "en": "The catalogue does not mention it"}
_NOT_DOCUMENTED = {"fr": "pas documenté", "en": "not documented"}


class Case(BaseModel):
    """One question.  ``want`` and ``without`` are the wish, ``of`` the entries that a fact or a comparison is about."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    q: Annotated[str, Field(min_length=1)]
    lang: Language
    asks: Literal["list", "count", "fact", "compare", "describe", "aggregate", "none"] = "list"
    want: Values = {}
    without: Values = {}
    except_: Annotated[list[str], Field(alias="except")] = []
    limit: int | None = None
    of: list[str] = []
    fact: str | None = None
    by: str | None = None
    extreme: Literal["most", "fewest", ""] = ""

    @model_validator(mode="after")
    def _names_exist(self) -> Case:
        if problems := wrong_names(self.wish(), (*self.of, *self.except_)):
            raise ValueError(f"{self.q!r}: {'; '.join(problems)}")
        return self

    def wish(self) -> Wish:
        """The criteria, as the brute-force filter takes them."""
        return wish_of(self.want, self.without)


def load_cases(folder: Path = FOLDER) -> list[Case]:
    """Read every file; raises pydantic's ``ValidationError`` for a case that is wrong."""
    rows = [row for path in sorted(folder.glob("*.yml")) for row in yaml.safe_load(path.read_text(encoding="utf-8"))]
    return [Case.model_validate(row) for row in rows]


def case_faults(case: Case, catalogue: Catalogue) -> list[str]:
    """What is wrong with the answer; empty if nothing."""
    read = parse_constraints(case.q, case.lang, catalogue)
    if read.intent not in _INTENTS.get(case.asks, (case.asks,)):
        return [f"read as {read.intent}"]
    if case.asks == "none":
        return []
    found = select(catalogue, read)
    text = "\n".join(sentence.text for sentence in compose(found, read, case.lang, catalogue))
    if case.asks in ("list", "count"):
        return list(_list_faults(case, read, found, text))
    if case.asks == "aggregate":
        return list(_group_faults(case, read, text))
    return list(_fact_faults(case, read, text))


_INTENTS: dict[str, tuple[str, ...]] = {"list": ("list", "alternatives")}


def _list_faults(case: Case, read: Constraints, found: Selection, text: str) -> Iterator[str]:
    left_out = frozenset(case.except_)
    yield from selection_faults(case.wish(), found, left_out)
    if read.limit != case.limit:
        yield f"limit {read.limit} instead of {case.limit}"
    count = len(expected(case.wish(), left_out).matches)
    if case.asks == "count" and not _says(text.partition(".")[0], count, case.lang):
        yield f"the answer does not say {count}: {text[:100]}"


def _says(sentence: str, count: int, language: Language) -> bool:
    words = sentence.lower().replace(".", " ").split()
    return str(count) in words or (count < len(_COUNTS[language]) and _COUNTS[language][count] in words)


def _fact_faults(case: Case, read: Constraints, text: str) -> Iterator[str]:
    if set(read.entries) != set(case.of):
        yield f"about {list(read.entries)} instead of {case.of}"
    for entry in (facts().entries[name] for name in case.of):
        if case.fact:
            yield from (f"{value!r} is not said" for value in _said(entry, case.fact, case.lang) if value not in text)
        elif case.want:
            yield from _verdict_faults(case, entry, text)
        elif entry["name"] not in text:
            yield f"{entry['name']} is not named"


def _said(entry: Entry, fact: str, language: Language) -> list[str]:
    """What the answer must hold of a fact: names as they are, codes in words."""
    words, value = labels(language), entry[f"limits_{language}" if fact == "limits" else fact]
    if value is None:
        return [_NOT_DOCUMENTED[language]]
    match fact:
        case "licence":
            return [words.licence_names.get(item, item) for item in value]
        case "steward_country":
            return [words.countries[value]["in"] if language == "fr" else words.countries[value]["name"]]
        case "governance":
            return [words.governance_by[value]]
        case "deployment":
            return [sentences(language)["deployment"][mode] for mode in value]
        case "limits":  # « (à vérifier) » may stand before the full stop
            return [text.removesuffix(".") for text in value]
        case "steward":
            return [value.partition(" (")[0]]
    return [str(words.terms.get(item, item)) for item in value] if isinstance(value, list) else [str(value)]


def _verdict_faults(case: Case, entry: Entry, text: str) -> Iterator[str]:
    verdict = judge(case.wish()[0], entry)
    starts = {_VERDICTS[case.lang][verdict]} if verdict is not None else set()
    if verdict is False and case.wish()[0].kind in ("standard", "feature", "replaces"):
        starts = {_NOT_LISTED[case.lang]}
    if verdict is None and _NOT_DOCUMENTED[case.lang] not in text:
        yield f"not documented, but the answer is: {text[:100]}"
    if starts and not text.startswith(tuple(starts)):
        yield f"the verdict is {verdict}, but the answer is: {text[:100]}"


def _group_faults(case: Case, read: Constraints, text: str) -> Iterator[str]:
    if (read.group_by, read.extreme) != (case.by, case.extreme):
        yield f"grouped by {read.group_by} {read.extreme}, instead of {case.by} {case.extreme}"
        return
    words = labels(case.lang)
    label = {"domain": words.domains, "governance": words.governance}.get(str(case.by))
    for value, count in _groups(case):
        name = label[value] if label else words.countries[value]["name"]
        if name not in text or not _says(text.replace("(", " ").replace(")", " "), count, case.lang):
            yield f"{name} ({count}) is not said"


def _groups(case: Case) -> list[tuple[str, int]]:
    """The groups that the answer must name: the most or the fewest, else the three largest."""
    entries = [facts().entries[name] for name in expected(case.wish()).matches]
    counts = Counter(dict.fromkeys(labels("en").domains, 0) if case.by == "domain" else {})
    counts.update(entry[str(case.by)] for entry in entries if entry[str(case.by)] is not None)
    if not case.extreme:
        return counts.most_common(3)
    bound = (max if case.extreme == "most" else min)(counts.values())
    return [(value, count) for value, count in counts.items() if count == bound]
