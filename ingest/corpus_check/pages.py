"""The rules of pages: twins, structure, length, sources, and the figures that they give of the catalogue."""

from __future__ import annotations

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from ingest.catalogue.schema import DOMAINS
from ingest.corpus_check.files import PAGE_FOLDERS, Corpus, Page
from ingest.corpus_check.problem import Problem
from ingest.records import LANGUAGES, Language

# How many words a French page may have for each word of its English twin.
LIKE_LENGTH = (0.8, 1.35)
WORDS = {"domain": (550, 1_050), "article": (300, 4_500)}
ARTICLES = 15
_HEADING = re.compile(r"^(#{1,6}) (.+)$", re.MULTILINE)
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_ADDRESS_IN_TEXT = re.compile(r"https?://[^\s<>]+")
_NOT_READ = re.compile(r"^## Not read$.*?(?=^## )", re.MULTILINE | re.DOTALL)


def check_pages(corpus: Corpus) -> Iterator[Problem]:
    """Yield what is wrong in each page, between twins, and with the list of sources."""
    for page in corpus.pages:
        for message in (*_of_one(page), *_figures(page, corpus)):
            yield Problem(page.path, message)
    yield from _twins(corpus)
    yield from _missing(corpus)
    yield from _sources(corpus)


def word_count(text: str) -> int:
    """How many words a text has; an address is none."""
    return len(_WORD.findall(_ADDRESS_IN_TEXT.sub("", text)))


def _of_one(page: Page) -> Iterator[str]:
    meta = page.meta
    folder, _, file = page.path.partition("/")
    if meta.kind != PAGE_FOLDERS[folder]:
        yield f"kind: {meta.kind!r} does not belong in {folder}/"
    if (f"domain-{file}" if meta.kind == "domain" else file) != f"{meta.id}.md":
        yield f"id: {meta.id!r} does not agree with the name of the file"
    if not meta.id.endswith(f".{meta.language}"):
        yield f"language: {meta.language!r} is not that of the id {meta.id!r}"
    if meta.translation_of != (f"{page.slug}.fr" if meta.language == "en" else None):
        yield f"translation_of: {meta.translation_of!r}; the French page is the original, the English one names it"
    if not meta.published <= meta.last_verified <= datetime.date.today():
        yield f"last_verified: {meta.last_verified} is before the publication, or in the future"
    yield from _structure(page)


def _structure(page: Page) -> Iterator[str]:
    if page.body.strip().startswith("#"):
        yield "the text starts with a heading; an introductory paragraph comes first"
    if any(len(marks) not in (2, 3) for marks, _ in _HEADING.findall(page.body)):
        yield "a heading is neither '##' nor '###'; the title belongs to the front matter"
    if re.search(r"</?[a-zA-Z][^>]*>", page.body):
        yield "the text holds HTML"
    if re.search(r"^\|", page.body, re.MULTILINE) and page.slug != "eleven-domains":
        yield "the text holds a table; only eleven-domains has one"
    low, high = WORDS[page.meta.kind]
    count = word_count(page.body)
    if not low <= count <= high:
        yield f"has {count} words; a page of this kind has {low} to {high}"


def _figures(page: Page, corpus: Corpus) -> Iterator[str]:
    """The numbers of entries that pages state must follow the catalogue."""
    counts = Counter(entry.domain for entry in corpus.entries.values())
    stated = set(map(int, re.findall(r"(\d+) (?:solutions open source|open-source solutions)", page.body)))
    if stated - {counts.total()}:
        yield f"says that the catalogue has {sorted(stated)} solutions; it has {counts.total()}"
    if page.meta.kind == "domain":
        count = counts[page.meta.domains[0]] if page.meta.domains else 0
        expected = (
            f"Notre catalogue compte {count} entrées"
            if page.meta.language == "fr"
            else f"Our catalogue has {count} entries"
        )
        if expected not in page.body:
            yield f"does not say {expected!r}"
    if page.slug == "eleven-domains":
        table = sorted(map(int, re.findall(r"^\| \d+ \|.*\| (\d+) \|$", page.body, re.MULTILINE)))
        if table != sorted(counts.values()):
            yield f"the table's numbers of entries are not those of the catalogue: {table}"


def _twins(corpus: Corpus) -> Iterator[Problem]:
    pages: dict[str, dict[Language, Page]] = defaultdict(dict)
    for page in corpus.pages:
        if page.meta.language in pages[page.slug]:
            yield Problem(page.path, f"id: {page.meta.id!r} is that of another page too")
        pages[page.slug][page.meta.language] = page
    for slug, twins in pages.items():
        if len(twins) < len(LANGUAGES):
            yield Problem(next(iter(twins.values())).path, f"{slug} exists in one language only")
        else:
            yield from (Problem(twins["fr"].path, message) for message in _unlike(twins["fr"], twins["en"]))


def _unlike(french: Page, english: Page) -> Iterator[str]:
    if _shape(french) != _shape(english):
        yield f"has headings and paragraphs {_shape(french)}, its twin {_shape(english)}"
    low, high = LIKE_LENGTH
    ratio = word_count(french.body) / max(1, word_count(english.body))
    if not low <= ratio <= high:
        yield f"has {ratio:.2f} times the words of its twin; {low} to {high} are expected"
    for key in ("sources", "domains", "gaps", "published"):
        if getattr(french.meta, key) != getattr(english.meta, key):
            yield f"{key}: differs from its twin's"


def _shape(page: Page) -> tuple[int, int, int]:
    """Second-level headings, third-level headings, paragraphs."""
    marks = Counter(marks for marks, _ in _HEADING.findall(page.body))
    blocks = [block for block in page.body.strip().split("\n\n") if block.strip()]
    return marks["##"], marks["###"], len(blocks)


def _missing(corpus: Corpus) -> Iterator[Problem]:
    present = {page.meta.id for page in corpus.pages}
    for domain in DOMAINS:
        for language in LANGUAGES:
            if f"domain-{domain}.{language}" not in present:
                yield Problem(f"domains/{domain}.{language}.md", "is missing")
    articles = sum(page.meta.kind == "article" and page.meta.language == "fr" for page in corpus.pages)
    if articles < ARTICLES:
        yield Problem("articles", f"holds {articles} articles in each language, at least {ARTICLES} are expected")


def _sources(corpus: Corpus) -> Iterator[Problem]:
    """Every source cited is listed in SOURCES.md, and every one listed as read is cited."""
    listed = set(_ADDRESS_IN_TEXT.findall(corpus.sources))
    cited = set()
    for page in corpus.pages:
        addresses = {source.url for source in page.meta.sources}
        cited |= addresses
        for address in sorted(addresses - listed):
            yield Problem(page.path, f"sources: {address} is not listed in SOURCES.md")
    for path, entry in corpus.entries.items():
        catalogues = {source.url for source in entry.sources if source.kind == "catalogue" and source.url}
        cited |= catalogues
        for address in sorted(catalogues - listed):
            yield Problem(path, f"sources: {address} is not listed in SOURCES.md")
    read = set(_ADDRESS_IN_TEXT.findall(_NOT_READ.sub("", corpus.sources)))
    for address in sorted(read - cited):
        yield Problem("SOURCES.md", f"lists {address}, which no page and no entry cites")
