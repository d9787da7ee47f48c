"""Files of publiccode.yml: those of ``tests/data/publiccode``, and one that tests change."""

import datetime
from pathlib import Path

import yaml

from ingest.catalogue.schema import CatalogueEntry
from ingest.publiccode.importing import import_publiccode
from ingest.publiccode.reading import parse_publiccode
from ingest.publiccode.texts import GivenTexts
from ingest.reference import CORPUS

FILES = Path(__file__).parent / "data" / "publiccode"
DAY = datetime.date(2026, 7, 1)
CATALOGUE = {path.stem: path for path in sorted((CORPUS / "catalogue").glob("*.yml"))}
GIVEN = GivenTexts(summary_fr="Un résumé écrit ici.", summary_en="A summary written here.")
# A file that is valid, in both languages; tests change one thing in it.
VALID = {
    "publiccodeYmlVersion": "0.7",
    "name": "Relais",
    "url": "https://example.org/relais",
    "platforms": ["web"],
    "categories": ["project-management"],
    "developmentStatus": "stable",
    "softwareType": "standalone/web",
    "description": {
        "fr": {"shortDescription": "Gestion de projets."},
        "en": {"shortDescription": "Project management.", "longDescription": "word " * 40, "features": ["Gantt"]},
    },
    "legal": {"license": "EUPL-1.2"},
    "maintenance": {"type": "community", "contacts": [{"name": "Sam Exemple"}]},
    "localisation": {"localisationReady": True, "availableLanguages": ["en"]},
}
# What the standard demands and the catalogue does not hold.
KEYS = {
    "platforms": ["web"],
    "developmentStatus": "stable",
    "softwareType": "standalone/other",
    "maintenance": {"type": "none"},
    "localisation": {"localisationReady": True, "availableLanguages": ["en"]},
}


def text_of(name):
    return (FILES / f"{name}.yml").read_text(encoding="utf-8")


def imported(name, **options):
    return import_publiccode(text_of(name), f"{name}.yml", today=DAY, **options)


def imported_from(**changes):
    return import_publiccode(yaml.safe_dump(VALID | changes), "x.yml", today=DAY)


def parsed(text):
    return parse_publiccode(text, "x.yml")


def entry(name):
    return CatalogueEntry.model_validate(yaml.safe_load(CATALOGUE[name].read_text(encoding="utf-8")))
