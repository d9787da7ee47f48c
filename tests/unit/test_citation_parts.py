"""What is said of a sentence in part passes where it holds, and not where it turns what the sentence says."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from assistant.verification.checker import CitationChecker, Claim, Quote
from ingest.embedding.encoder import load_encoder

CASES = [
    (case["in"], case.get("of", case["in"]), case["told"], text, why)
    for case in yaml.safe_load((Path(__file__).parent.parent / "data/citation_parts.yml").read_text("utf-8"))
    for why, text in [*(("", text) for text in case.get("holds", [])), *case.get("refused", [])]
]


@pytest.fixture(scope="module")
def checker(tmp_path_factory):
    return CitationChecker(load_encoder(tmp_path_factory.mktemp("model")))


@pytest.mark.model
@pytest.mark.parametrize("ways", [("fr", "fr"), ("en", "en"), ("en", "fr")])
def test_a_part_of_a_sentence_holds_or_is_refused_for_its_reason(ways, checker):
    cases = [case for case in CASES if case[:2] == ways]
    verdicts = checker.check([Claim(text, language, (Quote(told, of),)) for language, of, told, text, _ in cases])
    wrong = [
        (text, told, verdict)
        for (*_, told, text, why), verdict in zip(cases, verdicts, strict=True)
        if verdict.supported == bool(why) or (why and why not in verdict.reasons)
    ]
    assert wrong == []


def test_there_are_parts_that_hold_and_parts_that_do_not():
    assert sum(not why for *_, why in CASES) > 150
    assert sum(bool(why) for *_, why in CASES) > 200
