"""The rules of ``eurocommons corpus check``: the built-in corpus keeps them, and each one sees what it is for."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from ingest.catalogue.schema import DOMAINS, FACTS, CatalogueEntry
from ingest.corpus_check.check import check_corpus
from ingest.corpus_check.coverage import coverage_of
from ingest.corpus_check.entries import check_entries, is_known_licence, is_well_formed
from ingest.corpus_check.files import Corpus, Page, PageMeta, PageSource, read_corpus
from ingest.corpus_check.pages import check_pages
from ingest.corpus_check.problem import Problem
from ingest.corpus_check.prose import check_prose
from ingest.corpus_check.tables import check_tables
from ingest.reference import CORPUS, Feature, Product, Reference, Standard, Term

DAY = datetime.date(2026, 11, 23)
FRENCH = "Nextcloud garde des fichiers. Nextcloud les partage. Nextcloud tient des agendas. Nextcloud sert des équipes."
ENGLISH = "Nextcloud keeps files. Nextcloud shares them. Nextcloud keeps calendars. Nextcloud serves teams."
SOURCE = {"kind": "repository", "title": "nextcloud/server: README.md", "url": "https://github.com/nextcloud/server"}
ENTRY: dict[str, Any] = {
    "id": "nextcloud",
    "name": "Nextcloud",
    "aliases": ["NC Hub"],
    "domain": "digital-workplace",
    "secondary_domains": [],
    "summary_fr": "Plateforme de partage de fichiers.",
    "summary_en": "File sharing platform.",
    "description_fr": FRENCH,
    "description_en": ENGLISH,
    "licence": ["AGPL-3.0-or-later"],
    "homepage": "https://nextcloud.com/",
    "repository": "https://github.com/nextcloud/server",
    "steward": "Nextcloud GmbH",
    "steward_country": "DE",
    "governance": "company",
    "organisations": ["large-organisation"],
    "replaces": ["Dropbox (small teams)"],
    "standards": ["WebDAV"],
    "features": ["file sync"],
    "deployment": ["self-hosted"],
    "commercial_support_in_europe": None,
    "limits_fr": None,
    "limits_en": None,
    "notes_fr": None,
    "notes": None,
    "last_verified": DAY,
    "sources": [SOURCE | {"facts": ["licence"]}],
}
PRODUCT: dict[str, Any] = {
    "vendor": "Dropbox",
    "domain": "digital-workplace",
    "fr": "Service de partage de fichiers en ligne.",
    "en": "Online file sharing service.",
    "aliases": [],
    "aliases_fr": [],
    "aliases_en": [],
    "misspellings": ["Dropbocs"],
    "covers": [],
}
TERM: dict[str, Any] = {
    "id": "single-sign-on",
    "fr": "authentification unique",
    "en": "single sign-on",
    "synonyms_fr": [],
    "synonyms_en": [],
    "acronyms_fr": ["SSO"],
    "acronyms_en": ["SSO"],
    "definition_fr": "L'authentification unique (SSO) ouvre plusieurs applications avec une seule connexion.",
    "definition_en": "Single sign-on (SSO) opens several applications with one connection.",
    "domains": [],
}


def entry(**changes: Any) -> CatalogueEntry:
    return CatalogueEntry.model_validate(ENTRY | changes)


def product(**changes: Any) -> Product:
    return Product.model_validate(PRODUCT | changes)


def reference(**changes: Any) -> Reference:
    tables: dict[str, Any] = {
        "products": {"Dropbox": product()},
        "standards": {"WebDAV": Standard(title="WebDAV", body="IETF", aliases=[])},
        "features": {domain: {} for domain in DOMAINS}
        | {"digital-workplace": {"file sync": Feature(fr="synchronisation de fichiers", also=[])}},
        "glossary": (Term.model_validate(TERM),),
    }
    return Reference(**(tables | changes))


def corpus(*entries: CatalogueEntry, pages: tuple[Page, ...] = (), sources: str = "", **tables: Any) -> Corpus:
    by_path = {f"catalogue/{one.id}.yml": one for one in entries or (entry(),)}
    return Corpus(Path("nowhere"), pages, by_path, reference(**tables), sources)


def page(slug: str = "method", language: str = "en", body: str = "", folder: str = "articles", **meta: Any) -> Page:
    values: dict[str, Any] = {
        "id": f"{slug}.{language}",
        "kind": "article",
        "language": language,
        "title": "Method",
        "translation_of": f"{slug}.fr" if language == "en" else None,
        "published": DAY,
        "last_verified": DAY,
        "licence": "EUPL-1.2",
        "domains": [],
        "sources": [PageSource(title="The site", url="https://example.org/")],
    }
    text = body or "Opening.\n\n## What is it?\n\n" + "A coalition is a group. " * 80
    return Page(f"{folder}/{slug}.{language}.md", PageMeta.model_validate(values | meta), text)


def messages(rule: Callable[[Corpus], Iterator[Problem]], checked: Corpus) -> str:
    return "\n".join(f"{problem.path} {problem.message}" for problem in rule(checked))


# --- the built-in corpus


@pytest.fixture(scope="module")
def report() -> Any:
    return check_corpus(CORPUS)


def test_the_built_in_corpus_is_sound(report: Any) -> None:
    assert [f"{problem.path}: {problem.message}" for problem in report.problems] == []


def test_every_entry_and_every_fact_is_counted(report: Any) -> None:
    assert sum(domain.entries for domain in report.coverage.domains) == 288
    for domain in report.coverage.domains:
        assert domain.known + domain.unknown == domain.entries * len(FACTS)
        assert 0 < domain.checked <= domain.known


# --- entries


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"licence": ["GPL-9.0"]}, "'GPL-9.0' is not an SPDX identifier"),
        ({"licence": ["LicenseRef-Own"]}, "'LicenseRef-Own' is explained in no note"),
        ({"steward_country": "XX"}, "'XX' is not an ISO 3166-1 code"),
        ({"homepage": "https://nextcloud"}, "homepage: 'https://nextcloud' is not a well-formed web address"),
        ({"replaces": ["Dropbux"]}, "'Dropbux' is not a name of products.yml"),
        ({"standards": ["WebDav"]}, "'WebDav' is not a name of standards.yml"),
        ({"features": ["syncing"]}, "'syncing' is not in features/digital-workplace.yml"),
        ({"aliases": ["dropbox"]}, "means the product 'Dropbox'"),
        ({"secondary_domains": ["digital-workplace"]}, "is the domain already"),
        ({"standards": ["WebDAV", "WebDAV"]}, "standards: a value is given twice"),
        ({"description_fr": None, "description_en": None}, "description: is missing"),
        ({"sources": [SOURCE | {"facts": ["limits"]}]}, "states limits, which is null"),
    ],
)
def test_a_wrong_entry_is_told_with_its_value(changes: dict[str, Any], said: str) -> None:
    assert messages(check_entries, corpus()) == ""
    assert said in messages(check_entries, corpus(entry(**changes)))


def test_two_entries_may_not_share_a_name() -> None:
    other = entry(id="other", name="Other", aliases=["nc-hub"])
    assert "'nchub' also means catalogue/other.yml" in messages(check_entries, corpus(entry(), other))


def test_an_entry_is_named_after_its_file() -> None:
    misplaced = Corpus(Path("nowhere"), (), {"catalogue/next.yml": entry()}, reference(), "")
    assert "'nextcloud' is not the name of the file" in messages(check_entries, misplaced)


@pytest.mark.parametrize("identifier", ["MIT", "AGPL-3.0-or-later", "GPL-3.0", "EUPL-1.2", "LicenseRef-x"])
def test_spdx_identifiers_are_known_with_or_without_their_suffix(identifier: str) -> None:
    assert is_known_licence(identifier)


@pytest.mark.parametrize("address", ["http//x.org", "https://x", "https://x.org/a b", "ftp://x.org", "https://<x>.org"])
def test_malformed_addresses_are_seen(address: str) -> None:
    assert not is_well_formed(address)


# --- tables


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ({"products": {"Dropbox": product(), "Box": product(aliases=["drop box"])}}, "'dropbox' means several things"),
        ({"products": {"Dropbox": product(covers=["Boxy"])}}, "covers 'Boxy'"),
        (
            {"standards": {name: Standard(title=name, body=None, aliases=["DAV"]) for name in ("WebDAV", "CalDAV")}},
            "'dav' means several things",
        ),
        (
            {"glossary": (Term.model_validate(TERM), Term.model_validate(TERM | {"id": "sso", "fr": "autre"}))},
            "'sso' means several things",
        ),
    ],
)
def test_a_name_in_a_table_means_one_thing(tables: dict[str, Any], said: str) -> None:
    assert said not in messages(check_tables, corpus())
    assert said in messages(check_tables, corpus(**tables))


def test_a_feature_reads_alike_in_french_everywhere_and_is_used() -> None:
    features = {domain: {} for domain in DOMAINS} | {
        "digital-workplace": {"file sync": Feature(fr="synchronisation de fichiers", also=[])},
        "security": {"file sync": Feature(fr="synchro", also=[]), "alerts": Feature(fr="alertes", also=[])},
    }
    said = messages(check_tables, corpus(features=features))
    assert "'file sync' has several readings in French: synchro, synchronisation de fichiers" in said
    assert "'alerts' is a feature of no entry" in said


# --- pages


TWINS = (page(), page(language="fr"))
LISTED = "- The site: <https://example.org/>\n"


@pytest.mark.parametrize(
    ("pages", "said"),
    [
        ((page(), page(language="fr", body="Ouverture.\n\n" + "mot " * 330)), "has headings and paragraphs (0, 0, 2)"),
        ((page(), page(language="fr", body=TWINS[1].body * 2)), "times the words of its twin"),
        ((page(),), "method exists in one language only"),
        ((page(translation_of=None), TWINS[1]), "translation_of: None"),
        ((page(kind="domain"), TWINS[1]), "'domain' does not belong in articles/"),
        ((page(last_verified=datetime.date(2020, 1, 1)), TWINS[1]), "before the publication"),
        ((page(body="# Title\n\n" + "word " * 330), TWINS[1]), "starts with a heading"),
        ((page(body="<b>Bold</b> " + "word " * 330), TWINS[1]), "the text holds HTML"),
        ((page(body="Short."), TWINS[1]), "has 1 words"),
        ((page(sources=[PageSource(title="x", url="https://unlisted.org/")]), TWINS[1]), "unlisted.org/ is not listed"),
        ((page(body="There are 12 open-source solutions. " + TWINS[0].body), TWINS[1]), "it has 1"),
    ],
)
def test_a_wrong_page_is_told(pages: tuple[Page, ...], said: str) -> None:
    assert said not in messages(check_pages, corpus(pages=TWINS, sources=LISTED))
    assert said in messages(check_pages, corpus(pages=pages, sources=LISTED))


def test_a_source_that_nothing_cites_is_told_unless_it_is_said_not_to_be_read() -> None:
    listed = LISTED + "\n## Not read\n\n- <https://not-read.org/>\n\n## Context\n\n- <https://idle.org/>\n"
    said = messages(check_pages, corpus(pages=TWINS, sources=listed))
    assert "lists https://idle.org/, which no page and no entry cites" in said
    assert "not-read.org" not in said


def test_a_domain_page_states_the_number_of_its_entries() -> None:
    security = page("security", "en", folder="domains", id="domain-security.en", kind="domain", domains=["security"])
    assert "does not say 'Our catalogue has 0 entries'" in messages(check_pages, corpus(pages=(security,)))


# --- language


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"description_fr": FRENCH + " Des mots qui fusionnnent."}, "no word list holds fusionnnent"),
        ({"description_en": ENGLISH + " It keeps calandars."}, "no word list holds calandars"),
        ({"description_en": ENGLISH + " Every " + "word " * 50 + "ends."}, "a sentence of 52 words"),
        ({"description_en": "Nextcloud keeps files."}, "1 sentences; 4 to 8 are expected"),
        ({"description_en": ENGLISH + " Any organization."}, "American spelling"),
        ({"description_en": ENGLISH + " Any\u00a0team."}, "a no-break space"),
        ({"summary_fr": "L’État partage."}, "a curly apostrophe"),
        ({"summary_fr": 'La "coalition" avance.'}, "a straight quotation mark"),
        ({"summary_fr": "La « coalition » avance."}, "a guillemet without a no-break space"),
        ({"summary_fr": "Qui avance ?"}, "without a narrow no-break space"),
        ({"summary_fr": "Deux choses : ceci et cela."}, "a colon without a no-break space"),
        ({"summary_fr": "Ceci , cela."}, "a space before a comma"),
        ({"summary_fr": "Il en reste 80 %."}, "'%' without a no-break space"),
        ({"summary_fr": "Il y a 1 650 réponses."}, "thousands without a no-break space"),
        ({"summary_fr": "C'est le 1 juillet."}, "the first of the month"),
        ({"summary_fr": "Les outils de l'Etat."}, "a capital without its accent"),
        ({"summary_fr": "Deux  espaces."}, "two spaces"),
    ],
)
def test_a_slip_of_language_is_seen(changes: dict[str, Any], said: str) -> None:
    assert messages(check_prose, corpus()) == ""
    assert said in messages(check_prose, corpus(entry(**changes)))


# --- reading the folder


def test_what_cannot_be_read_is_a_problem_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "catalogue").mkdir()
    (tmp_path / "articles").mkdir()
    good = {**ENTRY, "last_verified": "2026-11-23"}
    (tmp_path / "catalogue" / "nextcloud.yml").write_text(yaml.safe_dump(good), encoding="utf-8")
    (tmp_path / "catalogue" / "bad.yml").write_text(yaml.safe_dump({**good, "licence": 3}), encoding="utf-8")
    (tmp_path / "catalogue" / "twice.yml").write_text("id: a\nid: b\n", encoding="utf-8")
    (tmp_path / "articles" / "bare.fr.md").write_text("Pas de front matter.\n", encoding="utf-8")
    read, problems = read_corpus(tmp_path)
    assert list(read.entries) == ["catalogue/nextcloud.yml"]
    assert read.reference is None
    said = "\n".join(f"{problem.path} {problem.message}" for problem in problems)
    for expected in (
        "catalogue/bad.yml licence: Input should be a valid list (value '3')",
        "catalogue/twice.yml 'id' is given twice",
        "articles/bare.fr.md does not start with front matter",
        "products.yml",
        "SOURCES.md is missing",
    ):
        assert expected in said


def test_coverage_tells_unknown_from_unchecked() -> None:
    counted = {domain.domain: domain for domain in coverage_of(corpus()).domains}["digital-workplace"]
    assert (counted.known, counted.unknown, counted.checked) == (12, 2, 1)
