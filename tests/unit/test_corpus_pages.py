"""The pages of the corpus: front matter, twins, French typography, sources, and no borrowed wording."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus"
SEED = ROOT.parent / "shared" / "seed" / "linuxfr_eurocommons.txt"

FOLDER_KINDS = {"articles": "article", "domains": "domain"}
LANGUAGES = ("fr", "en")
DOMAINS = {
    "digital-workplace",
    "communications",
    "business-applications",
    "project-and-it-management",
    "virtualisation",
    "cloud-and-data",
    "directories-and-identity",
    "security",
    "desktop-operating-systems",
    "mobile-systems",
    "geographic-data",
}
REQUIRED = {
    "id",
    "kind",
    "language",
    "title",
    "published",
    "last_verified",
    "licence",
    "domains",
    "sources",
}
OPTIONAL = {"translation_of", "gaps"}

NO_BREAK, NARROW_NO_BREAK = "\u00a0", "\u202f"
BORROWED_WORDS = 8
TITLES_WE_MAY_CITE = (
    "EuroCommons ou les coalitions du monde de l'open source Européen",
    "EuroCommons : un des remparts de l'Europe face à la colonisation numérique",
    "La communauté OW2 se mobilise pour la coalition EuroCommons",
)


class CorpusPage(NamedTuple):
    path: Path
    meta: dict[str, Any]
    body: str

    @property
    def prose(self) -> str:
        """Title and body without addresses, whose punctuation follows other rules."""
        return re.sub(r"https?://[^\s)]+", "", f"{self.meta['title']}\n{self.body}")


def read_page(path: Path) -> CorpusPage:
    opening, front_matter, body = path.read_text(encoding="utf-8").split("---\n", 2)
    assert opening == "", f"{path.name} does not start with its front matter"
    return CorpusPage(path, yaml.safe_load(front_matter), body)


PAGES = [read_page(path) for folder in FOLDER_KINDS for path in sorted((CORPUS / folder).glob("*.md"))]
BY_ID = {page.meta["id"]: page for page in PAGES}

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path.name)
each_french_page = pytest.mark.parametrize(
    "page", [page for page in PAGES if page.meta["language"] == "fr"], ids=lambda page: page.path.name
)
each_english_page = pytest.mark.parametrize(
    "page", [page for page in PAGES if page.meta["language"] == "en"], ids=lambda page: page.path.name
)


def headings(page: CorpusPage, level: int = 2) -> list[str]:
    return re.findall(rf"^#{{{level}}} (.+)$", page.body, flags=re.MULTILINE)


def paragraphs(page: CorpusPage) -> list[str]:
    return [block for block in page.body.strip().split("\n\n") if block.strip()]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower().replace("’", "'"))


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[i : i + length]) for i in range(len(found) - length + 1)}


# --- front matter


def test_ids_are_unique() -> None:
    assert len(BY_ID) == len(PAGES)


@each_page
def test_front_matter_is_complete_and_holds_no_unknown_key(page: CorpusPage) -> None:
    assert page.meta.keys() >= REQUIRED
    assert page.meta.keys() <= REQUIRED | OPTIONAL


@each_page
def test_front_matter_agrees_with_the_file(page: CorpusPage) -> None:
    slug, language = page.path.name.removesuffix(".md").rsplit(".", 1)
    kind = FOLDER_KINDS[page.path.parent.name]
    assert page.meta["kind"] == kind
    assert page.meta["language"] == language
    assert language in LANGUAGES
    assert page.meta["id"] == (f"domain-{slug}.{language}" if kind == "domain" else f"{slug}.{language}")


@each_page
def test_front_matter_values_are_valid(page: CorpusPage) -> None:
    assert page.meta["title"].strip() == page.meta["title"] != ""
    assert page.meta["licence"] == "EUPL-1.2"
    assert set(page.meta["domains"]) <= DOMAINS
    assert isinstance(page.meta.get("gaps", False), bool)
    for key in ("published", "last_verified"):
        assert isinstance(page.meta[key], datetime.date), key
    assert page.meta["published"] <= page.meta["last_verified"]


@each_page
def test_sources_have_a_title_and_an_address(page: CorpusPage) -> None:
    assert page.meta["sources"]
    for source in page.meta["sources"]:
        assert source.keys() == {"title", "url"}
        assert source["title"].strip()
        assert re.fullmatch(r"https?://\S+", source["url"])


@each_page
def test_every_source_is_listed_in_sources_md(page: CorpusPage) -> None:
    listed = set(re.findall(r"https?://[^\s<>]+", (CORPUS / "SOURCES.md").read_text(encoding="utf-8")))
    missing = {source["url"] for source in page.meta["sources"]} - listed
    assert not missing


# --- the set of pages


def test_each_domain_has_its_page_in_both_languages() -> None:
    for domain in DOMAINS:
        for language in LANGUAGES:
            assert BY_ID[f"domain-{domain}.{language}"].meta["domains"] == [domain]


def test_there_are_at_least_eight_articles() -> None:
    articles = [page for page in PAGES if page.meta["kind"] == "article" and page.meta["language"] == "fr"]
    assert len(articles) >= 8


def test_the_not_known_pages_are_the_only_gaps() -> None:
    assert {page.meta["id"] for page in PAGES if page.meta.get("gaps")} == {"not-known.fr", "not-known.en"}


@each_page
def test_each_page_has_a_twin_with_the_same_structure(page: CorpusPage) -> None:
    slug = page.meta["id"].removesuffix(page.meta["language"])
    twins = [BY_ID[slug + language] for language in LANGUAGES]
    assert len(headings(twins[0])) == len(headings(twins[1])) > 0
    assert len(headings(twins[0], level=3)) == len(headings(twins[1], level=3))
    assert len(paragraphs(twins[0])) == len(paragraphs(twins[1]))
    assert twins[0].meta["sources"] == twins[1].meta["sources"]
    assert twins[0].meta["domains"] == twins[1].meta["domains"]


@each_page
def test_the_french_page_is_the_original(page: CorpusPage) -> None:
    if page.meta["language"] == "fr":
        assert "translation_of" not in page.meta
    else:
        assert page.meta["translation_of"] == page.meta["id"].removesuffix("en") + "fr"
        assert page.meta["translation_of"] in BY_ID


@each_page
def test_the_body_starts_with_an_introduction_and_is_plain_markdown(page: CorpusPage) -> None:
    assert not paragraphs(page)[0].startswith("#")
    assert not re.search(r"^# ", page.body, flags=re.MULTILINE), "the title belongs to the front matter"
    assert not re.search(r"</?[a-zA-Z][^>]*>", page.body), "no raw HTML"


@each_page
def test_tables_appear_only_in_the_list_of_domains(page: CorpusPage) -> None:
    has_table = bool(re.search(r"^\|", page.body, flags=re.MULTILINE))
    assert has_table == page.meta["id"].startswith("eleven-domains.")


# --- figures about the catalogue


@pytest.fixture(scope="module")
def entries_by_domain() -> Counter[str]:
    files = sorted((CORPUS / "catalogue").glob("*.yml"))
    assert files, "corpus/catalogue holds no entry"
    return Counter(yaml.safe_load(file.read_text(encoding="utf-8"))["domain"] for file in files)


def test_domain_pages_state_how_many_entries_the_catalogue_has(entries_by_domain: Counter[str]) -> None:
    for domain in DOMAINS:
        count = entries_by_domain[domain]
        assert f"Notre catalogue compte {count} entrées" in BY_ID[f"domain-{domain}.fr"].body
        assert f"Our catalogue has {count} entries" in BY_ID[f"domain-{domain}.en"].body


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_of_domains_agrees_with_the_catalogue(entries_by_domain: Counter[str], language: str) -> None:
    stated = re.findall(r"^\| \d+ \|.*\| (\d+) \|$", BY_ID[f"eleven-domains.{language}"].body, flags=re.MULTILINE)
    assert sorted(map(int, stated)) == sorted(entries_by_domain.values())


@each_page
def test_the_size_of_the_catalogue_is_right_wherever_it_is_given(
    page: CorpusPage, entries_by_domain: Counter[str]
) -> None:
    stated = re.findall(r"(\d+) (?:solutions open source|open-source solutions)", page.prose)
    assert set(map(int, stated)) <= {entries_by_domain.total()}


# --- typography

FRENCH_MISTAKES = {
    "curly apostrophe": r"[’‘]",
    "straight quotation mark": r'"',
    "guillemet without a no-break space inside": rf"«(?!{NO_BREAK})|(?<!{NO_BREAK})»",
    "; ! or ? without a narrow no-break space": rf"(?<!{NARROW_NO_BREAK})[;!?]",
    "colon without a no-break space": rf"(?<!{NO_BREAK}):(?=\s)",
    "space before a comma or a full stop": r"\s[,.](?=\s|$)",
    "% without a no-break space": rf"(?<!{NO_BREAK})%",
    "thousands without a no-break space": r"\d \d{3}\b",
    "first of the month": r"\b1 (janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)",
    "capital without its accent": r"(?m)\b(Etats?|Editeurs?|Ecoles?|Etudes?|Equipes?|Evaluer)\b|(^|[.?!] )A (?=[a-zé])",
    "two spaces": r"(?<=\S)  +(?=\S)",
}


@each_french_page
@pytest.mark.parametrize("mistake", FRENCH_MISTAKES)
def test_french_typography(page: CorpusPage, mistake: str) -> None:
    found = re.search(FRENCH_MISTAKES[mistake], page.prose)
    assert not found, page.prose[max(0, found.start() - 30) : found.end() + 30]


@pytest.mark.parametrize(
    ("mistake", "example"),
    [
        ("curly apostrophe", "l’État"),
        ("straight quotation mark", 'la "coalition"'),
        ("guillemet without a no-break space inside", "« coalition »"),
        ("; ! or ? without a narrow no-break space", "Qui ?"),
        ("colon without a no-break space", "deux choses : ceci"),
        ("space before a comma or a full stop", "ceci , cela"),
        ("% without a no-break space", "80 %"),
        ("thousands without a no-break space", "1 650 réponses"),
        ("first of the month", "le 1 juillet"),
        ("capital without its accent", "l'Etat"),
        ("two spaces", "deux  espaces"),
    ],
)
def test_the_typography_check_sees_the_mistake(mistake: str, example: str) -> None:
    assert re.search(FRENCH_MISTAKES[mistake], example)


@each_english_page
def test_english_pages_use_british_spelling_and_plain_spaces(page: CorpusPage) -> None:
    assert NO_BREAK not in page.body
    assert NARROW_NO_BREAK not in page.body
    american = re.search(r"(?i)\b(programs?|licenses?|organizations?|centers?|virtualization)\b", page.prose)
    assert not american


# --- borrowed wording


def test_no_page_repeats_eight_words_of_the_seed_article() -> None:
    if not SEED.is_file():
        pytest.skip(f"the seed article is not beside this checkout: {SEED}")
    seed_lines = SEED.read_text(encoding="utf-8").splitlines()
    prose = "\n".join(line for line in seed_lines if not line.startswith("- "))  # the domains' names are facts
    prose = re.sub(r"https?://\S+", "\n", prose)
    borrowed = runs(prose, BORROWED_WORDS)
    assert borrowed
    for page in PAGES:
        text = page.prose
        for title in TITLES_WE_MAY_CITE:
            text = text.replace(title, " | ")
        shared = runs(text, BORROWED_WORDS) & borrowed
        assert not shared, (page.path.name, shared)
