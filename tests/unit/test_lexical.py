"""Text to terms, and the lexical index."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ingest.errors import IndexMissing
from ingest.lexical import LexicalIndex, surface_terms, tokenise
from ingest.records import Language

CHUNKS: list[tuple[str, Language, str]] = [
    ("fr-1", "fr", "Les coalitions d'acheteurs financent des logiciels libres"),
    ("en-1", "en", "Buyer coalitions fund free software such as Nextcloud"),
    ("fr-2", "fr", "Nextcloud remplace Teams dans une administration"),
    ("fr-3", "fr", "L'administration publie un calendrier des logiciels"),
]


@pytest.mark.parametrize(
    ("text", "language", "same_as"),
    [
        ("l’hébergement", "fr", "hebergement"),
        ("L'HÉBERGEMENT", "fr", "l’hébergement"),
        ("jusqu'au logiciel", "fr", "logiciels"),
        ("qu'apporte-t-il", "fr", "apporter"),
        ("salarié·e·s", "fr", "salarié"),
        ("concerné(e)", "fr", "concerné"),
        ("the editor's licences", "en", "editor licence"),
        ("don't publish", "en", "publishing"),
        ("cœur", "fr", "coeur"),
        ("R.G.P.D.", "fr", "RGPD"),
        ("10 000 euros", "fr", "10000 euros"),
        ("10\u202f000 euros", "fr", "10,000 euros"),
        ("e-mail", "en", "email"),
        ("fine", "en", "fine"),
    ],
)
def test_spellings_of_one_word_give_the_same_terms(text: str, language: Language, same_as: str) -> None:
    assert tokenise(text, language) == tokenise(same_as, language) != []


@pytest.mark.parametrize(
    ("word", "other", "language"),
    [
        ("gouvernement", "gouvernance", "fr"),
        ("communs", "communes", "fr"),
        ("communs", "communications", "fr"),
        ("environ", "environnement", "fr"),
        ("governed", "government", "en"),
        ("import", "important", "en"),
        ("public", "publications", "en"),
    ],
)
def test_words_that_only_begin_alike_are_different_terms(word: str, other: str, language: Language) -> None:
    assert tokenise(word, language) != tokenise(other, language)


@pytest.mark.parametrize(
    ("word", "other", "language"),
    [
        ("gouvernement", "gouvernementale", "fr"),
        ("commune", "communes", "fr"),
        ("commun", "communs", "fr"),
        ("government", "governments", "en"),
    ],
)
def test_the_forms_of_a_word_that_is_kept_apart_are_one_term(word: str, other: str, language: Language) -> None:
    assert tokenise(word, language) == tokenise(other, language)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("le C++ moderne", "c++"),
        ("du C#, aussi", "c#"),
        ("Node.js.", "node.js"),
        ("(Node.js)", "js"),
        ("une page .NET", ".net"),
        ("Python 3.11", "3.11"),
        ("draw.io", "draw.io"),
        ("aujourd'hui", "aujourd'hui"),
        ("prud’hommes", "prud'homm"),
        ("S3", "s3"),
    ],
)
def test_names_keep_their_inner_signs(text: str, term: str) -> None:
    assert term in tokenise(text, "fr")


def test_a_sentence_without_a_space_after_its_full_stop_still_gives_its_words() -> None:
    assert {"logiciel", "libr"} <= set(tokenise("des logiciels.Libres", "fr"))


@pytest.mark.parametrize(
    ("text", "language"),
    [("Qu'est-ce que c'est ?", "fr"), ("Comment est-ce ?", "fr"), ("What is it about?", "en"), ("", "fr"), ("…", "en")],
)
def test_function_words_leave_no_term(text: str, language: Language) -> None:
    assert tokenise(text, language) == []


def test_surface_terms_are_the_same_for_a_name_in_both_languages() -> None:
    assert set(surface_terms("l'offre de Nextcloud en 2024")) & set(surface_terms("Nextcloud's 2024 offer")) == {
        "nextcloud",
        "2024",
    }


def test_surface_terms_leave_out_the_function_words_of_both_languages() -> None:
    assert surface_terms("the pour with avec or") == []


def test_search_keeps_to_the_language_and_orders_by_score() -> None:
    index = LexicalIndex.build(CHUNKS)
    hits = index.search("logiciel de l'administration", "fr", 10)
    assert index.chunk_ids[hits[0][0]] == "fr-3"
    assert {index.chunk_ids[row] for row, _ in hits} == {"fr-1", "fr-2", "fr-3"}
    assert [score for _, score in hits] == sorted((score for _, score in hits), reverse=True)


def test_search_obeys_the_mask_and_k() -> None:
    index = LexicalIndex.build(CHUNKS)
    assert [row for row, _ in index.search("logiciels", "fr", 10, np.array([True, True, True, False]))] == [0]
    assert len(index.search("logiciels administration", "fr", 1)) == 1


def test_a_query_without_known_terms_finds_nothing() -> None:
    index = LexicalIndex.build(CHUNKS)
    assert index.search("zzz", "fr", 5) == index.search("", "en", 5) == []
    assert not index.scores_of("le la les", "fr").any()


def test_scores_of_rows_are_those_of_the_search() -> None:
    index = LexicalIndex.build(CHUNKS)
    hits = index.search("logiciels libres", "fr", 10)
    assert index.scores_of("logiciels libres", "fr", [row for row, _ in hits]) == pytest.approx([s for _, s in hits])
    assert index.scores_of("logiciels libres", "fr", [1]).tolist() == [0.0]


def test_coverage_is_one_when_every_term_is_there_and_rare_terms_weigh_more() -> None:
    index = LexicalIndex.build(CHUNKS)
    assert index.coverage_of("calendrier des logiciels", "fr", [3])[0] == pytest.approx(1)
    rare, common = (
        index.coverage_of("calendrier des administrations", "fr", [3])[0],
        index.coverage_of("calendrier des administrations", "fr", [2])[0],
    )
    assert rare > 0.5 > common > 0


def test_a_term_that_no_chunk_holds_lowers_the_coverage() -> None:
    index = LexicalIndex.build(CHUNKS)
    assert index.coverage_of("calendrier zzz", "fr", [3])[0] < 0.6


def test_postings_of_several_terms_hold_them_all() -> None:
    index = LexicalIndex.build([("a", "fr", "logiciel libre"), ("b", "en", "free"), ("c", "fr", "entrée libre")])
    rows, scores = index.postings_of(["logiciel", "libr"], "fr")
    assert rows.tolist() == [0]
    assert scores[0] == pytest.approx(index.postings_of(["logiciel"], "fr")[1][0])
    assert [index.postings_of(terms, "fr")[0].tolist() for terms in (["libr"], ["zzz"], [])] == [[0, 2], [], []]


def test_kin_of_a_word_begin_as_it_does_in_either_language() -> None:
    index = LexicalIndex.build(
        [("a", "fr", "la gouvernance"), ("b", "en", "good governance"), ("c", "en", "governments"), ("d", "en", "cats")]
    )
    assert [index.kin_of(word).tolist() for word in ("gouvernance", "governing", "gov")] == [[0], [1, 2], []]


def test_idf_is_higher_for_rarer_terms_of_that_language() -> None:
    index = LexicalIndex.build(CHUNKS)
    absent, rare, common = (index.idf(term, "fr") for term in ("zzz", "calendri", "logiciel"))
    assert absent > rare > common > 0


def test_a_saved_index_gives_the_same_answers(tmp_path: Path) -> None:
    index = LexicalIndex.build(CHUNKS)
    index.save(tmp_path / "lexical")
    loaded = LexicalIndex.load(tmp_path / "lexical")
    assert loaded.chunk_ids == index.chunk_ids
    for language in ("fr", "en"):
        assert loaded.search("Nextcloud software logiciels", language, 5) == index.search(
            "Nextcloud software logiciels", language, 5
        )
    assert loaded.kin_of("nextcloud").tolist() == index.kin_of("nextcloud").tolist()


@pytest.mark.parametrize("chunks", [[], [("x", "fr", "")], [CHUNKS[1]]])
def test_an_index_without_chunks_of_a_language_finds_nothing_in_it(
    chunks: list[tuple[str, Language, str]], tmp_path: Path
) -> None:
    LexicalIndex.build(chunks).save(tmp_path)
    index = LexicalIndex.load(tmp_path)
    assert index.search("logiciels", "fr", 5) == []
    assert not index.coverage_of("logiciels", "fr").any()


def test_a_missing_index_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="eurocommons ingest"):
        LexicalIndex.load(tmp_path)
