"""What a catalogue entry is: its fields, their types and the values allowed."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from ingest.errors import WrongValueError
from ingest.texts import message

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
OrganisationType = Literal[
    "small-organisation",
    "large-organisation",
    "central-government",
    "local-authority",
    "education-and-research",
    "health",
    "industry",
    "non-profit",
]
SourceKind = Literal["catalogue", "repository", "website"]
# The facts that a source can confirm.
Fact = Literal[
    "description",
    "licence",
    "homepage",
    "repository",
    "steward",
    "steward_country",
    "governance",
    "organisations",
    "replaces",
    "standards",
    "features",
    "deployment",
    "commercial_support_in_europe",
    "limits",
]

DOMAINS: tuple[Domain, ...] = get_args(Domain)
GOVERNANCES: tuple[Governance, ...] = get_args(Governance)
DEPLOYMENTS: tuple[Deployment, ...] = get_args(Deployment)
ORGANISATIONS: tuple[OrganisationType, ...] = get_args(OrganisationType)
FACTS: tuple[Fact, ...] = get_args(Fact)

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]
CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]


class FactSource(BaseModel):
    """Something that was read, and the facts of the entry that it states."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    kind: SourceKind
    title: Text
    url: WebAddress | None
    facts: Annotated[list[Fact], Field(min_length=1)]


class CatalogueEntry(BaseModel):
    """One open-source solution.  None is "unknown", which is never the same as "no"; no field may be left out.

    A fact that no source states is general knowledge, to be verified.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    id: Slug
    name: Text
    aliases: list[Text]
    domain: Domain
    secondary_domains: list[Domain]
    summary_fr: Text
    summary_en: Text
    description_fr: Text | None
    description_en: Text | None
    licence: Annotated[list[Text], Field(min_length=1)] | None
    homepage: WebAddress | None
    repository: WebAddress | None
    steward: Text | None
    steward_country: CountryCode | None
    governance: Governance | None
    organisations: Annotated[list[OrganisationType], Field(min_length=1)] | None
    replaces: Annotated[list[Text], Field(min_length=1)] | None
    standards: Annotated[list[Text], Field(min_length=1)] | None
    features: Annotated[list[Text], Field(min_length=1)] | None
    deployment: Annotated[list[Deployment], Field(min_length=1)] | None
    commercial_support_in_europe: Annotated[list[Text], Field(min_length=1)] | None
    limits_fr: Annotated[list[Text], Field(min_length=1)] | None
    limits_en: Annotated[list[Text], Field(min_length=1)] | None
    notes_fr: Text | None
    notes: Text | None
    last_verified: Annotated[datetime.date, Field(strict=False)]  # stored as text in the index
    sources: list[FactSource]

    @model_validator(mode="after")
    def _twins_agree(self) -> Self:
        for name in ("description", "limits", "notes"):
            french, english = getattr(self, f"{name}_fr"), getattr(self, name if name == "notes" else f"{name}_en")
            if (french is None) != (english is None):
                raise WrongValueError(message("one_language_only", field=name))
        if self.limits_fr and self.limits_en and len(self.limits_fr) != len(self.limits_en):
            raise WrongValueError(message("uneven_limits", french=len(self.limits_fr), english=len(self.limits_en)))
        return self

    def sources_of(self, fact: Fact) -> list[FactSource]:
        """Return what was read that states the fact."""
        return [source for source in self.sources if fact in source.facts]

    def knows(self, fact: Fact) -> bool:
        """Return whether the fact is known, checked or not."""
        return getattr(self, f"{fact}_en" if fact in ("description", "limits") else fact) is not None

    def unverified(self) -> list[Fact]:
        """Return the known facts that no source states."""
        stated = {fact for source in self.sources for fact in source.facts}
        return [fact for fact in FACTS if fact not in stated and self.knows(fact)]
