"""True pairs of the corpus are true: a sentence stands beside what translates it."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest

from evals import citation_check
from evals.citation_pairs import FAMILIES, pairs_of, parallel
from evals.corruptions import KINDS
from evals.paraphrases import paraphrases_of
from evals.told import Sentence
from ingest.reference import CORPUS, reference


def test_a_definition_of_the_glossary_stands_beside_the_same_term_in_the_other_language():
    definitions = {(term.definition_fr, term.definition_en) for term in reference().glossary}
    texts = {text: pair for pair in definitions for text in pair}
    found = 0
    for one in FAMILIES["corpus"](Path(), CORPUS):
        quote = one.claim.quotes[0].text
        if quote in texts:
            found += 1
            assert any(one.claim.text in text for text in texts[quote])
    assert found >= 400


@pytest.mark.parametrize(
    ("text", "language", "kind", "said"),
    [
        (
            "When it is ready, the town signs the contract.",
            "en",
            "reordered",
            "The town signs the contract when it is ready.",
        ),
        (
            "Depuis 2024, la commune publie ses marchés.",
            "fr",
            "reordered",
            "La commune publie ses marchés depuis 2024.",
        ),
        ("The portal does not list closed files.", "en", "contracted", "The portal doesn't list closed files."),
        (
            "The United States signed several treaties.",
            "en",
            "reworded",
            "The United States signed a number of treaties.",
        ),
        ("Le groupe réunit 7 communes.", "fr", "spelt", "Le groupe réunit sept communes."),
        ("Un véhicule neuf et deux vélos.", "fr", "spelt", "Un véhicule neuf et 2 vélos."),
        ("The town, which has a port, signs.", "en", "compressed", "The town signs."),
    ],
)
def test_a_sentence_is_said_in_other_words(text, language, kind, said):
    assert dict(paraphrases_of(text, language))[kind] == said


def sentence(text, told, language="en", source="", names=(), others=()) -> Sentence:
    return Sentence(text, language, told, names, others, told, source)


def corrupted(kind, *arguments, **named) -> set[str | None]:
    return {KINDS[kind](sentence(*arguments, **named), random.Random(seed)) for seed in range(20)}


def test_members_of_a_list_do_not_change_places_and_others_do():
    listed = "The map tool reads OpenLayers, Leaflet and CesiumJS."
    assert corrupted("role", listed, listed) == {None}
    told = "In the end Nextcloud replaces Teams everywhere."
    assert corrupted("role", told, told) == {"In the end Teams replaces Nextcloud everywhere."}
    named = "The water cycle, also known as the hydrological cycle, never stops."
    assert corrupted("nouns", named, named) == {None}
    related = "The vendor of the town keeps a project whose code is open."
    assert None not in corrupted("nouns", related, related)
    assert corrupted("repeated", named, named) == {None}
    assert corrupted("repeated", related, related) == {"The vendor of the town keeps a town whose code is open."}


def test_what_belongs_to_something_takes_its_place_but_not_that_of_most_of_it():
    for language, text, changed in (
        ("en", "The order of the domains is free.", "The domains is free."),
        ("fr", "L'ordre du tableau est libre.", "Le tableau est libre."),
        ("fr", "La liste de l'article est libre.", "L'article est libre."),
    ):
        assert corrupted("head", text, text, language) == {changed}
    for language, text in (("en", "Most of the domains are free."), ("fr", "La plupart des domaines sont libres.")):
        assert corrupted("head", text, text, language) == {None}


@pytest.mark.parametrize(
    ("source", "changes"),
    [("Les contrôles doivent être faits.", False), ("Les contrôles seraient utiles.", True)],
)
def test_must_for_should_is_a_change_only_where_the_other_language_does_not_say_must(source, changes):
    made = corrupted("modality", "The controls should be made.", "The controls should be made.", source=source)
    assert made == ({"The controls must be made."} if changes else {None})


def test_a_future_for_a_present_is_a_change_only_without_a_condition():
    plain, open_ = "The page is open.", "If the page is open, they can read it."
    assert corrupted("tense", plain, plain) == {"The page will be open."}
    assert "If the page will be open, they can read it." not in corrupted("tense", open_, open_)


def test_a_name_is_exchanged_for_no_other_form_of_itself():
    told = "Les vers de Rimbaud, dit Arthur Rimbaud, ou des Rimbauds, ont plu à Paul Verlaine."
    made = corrupted("name_nearby", "Les vers de Rimbaud ont plu.", told, "fr")
    assert made == {"Les vers de Paul Verlaine ont plu."}


def test_a_name_of_the_passage_is_one_that_its_own_language_has():
    text, source = "La présidence du Conseil publie le rapport.", "The presidency of the Council sends it to Lisbon."
    told = f"{text} Elle l'envoie à Lisbonne."
    one = Sentence(text, "fr", source, (), (), told, source)
    made = {KINDS["name_nearby"](one, random.Random(seed)) for seed in range(20)}
    assert made == {"La présidence du Lisbonne publie le rapport."}


def test_what_is_denied_or_restricted_is_not_denied_again():
    assert corrupted("negation_in", "The tool has no vendor.", "The tool has no vendor.") == {None}
    assert corrupted("negation_in", "It must only be used here.", "It must only be used here.") == {None}
    assert corrupted("negation_in", "The tool has a vendor.", "The tool has a vendor.") == {
        "The tool has not a vendor."
    }


def test_what_is_added_is_not_in_the_evidence():
    told = "The fine is paid by the driver within thirty days of the letter."
    others = ["It is paid by the driver within thirty days."]
    assert corrupted("added", "The fine is paid.", told, others=others) == {None}
    assert corrupted("added", "The fine is paid.", "The fine is paid.", others=others) != {None}


def test_texts_of_ones_own_in_both_languages_are_read(tmp_path):
    row = {"pair": "guide", "heading_fr": "Accès", "heading_en": "Access"}
    row |= {"text_fr": "Le portail est ouvert aux communes.", "text_en": "The portal is open to the towns."}
    path = tmp_path / "guide.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    pairs = pairs_of("parallel", tmp_path, CORPUS, read=parallel(str(path)))
    assert {pair.claim.text for pair in pairs if pair.true and not pair.reworded} == {row["text_fr"], row["text_en"]}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "there is no such file"),
        ('{"pair": "guide"}', "line 1 lacks heading_fr, heading_en, text_fr, text_en"),
        ("[1]", "line 1 lacks pair"),
        ("not json", "line 1 is no JSON"),
    ],
)
def test_what_is_wrong_with_texts_of_ones_own_is_said(tmp_path, capsys, content, said):
    path = tmp_path / "own.jsonl"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    assert citation_check.main(["--parallel", str(path)]) == 2
    assert f"own.jsonl: {said}" in capsys.readouterr().err


def test_a_sentence_that_is_announced_is_made_false_in_what_it_says(tmp_path):
    french = [
        "Le fichier est lisible et la commune est prête.",
        "Un prestataire est payé pour chaque nouvelle version.",
    ]
    english = ["The file is readable and the town is ready.", "A contractor is paid for each new version."]
    rows = [
        {"id": str(at), "question_fr": "?", "question_en": "?", "answer_fr": "\n\n".join(french), "answer_en": told}
        for at, told in enumerate(["\n\n".join(english)] * 3)
    ]
    folder = tmp_path / "python_faq_fr_en"
    folder.mkdir()
    (folder / "faq_dev.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    framed = [
        pair.claim.text
        for pair in pairs_of("python_faq", tmp_path, CORPUS)
        if not pair.true and re.search(r"précisé|indique|said|states|document|page|text", pair.claim.text)
    ]
    assert framed
    assert not any(re.match(r"Il (?:sera|n'est)|It (?:will|is not)|The document will", text) for text in framed)
