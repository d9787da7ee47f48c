"""Whether questions that name a need or a product seek solutions, with and without the rules on practice.

    python -m evals.seeking [--wrong]

The questions are in ``seeking.yml``.  Only the words are read: a need that no table knows, which the assistant
compares with the functions by their meaning, counts as not sought.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from importlib.resources import files
from unittest.mock import patch

import yaml

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.parsing import parse_constraints
from evals.catalogue.checking import built_in_catalogue
from ingest.language import detect_text

Banks = dict[str, dict[str, list[str]]]


def read_banks() -> Banks:
    """The questions of each bank, under "practice" and "solutions"."""
    banks: Banks = yaml.safe_load(files("evals").joinpath("seeking.yml").read_text("utf-8"))
    return banks


def seeking(questions: Sequence[str], catalogue: Catalogue) -> list[str]:
    """The questions that are read as seeking something of the catalogue."""
    return [one for one in questions if parse_constraints(one, detect_text(one, "fr"), catalogue).intent != "none"]


def without_rules(questions: Sequence[str], catalogue: Catalogue) -> list[str]:
    """The same, by what the needs, products and cues of a question say alone."""
    with (
        patch("assistant.catalogue.intents.asks_of_a_practice", return_value=False),
        patch("assistant.catalogue.need_intents.asks_what_to_choose", return_value=False),
    ):
        return seeking(questions, catalogue)


def table(banks: Banks, catalogue: Catalogue) -> str:
    """A line per bank and kind: how many questions seek solutions, without the rules and with them."""
    lines = [f"{'bank':8} {'asks of':10} {'questions':>9} {'without':>8} {'with':>5}"]
    for bank, kinds in banks.items():
        for kind, questions in kinds.items():
            counts = len(without_rules(questions, catalogue)), len(seeking(questions, catalogue))
            lines.append(f"{bank:8} {kind:10} {len(questions):9} {counts[0]:8} {counts[1]:5}")
    return "\n".join(lines)


def wrong(banks: Banks, catalogue: Catalogue) -> list[str]:
    """The questions that are read the wrong way."""
    found = []
    for kinds in banks.values():
        sought = {*seeking(kinds["practice"] + kinds["solutions"], catalogue)}
        found += [one for one in kinds["practice"] if one in sought]
        found += [one for one in kinds["solutions"] if one not in sought]
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table, and with ``--wrong`` what is read the wrong way."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wrong", action="store_true", help="list the questions that are read the wrong way")
    asked = parser.parse_args(arguments)
    banks, catalogue = read_banks(), built_in_catalogue()
    print(table(banks, catalogue))
    if asked.wrong:
        print("\n".join(wrong(banks, catalogue)))


if __name__ == "__main__":
    main()
