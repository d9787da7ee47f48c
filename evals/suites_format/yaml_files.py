"""Suites as YAML files: read with every problem named, written with nothing that goes without saying."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field, ValidationError

from evals.cases import Case, Group, Record, Suite, YesOrNo, between_cases
from evals.errors import OutputError, SuiteError, UnknownSuite
from evals.suites_format.problems import explain, in_file
from evals.texts import message
from ingest.messages import Message

SUITES = Path(__file__).parents[1] / "suites"


class Defaults(Record):
    """What stands at the top of a suite file for every case that does not say otherwise."""

    owner: str = Field(default="", description="who answers for the cases")
    added: date | None = Field(default=None, description="the day they were added, YYYY-MM-DD")
    group: Group | None = Field(default=None, description="what sort of questions they are")
    held_out: YesOrNo = Field(default=False, description="they count, and no report shows them")


class SuiteFile(Defaults):
    """A suite file; the cases are read one by one, so that each is named when it is wrong."""

    cases: tuple[Case, ...] = Field(min_length=1)


def suite_files(*folders: Path, taken: Collection[str] = ()) -> dict[str, Path]:
    """The suite files of the folders, by name, in alphabetical order within a folder.

    Raises:
        SuiteError: two of them, or one and a name that is ``taken``, have the same name.
    """
    found: dict[str, Path] = {}
    for path in (path for folder in folders for path in sorted(folder.glob("*.yml"))):
        if path.stem in found or path.stem in taken:
            other = found.get(path.stem, "a built-in suite")
            raise SuiteError("name_taken", path=path, other=other, name=path.stem)
        found[path.stem] = path
    return found


def load_suites(names: Sequence[str] = (), *folders: Path, taken: Collection[str] = ()) -> list[Suite]:
    """The suites named, each once, or all of them where none is named; a name that ends in ".yml" is a file's.

    They are looked for in the folders, the built-in one where none is given; ``taken`` are names of suites that are no
    files.

    Raises:
        UnknownSuite: a name has no file; the message says which there are.
        SuiteError: a file is wrong, or a name stands for two; the message names the file, the case and the key.
    """
    known = suite_files(*(folders or (SUITES,)), taken=taken)
    if unknown := [name for name in names if name not in known and not name.endswith(".yml")]:
        there = ", ".join((*known, *taken)) or "none"
        raise UnknownSuite("no_suite", names=", ".join(unknown), known=there)
    paths = dict.fromkeys(known.get(name, Path(name)) for name in names or known)
    return [read_suite(path) for path in paths]


def read_suite(path: Path) -> Suite:
    """Read one suite file.

    Raises:
        SuiteError: the file is not readable YAML, or cases are wrong; the message names the file, each case and the
            key.
    """
    data = _read(path)
    defaults = _defaults(data, path)
    read = [read_case({**defaults, **item}, f"number {place}") for place, item in enumerate(data["cases"], start=1)]
    cases = [one for one in read if isinstance(one, Case)]
    problems = [one for one in read if isinstance(one, Message)]
    problems += [message("in_case", case=case.id, problem=problem) for case, problem in between_cases(cases)]
    if problems:
        raise SuiteError("as_is", text=in_file(path, problems))
    return Suite(name=path.stem, cases=tuple(cases))


def suite_text(cases: Iterable[Case]) -> str:
    """The cases as a suite file; keys that hold their default are left out."""
    rows = [case.model_dump(mode="json", exclude_defaults=True) for case in cases]
    return yaml.dump({"cases": rows}, Dumper=_Indented, allow_unicode=True, sort_keys=False, width=120)


def write_suite(cases: Iterable[Case], path: Path) -> None:
    """Write a suite file.

    Raises:
        OutputError: the file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(suite_text(cases), encoding="utf-8")
    except OSError as error:
        raise OutputError("not_written", path=path, error=error) from error


def read_case(item: Mapping[str, Any], place: str) -> Case | Message:
    """The case, or what is wrong with it; ``place`` names one that has no id."""
    try:
        return Case.model_validate(item)
    except ValidationError as error:
        return message("in_case", case=item.get("id") or place, problem=explain(error, ", ".join(Case.model_fields)))


def _read(path: Path) -> dict[str, Any]:
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), UniqueKeys)  # noqa: S506 - a SafeLoader
    except (OSError, UnicodeDecodeError) as error:
        raise SuiteError("unreadable", path=path, error=error) from error
    except yaml.YAMLError as error:
        raise SuiteError("not_yaml", path=path, error=" ".join(str(error).split())) from error
    if not isinstance(data, dict) or not isinstance(data.get("cases"), list):
        raise SuiteError("no_cases_key", path=path)
    if not data["cases"]:
        raise SuiteError("no_case", path=path)
    if wrong := [str(place) for place, item in enumerate(data["cases"], start=1) if not isinstance(item, dict)]:
        raise SuiteError("not_a_case", path=path, places=", ".join(wrong))
    return data


def _defaults(data: Mapping[str, Any], path: Path) -> dict[str, Any]:
    try:
        found = Defaults.model_validate({key: value for key, value in data.items() if key != "cases"})
    except ValidationError as error:
        keys = ", ".join((*Defaults.model_fields, "cases"))
        raise SuiteError("wrong_top", path=path, problem=explain(error, keys)) from error
    return found.model_dump(exclude_defaults=True)


_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast where it is there


class UniqueKeys(_SafeLoader):  # type: ignore[misc]
    """YAML that refuses a key written twice, which would silently drop an expectation."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        if repeated := next((key for key in keys if keys.count(key) > 1), None):
            raise yaml.constructor.ConstructorError(None, None, f"the key {repeated!r} is there twice", node.start_mark)
        return dict(super().construct_mapping(node, deep))


class _Indented(yaml.SafeDumper):
    """YAML whose lists stand below their key, as people write them."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        return super().increase_indent(flow, False)
