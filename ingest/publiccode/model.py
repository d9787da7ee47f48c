"""The shape of a publiccode.yml file: keys in the order of the standard's examples, unknown ones kept apart.

Types alone are checked: real files break the standard's rules, and are still worth reading (see ``conformity``).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic.alias_generators import to_camel


def _as_list(value: Any) -> Any:
    """One text where a list may stand is a list of one."""
    return [value] if isinstance(value, str) else value


def _as_text(value: Any) -> Any:
    """A date without quotes is no text in YAML."""
    return value.isoformat() if isinstance(value, datetime.date) else value


def _norwegian(value: Any) -> Any:
    """The language ``no`` without quotes is "false" in YAML 1.1."""
    return "no" if value is False else value


def _languages(value: Any) -> Any:
    """The same for keys; a language with nothing under it is not there."""
    if not isinstance(value, dict):
        return value
    return {_norwegian(language): texts for language, texts in value.items() if texts is not None}


Text = Annotated[str, BeforeValidator(_as_text)]
Texts = Annotated[list[Text], BeforeValidator(_as_list)]
LanguageTag = Annotated[str, BeforeValidator(_norwegian)]


class Section(BaseModel):
    """A mapping of the file; absent keys are None."""

    model_config = ConfigDict(extra="allow", frozen=True, coerce_numbers_to_str=True, alias_generator=to_camel)


class Organisation(Section):
    uri: Text | None = None
    name: Text | None = None


class Supported(Section):
    id: Text | None = None


class IntendedAudience(Section):
    scope: Texts | None = None
    countries: Texts | None = None
    unsupported_countries: Texts | None = None


class Description(Section):
    """The texts of one language."""

    localised_name: Text | None = None
    generic_name: Text | None = None
    short_description: Text | None = None
    long_description: Text | None = None
    documentation: Text | None = None
    api_documentation: Text | None = None
    features: Texts | None = None
    screenshots: Texts | None = None
    videos: Texts | None = None
    awards: Texts | None = None


class Legal(Section):
    license: Text | None = None
    main_copyright_owner: Text | None = None
    repo_owner: Text | None = None
    authors_file: Text | None = None


class Contractor(Section):
    name: Text | None = None
    email: Text | None = None
    website: Text | None = None
    until: Text | None = None


class Contact(Section):
    name: Text | None = None
    email: Text | None = None
    affiliation: Text | None = None
    phone: Text | None = None


class Maintenance(Section):
    type: Text | None = None
    contractors: list[Contractor] | None = None
    contacts: list[Contact] | None = None


class Localisation(Section):
    localisation_ready: bool | None = None
    available_languages: list[LanguageTag] | None = None


class Dependency(Section):
    name: Text | None = None
    version_min: Text | None = None
    version_max: Text | None = None
    version: Text | None = None
    optional: bool | None = None


class DependsOn(Section):
    open: list[Dependency] | None = None
    proprietary: list[Dependency] | None = None
    hardware: list[Dependency] | None = None


class PublicCode(Section):
    """A whole file.  ``country_it`` is the section ``IT``, which older files write ``it``; 0.7 deprecates both."""

    publiccode_yml_version: Text
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), BeforeValidator(_as_text)]
    application_suite: Text | None = None
    url: Text | None = None
    landing_url: Annotated[Text | None, Field(alias="landingURL")] = None
    is_based_on: Texts | None = None
    software_version: Text | None = None
    release_date: Text | None = None
    logo: Text | None = None
    monochrome_logo: Text | None = None
    input_types: Texts | None = None
    output_types: Texts | None = None
    platforms: Texts | None = None
    categories: Texts | None = None
    used_by: Texts | None = None
    funded_by: list[Organisation] | None = None
    roadmap: Text | None = None
    development_status: Text | None = None
    software_type: Text | None = None
    supports: list[Supported] | None = None
    intended_audience: IntendedAudience | None = None
    description: Annotated[dict[LanguageTag, Description] | None, BeforeValidator(_languages)] = None
    legal: Legal | None = None
    maintenance: Maintenance | None = None
    localisation: Localisation | None = None
    depends_on: DependsOn | None = None
    country_it: Annotated[dict[str, Any] | None, Field(alias="IT")] = None
    country_it_lower: Annotated[dict[str, Any] | None, Field(alias="it")] = None
    organisation: Organisation | None = None

    def italian(self, section: str, key: str) -> Any:
        """Return a value of the Italian section, None where it is not there."""
        values = (self.country_it or self.country_it_lower or {}).get(section)
        return values.get(key) if isinstance(values, dict) else None


def written(section: Section) -> dict[str, Any]:
    """Return the section's keys that have a value and that the standard knows, in its order."""
    fields = type(section).model_fields
    values = {info.alias or name: getattr(section, name) for name, info in fields.items()}
    return {key: _plain(value) for key, value in values.items() if value is not None}


def unknown_keys(section: Section, path: str = "") -> Iterator[str]:
    """Yield the paths of keys that the standard does not know, such as ``legal.licence``."""
    yield from (f"{path}{key}" for key in section.model_extra or ())
    for name, info in type(section).model_fields.items():
        yield from _unknown(getattr(section, name), f"{path}{info.alias}")


def _unknown(value: Any, path: str) -> Iterator[str]:
    if isinstance(value, Section):
        yield from unknown_keys(value, f"{path}.")
    elif isinstance(value, (list, Mapping)):
        items = value.items() if isinstance(value, Mapping) else enumerate(value)
        for key, item in items:
            if isinstance(item, Section):
                yield from unknown_keys(item, f"{path}.{key}.")


def _plain(value: Any) -> Any:
    if isinstance(value, Section):
        return written(value)
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value
