"""The settings: every ``EUROCOMMONS_`` environment variable, read once at an entry point and passed down."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, LiteralString
from urllib.parse import urlsplit

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict
from rapidfuzz import process

from assistant.errors import SettingsError
from ingest.messages import NOTHING, Choices, Figure, Message, TextTable

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

PREFIX = "EUROCOMMONS_"
_TEXTS = TextTable(__package__, "settings_texts")
LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _wrong(key: LiteralString, **values: str) -> PydanticCustomError:
    """An error of ours, whose text is that of ``key`` in ``settings_texts.yml``, as pydantic's are."""
    return PydanticCustomError(key, key, values)


def _is_of_http(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return (
            parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0 and not re.search(r"\s", url)
        )
    except ValueError:  # "http://[::1/v1", a port of six digits
        return False


class FetchSettings(_Section):
    """Limits on what ``ingest`` downloads: ``EUROCOMMONS_FETCH_TIMEOUT_S``."""

    timeout_s: float = Field(default=30.0, gt=0)


class ServerSettings(_Section):
    """Where ``serve`` listens, and its limits: ``EUROCOMMONS_SERVER_HOST`` and so on."""

    host: str = "127.0.0.1"
    port: int = Field(default=7860, ge=1, le=65535)
    max_body_kb: int = Field(default=256, ge=1)
    max_question_chars: int = Field(default=20_000, ge=1)
    threads: int = Field(default=1, ge=0, description="PyTorch threads of a question; 0: one per core, at most 4")


_SECRETS = ("api_key", "quality_password")


class LlmSettings(_Section):
    """The language model that may write, behind an OpenAI-compatible API: ``EUROCOMMONS_LLM_BASE_URL`` and so on.

    Without ``base_url`` and ``model`` none is asked.  ``passages`` is how many passages the prompt holds, of at most
    ``passage_chars`` characters each: less for a model with a small context.  The model is stopped once it has written
    ``sentences``; ``rewrite`` says whether those that the documents do not support are written again, once.
    """

    base_url: str = ""
    model: str = ""
    api_key: SecretStr = SecretStr("")
    timeout_s: float = Field(default=60.0, gt=0, description="for a whole answer")
    first_token_timeout_s: float = Field(default=30.0, gt=0, description="until its first word")
    heartbeat_s: float = Field(default=3.0, gt=0)
    max_tokens: int = Field(default=600, ge=16)
    temperature: float = Field(default=0.0, ge=0, le=2)
    passages: int = Field(default=6, ge=1, le=30)
    passage_chars: int = Field(default=2_000, ge=200)
    sentences: int = Field(default=10, ge=1)
    rewrite: bool = True

    @field_validator("base_url")
    @classmethod
    def _is_an_address(cls, url: str) -> str:
        if url and not _is_of_http(url):
            raise _wrong("model_address")
        return url

    @field_validator("api_key")
    @classmethod
    def _fits_a_header(cls, key: SecretStr) -> SecretStr:
        bare = key.get_secret_value().strip()
        if not (bare.isascii() and (not bare or bare.isprintable())):
            raise _wrong("key")
        return SecretStr(bare)

    @property
    def configured(self) -> bool:
        return bool(self.base_url and self.model)

    @model_validator(mode="after")
    def _both(self) -> LlmSettings:
        if bool(self.base_url) != bool(self.model):
            given, absent = ("BASE_URL", "MODEL") if self.base_url else ("MODEL", "BASE_URL")
            raise _wrong("half_a_model", given=f"{PREFIX}LLM_{given}", absent=f"{PREFIX}LLM_{absent}")
        return self


class Settings(BaseSettings):
    """Every setting, with its default.  A field of a section joins the section's name with ``_``."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter="_",
        env_nested_max_split=1,
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
    )

    home: Path = Field(default_factory=lambda: Path(platformdirs.user_data_dir("eurocommons", appauthor=False)))
    embedding_model: str = ""
    reranker_model: str = ""
    entailment_model: str = ""
    chroma_url: str | None = None
    database_url: str | None = None
    max_file_mb: int = Field(default=50, ge=1)
    allow_private_urls: bool = False
    log_level: LogLevel = "WARNING"
    quality_password: SecretStr | None = Field(default=None, min_length=8)
    fetch: FetchSettings = FetchSettings()
    server: ServerSettings = ServerSettings()
    llm: LlmSettings = LlmSettings()

    @field_validator("home")
    @classmethod
    def _absolute(cls, home: Path) -> Path:
        return home.expanduser().absolute()

    @field_validator("chroma_url")
    @classmethod
    def _is_an_address(cls, url: str | None) -> str | None:
        if url and not _is_of_http(url):
            raise _wrong("chroma_address")
        return url

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, level: object) -> object:
        return level.upper() if isinstance(level, str) else level

    @property
    def database(self) -> str:
        """SQLAlchemy address of feedback and eval runs: ``database_url``, or SQLite under ``home``."""
        return self.database_url or f"sqlite:///{self.home / 'eurocommons.db'}"

    @property
    def sessions_database(self) -> str:
        """SQLAlchemy address of conversations: ``database_url``, or a SQLite file of their own under ``home``."""
        return self.database_url or f"sqlite:///{self.home / 'sessions.db'}"


def read_settings() -> Settings:
    """The settings of this process.

    Raises:
        SettingsError: an ``EUROCOMMONS_`` variable is unknown or has a wrong value; the message names it.
    """
    _refuse_unknown(os.environ)
    try:
        settings = Settings()
    except ValidationError as error:
        raise SettingsError(list(_explained(error))) from error
    if wrong := _wrong_database(settings.database_url):
        raise SettingsError([_said("wrong", key=f"{PREFIX}DATABASE_URL", problem=wrong, got=NOTHING)])
    return settings


def _wrong_database(url: str | None) -> Message | None:
    """Why no database can be opened at an address; a server needs its own driver.  The address is not shown."""
    if not url:
        return None
    from sqlalchemy import make_url  # loads slowly, and few set it
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError

    try:
        make_url(url).get_dialect().import_dbapi()
    except ModuleNotFoundError as error:
        return _said("database_driver", why=str(error))
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        return _said("database_address", why=str(error))
    return None


def known_keys() -> tuple[str, ...]:
    """Every environment variable that is read, in the order of the fields."""
    return tuple(PREFIX + name.upper() for name in _names(Settings))


def _names(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, _Section):
            yield from (f"{name}_{inner}" for inner in _names(field.annotation))
        else:
            yield name


def _said(key: str, /, **values: Any) -> Message:
    return Message(_TEXTS, key, values)


def _refuse_unknown(environ: Iterable[str]) -> None:
    known = known_keys()
    unknown = sorted(key for key in environ if key.upper().startswith(PREFIX) and key.upper() not in known)
    if unknown:
        raise SettingsError([_unknown_key(key, known) for key in unknown])


def _unknown_key(key: str, known: Sequence[str]) -> Message:
    return _said("unknown", key=key, nearest=process.extractOne(key.upper(), known)[0])


def _explained(error: ValidationError) -> Iterator[Message]:
    for problem in error.errors(include_url=False):
        key = PREFIX + "_".join(str(part) for part in problem["loc"]).upper()
        secret = isinstance(problem["input"], dict) or problem["loc"][-1] in _SECRETS  # a section may hold one
        got = NOTHING if secret else _said("got", got=problem["input"])
        yield _said("wrong", key=key, problem=_wanted(problem), got=got)


def _wanted(problem: ErrorDetails) -> Message:
    """What a setting has to be, by the type of pydantic's error."""
    key, context = problem["type"], problem.get("ctx", {})
    limits = {name: Figure(f"{value:g}") for name, value in context.items() if isinstance(value, int | float)}
    expected = Choices(context.get("expected", ""))
    values = {**context, **limits, "expected": expected, "msg": problem["msg"]}
    return _said(key if key in _TEXTS else "other", **values)
