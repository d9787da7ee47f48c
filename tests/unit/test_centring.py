"""Vectors lose what only tells their language."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ingest.embedding import bundled, centring
from ingest.embedding.centring import Centring, for_model
from ingest.records import LANGUAGES

BUNDLED = bundled.IDENTITY
FRENCH, ENGLISH = np.array([1.0, 0.0, 0.0], np.float32), np.array([0.0, 1.0, 0.0], np.float32)
TOPIC = np.array([0.0, 0.0, 0.5], np.float32)
MEANS = Centring({("fr", "passage"): FRENCH, ("en", "passage"): ENGLISH})


def test_a_text_and_its_translation_come_together() -> None:
    centred = MEANS.centre(np.array([FRENCH + TOPIC, ENGLISH + TOPIC]), ["fr", "en"], "passage")
    assert centred == pytest.approx(np.array([[0, 0, 1], [0, 0, 1]]))


def test_one_language_may_stand_for_all() -> None:
    vectors = np.array([FRENCH + TOPIC, FRENCH - TOPIC])
    assert MEANS.centre(vectors, "fr", "passage") == pytest.approx(MEANS.centre(vectors, ["fr", "fr"], "passage"))


def test_sides_have_means_of_their_own() -> None:
    query = (FRENCH + TOPIC)[None]
    assert MEANS.centre(query, "fr", "query") == pytest.approx(query / np.linalg.norm(query))


def test_the_given_vectors_are_not_changed() -> None:
    vectors = np.array([FRENCH + TOPIC])
    MEANS.centre(vectors, "fr", "passage")
    assert vectors == pytest.approx(np.array([FRENCH + TOPIC]))


def test_a_vector_equal_to_the_mean_does_not_become_nan() -> None:
    assert np.isfinite(MEANS.centre(FRENCH[None], "fr", "passage")).all()


def test_no_vectors_stay_no_vectors() -> None:
    assert MEANS.centre(np.zeros((0, 3), np.float32), [], "passage").shape == (0, 3)


def test_what_centring_took_out_can_be_put_back() -> None:
    generator = np.random.default_rng(3)
    mean = generator.standard_normal(8).astype(np.float32)
    mean *= 0.9 / np.linalg.norm(mean)
    unit = generator.standard_normal((6, 8)).astype(np.float32) + 3 * mean
    unit /= np.linalg.norm(unit, axis=1, keepdims=True)
    means = Centring({("fr", "passage"): mean})
    centred = means.centre(unit, "fr", "passage")
    assert means.lengths(centred, "fr", "passage") == pytest.approx(np.linalg.norm(unit - mean, axis=1), abs=1e-5)
    assert means.uncentred_cosines(unit[0], centred, "fr", "passage") == pytest.approx(unit @ unit[0], abs=1e-5)


def test_without_a_mean_nothing_was_taken_out() -> None:
    vectors = np.eye(3, dtype=np.float32)
    assert Centring().lengths(vectors, "fr", "passage") == pytest.approx(np.ones(3))
    assert Centring().uncentred_cosines(vectors[0], vectors, "fr", "passage") == pytest.approx(vectors[0])


def test_another_model_is_left_alone() -> None:
    neutral = for_model("another-model")
    assert neutral == Centring()
    assert neutral.centre(2 * FRENCH[None], "fr", "query") == pytest.approx(FRENCH[None])


def test_the_bundled_model_has_means_for_each_language_and_side() -> None:
    shipped = for_model(BUNDLED)
    assert set(shipped.means) == {(language, side) for language in LANGUAGES for side in ("query", "passage")}
    assert all(mean.shape == (384,) and 0 < np.linalg.norm(mean) < 1 for mean in shipped.means.values())
    languages_apart = shipped.means["fr", "passage"] - shipped.means["en", "passage"]
    assert np.linalg.norm(languages_apart) > 0.05


def test_what_is_saved_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    means = {(language, side): FRENCH for language in LANGUAGES for side in centring.SIDES}
    centring.save(tmp_path / "constants.npz", "a-model", Centring(means))
    monkeypatch.setattr(centring, "DATA", tmp_path / "constants.npz")
    read = centring.for_model.__wrapped__("a-model")
    assert read.means["en", "query"] == pytest.approx(FRENCH)
