"""A dossier as Markdown, with a GitHub-style table; texts are escaped, so that none is read as markup."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.dossier.blocks import Block, Bullets, Heading, Paragraph, Run, Table, Title
from assistant.dossier.dossier import Dossier
from assistant.dossier.layout import blocks

_MARKUP = re.compile(r"([\\`*_\[\]<>|~&$])")
_AT_LINE_START = re.compile(r"^(\s*)(#|[-+=]|\d+(?=[.)]))")
_NOT_IN_ADDRESS = re.compile(r"[\s<>|\\`]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def write_markdown(dossier: Dossier) -> bytes:
    """The dossier as UTF-8 Markdown."""
    return markdown_of(blocks(dossier))


def markdown_of(parts: Iterable[Block]) -> bytes:
    """Blocks as UTF-8 Markdown."""
    return ("\n\n".join(_block(block) for block in parts) + "\n").encode("utf-8", errors="replace")


def _block(block: Block) -> str:
    match block:
        case Title(text):
            return f"# {_escaped(text)}"
        case Heading(level, text):
            return f"{'#' * (level + 1)} {_escaped(text)}"
        case Paragraph(runs, quoted):
            return ("> " if quoted else "") + _line(runs)
        case Bullets(items):
            return "\n".join(f"- {_line(runs)}" for runs in items)
        case Table(header=header, rows=rows):
            return _table(header, rows)


def _table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    heads = [_escaped(cell) for cell in header]
    lines = [heads, ["---"] * len(heads), *([_escaped(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _line(runs: Iterable[Run]) -> str:
    """Runs as one line, whose beginning is no list, heading or rule."""
    text = "".join(_run(run) for run in runs)
    start = _AT_LINE_START.match(text)
    if not start:
        return text
    mark = start[2] + "\\" if start[2].isdigit() else "\\" + start[2]
    return start[1] + mark + text[start.end() :]


def _run(run: Run) -> str:
    if run.url is not None:
        return f"<{_NOT_IN_ADDRESS.sub(_percent, run.url)}>"
    text = _escaped(run.text)
    return f"**{text}**" if run.bold else text


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", _CONTROL.sub(" ", text))


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode())
