"""The command line's words: in both languages, filled alike, and each of them used."""

import re
from pathlib import Path

import pytest
import yaml

UI = Path(__file__).parents[2] / "ui"
TABLE = yaml.safe_load((UI / "cli_texts.yml").read_text(encoding="utf-8"))
FILES = [path.read_text(encoding="utf-8") for path in [*sorted(UI.glob("*.py")), UI / "web" / "server.py"]]
SOURCES = "\n".join(FILES)
# Words that no call names: argparse's own, those of each command, and the examples that a command's name gives.
BY_COMMAND = ("argparse", "commands", "examples")
NAMED = {
    (section, key): text for section, texts in TABLE.items() if section not in BY_COMMAND for key, text in texts.items()
}


def is_asked(section: str, key: str) -> bool:
    """Whether a call names the text, wholly or as ``f"column_{name}"``; a check of ``doctor`` by name and status."""
    called = re.findall(rf'(?:"{section}",|_say\()\s*f?"([^"]+)"', SOURCES)
    patterns = [re.sub(r"\\{.*?\\}", r"\\w+", re.escape(each)) for each in called if not each.startswith("{")]
    name, _, status = key.rpartition("_")
    checked = section == "doctor" and status in ("ok", "warn", "fail", "advice") and f'"{name}"' in SOURCES
    chosen = any(f'"{section}",' in file and f'"{key}"' in file for file in FILES)  # one of several, by a variable
    return checked or chosen or any(re.fullmatch(pattern, key) for pattern in patterns)


@pytest.mark.parametrize(("section", "key"), NAMED)
def test_a_text_is_in_both_languages_and_filled_alike(section, key):
    text = NAMED[section, key]
    assert set(text) == {"en", "fr"}
    assert all(text.values())
    places = [set(re.findall(r"{(\w+)", text[language])) for language in ("en", "fr")]
    assert places[0] == places[1]


def test_every_text_is_used():
    assert [f"{section}.{key}" for section, key in NAMED if not is_asked(section, key)] == []


def test_every_command_has_its_words_in_both_languages():
    assert all(set(text) == {"en", "fr"} for text in TABLE["commands"].values())
