"""The table of translations is well made, and finds a word by its translation, however it is inflected."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import product

import pytest
import yaml
from fake_encoder import FakeEncoder

from assistant.translations.table import INFLECTIONS, TABLE, concepts_in, read_terms, rows
from assistant.verification.crossed import rank
from assistant.verification.meaning import embed
from assistant.verification.words import content_words, held
from ingest.lexical import fold
from ingest.word_lists import word_list


def test_every_line_has_terms_of_both_languages():
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert len(lines) >= 6000
    for line in lines:
        french, english = line.split(" | ")
        for side in (french, english):
            terms = side.split(", ")
            assert all(term and term == term.strip() for term in terms), line
            assert len(set(terms)) == len(terms), line


def test_every_line_says_something_that_the_others_do_not():
    pairs = Counter(pair for french, english in rows() for pair in product(french, english))
    told = [line for line in rows() if all(pairs[pair] > 1 for pair in product(*line))]
    assert told == []


def test_no_accent_is_left_out_and_apostrophes_are_curved():
    spellings = defaultdict(set)
    for word in word_list("fr"):
        spellings[fold(word)].add(word)
    words = {word.lower() for french, _ in rows() for term in french for word in re.findall(r"[^\W\d_]+", term)}
    assert [word for word in sorted(words) if word.isascii() and word not in spellings.get(word, {word})] == []
    assert [term for french, _ in rows() for term in french if "'" in term] == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_dictionary_form_of_an_inflection_is_in_the_table(language):
    table = yaml.safe_load(INFLECTIONS.read_text("utf-8"))[language]
    assert [word for word in table if not concepts_in(word, language)] == []
    assert all(isinstance(forms, str) and forms for forms in table.values())


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("gère", "managed"),
        ("légères", "lighter"),
        ("écrivent", "wrote"),
        ("écrit", "writing"),
        ("dédiée", "dedicated"),
        ("fixent", "set"),
        ("lieux", "places"),
        ("active", "enable"),
        ("plus petites", "smaller"),
        ("logiciels libres", "free software"),
        ("logiciels libres", "open-source"),
        ("mises à jour", "updated"),
        ("mise en œuvre", "implemented"),
        ("selon", "according to"),
        ("au moins", "at least"),
        ("couleurs", "color"),
        ("organisée", "organized"),
        ("aujourd’hui", "nowadays"),
        ("hébergée", "hosts"),
        ("allemande", "German"),
        ("nous nous rendons compte", "we realise"),
        ("en raison du prix", "due to its price"),
        ("l’aide d’un outil", "using a tool"),
        ("goulots d’étranglement", "bottlenecks"),
        ("prend en compte", "takes into account"),
    ],
)
def test_a_term_and_its_translation_share_a_line(french, english):
    assert concepts_in(french, "fr") & concepts_in(english, "en")


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("acheter", "sell"),
        ("avant", "after"),
        ("augmente", "decreases"),
        ("premier", "last"),
        ("interdit", "allowed"),
        ("les agents", "over there"),
        ("gagner", "lose"),
        ("avant tout", "afterwards"),
    ],
)
def test_contraries_do_not_translate_each_other(french, english):
    assert not concepts_in(french, "fr") & concepts_in(english, "en")


def test_a_term_of_several_words_is_found_where_it_stands():
    text = "La mise à jour est gratuite."
    assert "mise à jour" in [text[term.start : term.end] for term in read_terms(text, "fr")]


def test_a_word_is_held_by_its_translation_alone():
    text = "La mairie délivre le permis chaque mardi."
    told = [("The town hall issues the licence every Tuesday.", "en")]
    assert all(held(content_words(text, "fr"), text, told, "fr"))
    told = [("The town hall issues the licence every Friday.", "en")]
    words = content_words(text, "fr")
    assert [word.folded for word, is_held in zip(words, held(words, text, told, "fr"), strict=True) if not is_held] == [
        "mardi"
    ]


CLAIM = "Foreman remplace Katello dans les écoles de la ville."
QUOTE = "The budget is voted in March. Foreman replaces Katello in the schools of the city. A clerk keeps the register."


def crossed(claim: str):
    [mine, theirs] = embed([(claim, "fr"), (QUOTE, "en")], FakeEncoder())
    return rank(mine, [theirs])[0]


def test_the_nearest_sentence_is_the_one_that_translates_the_claim():
    assert crossed(CLAIM).text == "Foreman replaces Katello in the schools of the city."


def test_a_name_between_other_words_is_in_its_place_or_takes_that_of_another():
    names = frozenset({"foreman", "katello"})
    straight, turned = crossed(CLAIM), crossed("Katello remplace Foreman dans les écoles de la ville.")
    assert straight.usurped(names, names) == 0 and straight.exchanged == 0 and straight.displaced == 0
    assert turned.exchanged > 0 and turned.displaced > 0
    assert turned.words[0].folded == "foreman" and turned.text[turned.words[0].start : turned.words[0].end] == "Foreman"


def test_a_name_that_stands_where_another_does_usurps_it():
    quote = "The city of Lyon pays the museum, and the library of Nantes lends the old books to the schools."
    claim = "La ville de Nantes paie le musée, et la bibliothèque de Lyon prête les vieux livres aux écoles."
    [mine, theirs] = embed([(claim, "fr"), (quote, "en")], FakeEncoder())
    names = frozenset({"lyon", "nantes"})
    assert rank(mine, [theirs])[0].usurped(names, names) == 2
