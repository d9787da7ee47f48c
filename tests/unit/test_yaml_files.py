"""The tables that come with the code."""

from pathlib import Path

import pytest
import yaml

import assistant
import ingest
from ingest.yaml_files import read_yaml

TABLES = sorted(table for package in (assistant, ingest) for table in Path(package.__path__[0]).rglob("*.yml"))


@pytest.mark.parametrize("table", TABLES, ids=lambda path: "/".join(path.parts[-2:]))
def test_no_table_gives_a_key_twice(table: Path) -> None:
    assert read_yaml(table)


def test_a_key_given_twice_is_an_error(tmp_path: Path) -> None:
    (table := tmp_path / "table.yml").write_text("one: 1\ntwo: {a: 1, a: 2}\n", encoding="utf-8")
    with pytest.raises(yaml.YAMLError, match="'a' is given twice"):
        read_yaml(table)
