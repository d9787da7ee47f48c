"""Embeds the questions that readers ask for sections: ``python -m evals.embed_asked [--home DIR]``.

Those of ``assistant/retrieval/asked/``, and the headings of the pages that are questions, with the bundled model.  The
vectors go beside the code that uses them, in steps of 1/500; run it again when questions or headings change (a test
tells).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from platformdirs import user_data_path

from assistant.retrieval.asked_as import SCALE, VECTORS, Section
from assistant.writing.answer_types import kind_asked
from ingest.embedding.encoder import load_encoder
from ingest.records import LANGUAGES, Language
from ingest.reference import CORPUS

QUESTIONS = VECTORS.with_name("asked")
FOLDERS = ("articles", "domains")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def headings(language: Language) -> Iterator[Section]:
    """The sections of the pages in a language."""
    for folder in FOLDERS:
        for page in sorted((CORPUS / folder).glob(f"*.{language}.md")):
            for found in _HEADING.findall(page.read_text(encoding="utf-8")):
                yield page.stem, found.strip()


def questions(language: Language) -> Iterator[tuple[Section, str]]:
    """Each question with its section; with empty ones, those that no page answers."""
    for line in (QUESTIONS / f"{language}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield from (((row["document"], row["section"]), question) for question in row["asked"])
    yield from ((section, section[1]) for section in headings(language) if section[1].endswith("?"))


def digest(language: Language) -> str:
    """What the questions of a language are, and whose, in 64 digits."""
    said = "\n".join("\t".join((*section, question)) for section, question in questions(language))
    return hashlib.sha256(said.encode()).hexdigest()


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.embed_asked", description=__doc__)
    parser.add_argument("--home", type=Path, default=user_data_path("eurocommons"), help="where the model is kept")
    options = parser.parse_args(argv)
    encoder = load_encoder(options.home)
    kept: dict[str, Any] = {}
    for language in LANGUAGES:
        asked = list(questions(language))
        sections = {section: at for at, section in enumerate(dict.fromkeys(section for section, _ in asked))}
        print(f"{language}: {len(asked)} questions for {len(sections)} sections", file=sys.stderr, flush=True)
        vectors = np.asarray(encoder.encode_queries([question for _, question in asked]))
        kept[f"{language}_vectors"] = np.round(vectors * SCALE).clip(-127, 127).astype(np.int8)
        kept[f"{language}_rows"] = np.array([sections[section] for section, _ in asked], np.int16)
        kept[f"{language}_kinds"] = np.array([kind_asked(question) for _, question in asked])
        kept[f"{language}_digest"] = np.array(digest(language))
        kept[f"{language}_sections"] = np.array(list(sections), dtype=str)
    np.savez_compressed(VECTORS, **kept)
    return 0


if __name__ == "__main__":
    sys.exit(main())
