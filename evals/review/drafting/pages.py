"""Questions made of the headings of the corpus's pages, and of the terms of its glossary."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from evals.catalogue.facts import ROOT
from evals.review.drafting.draft import Draft, wordings
from ingest.records import LANGUAGES, Language

CORPUS = ROOT / "corpus"
_HEADING = re.compile(r"^#{2,} +(.+?) *$", re.MULTILINE)
# Pages whose headings are about what is not known, or lists of words: no answer to expect.
_LEFT_OUT = ("not-known", "newcomers-glossary")


def article(domain: str, chance: Random) -> Draft | None:
    """A heading of an article that asks something, whatever the domain."""
    pages = [name for name in _pages("articles") if name not in _LEFT_OUT]
    page = chance.choice(pages)
    questions = [pair for pair in _headings("articles", page) if all(text.endswith("?") for text in pair.values())]
    if not questions:
        return None
    return Draft(chance.choice(questions), "newcomers", None, {"documents": [page]})


def domain_page(domain: str, chance: Random) -> Draft | None:
    """A section of a domain's page."""
    headings = _headings("domains", domain)
    if not headings:
        return None
    heading = chance.choice(headings)
    titles = {language: _title("domains", domain, language) for language in LANGUAGES}
    phrase = wordings()["heading"]
    asked = {language: phrase[language].format(d=titles[language], h=heading[language]) for language in LANGUAGES}
    return Draft(asked, "domain", domain, {"documents": [f"domain-{domain}"]})


def term(domain: str, chance: Random) -> Draft | None:
    """What a term of the glossary means; one whose two names are the same says nothing of its language."""
    terms = [row for row in _glossary() if domain in row["domains"] and row["fr"] != row["en"]]
    if not terms:
        return None
    row = chance.choice(terms)
    asked = {language: wordings()["term"][language].format(t=row[language]) for language in LANGUAGES}
    return Draft(asked, "domain", domain, {"documents": ["glossary", f"domain-{domain}"]})


@cache
def _headings(folder: str, page: str) -> list[Mapping[Language, str]]:
    """The headings of a page in both languages, in pairs; none where the two pages are not built alike."""
    found = {language: _HEADING.findall(_text(folder, page, language)) for language in LANGUAGES}
    if len(found["fr"]) != len(found["en"]):
        return []
    return [{"fr": french, "en": english} for french, english in zip(found["fr"], found["en"], strict=True)]


def _pages(folder: str) -> list[str]:
    return sorted({path.name.split(".")[0] for path in (CORPUS / folder).glob("*.fr.md")})


def _title(folder: str, page: str, language: Language) -> str:
    front = yaml.safe_load(_text(folder, page, language).split("---")[1])
    return str(front["title"])


@cache
def _text(folder: str, page: str, language: Language) -> str:
    path = Path(CORPUS / folder / f"{page}.{language}.md")
    return path.read_text(encoding="utf-8") if path.exists() else ""


@cache
def _glossary() -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = yaml.safe_load((CORPUS / "glossary.yml").read_text(encoding="utf-8"))
    return loaded
