"""Dossiers: their values, their formats, the command and the endpoint."""

import csv
import datetime
import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from fakes import FakeAssistant
from fastapi.testclient import TestClient
from markdown_it import MarkdownIt
from odfdo import Document

from assistant.api.app import create_app
from assistant.catalogue.catalogue import Catalogue, Page
from assistant.catalogue.constraints import Constraints
from assistant.catalogue.parsing import parse_constraints
from assistant.catalogue.selection import Selection, select
from assistant.dossier import texts as dossier_texts
from assistant.dossier.cells import COMPARED
from assistant.dossier.dossier import make_dossier, no_dossier
from assistant.dossier.formats import FORMATS, to_json
from assistant.dossier.texts import day
from assistant.errors import NoDossierError
from assistant.live import LiveAssistant
from assistant.settings import Settings
from assistant.understanding import understand
from ingest.catalogue.labels import labels
from ingest.catalogue.schema import CatalogueEntry, FactSource
from ingest.readers.raw import RawFile
from ingest.readers.yaml_file import read_yaml_file
from ingest.records import LANGUAGES
from ui import cli_commands
from ui.cli import ENVIRONMENT, main

ROOT = Path(__file__).parents[2]
DATE = datetime.date(2026, 7, 1)
TEAMS = "Que prendre à la place de Teams, auto-hébergeable, éditeur européen ?"
OFF_TOPIC = "Qui a lancé EuroCommons ?"
UNKNOWN = {"fr": "non documenté", "en": "not documented"}
TO_VERIFY = {"fr": "à vérifier)", "en": "to be verified)"}
COLUMNS = 2 + len(COMPARED)
HOSTILE = "=1+1 *b* _i_ `c` [l](http://x.org) <b>&amp; <script>alert(1)</script> | a~b~ \\ $x$"


@pytest.fixture(scope="module")
def catalogue():
    files = [
        RawFile(f"corpus:{path.name}", path.name, path.read_bytes(), path.stem)
        for path in sorted((ROOT / "corpus" / "catalogue").glob("*.yml"))
    ]
    return Catalogue.from_documents(document for file in files for document in read_yaml_file(file))


@pytest.fixture(scope="module")
def teams(catalogue):
    return ask(TEAMS, catalogue)


@pytest.fixture(scope="module")
def hostile(catalogue):
    """A dossier of one entry whose every text would be markup or a formula, and of another that it nearly is."""
    one = catalogue.entries["keycloak"]
    source = FactSource(kind="website", title=HOSTILE, url="https://x.org/<a>|b`c", facts=["licence", "description"])
    changes = {
        "id": "hostile", "name": HOSTILE, "summary_fr": HOSTILE, "description_fr": HOSTILE, "limits_fr": [HOSTILE],
        "limits_en": ["x"], "notes_fr": f"# {HOSTILE}", "notes": "x", "steward": f"@{HOSTILE}", "licence": ["-MIT"],
        "replaces": ["+1"], "homepage": "https://x.org/<a>|b`c", "sources": [source],
    }  # fmt: skip
    entry = CatalogueEntry.model_validate(one.model_dump() | changes)
    held = Catalogue({"hostile": entry}, {("hostile", "fr"): Page("hostile.fr", HOSTILE, {})})
    return make_dossier(
        f"{HOSTILE}\x00\x1b\ufffe\n# titre\n- liste",
        Constraints(intent="list"), Selection((entry,)), held, "fr", snapshot="s", date=DATE,
    )  # fmt: skip


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


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cell_says_unknown_to_verify_or_its_sources_and_quotes_the_page(catalogue, language):
    for sheet in whole(catalogue, language).matches:
        entry, page = catalogue.entries[sheet.id], catalogue.page(sheet.id, language)
        for fact, cell in zip(COMPARED, sheet.cells, strict=True):
            facts = [one for one in (fact, *(["steward_country"] if fact == "steward" else [])) if entry.knows(one)]
            sourced = [one for one in facts if entry.sources_of(one)]
            assert (cell.text == UNKNOWN[language]) == (not facts)
            assert cell.text.endswith(TO_VERIFY[language]) == (sourced != facts)
            assert cell.verified == (sourced == facts if facts else None)
            assert bool(cell.citations) == bool(sourced)
            assert bool(cell.quotes) == bool(facts)
            assert all(page.text[quote.start : quote.end] == quote.text for quote in cell.quotes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_is_a_source_that_states_the_fact(catalogue, language):
    dossier = whole(catalogue, language)
    references = {reference.n: reference for reference in dossier.references}
    assert list(references) == list(range(1, len(references) + 1))
    keys = {(reference.title, reference.url) for reference in dossier.references}
    assert len(keys) == len(references), "a source that entries share has one number"
    names = labels(language).facts
    for sheet in dossier.matches:
        for cell in (*sheet.cells, sheet.description, *sheet.limits, *sheet.links):
            told = {"steward": {names["steward"], names["steward_country"]}}.get(cell.fact, {names[cell.fact]})
            for n in cell.citations:
                stated = [one.facts for one in references[n].states if one.entry == sheet.name]
                assert any(told & set(facts) for facts in stated)


def test_numbers_follow_the_order_of_the_matches(teams, catalogue):
    sources = [(source.title, source.url) for sheet in teams.matches for source in catalogue.entries[sheet.id].sources]
    assert [reference.url for reference in teams.references] == [url for _, url in dict.fromkeys(sources)]


def test_the_matches_are_those_of_the_selection_in_its_order(teams, catalogue):
    found = select(catalogue, parse_constraints(TEAMS, "fr", catalogue))
    assert len(found.matches) >= 3
    assert [sheet.id for sheet in teams.matches] == [entry.id for entry in found.matches]
    assert [aside.id for aside in teams.near_misses] == [miss.entry.id for miss in found.near_misses]
    assert [aside.id for aside in teams.not_documented] == [item.entry.id for item in found.not_documented]


def test_criteria_are_in_words(teams, catalogue):
    assert teams.criteria == (
        "pouvoir remplacer Microsoft Teams",
        "éditeur établi en Europe",
        "usage en auto-hébergement",
    )
    english = ask("European alternatives to Teams under AGPL", catalogue, "en")
    assert "able to replace Microsoft Teams" in english.criteria
    assert "steward established in Europe" in english.criteria
    assert "AGPL licence" in english.criteria
    french = ask("Que prendre à la place de VMware, hors États-Unis ?", catalogue)
    assert "éditeur établi ailleurs qu'aux États-Unis" in french.criteria
    everything = make_dossier("?", Constraints(intent="list"), Selection(), catalogue, "en", snapshot="s", date=DATE)
    assert everything.criteria == ("no criterion: the whole catalogue",)


def test_a_near_miss_names_the_criterion_that_fails(teams, catalogue):
    failed = {aside.id: aside.reason for aside in teams.near_misses}
    assert catalogue.entries["zulip"].steward_country == "US"
    assert failed["zulip"] == ("critère non rempli\u00a0: éditeur établi en Europe (éditeur établi aux États-Unis)")


def test_what_is_not_documented_stands_apart_with_its_criterion(catalogue):
    entries = {**catalogue.entries, "keycloak": catalogue.entries["keycloak"].model_copy(update={"licence": None})}
    held = Catalogue(entries, catalogue.pages)
    dossier = ask("Que prendre à la place d'Okta, sous licence Apache-2.0 ?", held)
    (keycloak,) = [aside for aside in dossier.not_documented if aside.id == "keycloak"]
    assert keycloak.reason.startswith("non documenté\u00a0: licence Apache")
    assert "keycloak" not in {sheet.id for sheet in dossier.matches}


def test_a_number_asked_is_kept_to_and_the_total_is_said(catalogue):
    dossier = ask("Quelles sont les trois principales alternatives à Microsoft Teams ?", catalogue)
    total = len(
        select(catalogue, replace(parse_constraints(TEAMS, "fr", catalogue), countries=(), deployment=())).matches
    )
    assert len(dossier.matches) == 3
    assert dossier.outcome[0].startswith(f"{total} solutions")
    assert dossier.outcome[1] == "Le dossier présente les 3 premières."


def test_an_empty_result_says_what_emptied_it(catalogue):
    dossier = ask("Que prendre à la place de Teams, sous licence MIT, avec un éditeur japonais ?", catalogue)
    assert not dossier.matches
    assert dossier.outcome[0] == "Aucune solution du catalogue ne remplit tous les critères."
    assert "Sans le critère «\u00a0éditeur établi au Japon\u00a0»" in dossier.outcome[1]
    for ending in FORMATS:
        assert FORMATS[ending].write(dossier)


def test_named_entries_have_no_order_to_explain(catalogue):
    dossier = ask("Compare Keycloak et LemonLDAP::NG", catalogue)
    assert [sheet.id for sheet in dossier.matches] == ["keycloak", "lemonldap-ng"]
    assert dossier.by_name
    assert not any(sheet.why for sheet in dossier.matches)
    assert dossier.outcome == ("La question porte sur 2 solutions nommées.",)


def test_every_text_is_in_both_languages_and_set():
    for key, texts in dossier_texts._table().items():
        assert set(texts) == set(LANGUAGES), key
        french = dossier_texts.text(key, "fr", **dict.fromkeys(re.findall(r"{(\w+)}", texts["fr"]), "x"))
        assert not re.search(r" [:;!?»]|« |[’“]", french), key


def test_days_are_written_as_dates_are():
    assert day(DATE, "fr") == "1er juillet 2026"
    assert day(datetime.date(2026, 11, 23), "fr") == "23 novembre 2026"
    assert day(DATE, "en") == "1 July 2026"


def parsed(content):
    return MarkdownIt("commonmark").enable("table").parse(content.decode())


def plain(tokens, kind):
    """The text of each cell, heading or item, as a reader sees it."""
    shown = []
    for place, token in enumerate(tokens):
        if token.type == kind:
            children = tokens[place + 1].children
            shown.append("".join(child.content for child in children if child.type in ("text", "code_inline")))
    return shown


def test_markdown_has_the_parts_in_order_and_the_whole_table(teams):
    tokens = parsed(FORMATS["md"].write(teams))
    headings = plain(tokens, "heading_open")
    parts = ["Dossier de comparaison", "La demande", "Comment lire ce dossier", "Comparaison", "Fiches des solutions"]
    after = ["Solutions à un critère près", "Sources", "Fiches citées"]
    assert headings == [*parts, *(sheet.name for sheet in teams.matches), *after]
    assert len(plain(tokens, "th_open")) == COLUMNS
    cells = plain(tokens, "td_open")
    assert cells[::COLUMNS] == [sheet.name for sheet in teams.matches]
    assert cells[1] == f"{teams.matches[0].cells[0].text} " + "".join(
        f"[{n}]" for n in teams.matches[0].cells[0].citations
    )
    links = {child.attrs["href"] for token in tokens for child in token.children or () if child.type == "link_open"}
    assert {reference.url for reference in teams.references} <= links


def test_markdown_takes_no_text_for_markup(hostile):
    tokens = parsed(FORMATS["md"].write(hostile))
    kinds = {child.type for token in tokens for child in token.children or ()}
    assert kinds <= {"text", "text_special", "strong_open", "strong_close", "link_open", "link_close"}
    assert not {token.type for token in tokens} & {"html_block", "code_block", "fence", "hr"}
    links = {child.attrs["href"] for token in tokens for child in token.children or () if child.type == "link_open"}
    assert links == {"https://x.org/%3Ca%3E%7Cb%60c", hostile.matches[0].links[1].text}
    assert HOSTILE in plain(tokens, "heading_open")
    assert HOSTILE in plain(tokens, "td_open")
    assert "titre" not in plain(tokens, "heading_open")


def rows_of(content, separator):
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=separator))


@pytest.mark.parametrize(("language", "separator"), [("fr", ";"), ("en", ",")])
def test_csv_has_a_row_for_every_entry(catalogue, language, separator):
    dossier = ask("Alternatives to Teams, Europe, SAML", catalogue, language)
    rows = rows_of(FORMATS["csv"].write(dossier), separator)
    entries = [*dossier.matches, *dossier.near_misses, *dossier.not_documented]
    assert len({len(row) for row in rows}) == 1
    assert [row[1] for row in rows[1:]] == [entry.name for entry in entries]
    assert [row[2] for row in rows[1:]] == [
        *(sheet.cells[0].text for sheet in dossier.matches),
        *(aside.values[0] for aside in (*dossier.near_misses, *dossier.not_documented)),
    ]
    assert all("snapshot-1" in row and DATE.isoformat() in row for row in rows[1:])


def test_csv_holds_no_formula(hostile):
    header, row = rows_of(FORMATS["csv"].write(hostile), ";")
    assert not [cell for cell in row if re.match(r"\s*[=+\-@\t\r]", cell)]
    assert row[1] == f"'{HOSTILE}"
    assert row[header.index("Licence")].startswith("'-MIT")
    assert row[header.index("Produits remplacés")].startswith("'+1")
    assert row[header.index("Éditeur et pays")].startswith("'@")
    assert len(row) == len(header)


def opened(content):
    return Document(io.BytesIO(content))


def texts_of(row):
    return [paragraph.text_recursive for paragraph in row.get_elements("table:table-cell/text:p")]


def headings_of(document):
    headings = document.body.get_elements("text:h")
    return [(int(heading.get_attribute("text:outline-level")), heading.text_recursive) for heading in headings]


def test_odt_is_a_sound_package(teams):
    with zipfile.ZipFile(io.BytesIO(FORMATS["odt"].write(teams))) as package:
        first = package.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert package.read("mimetype") == b"application/vnd.oasis.opendocument.text"
        manifest = package.read("META-INF/manifest.xml").decode()
        listed = {path for path in re.findall(r'full-path="([^"]+)"', manifest) if not path.endswith("/")}
        assert listed == set(package.namelist()) - {"mimetype", "META-INF/manifest.xml"} - {
            name for name in package.namelist() if name.endswith("/")
        }
        content, styles = package.read("content.xml").decode(), package.read("styles.xml").decode()
    used = set(re.findall(r'(?:text|table|style):(?:style-name|master-page-name|page-layout-name)="([^"]+)"', content))
    defined = set(re.findall(r'style:name="([^"]+)"', content + styles))
    assert used and used <= defined


@pytest.mark.parametrize(("language", "locale"), [("fr", "fr-FR"), ("en", "en-GB")])
def test_odt_has_real_headings_a_language_and_a_table_whose_header_repeats(catalogue, language, locale):
    dossier = ask(TEAMS, catalogue, language)
    document = opened(FORMATS["odt"].write(dossier))
    assert document.language == locale
    assert document.meta.subject == dossier.question
    levels = headings_of(document)
    assert [text for level, text in levels if level == 2] == [sheet.name for sheet in dossier.matches]
    assert len([text for level, text in levels if level == 1]) >= 5
    (table,) = document.body.tables
    (head,) = table.get_elements("table:table-header-rows/table:table-row")
    assert len(head.get_elements("table:table-cell")) == COLUMNS
    rows = table.get_elements("table:table-row")
    assert len(rows) == len(dossier.matches)
    for row, sheet in zip(rows, dossier.matches, strict=True):
        cells = texts_of(row)
        assert cells[0] == sheet.name
        assert [text.split(" [")[0] for text in cells[1:-1]] == [cell.text for cell in sheet.cells]


def test_odt_turns_the_page_for_the_table_and_back(teams):
    document = opened(FORMATS["odt"].write(teams))
    styles = [
        heading.get_attribute("text:style-name")
        for heading in document.body.get_elements("text:h[@text:outline-level=1]")
    ]
    assert styles[2:4] == ["Landscape_20_heading", "Portrait_20_heading"]
    pages = {name: document.get_style("master-page", name) for name in ("Standard", "Landscape")}
    layouts = {name: page.get_attribute("style:page-layout-name") for name, page in pages.items()}
    assert layouts == {"Standard": "Portrait", "Landscape": "Landscape"}


def test_odt_takes_no_text_for_markup(hostile):
    document = opened(FORMATS["odt"].write(hostile))
    assert [text for level, text in headings_of(document) if level == 2] == [HOSTILE]
    (table,) = document.body.tables
    (row,) = table.get_elements("table:table-row")
    assert texts_of(row)[0] == HOSTILE
    assert not document.body.get_elements("//text:note | //text:script | //draw:frame")
    links = {link.get_attribute("xlink:href") for link in document.body.get_elements("//text:a")}
    assert links == {"https://x.org/<a>|b`c", hostile.matches[0].links[1].text}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_catalogue_can_be_written_in_every_format(catalogue, language):
    dossier = whole(catalogue, language)
    assert len(rows_of(FORMATS["csv"].write(dossier), ";" if language == "fr" else ",")) == 1 + len(catalogue.entries)
    tokens = parsed(FORMATS["md"].write(dossier))
    assert len(plain(tokens, "td_open")) == COLUMNS * len(catalogue.entries)
    (table,) = opened(FORMATS["odt"].write(dossier)).body.tables
    assert len(table.get_elements("table:table-row")) == len(catalogue.entries)


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


@pytest.fixture
def client(assistant, tmp_path):
    settings = Settings(home=tmp_path)
    live = LiveAssistant(settings, open_assistant=lambda _: assistant, read_snapshot=lambda _: assistant.snapshot)
    with TestClient(create_app(live, settings)) as client:
        live.get()
        yield client


def test_the_api_gives_json_by_default(client, catalogue):
    response = client.get("/v1/dossier", params={"q": TEAMS})
    assert response.headers["content-type"] == "application/json"
    today = datetime.date.today().isoformat()
    assert response.json() == to_json(ask(TEAMS, catalogue)) | {"date": today}


@pytest.mark.parametrize(
    ("ending", "media_type", "start"),
    [
        ("md", "text/markdown; charset=utf-8", b"# Dossier de comparaison"),
        ("csv", "text/csv; charset=utf-8; header=present", b"\xef\xbb\xbfStatut;Solution;"),
        ("odt", "application/vnd.oasis.opendocument.text", b"PK"),
    ],
)
def test_the_api_gives_files(client, ending, media_type, start):
    response = client.get("/v1/dossier", params={"q": TEAMS, "format": ending, "language": "fr"})
    assert response.status_code == 200
    assert response.headers["content-type"] == media_type
    assert response.headers["content-language"] == "fr"
    name = f"eurocommons-dossier-{datetime.date.today().isoformat()}.{ending}"
    assert response.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert response.content.startswith(start)


@pytest.mark.parametrize(
    ("language", "example"), [("fr", "Que prendre à la place de Teams"), ("en", "What can replace")]
)
def test_the_api_says_what_to_ask_instead(client, language, example):
    response = client.get("/v1/dossier", params={"q": OFF_TOPIC}, headers={"accept-language": language})
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["type"] == "urn:eurocommons:problem:no-dossier"
    assert OFF_TOPIC in problem["detail"] and example in problem["detail"] and " / " not in problem["detail"]


@pytest.mark.parametrize(
    ("params", "kind"),
    [
        ({}, "invalid-request"),
        ({"q": ""}, "invalid-request"),
        ({"q": "?"}, "question-refused"),
        ({"q": TEAMS, "format": "pdf"}, "invalid-request"),
        ({"q": TEAMS, "language": "de"}, "invalid-request"),
        ({"q": "Teams " * 4_000}, "question-too-long"),
    ],
)
def test_the_api_refuses_what_is_wrong(client, params, kind):
    response = client.get("/v1/dossier", params=params)
    assert response.status_code == 422
    assert response.json()["type"] == f"urn:eurocommons:problem:{kind}"


def test_the_api_describes_the_files(client):
    content = client.get("/openapi.json").json()["paths"]["/v1/dossier"]["get"]["responses"]["200"]["content"]
    assert set(content) == {"application/json", *(one.media_type.split(";")[0] for one in FORMATS.values())}
    assert client.get("/docs").status_code == 200


@pytest.fixture
def command(monkeypatch, assistant, tmp_path):
    """Runs the command in an English locale, over the fake assistant, in an empty folder."""
    for key in ENVIRONMENT:  # main() sets them: monkeypatch takes them out again afterwards
        monkeypatch.setenv(key, "")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("EUROCOMMONS_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(cli_commands, "open_existing", lambda settings, texts: assistant)
    monkeypatch.chdir(tmp_path)
    return lambda *argv: main(["dossier", *argv])


def test_the_command_prints_markdown(command, capsys):
    assert command(TEAMS) == 0
    assert capsys.readouterr().out.startswith("# Dossier de comparaison\n")


@pytest.mark.parametrize("ending", [*FORMATS, "ODT"])
def test_the_command_writes_the_format_of_the_ending(command, capsys, tmp_path, ending):
    assert command(TEAMS, "-o", f"teams.{ending}", "--lang", "en") == 0
    shown = capsys.readouterr().out
    assert shown.startswith(f"teams.{ending} is written. ")
    content = (tmp_path / f"teams.{ending}").read_bytes()
    assert content.startswith({"md": b"# Comparison", "csv": b"\xef\xbb\xbfStatus,", "odt": b"PK"}[ending.lower()])


def test_the_command_prints_json_and_writes_the_file_too(command, capsys, tmp_path):
    assert command(TEAMS, "-o", "teams.csv", "--json") == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["file"] == "teams.csv"
    assert printed["matches"] and printed["references"] and printed["snapshot"] == "snapshot-1"
    assert (tmp_path / "teams.csv").exists()


def test_the_command_replaces_a_file_only_when_told_to(command, capsys, tmp_path):
    kept = tmp_path / "teams.md"
    kept.write_text("mine")
    assert command(TEAMS, "-o", "teams.md") == 2
    assert "--force" in capsys.readouterr().err
    assert kept.read_text() == "mine"
    assert command(TEAMS, "-o", "teams.md", "--force") == 0
    assert kept.read_text(encoding="utf-8").startswith("# Dossier")


@pytest.mark.parametrize(
    ("out", "said"),
    [("teams.pdf", ".odt"), ("teams", ".odt"), ("nowhere/teams.odt", "nowhere"), ("folder.md", "is a folder")],
)
def test_the_command_refuses_a_file_that_it_cannot_write(command, capsys, tmp_path, monkeypatch, out, said):
    (tmp_path / "folder.md").mkdir()
    monkeypatch.setattr(cli_commands, "open_existing", lambda settings, texts: pytest.fail("the model was loaded"))
    assert command(TEAMS, "-o", out) == 2
    captured = capsys.readouterr()
    assert said in captured.err and not captured.out


def test_the_command_says_what_to_ask_instead(command, capsys, tmp_path):
    assert command(OFF_TOPIC, "-o", "x.odt") == 2
    assert "What can replace Teams" in capsys.readouterr().err
    assert not (tmp_path / "x.odt").exists()


def test_the_table_of_texts_has_no_word_that_nothing_uses():
    folder = Path(dossier_texts.__file__).parent
    used = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    table = yaml.safe_load((folder / "texts.yml").read_text(encoding="utf-8"))
    built = re.compile(r"(column|asked|notice|heading|near|silent)_|homepage|repository")
    form = re.compile(r"_(none|one|many)$")
    assert [key for key in table if not built.match(key) and f'"{form.sub("", key)}"' not in used] == []
