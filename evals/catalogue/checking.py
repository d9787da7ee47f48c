"""Compares what the assistant reads and selects with what a question wishes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.constraints import Constraints
from assistant.catalogue.parsing import parse_constraints
from assistant.catalogue.selection import Selection, select
from evals.catalogue.brute_force import Wish, expected, judge
from evals.catalogue.facts import ROOT, facts
from evals.catalogue.generator import Question
from ingest.readers.raw import RawFile
from ingest.readers.yaml_file import read_yaml_file

_SHOWN = 6


@cache
def built_in_catalogue() -> Catalogue:
    """The catalogue as the reader makes it from the built-in corpus, without an index."""
    paths = sorted((ROOT / "corpus" / "catalogue").glob("*.yml"))
    files = (RawFile(f"corpus:{path.name}", path.name, path.read_bytes(), path.stem) for path in paths)
    return Catalogue.from_documents(document for file in files for document in read_yaml_file(file))


def faults(question: Question, catalogue: Catalogue) -> list[str]:
    """What is wrong with the answer to a generated question; empty if nothing."""
    read = parse_constraints(question.text, question.language, catalogue)
    found = list(selection_faults(question.wish, select(catalogue, read), question.left_out))
    if read.intent not in (("count",) if question.intent == "count" else ("list", "alternatives")):
        found.insert(0, f"read as {read.intent}")
    if read.limit != question.limit:
        found.append(f"limit {read.limit} instead of {question.limit}")
    return found


def selection_faults(wish: Wish, selection: Selection, left_out: frozenset[str] = frozenset()) -> Iterator[str]:
    """Entries that are selected and should not be, or the reverse; near misses that fail more than one criterion."""
    right = expected(wish, left_out)
    yield from _difference("matches", right.matches, {entry.id for entry in selection.matches})
    silent = {item.entry.id for item in selection.not_documented}
    yield from _difference("not documented", right.not_documented, silent)
    for miss in selection.near_misses:
        verdicts = [judge(criterion, facts().entries[miss.entry.id]) for criterion in wish]
        if verdicts.count(False) != 1 or None in verdicts:
            yield f"near miss {miss.entry.id} fails {verdicts.count(False)} criteria"
            return


def _difference(what: str, right: frozenset[str], found: set[str]) -> Iterator[str]:
    if missing := sorted(right - found):
        yield f"{what}: {_some(missing)} missing"
    if surplus := sorted(found - right):
        yield f"{what}: {_some(surplus)} too many"


def _some(names: list[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")


def understood(constraints: Constraints) -> str:
    """A reading in one line, for a report."""
    read = constraints.to_json()
    if "replaces" in read:
        read["replaces"] = [product["label"] for product in read["replaces"]]
    return "; ".join(f"{name}={value}" for name, value in read.items() if name != "words")
