"""The JSON and the query parameters of requests."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError

from assistant.feedback import MAX_COMMENT_CHARS, MAX_QUESTION_CHARS
from assistant.records import AskOptions, Filters
from ingest.catalogue.schema import Domain as ProgrammeDomain
from ingest.records import Kind, Language

Domain = Annotated[
    ProgrammeDomain, Field(description="domain of the programme, by its id", examples=["directories-and-identity"])
]
SessionId = Annotated[
    str, Field(min_length=1, max_length=128, description="takes up a conversation; choose one or repeat the answer's")
]

Criterion = Annotated[str, Field(min_length=1, max_length=200)]

QUESTION = "the question, of EUROCOMMONS_SERVER_MAX_QUESTION_CHARS characters at most (20,000 unless it is set)"


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    @field_validator("*")
    @classmethod
    def _is_unicode(cls, value: object) -> object:
        """JSON can escape half of a surrogate pair, which no UTF-8 text holds."""
        texts = value if isinstance(value, list) else [value]
        if any(isinstance(text, str) and has_surrogates(text) for text in texts):
            raise PydanticCustomError("string_unicode", "not valid Unicode")
        return value


def has_surrogates(text: str) -> bool:
    """Whether half of a surrogate pair is in ``text``."""
    return any("\ud800" <= char <= "\udfff" for char in text)


class FiltersIn(_Request):
    """Hard filters on the documents that may be cited."""

    kind: Kind | None = None
    language: Language | None = Field(default=None, description="language of the documents, not of the answer")
    domain: Domain | None = None

    def to_filters(self) -> Filters:
        return Filters(kind=self.kind, language=self.language, domain=self.domain)


class AskIn(_Request):
    """A question, in French or in English."""

    question: str = Field(description=QUESTION)
    language: Literal["fr", "en", "auto"] = Field(
        default="auto", description="language of the answer; auto: the question's"
    )
    session_id: SessionId | None = None
    filters: FiltersIn = FiltersIn()

    def options(self) -> AskOptions:
        """What ``Assistant.ask`` and ``Assistant.stream`` take beside the question."""
        return {"language": self.language, "session_id": self.session_id, "filters": self.filters.to_filters()}


class SearchIn(_Request):
    """A search, as query parameters."""

    q: str = Field(min_length=1, max_length=5_000, description="what to look for", examples=["messagerie d'équipe"])
    k: int = Field(default=10, ge=1, le=100, description="number of passages")
    kind: Kind | None = None
    language: Language | None = None
    domain: Domain | None = None

    def to_filters(self) -> Filters:
        return Filters(kind=self.kind, language=self.language, domain=self.domain)


class CatalogueIn(_Request):
    """Criteria on the catalogue's typed facts, as query parameters; an entry must meet all of them."""

    domain: Criterion | None = Field(default=None, examples=["directories-and-identity"])
    licence: Criterion | None = Field(default=None, description="SPDX id, group (AGPL) or family (permissive)")
    country: Criterion | None = Field(default=None, description="of the steward: ISO code, name, EUROPE or EU")
    replaces: Criterion | None = Field(default=None, examples=["Microsoft Teams"])
    standard: Criterion | None = Field(default=None, examples=["SAML"])
    deployment: Criterion | None = Field(default=None, examples=["self-hosted"])
    governance: Criterion | None = Field(default=None, examples=["foundation"])
    organisation: Criterion | None = Field(default=None, description="whom it suits", examples=["local-authority"])
    support: Criterion | None = Field(default=None, description="yes: commercial support in Europe documented")
    q: Criterion | None = Field(default=None, description="words that name, summary or features hold")


class DossierIn(_Request):
    """A question about solutions, as query parameters."""

    q: str = Field(min_length=1, description=QUESTION, examples=["Alternatives européennes à Teams"])
    language: Literal["fr", "en", "auto"] = Field(
        default="auto", description="language of the dossier; auto: the question's"
    )
    format: Literal["json", "md", "csv", "odt"] = Field(default="json", description="of the response")


class FeedbackIn(_Request):
    """What a reader says of an answer."""

    question: str = Field(min_length=1, max_length=MAX_QUESTION_CHARS)
    rating: Literal["up", "down"]
    session_id: SessionId | None = None
    snapshot: str | None = Field(default=None, max_length=128, description="the answer's snapshot")
    reasons: list[Annotated[str, Field(min_length=1, max_length=80)]] = Field(default_factory=list, max_length=10)
    comment: str = Field(default="", max_length=MAX_COMMENT_CHARS)
