"""Dossiers made for tests, of a question or of the whole catalogue."""

import datetime

from assistant.catalogue.constraints import Constraints
from assistant.catalogue.parsing import parse_constraints
from assistant.catalogue.selection import Selection, select
from assistant.dossier.dossier import make_dossier

DATE = datetime.date(2026, 7, 1)
TEAMS = "Que prendre à la place de Teams, auto-hébergeable, éditeur européen ?"
OFF_TOPIC = "Qui a lancé EuroCommons ?"


def ask(question, catalogue, language="fr"):
    asked = parse_constraints(question, language, catalogue)
    return make_dossier(
        question, asked, select(catalogue, asked), catalogue, language, snapshot="snapshot-1", date=DATE
    )


def whole(catalogue, language):
    """The dossier of every entry."""
    everything = Selection(tuple(catalogue.entries.values()))
    asked = Constraints(intent="list")
    return make_dossier("?", asked, everything, catalogue, language, snapshot="s", date=DATE)
