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

from evals.texts import text_of
from ingest.records import Language


class EvalError(Exception):
    """Base of every error that the caller of ``eurocommons eval`` can repair; the message says how.

    ``key`` names the message in ``error_texts.yml``, ``values`` fill it; ``str`` gives it in English.
    """

    def __init__(self, key: str, **values: Any) -> None:
        self._key = key
        self._values = values
        super().__init__(self.said("en"))

    def said(self, language: Language) -> str:
        """The message in a language, and so that of an error within it."""
        values = {
            name: value.said(language) if isinstance(value, EvalError) else value
            for name, value in self._values.items()
        }
        return text_of("error_texts", self._key, language, **values)


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
