"""What tests of dossiers share: the catalogue, one dossier of it, and an assistant that makes others."""

from pathlib import Path

import pytest
from fakes import FakeAssistant
from made_dossiers import TEAMS, ask

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.parsing import parse_constraints
from assistant.catalogue.selection import select
from assistant.dossier.dossier import make_dossier, no_dossier
from assistant.errors import NoDossierError
from assistant.understanding import understand
from ingest.readers.raw import RawFile
from ingest.readers.yaml_file import read_yaml_file

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def catalogue():
    files = [
        RawFile(f"corpus:{path.name}", path.name, path.read_bytes(), path.stem)
        for path in sorted((ROOT / "corpus" / "catalogue").glob("*.yml"))
    ]
    return Catalogue.from_documents(document for file in files for document in read_yaml_file(file))


@pytest.fixture(scope="session")
def teams(catalogue):
    return ask(TEAMS, catalogue)


class DossierAssistant(FakeAssistant):
    """Makes dossiers of the catalogue that it is given."""

    def dossier(self, question, *, language="auto", date):
        understood = understand(question, language)
        asked = parse_constraints(understood.text, understood.asked_in, self.catalogue)
        if asked.intent == "none":
            raise NoDossierError(no_dossier(question), question)
        found = select(self.catalogue, asked)
        return make_dossier(
            question, asked, found, self.catalogue, understood.language, snapshot=self.snapshot, date=date
        )


@pytest.fixture
def assistant(catalogue):
    return DossierAssistant(catalogue=catalogue)
