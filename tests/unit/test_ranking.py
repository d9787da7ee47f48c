"""The order of candidate passages."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from assistant.retrieval.cosines import Cosines
from assistant.retrieval.ranking import FEATURES, Candidates, Hit, diversify, score, shipped_weights


def _candidates(
    dense: Sequence[float],
    bm25: Sequence[float] | None = None,
    coverage: Sequence[float] | None = None,
    same: Sequence[bool] | None = None,
    uncentred: Sequence[float] | None = None,
    opening: Sequence[bool] | None = None,
) -> Candidates:
    count = len(dense)
    nothing = [0.0] * count
    cosines = np.array(dense, np.float32)
    # Before centring, cosines lie five times closer together.
    raw = cosines / 5 if uncentred is None else np.array(uncentred, np.float32)
    return Candidates(
        cosines=Cosines(cosines, cosines, raw, np.ones(count, np.float32)),
        bm25=np.array(bm25 or nothing, np.float32),
        coverage=np.array(coverage or nothing, np.float32),
        same_language=np.array(same if same is not None else [True] * count, bool),
        opening=np.array(opening if opening is not None else [False] * count, bool),
    )


def _order(candidates: Candidates) -> list[int]:
    return np.argsort(-score(candidates), kind="stable").tolist()


def test_meaning_decides_when_no_word_is_shared() -> None:
    assert _order(_candidates([0.3, 0.5, 0.4])) == [1, 2, 0]


def test_a_strong_lexical_vote_turns_a_close_race() -> None:
    assert _order(_candidates([0.50, 0.48, 0.2], bm25=[1, 9, 0], coverage=[0.1, 0.9, 0])) == [1, 0, 2]


def test_words_do_not_beat_a_far_better_meaning() -> None:
    assert _order(_candidates([0.8, 0.2], bm25=[0, 9], coverage=[0, 1])) == [0, 1]


def test_votes_do_not_promote_the_language_of_the_question() -> None:
    """All passages of the question's language share its words alike: that says nothing against the other language."""
    alike = _candidates(
        [0.50, 0.45, 0.44, 0.43],
        bm25=[0, 5, 5, 5],
        coverage=[0, 0.5, 0.5, 0.5],
        same=[False, True, True, True],
    )
    assert _order(alike)[0] == 0


def test_a_decisive_vote_still_wins_in_a_mixed_index() -> None:
    decisive = _candidates(
        [0.50, 0.48, 0.47, 0.46],
        bm25=[0, 9, 1, 1],
        coverage=[0, 1, 0.1, 0.1],
        same=[False, True, True, True],
    )
    assert _order(decisive)[0] == 1


def test_cosines_before_centring_do_not_promote_the_language_of_the_question() -> None:
    """They are higher within a language, right or wrong; what they say of passages of one language counts."""
    candidates = _candidates(
        [0.50, 0.49, 0.30, 0.30], uncentred=[0.80, 0.90, 0.78, 0.88], same=[False, True, False, True]
    )
    assert _order(candidates)[:2] == [0, 1]


def test_cosines_before_centring_turn_a_close_race() -> None:
    assert _order(_candidates([0.50, 0.49, 0.20], uncentred=[0.85, 0.88, 0.80])) == [1, 0, 2]


def test_the_passage_that_opens_a_section_comes_first_of_two_alike() -> None:
    assert _order(_candidates([0.50, 0.49, 0.20], opening=[False, True, True])) == [1, 0, 2]


def test_words_vote_within_the_other_language_too() -> None:
    assert _order(_candidates([0.50, 0.49, 0.48], bm25=[0, 2, 0], coverage=[0, 0.4, 0], same=[False] * 3))[0] == 1


def test_scores_by_words_are_not_compared_between_languages() -> None:
    """A French passage's score among the French says nothing against an English one's among the English."""
    low = _candidates([0.50, 0.49], bm25=[9, 3], same=[True, False])
    high = _candidates([0.50, 0.49], bm25=[9, 90], same=[True, False])
    assert score(low) == pytest.approx(score(high))


def test_scores_do_not_depend_on_the_order_of_the_candidates() -> None:
    generator = np.random.default_rng(1)
    values = generator.random((5, 30)).tolist()
    same = (generator.random(30) > 0.5).tolist()
    shuffled = generator.permutation(30)
    straight = score(_candidates(*values[:3], same=same))
    turned = score(
        _candidates(*[[row[at] for at in shuffled] for row in values[:3]], same=[same[at] for at in shuffled])
    )
    assert turned == pytest.approx(straight[shuffled])


def test_the_votes_weigh_the_same_beside_a_model_whose_cosines_lie_close_together() -> None:
    wide, bm25 = [0.60, 0.40, 0.30, 0.20, 0.10], [0.0, 9.0, 1.0, 0.0, 0.0]
    narrow = [0.8 + 0.1 * cosine for cosine in wide]
    scores = score(_candidates(narrow, bm25=bm25), calibrated=False)
    assert scores == pytest.approx(score(_candidates(wide, bm25=bm25), calibrated=False), abs=1e-4)


def test_another_model_s_cosines_weigh_as_much_as_the_bundled_model_s() -> None:
    cosines = [0.60, 0.50, 0.45, 0.35, 0.30]
    scores = score(_candidates(cosines), calibrated=False)
    assert float(scores.std()) == pytest.approx(shipped_weights().spread, rel=1e-3)


@pytest.mark.parametrize("calibrated", [True, False])
def test_no_candidates_have_no_scores(calibrated: bool) -> None:
    assert score(_candidates([]), calibrated).shape == (0,)


@pytest.mark.parametrize("calibrated", [True, False])
def test_one_candidate_has_a_finite_score(calibrated: bool) -> None:
    assert np.isfinite(score(_candidates([0.4], bm25=[3], coverage=[1]), calibrated)).all()


def test_the_shipped_weights_are_small_votes_beside_meaning() -> None:
    weights = dict(zip(FEATURES, shipped_weights().features, strict=True))
    assert weights["meaning"] > 0.5
    assert weights["uncentred"] > 0
    assert all(0 < weights[name] < 0.5 for name in ("bm25", "coverage", "opening"))


def test_a_translation_gives_way_to_the_question_s_language() -> None:
    hits = [Hit("a", "en", 0.60), Hit("b", "en", 0.58), Hit("a", "fr", 0.57), Hit("c", "en", 0.5)]
    assert diversify(hits, "fr") == [2, 1, 3, 0]


def test_a_translation_stays_when_its_twin_is_not_about_the_question() -> None:
    hits = [Hit("a", "en", 0.60), Hit("b", "en", 0.58), Hit("a", "fr", 0.10)]
    assert diversify(hits, "fr") == [0, 1, 2]


def test_each_passage_pairs_with_one_of_its_translation_s() -> None:
    hits = [Hit("a", "en", 0.60), Hit("a", "en", 0.59), Hit("a", "fr", 0.58)]
    assert diversify(hits, "fr")[:2] in ([2, 0], [2, 1])


def test_vectors_tell_which_passages_translate_each_other() -> None:
    first, second = np.eye(2, dtype=np.float32)
    hits = [Hit("a", "en", 0.60), Hit("a", "fr", 0.59), Hit("a", "fr", 0.55)]
    assert diversify(hits, "fr", np.array([first, second, first])) == [2, 1, 0]


def test_another_section_in_the_other_language_keeps_its_place() -> None:
    hits = [Hit("a", "en", 0.60), Hit("a", "fr", 0.59)]
    assert diversify(hits, "fr", np.eye(2, dtype=np.float32)) == [0, 1]


def test_one_document_does_not_fill_the_list() -> None:
    hits = [Hit("a", "fr", 0.60 - 0.0001 * at) for at in range(6)] + [Hit("b", "fr", 0.597)]
    assert diversify(hits, "fr", per_document=3)[:4] == [0, 1, 2, 6]


def test_better_passages_of_one_document_stay_first() -> None:
    hits = [Hit("a", "fr", 0.60 - 0.001 * at) for at in range(5)] + [Hit("b", "fr", 0.5)]
    assert diversify(hits, "fr", per_document=3) == [0, 1, 2, 3, 4, 5]


def test_every_hit_is_kept_once() -> None:
    generator = np.random.default_rng(2)
    hits = [Hit(f"d{at % 4}", "fr" if at % 3 else "en", float(generator.random())) for at in range(40)]
    assert sorted(diversify(hits, "en")) == list(range(40))
    assert diversify([], "fr") == []
