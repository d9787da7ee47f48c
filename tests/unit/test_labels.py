from dataclasses import replace

import pytest

from assistant.verification.checker import Claim, Quote
from evals import labels

CLAIM = Claim("L'éditeur est suisse.", "fr", (Quote("The vendor is Swiss.", "en", "Vendor"),))


@pytest.fixture
def read(tmp_path, monkeypatch):
    """A way to write the readers' file."""

    def write(*found: tuple[Claim, str]) -> None:
        lines = [f"{labels.key_of(claim)}\t{letters}\n" for claim, letters in found]
        (tmp_path / "labels.tsv").write_text("".join(lines), encoding="utf-8")

    monkeypatch.setattr(labels, "FILE", tmp_path / "labels.tsv")
    labels._labels.cache_clear()
    yield write
    labels._labels.cache_clear()


@pytest.mark.parametrize(("letters", "supported"), [("S", True), ("SS", True), ("SD", False), ("UU", False)])
def test_a_claim_is_supported_where_each_of_its_readers_found_it(read, letters, supported):
    read((CLAIM, letters))
    assert labels.is_supported(CLAIM) is supported


def test_what_nobody_read_is_not_known(read):
    read((CLAIM, "S"))
    assert labels.is_supported(replace(CLAIM, text="L'éditeur est belge.")) is None


def test_the_same_sentence_beside_another_quote_is_another_claim(read):
    read((CLAIM, "S"))
    assert labels.is_supported(replace(CLAIM, quotes=(Quote("The vendor is Belgian.", "en", "Vendor"),))) is None


def test_what_is_said_word_for_word_needs_no_reader(read):
    read()
    assert labels.is_supported(Claim("The vendor is Swiss.", "en", CLAIM.quotes)) is True


def test_every_line_of_the_file_is_a_key_and_letters():
    found = [line.split("\t") for line in labels.FILE.read_text(encoding="utf-8").splitlines()]
    assert found
    assert len({key for key, _ in found}) == len(found)
    assert all(len(key) == 12 and int(key, 16) >= 0 and set(letters) <= set("SUD") for key, letters in found)
