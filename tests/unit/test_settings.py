"""Settings are read from the environment once, and wrong ones are refused by name."""

import os
import sys
from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings import Settings, known_keys, read_settings


@pytest.fixture(autouse=True)
def clean(monkeypatch):
    for key in os.environ:
        if key.upper().startswith("EUROCOMMONS_"):
            monkeypatch.delenv(key)


def test_everything_has_a_default():
    settings = read_settings()
    assert settings.home.is_absolute()
    assert (settings.max_file_mb, settings.allow_private_urls) == (50, False)
    assert (settings.server.host, settings.server.port) == ("127.0.0.1", 7860)


def test_home_may_start_with_a_tilde(monkeypatch):
    monkeypatch.setenv("EUROCOMMONS_HOME", "~/eurocommons")
    assert read_settings().home == Path.home() / "eurocommons"


def test_the_database_is_under_home_unless_it_is_given(tmp_path):
    assert Settings(home=tmp_path).database == f"sqlite:///{tmp_path / 'eurocommons.db'}"
    assert Settings(home=tmp_path, database_url="sqlite:////var/x.db").database == "sqlite:////var/x.db"


def test_a_field_of_a_section_joins_the_sections_name(monkeypatch):
    monkeypatch.setenv("EUROCOMMONS_SERVER_MAX_BODY_KB", "64")
    assert read_settings().server.max_body_kb == 64


def test_an_empty_value_is_a_value_not_given(monkeypatch):
    monkeypatch.setenv("EUROCOMMONS_CHROMA_URL", "")
    assert read_settings().chroma_url is None


@pytest.mark.parametrize(
    ("key", "nearest"),
    [
        ("EUROCOMMONS_HOEM", "EUROCOMMONS_HOME"),
        ("EUROCOMMONS_CHROMAURL", "EUROCOMMONS_CHROMA_URL"),
        ("EUROCOMMONS_FETCH_TIMEOUT", "EUROCOMMONS_FETCH_TIMEOUT_S"),
    ],
)
def test_an_unknown_key_is_named_with_the_nearest_known_one(monkeypatch, key, nearest):
    monkeypatch.setenv(key, "x")
    with pytest.raises(SettingsError, match=f"{key}: did you mean {nearest}\\?"):
        read_settings()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("EUROCOMMONS_MAX_FILE_MB", "0"),
        ("EUROCOMMONS_SERVER_PORT", "many"),
        ("EUROCOMMONS_LOG_LEVEL", "LOUD"),
        ("EUROCOMMONS_ALLOW_PRIVATE_URLS", "perhaps"),
    ],
)
def test_a_wrong_value_is_named_with_its_key(monkeypatch, key, value):
    monkeypatch.setenv(key, value)
    with pytest.raises(SettingsError, match=f"{key}: .*{value}"):
        read_settings()


def test_every_key_can_be_set(monkeypatch):
    values = {"PORT": "8080", "LEVEL": "debug", "URLS": "true", "HOME": "/x", "URL": "http://x", "CHARS": "300"}
    values |= {
        "TOKENS": "30",
        "PASSAGES": "3",
        "TEMPERATURE": "0.5",
        "PASSWORD": "long-enough",
        "SENTENCES": "4",
        "REWRITE": "false",
    }
    for key in known_keys():
        last = key.rsplit("_", 1)[1]
        number = last in ("MB", "S", "KB", "CHARS", "THREADS", "TOKENS")
        monkeypatch.setenv(key, values.get(last, "3" if number else "text"))
    monkeypatch.setenv("EUROCOMMONS_DATABASE_URL", "sqlite://")
    read_settings()


def test_a_model_and_its_address_go_together(monkeypatch):
    monkeypatch.setenv("EUROCOMMONS_LLM_MODEL", "mistral-small")
    monkeypatch.setenv("EUROCOMMONS_LLM_API_KEY", "sk-secret")
    with pytest.raises(SettingsError, match="LLM_MODEL is set and EUROCOMMONS_LLM_BASE_URL is not") as caught:
        read_settings()
    assert "sk-secret" not in str(caught.value)


def test_an_address_without_a_scheme_is_named(monkeypatch):
    monkeypatch.setenv("EUROCOMMONS_LLM_BASE_URL", "localhost:11434/v1")
    with pytest.raises(SettingsError, match=r"EUROCOMMONS_LLM_BASE_URL: .*localhost:11434/v1"):
        read_settings()


def test_the_key_is_never_shown(monkeypatch):
    monkeypatch.setenv("EUROCOMMONS_LLM_BASE_URL", "http://127.0.0.1:11434/v1")
    monkeypatch.setenv("EUROCOMMONS_LLM_MODEL", "mistral-small")
    monkeypatch.setenv("EUROCOMMONS_LLM_API_KEY", "sk-secret")
    settings = read_settings()
    assert settings.llm.configured and settings.llm.api_key.get_secret_value() == "sk-secret"
    assert "sk-secret" not in repr(settings) + str(settings) + settings.model_dump_json()


@pytest.mark.parametrize("url", ["http://[::1/v1", "http://localhost:99999/v1", "http:///v1"])
def test_an_address_that_cannot_be_one_is_refused(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("EUROCOMMONS_LLM_BASE_URL", url)
    monkeypatch.setenv("EUROCOMMONS_LLM_MODEL", "m")
    with pytest.raises(SettingsError, match="EUROCOMMONS_LLM_BASE_URL: not an address"):
        read_settings()


def test_a_key_loses_the_blanks_around_it_and_holds_ascii_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EUROCOMMONS_LLM_API_KEY", "sk-secret\r")
    assert read_settings().llm.api_key.get_secret_value() == "sk-secret"
    monkeypatch.setenv("EUROCOMMONS_LLM_API_KEY", "sk-sécret")
    with pytest.raises(SettingsError, match="EUROCOMMONS_LLM_API_KEY: a key has") as caught:
        read_settings()
    assert "sécret" not in str(caught.value)


@pytest.mark.parametrize(
    ("key", "value", "english", "french"),
    [
        ("SERVER_PORT", "70000", "give at most 65535 (got '70000')", "donnez 65535 au plus (valeur reçue : '70000')"),
        ("LLM_TEMPERATURE", "2.5", "give at most 2 (got '2.5')", "donnez 2 au plus (valeur reçue : '2.5')"),
        ("SERVER_THREADS", "two", "give a whole number (got 'two')", "donnez un nombre entier (valeur reçue : 'two')"),
        ("LOG_LEVEL", "LOUD", "'WARNING' or 'ERROR' (got 'LOUD')", "'WARNING' ou 'ERROR' (valeur reçue : 'LOUD')"),
        ("CHROMA_URL", "localhost", "that of a Chroma server, such as http", "celle d’un serveur Chroma, comme http"),
        ("QUALITY_PASSWORD", "short", "give at least 8 characters.", "donnez au moins 8 caractères."),
        ("HOEM", "x", "did you mean EUROCOMMONS_HOME?", "vouliez-vous dire EUROCOMMONS_HOME\u202f?"),
    ],
)
def test_wrong_settings_are_told_in_both_languages(
    monkeypatch: pytest.MonkeyPatch, key: str, value: str, english: str, french: str
) -> None:
    monkeypatch.setenv(f"EUROCOMMONS_{key}", value)
    with pytest.raises(SettingsError) as caught:
        read_settings()
    assert english in caught.value.said("en") and f"EUROCOMMONS_{key}" in caught.value.said("en")
    assert french.replace(" :", "\u00a0:") in caught.value.said("fr")


@pytest.mark.parametrize("url", ["organisers.db", "http://localhost/x", "oracle-of-delphi://x"])
def test_what_is_no_database_is_refused_without_showing_it(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("EUROCOMMONS_DATABASE_URL", url)
    with pytest.raises(SettingsError, match="EUROCOMMONS_DATABASE_URL: not the address of a database") as caught:
        read_settings()
    assert url not in str(caught.value)


def test_a_database_whose_driver_is_missing_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    monkeypatch.setenv("EUROCOMMONS_DATABASE_URL", "postgresql+psycopg://me:secret@localhost/x")
    with pytest.raises(SettingsError, match=r"EUROCOMMONS_DATABASE_URL: the driver .*psycopg") as caught:
        read_settings()
    assert "secret" not in caught.value.said("en") + caught.value.said("fr")
