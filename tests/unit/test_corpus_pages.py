"""What ``eurocommons corpus check`` cannot tell of the pages: which one states gaps, and no borrowed wording."""

from __future__ import annotations

import re

import pytest

from ingest.corpus_check.files import Page, read_corpus
from ingest.corpus_check.texts import plain
from ingest.reference import CORPUS

SEED = CORPUS.parents[1] / "shared" / "seed" / "linuxfr_eurocommons.txt"
BORROWED_WORDS = 8
TITLES_WE_MAY_CITE = (
    "EuroCommons ou les coalitions du monde de l'open source Européen",
    "EuroCommons : un des remparts de l'Europe face à la colonisation numérique",
    "La communauté OW2 se mobilise pour la coalition EuroCommons",
)


@pytest.fixture(scope="module")
def pages() -> tuple[Page, ...]:
    corpus, problems = read_corpus(CORPUS)
    assert problems == []
    return corpus.pages


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    found = re.findall(r"\w+", text.lower().replace("’", "'"))
    return {tuple(found[i : i + length]) for i in range(len(found) - length + 1)}


def test_the_not_known_pages_are_the_only_gaps(pages: tuple[Page, ...]) -> None:
    gaps = {page.meta.id.rsplit(".", 1)[0] for page in pages if page.meta.gaps}
    assert gaps == {"not-known", "not-known-actors", "not-known-context"}


def test_no_page_repeats_eight_words_of_the_seed_article(pages: tuple[Page, ...]) -> None:
    if not SEED.is_file():
        pytest.skip(f"the seed article is not beside this checkout: {SEED}")
    seed_lines = SEED.read_text(encoding="utf-8").splitlines()
    prose = "\n".join(line for line in seed_lines if not line.startswith("- "))  # the domains' names are facts
    borrowed = runs(re.sub(r"https?://\S+", "\n", prose), BORROWED_WORDS)
    assert borrowed
    for page in pages:
        text = f"{page.meta.title}\n{plain(page.body)}"
        for title in TITLES_WE_MAY_CITE:
            text = text.replace(title, " | ")
        shared = runs(text, BORROWED_WORDS) & borrowed
        assert not shared, (page.path, shared)
