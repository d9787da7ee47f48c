"""A publiccode.yml file as a catalogue entry: what the file states, and nothing else."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from pydantic import ValidationError

from ingest.catalogue.schema import FACTS, CatalogueEntry, Domain, Fact, FactSource
from ingest.errors import ReadError
from ingest.messages import Message, Several
from ingest.publiccode.conformity import problems_of
from ingest.publiccode.facts import (
    aliases_of,
    country_of,
    deployment_of,
    licence_of,
    organisations_of,
    standards_of,
    steward_of,
    support_of,
    web_address_of,
)
from ingest.publiccode.mapped import Mapped
from ingest.publiccode.model import PublicCode, unknown_keys, written
from ingest.publiccode.placing import domains_of, features_of
from ingest.publiccode.reading import parse_publiccode
from ingest.publiccode.texts import GivenTexts, language_tag, texts_of
from ingest.records import LANGUAGES
from ingest.texts import message
from ingest.wrong_values import wanted

_WEB_ADDRESS = re.compile(r"https?://\S+")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MAX_ID = 60
# Keys of which the entry holds the whole; the others that it uses are approximations.
_EXACT = frozenset({"publiccodeYmlVersion", "name", "url", "landingURL"})


@dataclass(frozen=True, slots=True)
class Imported:
    """An entry, and what it is not made of.

    ``declared`` holds the keys of the standard that the entry does not hold in full, as the file writes them: with
    them, ``export_publiccode`` writes the file again.  ``left_out`` names what the entry does not use: keys, and
    values that the catalogue has no word for.  ``notes`` say how the file breaks the standard, and what was decided.
    """

    entry: CatalogueEntry
    declared: Mapping[str, Any]
    left_out: tuple[str, ...]
    notes: tuple[Message, ...]


def import_publiccode(
    text: str,
    source: str,
    *,
    domain: Domain | None = None,
    entry_id: str | None = None,
    texts: GivenTexts | None = None,
    say_missing: bool = False,
    today: datetime.date | None = None,
) -> Imported:
    """Return the catalogue entry of a publiccode.yml file.

    ``domain`` is read from the categories where it is not given, ``entry_id`` made from the name.  ``texts`` are those
    that the file lacks in French or in English.  A summary that is in neither raises ``ReadError``; with
    ``say_missing``, a sentence says instead that the publisher gives none in that language.  ``today`` is the day on
    which the file is read.

    Raises ``ReadError`` for a file that cannot be read (see ``parse_publiccode``), a licence that is not SPDX, and
    for a domain, an id or a summary that is neither in the file nor given.
    """
    code = parse_publiccode(text, source)
    day = today or datetime.date.today()
    mapped = _facts(code, source, domain, day) | texts_of(code, source, texts or GivenTexts(), say_missing=say_missing)
    used = {key for one in mapped.values() for key in one.keys}
    values = {field: one.value for field, one in mapped.items()}
    values |= {"id": entry_id or _id_of(code.name, source), "name": code.name, "last_verified": day}
    entry = _entry(values, source)
    return Imported(
        entry=entry.model_copy(update={"sources": _sources(entry, source, used)}),
        declared=_declared(code, entry),
        left_out=_left_out(code, used, mapped.values()),
        notes=(*problems_of(code), *(said for one in mapped.values() for said in one.notes)),
    )


def _facts(code: PublicCode, source: str, domain: Domain | None, day: datetime.date) -> dict[str, Mapped[Any]]:
    placed, secondary = domains_of(code, source, domain)
    return {
        "domain": placed,
        "secondary_domains": secondary,
        "aliases": aliases_of(code),
        "licence": licence_of(code, source),
        "homepage": web_address_of("landingURL", code.landing_url),
        "repository": web_address_of("url", code.url),
        "steward": steward_of(code),
        "steward_country": country_of(code),
        "organisations": organisations_of(code),
        "standards": standards_of(code),
        "features": features_of(code, [placed.value, *secondary.value]),
        "deployment": deployment_of(code),
        "commercial_support_in_europe": support_of(code, day),
    }


def _entry(values: Mapping[str, Any], source: str) -> CatalogueEntry:
    unknown: dict[str, Any] = dict.fromkeys(CatalogueEntry.model_fields)
    try:
        return CatalogueEntry.model_validate({**unknown, "sources": [], **values})
    except ValidationError as error:
        found = [(".".join(map(str, one["loc"])) or "entry", wanted(one)) for one in error.errors()]
        problems = Several([message("at_key", key=key, wanted=said) for key, said in found], "; ")
        raise ReadError(source, message("makes_no_entry", problems=problems)) from error


def _sources(entry: CatalogueEntry, source: str, used: set[str]) -> list[FactSource]:
    facts = [fact for fact in FACTS if entry.knows(fact) and _states(fact, used)]
    if not facts:
        return []
    where = source if _WEB_ADDRESS.fullmatch(source) else entry.repository
    title = f"{_repository_name(entry.repository) or entry.name}: publiccode.yml"
    return [FactSource(kind="repository", title=title, url=where, facts=facts)]


def _states(fact: Fact, used: set[str]) -> bool:
    """Whether the file states the fact: a description that the caller gave is not the file's."""
    return fact != "description" or any(key.endswith(".longDescription") for key in used)


def _repository_name(address: str | None) -> str | None:
    """ "owner/name" of a repository's address."""
    return urlsplit(address).path.strip("/").removesuffix(".git") or None if address else None


def _declared(code: PublicCode, entry: CatalogueEntry) -> dict[str, Any]:
    keys = {key: value for key, value in written(code).items() if key not in _EXACT}
    if code.url and entry.repository is None:
        keys["url"] = code.url
    if code.landing_url and entry.homepage is None:
        keys["landingURL"] = code.landing_url
    if entry.licence == [keys.get("legal", {}).get("license")]:
        del keys["legal"]["license"]
    for language in LANGUAGES:
        tag = language_tag(code, language)
        if tag:
            texts = keys["description"][tag]
            texts.pop("shortDescription", None)
            if entry.description_en is not None:
                texts.pop("longDescription", None)
    return keys


def _left_out(code: PublicCode, used: set[str], mapped: Iterable[Mapped[Any]]) -> tuple[str, ...]:
    keys = [key for key in _paths(code) if key not in used and key not in ("publiccodeYmlVersion", "name")]
    values = [value for one in mapped for value in one.left_out]
    return tuple(dict.fromkeys([*keys, *unknown_keys(code), *values]))


def _paths(code: PublicCode) -> Iterator[str]:
    """The file's keys, those of a section with the section's name."""
    for key, value in written(code).items():
        if key == "description":
            yield from (f"{key}.{tag}.{inner}" for tag, texts in value.items() for inner in texts)
        elif isinstance(value, dict):
            yield from (f"{key}.{inner}" for inner in value)
        else:
            yield key


def _id_of(name: str, source: str) -> str:
    folded = unicodedata.normalize("NFKD", name.lower())
    letters = "".join(char for char in folded if not unicodedata.combining(char))
    made = re.sub(r"[^a-z0-9]+", "-", letters)[:_MAX_ID].strip("-")
    if not _ID.fullmatch(made):
        raise ReadError(source, message("no_id", name=name[:80]))
    return made
