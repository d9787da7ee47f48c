"""The texts of dossiers, in both languages."""

import datetime
import re
from pathlib import Path

import yaml
from made_dossiers import DATE

from assistant.dossier import texts as dossier_texts
from assistant.dossier.texts import day
from ingest.records import LANGUAGES


def test_every_text_is_in_both_languages_and_set():
    for key, texts in dossier_texts._table().items():
        assert set(texts) == set(LANGUAGES), key
        french = dossier_texts.text(key, "fr", **dict.fromkeys(re.findall(r"{(\w+)}", texts["fr"]), "x"))
        assert not re.search(r" [:;!?»]|« |[’“]", french), key


def test_days_are_written_as_dates_are():
    assert day(DATE, "fr") == "1er juillet 2026"
    assert day(datetime.date(2026, 11, 23), "fr") == "23 novembre 2026"
    assert day(DATE, "en") == "1 July 2026"


def test_the_table_of_texts_has_no_word_that_nothing_uses():
    folder = Path(dossier_texts.__file__).parent
    used = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    table = yaml.safe_load((folder / "texts.yml").read_text(encoding="utf-8"))
    built = re.compile(r"(column|asked|notice|heading|near|silent)_|homepage|repository")
    form = re.compile(r"_(none|one|many)$")
    assert [key for key in table if not built.match(key) and f'"{form.sub("", key)}"' not in used] == []
