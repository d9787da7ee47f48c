"""The rules of publiccode.yml 0.7: what a file must hold to be valid."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import urlsplit

import pycountry

from ingest.publiccode.licences import licences_of
from ingest.publiccode.model import Contractor, Description, Organisation, PublicCode, unknown_keys
from ingest.publiccode.reading import NEWEST_MINOR, VERSION, minor_version
from ingest.publiccode.vocabulary import categories, vocabulary

MAX_SHORT = 150
MIN_LONG, MAX_LONG = 150, 10_000

_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def problems_of(code: PublicCode) -> tuple[str, ...]:
    """Return each rule that the file breaks, with its key, the value and what is expected; none for a valid file."""
    return tuple(problem for rule in _RULES for problem in rule(code))


def fits_short(text: str) -> bool:
    """Whether a text may be a ``shortDescription``."""
    return 0 < len(text) <= MAX_SHORT


def fits_long(text: str) -> bool:
    """Whether a text may be a ``longDescription``."""
    return MIN_LONG <= len(text) <= MAX_LONG


def _unknown(code: PublicCode) -> Iterator[str]:
    yield from (f"{key} is not a key of the standard" for key in unknown_keys(code))


def _top(code: PublicCode) -> Iterator[str]:
    lists = vocabulary()
    if minor_version(code.publiccode_yml_version, code.name) > NEWEST_MINOR:
        yield f"publiccodeYmlVersion: {code.publiccode_yml_version} is newer than {VERSION}, by whose rules it is read"
    yield from _address("url", code.url, mandatory=True)
    yield from _address("landingURL", code.landing_url)
    yield from _address("roadmap", code.roadmap)
    yield from _date("releaseDate", code.release_date)
    if not code.platforms:
        yield "platforms is missing (web, windows, mac, linux, ios, android, or another word)"
    yield from _one_of("developmentStatus", code.development_status, lists.development_status)
    yield from _one_of("softwareType", code.software_type, lists.software_type)
    yield from _all_of("categories", code.categories, categories())
    yield from _supports(code)


def _supports(code: PublicCode) -> Iterator[str]:
    for number, supported in enumerate(code.supports or ()):
        written = supported.id or ""
        alias = written.removeprefix("alias:")
        if alias != written and alias not in vocabulary().aliases:
            yield f"supports.{number}.id: {written!r} is not an alias of the standard"
        elif not _URI.fullmatch(written):
            yield f"supports.{number}.id: {written!r} is neither an alias nor a URI"


def _audience(code: PublicCode) -> Iterator[str]:
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
                yield f"intendedAudience.{key}: {country!r} is not an ISO 3166-1 code of two letters"


def _descriptions(code: PublicCode) -> Iterator[str]:
    texts = code.description or {}
    if not texts:
        yield "description is missing (at least one language, with shortDescription, longDescription and features)"
        return
    for language, description in texts.items():
        yield from _language(f"description.{language}", language)
        yield from _description(f"description.{language}", description)
    if not any(description.long_description for description in texts.values()):
        yield f"longDescription is missing in every language ({MIN_LONG} to {MAX_LONG} characters)"
    if not any(description.features for description in texts.values()):
        yield "features is missing in every language (a list)"


def _description(path: str, description: Description) -> Iterator[str]:
    short, long = (description.short_description or "").strip(), description.long_description
    if not short:
        yield f"{path}.shortDescription is missing (one sentence, at most {MAX_SHORT} characters)"
    elif not fits_short(short):
        yield f"{path}.shortDescription has {len(short)} characters, the limit is {MAX_SHORT}"
    if long is not None and not fits_long(long.strip()):
        yield f"{path}.longDescription has {len(long.strip())} characters; {MIN_LONG} to {MAX_LONG} are allowed"
    yield from _address(f"{path}.documentation", description.documentation)
    yield from _address(f"{path}.apiDocumentation", description.api_documentation)


def _legal(code: PublicCode) -> Iterator[str]:
    licence = code.legal.license if code.legal else None
    if not licence:
        yield "legal.license is missing (an SPDX expression, such as EUPL-1.2)"
        return
    try:
        licences_of(licence)
    except ValueError as error:
        yield f"legal.license: {licence!r} is not an SPDX expression ({error})"


def _maintenance(code: PublicCode) -> Iterator[str]:
    kinds = vocabulary().maintenance_type
    maintenance = code.maintenance
    kind = maintenance.type if maintenance else None
    yield from _one_of("maintenance.type", kind, kinds)
    if maintenance is None:
        return
    if kind == "contract" and not maintenance.contractors:
        yield "maintenance.contractors is missing (with contract: a list of name and until)"
    if kind in kinds and kind != "contract" and maintenance.contractors:
        yield f"maintenance.contractors must not stand with maintenance.type {kind!r}"
    if kind in ("internal", "community") and not maintenance.contacts:
        yield f"maintenance.contacts is missing (with {kind}: a list with each person's name)"
    yield from _contractors(maintenance.contractors or ())
    for number, contact in enumerate(maintenance.contacts or ()):
        if not contact.name:
            yield f"maintenance.contacts.{number}.name is missing"


def _contractors(contractors: Iterable[Contractor]) -> Iterator[str]:
    for number, contractor in enumerate(contractors):
        path = f"maintenance.contractors.{number}"
        if not contractor.name:
            yield f"{path}.name is missing"
        yield from _date(f"{path}.until", contractor.until, mandatory=True)
        yield from _address(f"{path}.website", contractor.website)


def _localisation(code: PublicCode) -> Iterator[str]:
    localisation = code.localisation
    if localisation is None or localisation.localisation_ready is None:
        yield "localisation.localisationReady is missing (true or false)"
    languages = localisation.available_languages if localisation else None
    if not languages:
        yield "localisation.availableLanguages is missing (language codes, such as fr)"
    for language in languages or ():
        yield from _language("localisation.availableLanguages", language)


def _dependencies(code: PublicCode) -> Iterator[str]:
    if code.depends_on is None:
        return
    for key in ("open", "proprietary", "hardware"):
        for number, dependency in enumerate(getattr(code.depends_on, key) or ()):
            if not dependency.name:
                yield f"dependsOn.{key}.{number}.name is missing"


def _organisations(code: PublicCode) -> Iterator[str]:
    if code.organisation is not None:
        if not code.organisation.uri:
            yield "organisation.uri is missing (an address or a URN of the organisation)"
        yield from _uri("organisation", code.organisation)
    for number, funder in enumerate(code.funded_by or ()):
        if not funder.name:
            yield f"fundedBy.{number}.name is missing"
        yield from _uri(f"fundedBy.{number}", funder)


def _uri(path: str, organisation: Organisation) -> Iterator[str]:
    if organisation.uri and not _URI.fullmatch(organisation.uri):
        yield f"{path}.uri: {organisation.uri!r} is not a URI"


def _one_of(key: str, value: str | None, choices: Iterable[str]) -> Iterator[str]:
    if not value:
        yield f"{key} is missing (one of {', '.join(choices)})"
    elif value not in choices:
        yield f"{key}: {value!r} is not one of {', '.join(choices)}"


def _all_of(key: str, values: list[str] | None, choices: Iterable[str]) -> Iterator[str]:
    yield from (f"{key}: {value!r} is not in the standard's list" for value in values or () if value not in choices)


def _language(key: str, tag: str) -> Iterator[str]:
    if not _LANGUAGE_TAG.fullmatch(tag):
        yield f"{key}: {tag!r} is not a language tag (BCP 47)"


def _date(key: str, value: str | None, *, mandatory: bool = False) -> Iterator[str]:
    if value is None and mandatory:
        yield f"{key} is missing (a date such as 2026-07-01)"
    elif value is not None and not _DATE.fullmatch(value):
        yield f"{key}: {value!r} is not a date such as 2026-07-01"


def _address(key: str, value: str | None, *, mandatory: bool = False) -> Iterator[str]:
    if value is None:
        if mandatory:
            yield f"{key} is missing (a web address)"
        return
    try:
        parts = urlsplit(value)
        valid = bool(parts.scheme and parts.netloc) and not re.search(r"\s", value)
    except ValueError:
        valid = False
    if not valid:
        yield f"{key}: {value!r} is not a web address"


_RULES: tuple[Callable[[PublicCode], Iterator[str]], ...] = (
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
