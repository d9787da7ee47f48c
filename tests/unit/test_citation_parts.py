"""What is said of a sentence in part passes where it holds, and not where it turns what the sentence says."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from assistant.verification.checker import CitationChecker, Claim, Quote
from ingest.embedding.encoder import load_encoder

TOLD = yaml.safe_load((Path(__file__).parent.parent / "data/citation_parts.yml").read_text("utf-8"))


@pytest.fixture(scope="module")
def checker(tmp_path_factory):
    return CitationChecker(load_encoder(tmp_path_factory.mktemp("model")))


@pytest.mark.model
@pytest.mark.parametrize("case", [pytest.param(case, id=case["told"]) for case in TOLD])
def test_a_part_of_a_sentence_holds_or_is_refused_for_its_reason(case, checker):
    holds, refused = case.get("holds", []), case.get("refused", [])
    quotes = (Quote(case["told"], case["in"]),)
    verdicts = checker.check([Claim(text, case["in"], quotes) for text in (*holds, *(text for _, text in refused))])
    missed = [text for text, verdict in zip(holds, verdicts, strict=False) if not verdict.supported]
    passed = [
        (why, text, verdict.reasons)
        for (why, text), verdict in zip(refused, verdicts[len(holds) :], strict=True)
        if verdict.supported or why not in verdict.reasons
    ]
    assert (missed, passed) == ([], [])


def test_there_are_parts_in_both_languages():
    assert {case["in"] for case in TOLD} == {"fr", "en"}
    assert sum(len(case.get("holds", [])) for case in TOLD) > 80
    assert sum(len(case.get("refused", [])) for case in TOLD) > 150
