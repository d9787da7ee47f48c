"""The adapted encoder reads pairs as one text, learns beside a model that stays as it is, and keeps what it learned."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from fake_encoder import FakeEncoder
from safetensors.torch import load_file
from tiny_bert import tiny_bert

from assistant.verification.adapted_encoder import CLAIM, MARK, PADDING, TOLD, AdaptedEncoder, tokens_of
from assistant.verification.checker import CitationChecker, Claim, Quote
from assistant.verification.pair_scorer import WEIGHTS, PairScorer, load_pair_scorer
from assistant.verification.side_by_side import PLAIN, SAID, UNKNOWN, UNSAID, SideBySide, side_by_side
from evals.scorer_pairs import Example
from evals.train_pair_scorer import prepared, train
from ingest.embedding.low_rank import LOWER

PAIRS = [
    side_by_side((claim, "fr"), (told, "en"))
    for claim, told in [("le chat dort", "the cat sleeps"), ("un chien", "a dog that sleeps on the roof of the house")]
]


def _pair(claim, told="x", claim_words=(), told_words=()):
    return SideBySide(claim, told, claim_words, told_words)


def test_each_token_is_known_to_be_of_the_claim_of_the_told_text_or_of_neither():
    tokenizer, _ = tiny_bert()
    ids, segments, *_ = tokens_of(tokenizer, [_pair("ab", "c"), _pair("a", "b")], 128)
    assert segments.tolist() == [[MARK, CLAIM, CLAIM, MARK, TOLD, MARK], [MARK, CLAIM, MARK, TOLD, MARK, PADDING]]
    assert ids.shape == segments.shape


def test_each_token_has_the_state_of_its_word():
    tokenizer, _ = tiny_bert()
    pair = _pair("ab cd e", "fg h", ((0, 2, SAID), (6, 7, UNSAID)), ((0, 2, UNKNOWN),))
    _, _, words, _ = tokens_of(tokenizer, [pair], 128)
    assert words.tolist() == [
        [PLAIN, SAID, SAID, PLAIN, PLAIN, UNSAID, PLAIN, UNKNOWN, UNKNOWN, PLAIN, PLAIN],
    ]


@pytest.mark.parametrize(
    ("claim", "told", "states"),
    [
        (("La ville prête des livres.", "fr"), ("The town lends books.", "en"), [SAID, SAID, SAID]),
        (("La ville vend des livres.", "fr"), ("The town lends books.", "en"), [SAID, UNSAID, SAID]),
        (("La ville zizague.", "fr"), ("The town lends books.", "en"), [SAID, UNKNOWN]),
        (("The town lent a book.", "en"), ("The town lends books.", "en"), [SAID, UNKNOWN, SAID]),
    ],
)
def test_a_word_is_marked_by_what_the_other_text_says(claim, told, states):
    assert [state for *_, state in side_by_side(claim, told).claim_words] == states


def test_nothing_learned_is_the_model_as_it_is():
    tokenizer, bert = tiny_bert()
    model = AdaptedEncoder(bert)
    ids, segments, words, _ = tokens_of(tokenizer, PAIRS[:1], 128)
    with torch.inference_mode():
        whole = bert(input_ids=ids).last_hidden_state
        expected = model.token(model.norm(whole)).squeeze(-1)
        assert torch.allclose(model(ids, segments, words)[1], expected, atol=1e-5)


def test_a_pair_scores_the_same_alone_and_beside_a_longer_one():
    tokenizer, bert = tiny_bert()
    model = AdaptedEncoder(bert)
    together = model.score(tokenizer, PAIRS, 128)
    assert together == pytest.approx([model.score(tokenizer, [pair], 128)[0] for pair in PAIRS], abs=1e-5)


def test_what_was_learned_is_kept_and_the_model_stays_as_it_is(tmp_path):
    tokenizer, bert = tiny_bert()
    before = {name: each.clone() for name, each in bert.state_dict().items()}
    words = ("chat", "chien", "mur", "toit", "nid")
    same = [Example("f", _pair(word, word), "true", ()) for word in words]
    other = [Example("f", _pair(f"{word} faux", word), "word", ((len(word) + 1, len(word) + 5),)) for word in words]
    tokens = list(prepared([*same, *other] * 10, tokenizer))
    model = AdaptedEncoder(bert)
    train(model, tokens, tokens[:10], 1.0, tmp_path / "learned.safetensors")
    read = AdaptedEncoder(bert).load(tmp_path / "learned.safetensors")
    pairs = [one.pair for one in (*same, *other)]
    model.eval()
    assert read.score(tokenizer, pairs, 128) == pytest.approx(model.score(tokenizer, pairs, 128), abs=0.02)
    assert all(each.detach().any() for name, each in read.learned().items() if name.endswith(".up"))
    assert all(torch.equal(before[name], each) for name, each in bert.state_dict().items())


def test_the_tokens_that_were_changed_are_told():
    tokenizer, _ = tiny_bert()
    [whole, changed, elsewhere] = prepared(
        [
            Example("f", _pair("ab cd"), "true", ()),
            Example("f", _pair("ab cd"), "word", ((3, 5),)),
            Example("f", _pair("ab cd"), "other_passage", None),
        ],
        tokenizer,
    )
    assert whole.new[whole.segments == CLAIM].tolist() == [0, 0, 0, 0]
    assert changed.new[changed.segments == CLAIM].tolist() == [0, 0, 1, 1]
    assert set(changed.new[changed.segments != CLAIM]) == set(elsewhere.new) == {-1}


def test_another_embedding_model_has_no_scorer():
    assert load_pair_scorer(FakeEncoder()) is None


def test_the_weights_are_of_this_architecture():
    rows = load_file(WEIGHTS)
    assert {name.split(".")[1] for name in rows if name.startswith("layers.")} == {str(n) for n in range(12 - LOWER)}
    assert all(np.isfinite(each.float().numpy()).all() for each in rows.values())


@pytest.mark.model
def test_a_translation_is_told_from_what_says_something_else(tmp_path):
    from ingest.embedding.encoder import load_encoder

    encoder = load_encoder(tmp_path)
    told = "The library lends books to every inhabitant of the town."
    claims = [
        "La bibliothèque prête des livres à chaque habitant de la ville.",
        "La bibliothèque ne prête aucun livre aux habitants de la ville.",
        "Le musée ouvre ses portes le dimanche.",
    ]
    scorer = load_pair_scorer(encoder)
    assert isinstance(scorer, PairScorer)
    right, *wrong = scorer.logits([side_by_side((claim, "fr"), (told, "en")) for claim in claims])
    assert right > max(wrong)
    [verdict] = CitationChecker(encoder).check([Claim(claims[0], "fr", (Quote(told, "en"),))])
    assert verdict.supported
