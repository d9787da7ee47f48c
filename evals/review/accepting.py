"""Adds cases to a suite file: all of them or nothing, with the comments and the order of the file kept."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from filelock import FileLock

from evals.cases import Case, between_cases
from evals.errors import OutputError, SuiteError
from evals.suites_format.problems import in_file
from evals.suites_format.yaml_files import read_suite, suite_text
from evals.texts import message


def append_cases(cases: Sequence[Case], path: Path) -> None:
    """Append the cases to the suite file, which is made where it is not there.

    Raises:
        SuiteError: the file is wrong already, or the cases do not go with those in it; it is left as it is.
        OutputError: the file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{path}.lock"):
            before = read_suite(path).cases if path.exists() else ()
            _check((*before, *cases), path)
            _write(before, cases, path)
    except OSError as error:
        raise OutputError("not_written", path=path, error=error) from error


def free_id(wanted: str, path: Path) -> str:
    """The id, with a number where a case of the suite file has it already."""
    taken = {case.id for case in read_suite(path).cases} if path.exists() else set()
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(name for name in (wanted, *numbered) if name not in taken)


def _check(cases: Iterable[Case], path: Path) -> None:
    cases = tuple(cases)
    if problems := [message("in_case", case=case.id, problem=problem) for case, problem in between_cases(cases)]:
        raise SuiteError("as_is", text=in_file(path, problems))


def _write(before: Sequence[Case], cases: Sequence[Case], path: Path) -> None:
    """Add to the text of the file where that reads as it should, else write the file anew."""
    if before:
        added = suite_text(cases).partition("\n")[2]  # below "cases:"
        text = f"{path.read_text(encoding='utf-8').rstrip()}\n\n{added}"
        if _replace(text, (*before, *cases), path):
            return
    if not _replace(suite_text((*before, *cases)), (*before, *cases), path):
        raise SuiteError("not_read_back", path=path)


def _replace(text: str, meant: Sequence[Case], path: Path) -> bool:
    """Put the text in the place of the file if it reads as the cases that are meant."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, suffix=".part", delete=False) as file:
        file.write(text)
    written = Path(file.name)
    try:
        if read_suite(written).cases != tuple(meant):
            return False
        written.chmod(path.stat().st_mode if path.exists() else 0o644)
        written.replace(path)
    except SuiteError:
        return False
    finally:
        written.unlink(missing_ok=True)
    return True
