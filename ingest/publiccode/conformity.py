"""The rules of publiccode.yml 0.7: what a file must hold to be valid."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import urlsplit

import pycountry

from ingest.errors import WrongValueError
from ingest.messages import Message
from ingest.publiccode.licences import licences_of
from ingest.publiccode.model import Contractor, Description, Organisation, PublicCode, unknown_keys
from ingest.publiccode.notes import note
from ingest.publiccode.reading import NEWEST_MINOR, VERSION, minor_version
from ingest.publiccode.vocabulary import categories, vocabulary

MAX_SHORT = 150
MIN_LONG, MAX_LONG = 150, 10_000

_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def problems_of(code: PublicCode) -> tuple[Message, ...]:
    """Return each rule that the file breaks, with its key, the value and what is expected; none for a valid file."""
    return tuple(problem for rule in _RULES for problem in rule(code))


def fits_short(text: str) -> bool:
    """Whether a text may be a ``shortDescription``."""
    return 0 < len(text) <= MAX_SHORT


def fits_long(text: str) -> bool:
    """Whether a text may be a ``longDescription``."""
    return MIN_LONG <= len(text) <= MAX_LONG


def _unknown(code: PublicCode) -> Iterator[Message]:
    yield from (note("unknown_key", key=key) for key in unknown_keys(code))


def _top(code: PublicCode) -> Iterator[Message]:
    lists = vocabulary()
    if minor_version(code.publiccode_yml_version, code.name) > NEWEST_MINOR:
        yield note("newer_version", version=code.publiccode_yml_version, newest=VERSION)
    yield from _address("url", code.url, mandatory=True)
    yield from _address("landingURL", code.landing_url)
    yield from _address("roadmap", code.roadmap)
    yield from _date("releaseDate", code.release_date)
    if not code.platforms:
        yield _missing("platforms", note("such_platforms"))
    yield from _one_of("developmentStatus", code.development_status, lists.development_status)
    yield from _one_of("softwareType", code.software_type, lists.software_type)
    yield from _all_of("categories", code.categories, categories())
    yield from _supports(code)


def _supports(code: PublicCode) -> Iterator[Message]:
    for number, supported in enumerate(code.supports or ()):
        written = supported.id or ""
        alias = written.removeprefix("alias:")
        if alias != written and alias not in vocabulary().aliases:
            yield note("not_an_alias", key=f"supports.{number}.id", value=written)
        elif not _URI.fullmatch(written):
            yield note("neither_alias_nor_uri", key=f"supports.{number}.id", value=written)


def _audience(code: PublicCode) -> Iterator[Message]:
    audience = code.intended_audience
    if audience is None:
        return
    yield from _all_of("intendedAudience.scope", audience.scope, vocabulary().scope)
    for key, countries in (
        ("countries", audience.countries),
        ("unsupportedCountries", audience.unsupported_countries),
    ):
        for country in countries or ():
            if pycountry.countries.get(alpha_2=country.upper()) is None:
                yield note("not_a_country", key=f"intendedAudience.{key}", value=country)


def _descriptions(code: PublicCode) -> Iterator[Message]:
    texts = code.description or {}
    if not texts:
        yield _missing("description", note("such_description"))
        return
    for language, description in texts.items():
        yield from _language(f"description.{language}", language)
        yield from _description(f"description.{language}", description)
    if not any(description.long_description for description in texts.values()):
        such = note("such_length", low=MIN_LONG, high=MAX_LONG)
        yield note("missing_everywhere", key="longDescription", such=such)
    if not any(description.features for description in texts.values()):
        yield note("missing_everywhere", key="features", such=note("such_list"))


def _description(path: str, description: Description) -> Iterator[Message]:
    short, long = (description.short_description or "").strip(), description.long_description
    if not short:
        yield _missing(f"{path}.shortDescription", note("such_short", limit=MAX_SHORT))
    elif not fits_short(short):
        yield note("too_long", key=f"{path}.shortDescription", chars=len(short), limit=MAX_SHORT)
    if long is not None and not fits_long(long.strip()):
        key, chars = f"{path}.longDescription", len(long.strip())
        yield note("wrong_length", key=key, chars=chars, low=MIN_LONG, high=MAX_LONG)
    yield from _address(f"{path}.documentation", description.documentation)
    yield from _address(f"{path}.apiDocumentation", description.api_documentation)


def _legal(code: PublicCode) -> Iterator[Message]:
    licence = code.legal.license if code.legal else None
    if not licence:
        yield _missing("legal.license", note("such_licence"))
        return
    try:
        licences_of(licence)
    except WrongValueError as error:
        yield note("not_spdx", key="legal.license", value=licence, error=error)


def _maintenance(code: PublicCode) -> Iterator[Message]:
    kinds = vocabulary().maintenance_type
    maintenance = code.maintenance
    kind = maintenance.type if maintenance else None
    yield from _one_of("maintenance.type", kind, kinds)
    if maintenance is None:
        return
    if kind == "contract" and not maintenance.contractors:
        yield _missing("maintenance.contractors", note("such_contractors"))
    if kind in kinds and kind != "contract" and maintenance.contractors:
        yield note("no_contractors_with", kind=kind)
    if kind in ("internal", "community") and not maintenance.contacts:
        yield _missing("maintenance.contacts", note("such_contacts", kind=kind))
    yield from _contractors(maintenance.contractors or ())
    for number, contact in enumerate(maintenance.contacts or ()):
        if not contact.name:
            yield _missing(f"maintenance.contacts.{number}.name")


def _contractors(contractors: Iterable[Contractor]) -> Iterator[Message]:
    for number, contractor in enumerate(contractors):
        path = f"maintenance.contractors.{number}"
        if not contractor.name:
            yield _missing(f"{path}.name")
        yield from _date(f"{path}.until", contractor.until, mandatory=True)
        yield from _address(f"{path}.website", contractor.website)


def _localisation(code: PublicCode) -> Iterator[Message]:
    localisation = code.localisation
    if localisation is None or localisation.localisation_ready is None:
        yield _missing("localisation.localisationReady", note("such_flag"))
    languages = localisation.available_languages if localisation else None
    if not languages:
        yield _missing("localisation.availableLanguages", note("such_languages"))
    for language in languages or ():
        yield from _language("localisation.availableLanguages", language)


def _dependencies(code: PublicCode) -> Iterator[Message]:
    if code.depends_on is None:
        return
    for key in ("open", "proprietary", "hardware"):
        for number, dependency in enumerate(getattr(code.depends_on, key) or ()):
            if not dependency.name:
                yield _missing(f"dependsOn.{key}.{number}.name")


def _organisations(code: PublicCode) -> Iterator[Message]:
    if code.organisation is not None:
        if not code.organisation.uri:
            yield _missing("organisation.uri", note("such_organisation"))
        yield from _uri("organisation", code.organisation)
    for number, funder in enumerate(code.funded_by or ()):
        if not funder.name:
            yield _missing(f"fundedBy.{number}.name")
        yield from _uri(f"fundedBy.{number}", funder)


def _uri(path: str, organisation: Organisation) -> Iterator[Message]:
    if organisation.uri and not _URI.fullmatch(organisation.uri):
        yield note("not_a_uri", key=f"{path}.uri", value=organisation.uri)


def _missing(key: str, such: Message | None = None) -> Message:
    return note("missing_such", key=key, such=such) if such else note("missing", key=key)


def _one_of(key: str, value: str | None, choices: Iterable[str]) -> Iterator[Message]:
    if not value:
        yield _missing(key, note("such_choice", choices=", ".join(choices)))
    elif value not in choices:
        yield note("not_a_choice", key=key, value=value, choices=", ".join(choices))


def _all_of(key: str, values: list[str] | None, choices: Iterable[str]) -> Iterator[Message]:
    yield from (note("not_in_list", key=key, value=value) for value in values or () if value not in choices)


def _language(key: str, tag: str) -> Iterator[Message]:
    if not _LANGUAGE_TAG.fullmatch(tag):
        yield note("not_a_language", key=key, value=tag)


def _date(key: str, value: str | None, *, mandatory: bool = False) -> Iterator[Message]:
    if value is None and mandatory:
        yield _missing(key, note("such_date"))
    elif value is not None and not _DATE.fullmatch(value):
        yield note("not_a_date", key=key, value=value)


def _address(key: str, value: str | None, *, mandatory: bool = False) -> Iterator[Message]:
    if value is None:
        if mandatory:
            yield _missing(key, note("such_address"))
        return
    try:
        parts = urlsplit(value)
        valid = bool(parts.scheme and parts.netloc) and not re.search(r"\s", value)
    except ValueError:
        valid = False
    if not valid:
        yield note("not_an_address", key=key, value=value)


_RULES: tuple[Callable[[PublicCode], Iterator[Message]], ...] = (
    _unknown,
    _top,
    _audience,
    _descriptions,
    _legal,
    _maintenance,
    _localisation,
    _dependencies,
    _organisations,
)
