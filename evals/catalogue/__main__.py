"""Checks random and hand-written catalogue questions against the brute-force filter.

    python -m evals.catalogue [--count N] [--seed S] [--json]

Exit code 0 when both reach their target, 1 when one falls short, 2 for wrong use.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from evals.catalogue.cases import load_cases
from evals.catalogue.checking import built_in_catalogue
from evals.catalogue.report import Report, as_text, of_cases, of_questions

TARGETS = {"generated": 0.99, "hand-written": 0.95}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run both parts and print them."""
    made = argparse.ArgumentParser(
        prog="python -m evals.catalogue",
        description="Random and hand-written questions against a brute-force filter, without the model.",
    )
    made.add_argument("--count", type=_positive, default=2000, help="random questions (2000)")
    made.add_argument("--seed", type=int, default=1, help="of the random questions (1)")
    made.add_argument("--json", action="store_true", help="print one JSON object")
    options = made.parse_args(arguments)
    catalogue = built_in_catalogue()
    reports = {
        "generated": of_questions(options.count, options.seed, catalogue),
        "hand-written": of_cases(load_cases(), catalogue),
    }
    if options.json:
        print(json.dumps({name: report.to_json() for name, report in reports.items()}, ensure_ascii=False))
    else:
        print("\n\n".join(as_text(name, report, TARGETS[name]) for name, report in reports.items()))
    return 0 if all(_reached(name, report) for name, report in reports.items()) else 1


def _reached(name: str, report: Report) -> bool:
    return report.accuracy >= TARGETS[name]


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of questions, 1 or more")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
