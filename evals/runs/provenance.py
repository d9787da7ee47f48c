"""What is needed to repeat a run: versions, models, settings without secrets, digests of prompts and of suites."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from pydantic import SecretStr

import assistant
from assistant.settings import Settings
from assistant.version import read_version
from evals.cases import Suite

LIBRARIES = ("bm25s", "chromadb", "numpy", "sentence-transformers", "torch", "transformers")
PROMPTS = ("prompt", "texts", "sentences", "words", "vocabulary", "cues")
_PRIVATE = ("home", "url", "key", "token", "secret", "password", "host", "user")


def versions() -> dict[str, str]:
    """Versions of the assistant, of Python and of the libraries that answers depend on."""
    return {
        "eurocommons-assistant": read_version(),
        "python": platform.python_version(),
        "machine": platform.machine(),
        **{library: _version(library) for library in LIBRARIES},
    }


def telling_settings(settings: Settings) -> dict[str, str]:
    """Every setting that names no place, no address and no secret; of those, whether they are set."""
    return dict(_flat("", settings.model_dump()))


def prompt_digests() -> dict[str, str]:
    """SHA-256 of each file that holds instructions to a writer or a judge, or texts shown to readers."""
    root = Path(assistant.__file__).parents[1]
    files = (path for path in sorted((root / "assistant").rglob("*")) if path.suffix in (".yml", ".txt", ".j2", ".md"))
    told = [path for path in files if any(word in path.name for word in PROMPTS) or "prompts" in path.parts]
    told.append(root / "evals" / "judge.yml")
    return {path.relative_to(root).as_posix(): digest(path.read_bytes()) for path in told}


def suite_digest(suite: Suite) -> str:
    """SHA-256 of the cases: two runs with the same one asked and expected the same."""
    return digest(suite.model_dump_json().encode())


def digest(content: bytes) -> str:
    """SHA-256, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "not installed"


def _flat(prefix: str, values: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from _flat(f"{prefix}{name}_", value)
        elif isinstance(value, SecretStr) or name.rpartition("_")[2] in _PRIVATE:
            is_set = bool(value.get_secret_value() if isinstance(value, SecretStr) else value)
            yield f"{prefix}{name}", "set" if is_set else "not set"
        else:
            yield f"{prefix}{name}", str(value) or "default"
