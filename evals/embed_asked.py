"""Embeds the questions that readers ask for sections: ``python -m evals.embed_asked [--home DIR]``.

Those of ``assistant/retrieval/asked/`` (of sections, of no page, of the catalogue alone), and the headings of the pages
that are questions, with the bundled model as it is adapted to them (``python -m evals.train_asked``).  The vectors go
beside the code that uses them, in steps of 1/500; run it again when questions or headings change (a test tells).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from platformdirs import user_data_path

from assistant.retrieval.asked_as import NOWHERE, SCALE, VECTORS, AskedAs, Section, numbers_of
from assistant.writing.answer_types import kind_asked
from ingest.embedding.encoder import load_encoder
from ingest.records import LANGUAGES, Language
from ingest.reference import CORPUS

QUESTIONS = VECTORS.with_name("asked")
OF_NO_PAGE = ("unanswered", "catalogue")
"""Files of questions that nothing answers, and of those that the catalogue answers and no page."""
FOLDERS = {"articles": "", "domains": "domain-"}
"""Folders of the corpus, and how the names of their documents begin."""
BATCH = 64
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def headings(language: Language) -> Iterator[Section]:
    """The sections of the pages in a language; those of the other one, in the same order, are the same ones."""
    for folder, beginning in FOLDERS.items():
        for page in sorted((CORPUS / folder).glob(f"*.{language}.md")):
            for found in _HEADING.findall(page.read_text(encoding="utf-8")):
                yield f"{beginning}{page.stem}", found.strip()


def numbers(language: Language) -> Mapping[Section, int]:
    """The number of each section, the same in both languages; 0 is that of no section."""
    found: dict[Section, int] = {NOWHERE: 0}
    for number, section in enumerate(headings(language), 1):
        found.setdefault(section, number)
    return found


def questions(language: Language) -> Iterator[tuple[Section, str]]:
    """Each question with its section; with ``NOWHERE``, those that no page answers."""
    for line in (QUESTIONS / f"{language}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield from (((row["document"], row["section"]), question) for question in row["asked"])
    for name in OF_NO_PAGE:
        lines = (QUESTIONS / f"{name}.{language}.txt").read_text(encoding="utf-8").splitlines()
        yield from ((NOWHERE, line) for line in lines)
    yield from ((section, section[1]) for section in headings(language) if section[1].endswith("?"))


def digest() -> str:
    """What the questions are, and whose, in 64 digits."""
    said = "\n".join("\t".join((*section, one)) for language in LANGUAGES for section, one in questions(language))
    return hashlib.sha256(said.encode()).hexdigest()


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.embed_asked", description=__doc__)
    parser.add_argument("--home", type=Path, default=user_data_path("eurocommons"), help="where the model is kept")
    options = parser.parse_args(argv)
    asked_as = AskedAs(load_encoder(options.home))
    rows, texts = [], []
    for language in LANGUAGES:
        number = numbers(language)
        asked = list(questions(language))
        print(f"{language}: {len(asked)} questions", file=sys.stderr, flush=True)
        rows += [number[section] for section, _ in asked]
        texts += [question for _, question in asked]
    starts = range(0, len(texts), BATCH)
    vectors = np.concatenate([asked_as.encode(texts[start : start + BATCH]) for start in starts])
    kept: dict[str, Any] = {
        f"{language}_sections": np.array([NOWHERE, *headings(language)], dtype=str) for language in LANGUAGES
    }
    np.savez_compressed(
        VECTORS,
        vectors=np.round(vectors * SCALE).clip(-127, 127).astype(np.int8),
        rows=np.array(rows, np.int16),
        kinds=np.array([kind_asked(text) for text in texts]),
        numbers=np.array([numbers_of(text) for text in texts]),
        digest=np.array(digest()),
        **kept,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
