"""A retrieval suite's folder in the BEIR shape (Thakur et al. 2021, "BEIR"): ``corpus.jsonl``, ``queries.jsonl``,
``qrels/<split>.tsv``.  Without ``corpus.jsonl`` the queries are about the documents of the index.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from evals.errors import BeirError
from evals.runs.provenance import digest

BUILTIN = Path(__file__).with_name("builtin")
CORPUS, QUERIES, QRELS = "corpus.jsonl", "queries.jsonl", "qrels"
SPLIT = "test"


@dataclass(frozen=True, slots=True)
class Text:
    """A document of the corpus, or a query (without title)."""

    id: str
    text: str
    title: str = ""


@dataclass(frozen=True)
class RetrievalSuite:
    """``qrels`` gives the grades of the judged documents by query; ``corpus`` is None where the index is searched."""

    name: str
    queries: tuple[Text, ...]
    qrels: Mapping[str, Mapping[str, int]] = field(repr=False)
    corpus: tuple[Text, ...] | None = field(default=None, repr=False)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of queries, grades and corpus."""
        told = [
            [(one.id, one.text) for one in self.queries],
            sorted((q, sorted(d.items())) for q, d in self.qrels.items()),
        ]
        told.append([(one.id, one.title, one.text) for one in self.corpus or ()])
        return digest(json.dumps(told, ensure_ascii=False).encode())


def read_beir(folder: Path, split: str | None = None) -> RetrievalSuite:
    """Read a folder; queries that no grade names are left out, as BEIR does.

    ``split`` names the file of grades: by default ``test``, or the only one there is.

    Raises:
        BeirError: a file is missing, or a line of it is wrong; the message names the file, the line and the value.
    """
    if not folder.is_dir():
        raise BeirError("no_folder", folder=folder, queries=QUERIES, qrels=f"{QRELS}/{SPLIT}.tsv", corpus=CORPUS)
    qrels = _read_qrels(_qrels_file(folder / QRELS, split))
    queries = {one.id: one for one in _read_texts(folder / QUERIES)}
    if unknown := [name for name in qrels if name not in queries]:
        raise BeirError("no_query", path=folder / QUERIES, names=_some(unknown))
    corpus = tuple(_read_texts(folder / CORPUS)) if (folder / CORPUS).is_file() else None
    if corpus is not None:
        _refuse_unknown(qrels, {one.id for one in corpus}, folder)
    asked = tuple(one for one in queries.values() if one.id in qrels)
    return RetrievalSuite(folder.resolve().name, asked, qrels, corpus)


def _qrels_file(folder: Path, split: str | None) -> Path:
    splits = sorted(path.stem for path in folder.glob("*.tsv"))
    chosen = split or (SPLIT if SPLIT in splits or len(splits) != 1 else splits[0])
    if chosen not in splits:
        raise BeirError("no_split", folder=folder, split=chosen, splits=", ".join(splits) or "-")
    return folder / f"{chosen}.tsv"


def _read_texts(path: Path) -> Iterator[Text]:
    """One text a line; ``_id`` and ``text`` must be there."""
    seen: set[str] = set()
    for number, line in _lines(path):
        try:
            row = json.loads(line)
        except ValueError as error:
            raise BeirError("not_json", path=path, line=number, error=error, text=line[:80]) from error
        one = _text(row, path, number)
        if one.id in seen:
            raise BeirError("id_twice", path=path, line=number, id=one.id)
        seen.add(one.id)
        yield one


def _text(row: Any, path: Path, number: int) -> Text:
    if not isinstance(row, dict) or not isinstance(row.get("text"), str) or "_id" not in row:
        raise BeirError("not_a_text", path=path, line=number, text=str(row)[:80])
    return Text(str(row["_id"]), row["text"], str(row.get("title") or ""))


def _read_qrels(path: Path) -> dict[str, dict[str, int]]:
    """Grades by query and document; the header line is optional, and so is the empty second column of TREC's files."""
    qrels: dict[str, dict[str, int]] = {}
    for number, line in _lines(path):
        cells = line.split("\t") if "\t" in line else line.split()
        if number == 1 and not _is_grade(cells[-1]):
            continue
        if len(cells) not in (3, 4) or not _is_grade(cells[-1]):
            raise BeirError("not_a_grade", path=path, line=number, text=line[:80])
        qrels.setdefault(cells[0], {})[cells[-2]] = int(cells[-1])
    if not qrels:
        raise BeirError("no_grade", path=path)
    return qrels


def _is_grade(cell: str) -> bool:
    return cell.strip().lstrip("-").isdecimal()


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Numbered lines that hold something."""
    try:
        with path.open(encoding="utf-8-sig") as lines:
            yield from ((number, line.rstrip("\r\n")) for number, line in enumerate(lines, start=1) if line.strip())
    except (OSError, UnicodeDecodeError) as error:
        raise BeirError("unreadable", path=path, error=error) from error


def _refuse_unknown(qrels: Mapping[str, Mapping[str, int]], known: set[str], folder: Path) -> None:
    judged = {document for grades in qrels.values() for document in grades}
    if not judged & known:
        raise BeirError("none_judged", path=folder / CORPUS, count=len(judged))


def _some(names: list[str]) -> str:
    return ", ".join(names[:3]) + (f" (and {len(names) - 3} more)" if len(names) > 3 else "")
