"""Markdown and its front matter."""

import pytest
from reader_files import bodies, read_one

from ingest.errors import ReadError


def test_markdown_front_matter_fills_the_document() -> None:
    document = read_one("article.fr.md")
    assert (document.id, document.kind, document.language) == ("programme.fr", "article", "fr")
    assert (document.title, document.translation_of) == ("Le programme", "programme.en")
    assert (document.published, document.last_verified) == ("2026-07-01", "2026-09")
    assert (document.licence, document.url) == ("CC-BY-SA-4.0", "https://example.org/programme")
    assert (document.domains, document.gaps) == (("identity", "cloud"), True)


def test_markdown_text_is_readable_and_sectioned() -> None:
    document = read_one("article.fr.md")
    assert document.text.startswith(
        "Le programme\n\nUn texte d'introduction en gras, avec un lien et du code, sur deux"
    )
    assert bodies(document) == {
        (): "Un texte d'introduction en gras, avec un lien et du code, sur deux lignes.",
        ("Coalitions",): "- première\n- seconde\n- sous-point",
        ("Coalitions", "Calendrier"): "Date | Lieu\nmars | Paris\n\nmake check",
        ("Suite",): "Une citation.",
    }


def test_markdown_without_front_matter_takes_title_from_heading_and_language_from_name() -> None:
    document = read_one("guide.en.md", "# A guide\n\nText.\n")
    assert (document.title, document.language, document.id) == ("A guide", "en", "stem-1234")


def test_markdown_without_heading_takes_title_from_name() -> None:
    assert read_one("guide.md", "Text.\n").title == "guide"


def test_front_matter_title_may_differ_from_the_only_first_level_heading() -> None:
    document = read_one("a.md", "---\ntitle: Short\n---\n# A longer title\n\nText.\n\n## Part\n\nMore.\n")
    assert bodies(document) == {(): "Text.", ("Part",): "More."}


def test_several_first_level_headings_all_make_sections() -> None:
    document = read_one("a.md", "---\ntitle: Book\n---\n# One\n\na\n\n# Two\n\nb\n")
    assert bodies(document) == {("One",): "a", ("Two",): "b"}


def test_markdown_keeps_no_markup_that_could_render() -> None:
    text = read_one("hostile.md").text
    for markup in ("<", ">", "](", "javascript:", "tracker.example", "evil.example", "onerror", "alert", "hidden"):
        assert markup not in text
    assert "Click here or a picture now." in text
    assert "A reference and an autolink https://example.org/x." in text


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("id: 'Not An Id'", "'id' must be up to 100 characters of a-z"),
        ("id: 12", "'id'"),
        ("kind: page", "'kind' must be one of article, domain, catalogue, not 'page'"),
        ("language: de", "'language' must be one of fr, en, not 'de'"),
        ("title: [a]", "'title' must be text, not ['a']"),
        ("domains: cloud", "'domains' must be a list of domain ids, not 'cloud'"),
        ("gaps: 'yes'", "'gaps' must be true or false"),
        ("url: javascript:alert(1)", "'url' must be an http or https address"),
        ("url: 'https://user:pass@example.org'", "'url'"),
        ("published: soon", "'published' must be a date"),
        ("published: 2026-13-45", "not valid YAML"),
        ("title: !!python/object/apply:os.system ['true']", "not valid YAML"),
        ("title: 'open", "not valid YAML"),
        ("just words", "must be lines of 'key: value'"),
        ("title: " + "[" * 20_000, "not valid YAML"),
        ("filler: " + "x" * 70_000, "the limit is 65536"),
    ],
)
def test_front_matter_error_names_key_and_value(line: str, says: str) -> None:
    with pytest.raises(ReadError) as error:
        read_one("a.md", f"---\n{line}\n---\nText.\n")
    assert says in str(error.value)


def test_front_matter_aliases_do_not_blow_up_the_message() -> None:
    levels = "\n".join(f"  a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9))
    with pytest.raises(ReadError) as error:
        read_one("a.md", f"---\nx:\n  a0: &a0 [lol]\n{levels}\ntitle: *a8\n---\nText.\n")
    assert len(str(error.value)) < 500


def test_unknown_front_matter_keys_and_empty_front_matter_are_ignored() -> None:
    assert read_one("a.md", "---\nlayout: page\n---\nText.").text == "Text."
    assert read_one("a.md", "---\n---\nText.").text == "Text."


def test_markdown_of_front_matter_alone_is_empty() -> None:
    with pytest.raises(ReadError, match="the file is empty"):
        read_one("a.md", "---\ntitle: A\n---\n<!-- nothing -->\n")
