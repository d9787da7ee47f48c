"""Pages of the web: their main text, without menus and scripts."""

import pytest
from reader_files import DATA, bodies, read_one

from ingest.errors import ReadError


def test_html_keeps_the_main_text_with_its_sections() -> None:
    document = read_one("page.html")
    assert (document.title, document.language) == ("Rejoindre une coalition", "fr")
    assert (document.published, document.url) == ("2026-03-04", "https://example.org/rejoindre")
    assert bodies(document) == {
        (): "Toute organisation européenne peut rejoindre une coalition du programme.",
        ("Les étapes",): "- Écrire à l'équipe\n- par courriel\n- Signer la charte",
        ("Les étapes", "Dates"): "Mois | Lieu\nMars | Paris\n\nPremière ligne.\nSeconde ligne.",
    }


def test_html_title_is_the_main_texts_own() -> None:
    page = (DATA / "page.html").read_text().replace("<nav>", "<div><h1>Raccourcis clavier</h1></div><nav>")
    assert read_one("page.html", page).title == "Rejoindre une coalition"


@pytest.mark.parametrize("absent", ["Menu", "Accueil", "pied de page", "script text", "<", "javascript:"])
def test_html_drops_menus_scripts_and_footers(absent: str) -> None:
    assert absent not in read_one("page.html").text


@pytest.mark.parametrize(
    "canonical", ["javascript:alert(1)", "/relative", "https://elsewhere.example/x", "data:text/html,x"]
)
def test_html_canonical_address_must_be_of_the_same_site(canonical: str) -> None:
    page = (DATA / "page.html").read_text().replace("https://example.org/rejoindre", canonical)
    assert read_one("page.html", page, url="https://example.org/a").url == "https://example.org/a"


def test_html_in_a_declared_encoding() -> None:
    page = (DATA / "page.html").read_text().replace('charset="utf-8"', 'charset="iso-8859-1"')
    assert "européenne" in read_one("page.html", page.encode("latin-1")).text


def test_html_in_a_wrong_encoding_is_refused() -> None:
    with pytest.raises(ReadError, match="not UTF-8 text"):
        read_one("page.html", (DATA / "page.html").read_text().encode("latin-1"))


def test_html_without_text_is_refused() -> None:
    with pytest.raises(ReadError, match="no readable text"):
        read_one("app.html", "<html><body><div id='app'></div><script>x()</script></body></html>")


def test_deeply_nested_html_is_read_or_refused() -> None:
    page = f"<html><body>{'<div>' * 5000}<p>{'some words here ' * 30}</p></body></html>"
    try:
        assert "some words" in read_one("deep.html", page).text
    except ReadError as error:
        assert "no readable text" in str(error)
