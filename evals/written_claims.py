"""Judges sentences written by hand on paragraphs of our pages: ``python -m evals.written_claims [--show]``.

True ones as a language model words them (kept, in other words, in the other language), false ones worded as well: one
subtle error (a scope, a role, "may" made "must", proposed made done), something added, or either in the other language.
Nothing is learned from them.  Rules may be written looking at ``read``; ``held`` and ``fresh``, of four more writers on
paragraphs of their own, are counted and never shown.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from assistant.verification.checker import CitationChecker, Claim, Quote
from assistant.verification.prior import EVEN
from assistant.verification.verdict import Verdict
from ingest.embedding.encoder import load_encoder

FOLDER = Path(__file__).with_name("claims")
HALVES = ("read", "held", "fresh")
AT_THE_START = 0.1
"""The part of a model's sentences that is taken to be supported before it has earned trust."""


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence, the paragraph that it cites, and whether that supports it; ``kind`` is how it was written."""

    claim: Claim
    true: bool
    kind: str


def written(half: str) -> Iterator[Written]:
    """The sentences of one half.

    Raises:
        ValueError: a line of its file is no JSON; KeyError: it lacks a field.
    """
    for line in (FOLDER / f"{half}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        quote = Quote(row["passage"], row["language"], row["title"])
        for one in row["claims"]:
            yield Written(Claim(one["text"], one["language"], (quote,)), one["true"], one["kind"])


def figures(found: Sequence[Written], verdicts: Sequence[Verdict]) -> dict[str, tuple[int, int]]:
    """How many pass, and of how many, by kind; the true kinds come first."""
    order = sorted({(not one.true, one.kind) for one in found})
    passed = Counter(one.kind for one, verdict in zip(found, verdicts, strict=True) if verdict.supported)
    total = Counter(one.kind for one in found)
    return {kind: (passed[kind], total[kind]) for _, kind in order}


def _print_half(half: str, found: Sequence[Written], checker: CitationChecker, *, show: bool) -> None:
    claims = [one.claim for one in found]
    even = checker.check(claims, EVEN)
    by_half = figures(found, even), figures(found, checker.check(claims, AT_THE_START))
    print(f"\n{half}: passed at even odds, and where a tenth of such sentences is supported")
    for (kind, (passed, total)), (few, _) in zip(by_half[0].items(), by_half[1].values(), strict=True):
        print(f"  {kind:22} {passed:3} {few:3}  of {total}")
    for true in (True, False):
        rows = [verdict.supported for one, verdict in zip(found, even, strict=True) if one.true == true]
        print(f"  {'true accepted' if true else 'false passed':22} {sum(rows) / len(rows):.1%} of {len(rows)}")
    for one, verdict in zip(found, even, strict=True) if show else ():
        if one.true != verdict.supported:
            said = "refused" if one.true else "passed"
            print(f"\n{said} ({one.kind}; {', '.join(verdict.reasons)}; {verdict.score:.2f}): {one.claim.text}")
            print(f"  {one.claim.quotes[0].text}")


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m evals.written_claims",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="example:\n  python -m evals.written_claims --show | less",
    )
    parser.add_argument("--home", type=Path, default=user_data_path("eurocommons"), help="where the model is unpacked")
    parser.add_argument("--show", action="store_true", help="show those of the read half that are judged wrongly")
    arguments = parser.parse_args(argv)
    checker = CitationChecker(load_encoder(arguments.home))
    for half in HALVES:
        try:
            found = list(written(half))
        except (ValueError, KeyError, TypeError) as error:
            print(
                f"{FOLDER / f'{half}.jsonl'}: {error!r}; each line has title, passage, language, claims",
                file=sys.stderr,
            )
            return 2
        _print_half(half, found, checker, show=arguments.show and half == "read")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
