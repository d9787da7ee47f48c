"""What can go wrong in ``eurocommons eval``, and the caller can repair.

EvalError
├── SuiteError      a suite file cannot be read, or a case in it is wrong
├── UnknownSuite    no suite has this name
├── TableError      a spreadsheet cannot be read, or a row of it is wrong
├── BeirError       a retrieval suite's folder is not in the BEIR shape
├── GateError       the file of bounds is wrong
├── NoSuchRun       no run has this id, and no folder of this name holds one
├── OutputError     a file or a folder cannot be written
└── ReviewError     the candidates for new cases cannot be read, or their decisions kept
    ├── NoSuchCandidate   no candidate has this id
    └── AlreadyDecided    the candidate was accepted or rejected before
"""

from __future__ import annotations

from typing import Any

from evals.texts import message
from ingest.errors import WrongValueError
from ingest.messages import SaidError


class EvalError(SaidError):
    """Base of every error that the caller of ``eurocommons eval`` can repair; the message says how.

    ``key`` names the message in ``error_texts.yml``, ``values`` fill it; ``str`` gives it in English.
    """

    def __init__(self, key: str, **values: Any) -> None:
        super().__init__(message(key, **values))


class WrongValue(WrongValueError):
    """A value of a case is wrong; pydantic and the readers of files say where."""

    def __init__(self, key: str, **values: Any) -> None:
        super().__init__(message(key, **values))


class SuiteError(EvalError):
    """A suite file cannot be read, or a case in it is wrong."""


class UnknownSuite(EvalError):
    """No suite has this name."""


class TableError(EvalError):
    """A spreadsheet cannot be read, or rows of it are wrong; the message lists every one."""


class BeirError(EvalError):
    """A folder is not a retrieval suite in the BEIR shape."""


class GateError(EvalError):
    """The file of bounds is wrong."""


class NoSuchRun(EvalError):
    """No run has this id, and no folder of this name holds one."""


class OutputError(EvalError):
    """A file or a folder cannot be written."""


class ReviewError(EvalError):
    """The candidates for new cases cannot be read, or what is decided of them cannot be kept."""


class NoSuchCandidate(ReviewError):
    """No candidate has this id."""


class AlreadyDecided(ReviewError):
    """The candidate was accepted or rejected before."""
