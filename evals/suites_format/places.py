"""Where suites are: those of the project in ``evals/suites``, those of an organiser in the home."""

from __future__ import annotations

from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from assistant.settings import Settings
from evals.cases import Slug
from evals.errors import OutputError
from evals.suites_format.yaml_files import SUITES, suite_files

RETRIEVAL = "retrieval"
"""Name of the built-in retrieval suite, which is a folder of its own."""


def own_suites(settings: Settings) -> Path:
    """The folder of the organiser's own suites; it need not be there."""
    return settings.home / "suites"


def own_suite(name: str, settings: Settings) -> Path:
    """The file of an organiser's suite.

    Raises:
        OutputError: the name is a built-in suite's, or not one that a suite may have.
    """
    try:
        TypeAdapter(Slug).validate_python(name)
    except ValidationError as error:
        raise OutputError("not_a_suite_name", name=name) from error
    if name in (RETRIEVAL, *suite_files(SUITES)):
        raise OutputError("builtin_suite", name=name)
    return own_suites(settings) / f"{name}.yml"
