"""What the system says of files is said in the reader's language, without its numbers."""

import errno
from pathlib import Path

import pytest

from evals.errors import TableError
from evals.suites_format.tables import read_rows
from ingest.messages import of_the_system
from ui.cli import main


@pytest.mark.parametrize(
    ("error", "english", "french"),
    [
        (FileNotFoundError(errno.ENOENT, "No such file or directory", "/x"), "no such file", "aucun fichier"),
        (PermissionError(errno.EACCES, "Permission denied"), "permission denied", "accès refusé"),
        (OSError(errno.ENOSPC, "No space left on device"), "no space left on the disk", "plus de place sur le disque"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error", "«\u00a0Input/output error\u00a0»"),
        (OSError("cannot say why"), "cannot say why", "«\u00a0cannot say why\u00a0»"),
    ],
)
def test_an_error_of_the_system_is_said_without_its_number(error: OSError, english: str, french: str) -> None:
    said = of_the_system(error)
    assert english in said.said("en") and french in said.said("fr")
    assert "Errno" not in said.said("en") + said.said("fr") and "/x" not in said.said("en")


def test_a_table_that_is_not_there_is_told_in_both_languages(tmp_path: Path) -> None:
    with pytest.raises(TableError) as caught:
        read_rows(tmp_path / "none.csv")
    assert "there is no such file or folder" in caught.value.said("en")
    assert "aucun fichier ni dossier de ce nom" in caught.value.said("fr")


def test_a_wrong_command_is_an_error_in_french_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert main(["demander"]) == 2
    told = capsys.readouterr().err
    assert "eurocommons\u00a0: erreur\u00a0: " in told and "error" not in told
