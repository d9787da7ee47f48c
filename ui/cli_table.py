"""A comparison in a terminal: its columns share the width of the screen, and long facts go on below."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Any

NARROWEST = 16
"""A column of fewer characters is not worth reading: the Markdown of the answer stays as it is."""

GAP = "  "


def table_text(comparison: Mapping[str, Any], width: int) -> str | None:
    """The table in ``width`` characters, None where its columns would be too narrow."""
    head = ["", *(entry["name"] for entry in comparison["entries"])]
    lines = [head, *([row["label"], *map(_cell, row["cells"])] for row in comparison["rows"])]
    first = min(max(len(line[0]) for line in lines), NARROWEST)
    share = (width - first) // (len(head) - 1) - len(GAP)
    if share < NARROWEST:
        return None
    widths = [first, *[share] * (len(head) - 1)]
    rule = GAP.join("─" * each for each in widths)
    return f"\n{rule}\n".join("\n".join(_wrapped(line, widths)) for line in lines)


def _wrapped(texts: list[str], widths: list[int]) -> Iterator[str]:
    columns = [textwrap.wrap(text, each) for text, each in zip(texts, widths, strict=True)]
    for parts in zip_longest(*columns, fillvalue=""):
        yield GAP.join(part.ljust(each) for part, each in zip(parts, widths, strict=True)).rstrip()


def _cell(cell: Mapping[str, Any]) -> str:
    return " ".join([cell["text"], *(f"[{n}]" for n in cell["citations"])])
