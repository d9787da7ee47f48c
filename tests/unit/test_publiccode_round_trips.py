"""publiccode.yml written from an entry and read back, or read and written back."""

import pytest
import yaml
from publiccode_files import CATALOGUE, DAY, GIVEN, KEYS, entry, imported, parsed, text_of

from ingest.publiccode.conformity import problems_of
from ingest.publiccode.exporting import export_publiccode
from ingest.publiccode.importing import import_publiccode
from ingest.publiccode.licences import expression_of
from ingest.publiccode.model import written
from ingest.publiccode.texts import GivenTexts
from ingest.reference import reference


def keys_for(solution):
    """What has to be given for an entry: the keys it never holds, and stand-ins for the facts it does not know."""
    keys = {key: dict(value) if isinstance(value, dict) else value for key, value in KEYS.items()}
    if expression_of(solution.licence) is None:
        known = [licence for licence in solution.licence or () if not licence.startswith("LicenseRef-")]
        expression = " AND ".join(known) if len(known) == len(solution.licence or ()) and known else "MIT"
        keys["legal"] = {"license": expression}
    if solution.repository is None:
        keys["url"] = "https://example.org/repository"
    texts = {language: {} for language in ("fr", "en")}
    for language, text in texts.items():
        if len(getattr(solution, f"summary_{language}")) > 150:
            text["shortDescription"] = "A shorter summary."
        if not 150 <= len(getattr(solution, f"description_{language}") or "") <= 10_000:
            text["longDescription"] = "A longer description. " * 8
    if not solution.features:
        texts["en"]["features"] = ["something"]
    return keys | {"description": {language: text for language, text in texts.items() if text}}


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_entry_is_written_and_read_back(name):
    solution = entry(name)
    keys = keys_for(solution)
    text = export_publiccode(solution, keys)
    assert problems_of(parsed(text)) == ()
    back = import_publiccode(text, "x.yml", domain=solution.domain, entry_id=name, today=DAY).entry
    for field in ("name", "homepage", "steward", "repository" if solution.repository else "name"):
        assert getattr(back, field) == getattr(solution, field), field
    if "legal" not in keys or " AND " in keys["legal"]["license"]:
        assert back.licence == solution.licence
    if "features" not in keys["description"].get("en", {}):
        words = reference().features
        known = {term for domain in (back.domain, *back.secondary_domains) for term in words[domain]}
        assert back.features == ([term for term in solution.features if term in known] or None)
    for language in ("fr", "en"):
        texts = keys["description"].get(language, {})
        if "shortDescription" not in texts:
            assert getattr(back, f"summary_{language}") == getattr(solution, f"summary_{language}")
        if not any("longDescription" in texts for texts in keys["description"].values()):
            assert getattr(back, f"description_{language}") == getattr(solution, f"description_{language}")
    assert set(back.organisations or ()) == set(solution.organisations or ()) & {
        "local-authority",
        "education-and-research",
        "health",
    }
    assert set(back.secondary_domains) <= set(solution.secondary_domains)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("italian-municipality", {"texts": GivenTexts(summary_fr=GIVEN.summary_fr)}),
        ("french-ministry", {"domain": "digital-workplace"}),
        ("german-agency", {}),
        ("minimal", {"domain": "directories-and-identity"}),
        ("old-italian-0.2", {"texts": GIVEN}),
    ],
)
def test_a_file_comes_back_with_all_its_keys(name, options):
    found = imported(name, **options)
    original = written(parsed(text_of(name)))
    back = yaml.safe_load(export_publiccode(found.entry, found.declared))
    assert back.pop("publiccodeYmlVersion") == "0.7" and original.pop("publiccodeYmlVersion")
    assert not {"name", "url", "landingURL"} & found.declared.keys(), "they come from the entry"
    assert not differences(original, back)
    again = import_publiccode(
        yaml.safe_dump(back | {"publiccodeYmlVersion": "0.7"}), f"{name}.yml", today=DAY, **options
    )
    assert again.entry == found.entry


def test_a_text_that_the_caller_replaced_is_written_as_the_caller_wrote_it():
    found = imported("italian-municipality", texts=GIVEN)
    texts = yaml.safe_load(export_publiccode(found.entry, found.declared))["description"]
    assert (texts["fr"]["shortDescription"], texts["en"]["shortDescription"]) == (GIVEN.summary_fr, GIVEN.summary_en)


def differences(original, back, path=""):
    """Keys of the original that are not in what came back, or with another value; white space apart."""
    if isinstance(original, dict) and isinstance(back, dict):
        return [one for key in original for one in differences(original[key], back.get(key), f"{path}.{key}")]
    same = str(original).split() == str(back).split() if isinstance(original, str) else original == back
    return [] if same else [(path, original, back)]
