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
    source_title,
    term,
    to_verify,
    typeset,
)
from ingest.records import Language, Span

Line = tuple[tuple[str, ...], str]

_PARAGRAPHS = frozenset({"summary", "description", "domain"})


def entry_page(entry: CatalogueEntry, language: Language) -> tuple[str, dict[str, Span]]:
    """Return the text and ``fact_spans``: field name to the sentence, or the sentences, that state it.

    Steward and country share a sentence, hence a span.  An unknown fact has neither line nor span; one that no source
    states is marked as to be verified.
    """
    text, spans = "", dict[str, Span]()
    for number, (fields, line) in enumerate(_lines(entry, language)):
        text += "" if number == 0 else "\n\n" if fields[0] in _PARAGRAPHS else "\n"
        start = len(text)
        text += typeset(line, language)
        spans.update({field: Span(spans[field].start if field in spans else start, len(text)) for field in fields})
    return text + "\n", spans


def _lines(entry: CatalogueEntry, language: Language) -> Iterator[Line]:
    french = language == "fr"
    yield ("name",), entry.name
    yield ("summary",), entry.summary_fr if french else entry.summary_en
    if description := entry.description_fr if french else entry.description_en:
        yield ("description",), description
    yield from _fact_lines(entry, language)
    if limits := entry.limits_fr if french else entry.limits_en:
        marked = [_marked(limit, ("limits",), entry, language) for limit in limits]
        yield ("limits",), " ".join(marked)
    if notes := entry.notes_fr if french else entry.notes:
        yield ("notes",), _line("notes", entry, language, notes=notes)
    for source in entry.sources:
        facts = enumeration([labels(language).facts[fact] for fact in source.facts], language)
        yield ("sources",), _line("source", entry, language, title=source_title(source, language), facts=facts)


def _fact_lines(entry: CatalogueEntry, language: Language) -> Iterator[Line]:
    """The typed facts, each marked where no source states it; the licence has a line of its own for that."""
    yield _domain(entry, language)
    if entry.licence:
        yield _licence(entry, language)
        yield _check(entry, language)
    for fields, line in _stated(entry, language):
        yield fields, _marked(line, fields, entry, language)


def _marked(line: str, fields: tuple[str, ...], entry: CatalogueEntry, language: Language) -> str:
    return to_verify(line, language) if set(fields) & set(entry.unverified()) else line


def _stated(entry: CatalogueEntry, language: Language) -> Iterator[Line]:
    if entry.steward or entry.steward_country:
        yield _steward(entry, language)
    if entry.governance:
        yield (
            ("governance",),
            _line("governance", entry, language, governance=labels(language).governance[entry.governance]),
        )
    if entry.organisations:
        suited = enumeration([labels(language).organisations[kind] for kind in entry.organisations], language)
        yield ("organisations",), _line("organisations", entry, language, organisations=suited)
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
    for field, address in (("homepage", entry.homepage), ("repository", entry.repository)):
        if address:
            yield (field,), _line(field, entry, language, **{field: address})


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
    sources = entry.sources_of("licence")
    if not sources:
        return ("licence_check",), _line("licence_not_checked", entry, language)
    return ("licence_check",), _line("licence_check", entry, language, check=check_words(sources, language))


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


def _line(template: str, entry: CatalogueEntry, language: Language, **values: str) -> str:
    pattern = labels(language).lines[template]
    return full_stop(pattern.format(name=entry.name, of_name=of_name(entry.name), **values))
