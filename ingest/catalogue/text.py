"""An entry's page in one language: its text, and where the text states each fact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.catalogue.labels import labels
from ingest.catalogue.schema import CatalogueEntry
from ingest.catalogue.wording import (
    check_words,
    enumeration,
    full_stop,
    in_country,
    licence_words,
    of_name,
    person,
    person_with_article,
    quoted,
    term,
    typeset,
)
from ingest.records import Language, Span

Line = tuple[tuple[str, ...], str]


def entry_page(entry: CatalogueEntry, language: Language) -> tuple[str, dict[str, Span]]:
    """Return the text and ``fact_spans``: field name to the sentence that states it.

    Steward and country share a sentence, hence a span.  An unknown fact has neither line nor span.
    """
    summary = entry.summary_fr if language == "fr" else entry.summary_en
    lines: list[Line] = [(("name",), entry.name), (("summary",), summary), *_fact_lines(entry, language)]
    text, spans = "", {}
    for number, (fields, line) in enumerate(lines):
        text += ("", "\n\n", "\n\n")[number] if number < 3 else "\n"
        start = len(text)
        text += typeset(line, language)
        spans.update({field: Span(start, len(text)) for field in fields})
    return text + "\n", spans


def _fact_lines(entry: CatalogueEntry, language: Language) -> Iterator[Line]:
    yield _domain(entry, language)
    if entry.licence:
        yield _licence(entry, language)
        yield _check(entry, language)
    if entry.steward or entry.steward_country:
        yield _steward(entry, language)
    if entry.governance:
        yield (
            ("governance",),
            _line("governance", entry, language, governance=labels(language).governance[entry.governance]),
        )
    for field, values in (
        ("replaces", entry.replaces),
        ("standards", entry.standards),
        ("features", entry.features),
    ):
        if values:
            yield _list(field, [term(value, language) for value in values], entry, language)
    if entry.deployment:
        yield _list("deployment", [labels(language).deployment[mode] for mode in entry.deployment], entry, language)
    if entry.commercial_support_in_europe:
        providers = enumeration([person(name, language) for name in entry.commercial_support_in_europe], language)
        field = "commercial_support_in_europe"
        yield (field,), _line(field, entry, language, support=providers)
    yield from _addresses(entry, language)


def _domain(entry: CatalogueEntry, language: Language) -> Line:
    names = labels(language).domains
    if not entry.secondary_domains:
        return ("domain",), _line("domain", entry, language, domain=names[entry.domain])
    secondary = enumeration([quoted(names[domain], language) for domain in entry.secondary_domains], language)
    line = _line("domain_more", entry, language, domain=names[entry.domain], secondary=secondary)
    return ("domain", "secondary_domains"), line


def _licence(entry: CatalogueEntry, language: Language) -> Line:
    spelled = [licence_words(identifier, language) for identifier in entry.licence or ()]
    template = "licence" if len(spelled) == 1 else "licences"
    return ("licence",), _line(template, entry, language, licences=enumeration(spelled, language))


def _check(entry: CatalogueEntry, language: Language) -> Line:
    check = entry.licence_check
    if check.status == "not-checked":
        return ("licence_check",), _line("licence_not_checked", entry, language)
    words = check_words(check.status, check.detail, language)
    return ("licence_check",), _line("licence_check", entry, language, check=words)


def _steward(entry: CatalogueEntry, language: Language) -> Line:
    place = in_country(entry.steward_country, language) if entry.steward_country else ""
    if not entry.steward:
        return ("steward_country",), _line("country", entry, language, in_country=place)
    steward = person_with_article(entry.steward, language)
    if not place:
        return ("steward",), _line("steward", entry, language, steward=steward)
    line = _line("steward_country", entry, language, steward=steward, in_country=place)
    return ("steward", "steward_country"), line


def _list(field: str, values: Sequence[str], entry: CatalogueEntry, language: Language) -> Line:
    template = field if len(values) > 1 else f"{field}_one"
    return (field,), _line(template, entry, language, **{field: enumeration(values, language)})


def _addresses(entry: CatalogueEntry, language: Language) -> Iterator[Line]:
    notes = entry.notes_fr if language == "fr" else entry.notes
    for field, value in (("homepage", entry.homepage), ("repository", entry.repository), ("notes", notes)):
        if value:
            yield (field,), _line(field, entry, language, **{field: value})


def _line(template: str, entry: CatalogueEntry, language: Language, **values: str) -> str:
    pattern = labels(language).lines[template]
    return full_stop(pattern.format(name=entry.name, of_name=of_name(entry.name), **values))
