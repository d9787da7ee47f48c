"""What a catalogue entry is: its fields, their types and the values allowed."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Domain = Literal[
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
]
Governance = Literal["company", "community", "foundation", "public-body"]
Deployment = Literal["self-hosted", "cloud", "desktop", "mobile"]
CheckStatus = Literal["catalogue", "repository", "not-checked"]

DOMAINS: tuple[Domain, ...] = get_args(Domain)
GOVERNANCES: tuple[Governance, ...] = get_args(Governance)
DEPLOYMENTS: tuple[Deployment, ...] = get_args(Deployment)

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]
CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]


class LicenceCheck(BaseModel):
    """Where the licence was read: in a catalogue, in the project's repository, or nowhere yet."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    status: CheckStatus
    detail: Text | None


class CatalogueEntry(BaseModel):
    """One open-source solution.  None is "unknown", which is never the same as "no"; no field may be left out."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    id: Slug
    name: Text
    domain: Domain
    secondary_domains: list[Domain]
    summary_en: Text
    summary_fr: Text
    licence: Annotated[list[Text], Field(min_length=1)] | None
    homepage: WebAddress | None
    repository: WebAddress | None
    steward: Text | None
    steward_country: CountryCode | None
    governance: Governance | None
    replaces: list[Text] | None
    standards: list[Text] | None
    features: list[Text] | None
    deployment: Annotated[list[Deployment], Field(min_length=1)] | None
    commercial_support_in_europe: Annotated[list[Text], Field(min_length=1)] | None
    checked: Text
    licence_check: LicenceCheck
    notes: Text | None
    notes_fr: Text | None = None
