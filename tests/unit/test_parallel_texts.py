"""Paragraphs in both languages are read out of pages, message catalogues and package descriptions."""

from __future__ import annotations

import bz2
import json
import lzma
import random
import struct

from evals.citation_pairs import KEYS
from evals.parallel_texts import main
from evals.scorer_pairs import examples, true_claims

ENGLISH = "The library lends its books to every inhabitant of the town, without a fee."
FRENCH = "La bibliothèque prête ses livres à tous les habitants de la ville, sans frais."


def page(heading: str, *paragraphs: str) -> str:
    return f"<html><body><h1>{heading}</h1>{''.join(f'<p>{each}</p>' for each in paragraphs)}</body></html>"


def catalogue(at, english: str, french: str) -> None:
    """A compiled gettext catalogue of one message, and its header."""
    texts = [(b"", b"Content-Type: text/plain; charset=UTF-8\n"), (english.encode(), french.encode())]
    start = 28 + 16 * len(texts)
    tables, data = [b"", b""], b""
    for side in (0, 1):
        for pair in texts:
            tables[side] += struct.pack("<II", len(pair[side]), start + len(data))
            data += pair[side] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(texts), 28, 28 + 8 * len(texts), 0, 0)
    at.write_bytes(head + b"".join(tables) + data)


def record(language: str, title: str, text: str) -> str:
    return f"Package: lend\nDescription-md5: 1f\nDescription-{language}: {title}\n {text}\n .\n  * a list\n"


def rows_of(tmp_path, *options: str) -> list[dict[str, str]]:
    out = tmp_path / "out.jsonl"
    assert main(["--out", str(out), *options]) == 0
    return [json.loads(line) for line in out.read_text("utf-8").splitlines()]


def test_pages_of_one_name_are_read_side_by_side(tmp_path):
    (tmp_path / "a.en.html").write_text(page("Lending", ENGLISH, "Short."))
    (tmp_path / "a.fr.html").write_text(page("Le prêt", FRENCH, "Court."))
    (tmp_path / "alone.html").write_text(page("Alone", ENGLISH))
    [row] = rows_of(tmp_path, "--pages", "manual", str(tmp_path), str(tmp_path))
    assert (row["text_en"], row["text_fr"], row["heading_fr"]) == (ENGLISH, FRENCH, "Le prêt")
    assert set(KEYS) <= row.keys()


def test_messages_and_descriptions_give_paragraphs_once(tmp_path):
    catalogue(tmp_path / "fr.mo", ENGLISH, FRENCH)
    with lzma.open(tmp_path / "en.xz", "wt") as file:
        file.write(record("en", "lends books", ENGLISH.replace("books", "films")))
    with bz2.open(tmp_path / "fr.bz2", "wt") as file:
        file.write(record("fr", "prête des livres", FRENCH.replace("livres", "films")))
    given = ["--messages", "program", str(tmp_path / "fr.mo")]
    found = rows_of(
        tmp_path, *given, *given, "--descriptions", "packages", *(str(tmp_path / n) for n in ("en.xz", "fr.bz2"))
    )
    assert [(row["family"], row["text_en"]) for row in found] == [
        ("program", ENGLISH),
        ("packages", ENGLISH.replace("books", "films")),
    ]
    assert found[1]["heading_en"] == "lends books"


def test_what_is_not_there_is_named(tmp_path, capsys):
    assert main(["--out", str(tmp_path / "o"), "--messages", "f", str(tmp_path / "absent.mo")]) == 2
    assert "absent.mo" in capsys.readouterr().err
    assert not (tmp_path / "o").exists()


def test_examples_are_true_sentences_and_changed_ones_whose_changes_are_known(tmp_path):
    (tmp_path / "a.en.html").write_text(page("Lending", ENGLISH, ENGLISH.replace("library", "museum")))
    (tmp_path / "a.fr.html").write_text(page("Le prêt", FRENCH, FRENCH.replace("La bibliothèque", "Le musée")))
    rows = rows_of(tmp_path, "--pages", "manual", str(tmp_path), str(tmp_path))
    claims = true_claims(rows, random.Random(1))
    found = list(examples(claims, random.Random(1)))
    told = {one.claim.text: one.source for one in claims["manual"]}
    assert len(told) == 4
    assert {one.pair.told for one in found} <= {*told, *told.values()}
    assert any(one.true and told.get(one.pair.claim) == one.pair.told for one in found)
    false = [one for one in found if not one.true]
    assert false
    assert all(one.pair.told not in (one.pair.claim, told.get(one.pair.claim)) for one in false)
    for one in false:
        for start, end in one.changed or ():
            assert 0 <= start < end <= len(one.pair.claim)
