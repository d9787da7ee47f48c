"""Paragraphs in both languages out of manuals: ``python -m evals.parallel_texts --out FILE``.

The manuals are ours to name: folders of HTML (or Mallard) pages that have the same names in both languages, catalogues
of translated messages, and lists of package descriptions.  Nothing of them stays in the project: what is learned from
them does (``python -m evals.train_pair_scorer``), and they judge the citation check on texts that it has not seen
(``python -m evals.citation_check --parallel FILE``).
"""

from __future__ import annotations

import argparse
import bz2
import difflib
import gettext
import json
import lzma
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from lxml import html  # type: ignore[import-untyped]

SHORTEST = 40
"""Characters of a paragraph."""
LONGER = 2.3
"""How many times as long as its translation a text may be."""
SUFFIXES = (".html", ".htm", ".page")
_BLOCKS = "//h1|//h2|//h3|//h4|//p|//div[@class='para']|//li|//dd|//dt"
_INNER = ".//p|.//div[@class='para']|.//li|.//dd"
_NO_PROSE = (
    "//pre|//table|//script|//style|//nav|//info|//*[contains(@class,'navfooter') or contains(@class,'docnav')"
    " or contains(@class,'navheader') or contains(@class,'toc')]"
)
_TELLS_FRENCH = re.compile(r"\b(?:le|la|les|de|des|un|une|est|du|et|en|ne|pas)\b")
_TAG = re.compile(r"<[^<>]{1,60}>")
_NAMESPACE = re.compile(rb"xmlns(?::\w+)?=\"[^\"]*\"")
_LANGUAGE = re.compile(r"\.(?:en|fr)\.")
_MESSAGES_TOGETHER = 8
_DESCRIPTION = re.compile(r"^Description-(?:en|fr): (.*)\n((?: .*\n?)*)", re.MULTILINE)
_LISTED = re.compile(r"\n(?= *[*+-] | {2,}\S)")

Block = tuple[str, str]
"""The name of an element and its text."""
Reader = Callable[..., Iterator["Row"]]
"""Takes a family and the paths of its texts."""


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph in both languages; ``pair`` is its document, ``family`` the collection that it is of."""

    family: str
    pair: str
    heading_en: str
    heading_fr: str
    text_en: str
    text_fr: str

    @property
    def is_fit(self) -> bool:
        lengths = len(self.text_en), len(self.text_fr)
        return (
            lengths[0] >= SHORTEST
            and max(lengths) <= LONGER * min(lengths)
            and self.text_en != self.text_fr
            and bool(_TELLS_FRENCH.search(self.text_fr))
        )


def pages(family: str, english: Path, french: Path) -> Iterator[Row]:
    """Paragraphs of the pages that both folders have under one name ("a.en.html" and "a.fr.html" are one)."""
    names = {_LANGUAGE.sub(".", str(path.relative_to(french))): path for path in sorted(french.rglob("*"))}
    for path in sorted(english.rglob("*")):
        twin = names.get(_LANGUAGE.sub(".", str(path.relative_to(english))))
        if path.suffix in SUFFIXES and twin not in (None, path):
            yield from _aligned(family, path.stem, _blocks(path), _blocks(twin))


def _blocks(path: Path) -> list[Block]:
    tree = html.fromstring(_NAMESPACE.sub(b"", path.read_bytes()), parser=html.HTMLParser(encoding="utf-8"))
    for title in tree.iter("title") if path.suffix == ".page" else ():
        title.tag = "h2"
    for element in tree.xpath(_NO_PROSE):
        element.drop_tree()
    found = []
    for element in tree.xpath(_BLOCKS):
        inside = element.xpath(_INNER if element.tag in ("li", "dd") else ".//p|.//div[@class='para']")
        text = " ".join(element.text_content().split())
        if text and not inside:
            found.append((element.tag, text))
    return found


def _aligned(family: str, name: str, english: Sequence[Block], french: Sequence[Block]) -> Iterator[Row]:
    """Blocks side by side where both pages have the same elements in a row."""
    matcher = difflib.SequenceMatcher(None, [tag for tag, _ in english], [tag for tag, _ in french], autojunk=False)
    same = [block for block in matcher.get_matching_blocks() if block.size > 3 or block.size == len(english)]
    heading = ("", "")
    for block in same:
        for (tag, one), (_, other) in zip(
            english[block.a : block.a + block.size], french[block.b : block.b + block.size], strict=True
        ):
            if tag.startswith("h"):
                heading = (one, other)
            else:
                yield Row(family, f"{name}#{heading[0][:40]}", *heading, one, other)


def messages(family: str, catalogue: Path) -> Iterator[Row]:
    """Paragraphs of the messages of a compiled gettext catalogue."""
    with catalogue.open("rb") as file:
        # The standard library has no public way to list what a catalogue holds.
        translations = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    for place, (key, french) in enumerate(translations.items()):
        english = (key[0] if isinstance(key, tuple) else key).rpartition("\x04")[2]
        group = f"{catalogue.stem}#{place // _MESSAGES_TOGETHER}"
        yield from _paragraphs(family, group, ("", ""), english, french)


def descriptions(family: str, english: Path, french: Path) -> Iterator[Row]:
    """Paragraphs of package descriptions ("Translation-en" and "Translation-fr" of an archive), up to a list."""
    mine, theirs = _described(french), _described(english)
    for key in sorted(mine.keys() & theirs.keys()):
        (package, title_fr, text_fr), (_, title_en, text_en) = mine[key], theirs[key]
        yield from _paragraphs(family, package, (title_en, title_fr), text_en, text_fr)


def _described(path: Path) -> dict[str, tuple[str, str, str]]:
    found = {}
    with (lzma if path.suffix == ".xz" else bz2).open(path, "rt", encoding="utf-8") as file:
        records = file.read().split("\n\n")
    for record in records:
        fields = dict(line.partition(": ")[::2] for line in record.splitlines() if not line.startswith(" "))
        if told := _DESCRIPTION.search(record):
            lines = ("" if line == " ." else line[1:] for line in told[2].splitlines())
            found[fields["Description-md5"]] = (fields["Package"], told[1], _LISTED.split("\n".join(lines))[0])
    return found


def _paragraphs(family: str, group: str, heading: tuple[str, str], english: str, french: str) -> Iterator[Row]:
    cut = [[" ".join(part.split()) for part in _TAG.sub("", text).split("\n\n")] for text in (english, french)]
    if len(cut[0]) == len(cut[1]):
        for one, other in zip(*cut, strict=True):
            yield Row(family, group, *heading, one, other)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m evals.parallel_texts",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="example:\n"
        "  python -m evals.parallel_texts --out manuals.jsonl \\\n"
        "    --pages office usr/share/libreoffice/help/en-US usr/share/libreoffice/help/fr \\\n"
        "    --messages genealogy usr/share/locale/fr/LC_MESSAGES/gramps.mo \\\n"
        "    --descriptions packages Translation-en.xz Translation-fr.bz2",
    )
    parser.add_argument("--pages", nargs=3, action="append", default=[], metavar=("FAMILY", "ENGLISH", "FRENCH"))
    parser.add_argument("--messages", nargs=2, action="append", default=[], metavar=("FAMILY", "CATALOGUE"))
    parser.add_argument("--descriptions", nargs=3, action="append", default=[], metavar=("FAMILY", "ENGLISH", "FRENCH"))
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="JSON lines, one a paragraph")
    options = parser.parse_args(argv)
    readers: list[tuple[Reader, list[str]]] = [
        *((pages, one) for one in options.pages),
        *((messages, one) for one in options.messages),
        *((descriptions, one) for one in options.descriptions),
    ]
    if absent := [path for _, (_, *paths) in readers for path in paths if not Path(path).exists()]:
        print(f"not there: {', '.join(absent)}", file=sys.stderr)
        return 2
    seen: set[str] = set()
    with options.out.open("w", encoding="utf-8") as out:
        for read, (family, *paths) in readers:
            before = len(seen)
            for row in read(family, *map(Path, paths)):
                if row.is_fit and row.text_en not in seen:
                    seen.add(row.text_en)
                    out.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")
            print(f"{family}: {len(seen) - before} paragraphs", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
