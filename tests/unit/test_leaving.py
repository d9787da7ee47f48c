"""How to leave a product: told from what replaces it, and answered by its domain's page."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.catalogue.parsing import parse_constraints
from assistant.writing.leaving import _is_about, _nearest
from assistant.writing.sentences import CandidateSentence
from evals.catalogue.checking import built_in_catalogue
from ingest.records import Language

VECTOR = np.ones(1, np.float32)


@pytest.fixture(scope="module")
def catalogue():
    return built_in_catalogue()


@pytest.mark.parametrize(
    ("language", "question", "product"),
    [
        ("en", "any gotchas when we drop Zoom?", "Zoom"),
        ("en", "what do we have to think about before moving off Intune", "Microsoft Intune"),
        ("en", "lessons learned leaving Exchange?", "Microsoft Exchange"),
        ("fr", "qu'est-ce qui coince en général quand on lâche SharePoint ?", "SharePoint"),
        ("fr", "quels points de vigilance pour sortir de Splunk ?", "Splunk"),
        ("fr", "comment préparer la sortie de SAP ?", "SAP"),
    ],
)
def test_how_to_leave_a_product_seeks_no_solution(catalogue, language: Language, question, product):
    asked = parse_constraints(question, language, catalogue)
    assert (asked.intent, asked.leaving) == ("none", product)


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "Which tools replace Jira, and what are their risks?"),
        ("en", "replace Zoom"),
        ("fr", "par quoi remplacer Webex ?"),
        ("fr", "on quitte Okta, que prendre ?"),
        ("fr", "quels pièges si on passe de Teams à Element ?"),  # of Element too, which no domain's page tells
        ("en", "risks of migrating to Salesforce"),
    ],
)
def test_what_replaces_it_is_sought(catalogue, language: Language, question):
    assert parse_constraints(question, language, catalogue).leaving == ""


def sentence(text: str, passage: str, start: int, heading: str = "Page > Before migrating") -> CandidateSentence:
    return CandidateSentence(text, "en", VECTOR, passage, 1, 0.5, 0, start, "d", heading=heading)


def test_a_sentence_about_another_product_is_left_out():
    both = "Page > What makes Exchange and Teams hard to leave?"
    assert not _is_about(
        sentence("Dependence on Microsoft Teams comes from bundling.", "p", 0, both), "Microsoft Exchange"
    )
    assert _is_about(
        sentence("Dependence on Microsoft Exchange comes from Outlook.", "p", 0, both), "Microsoft Exchange"
    )
    assert _is_about(sentence("The team should test its backups.", "p", 0), "Microsoft Exchange")
    under = "Page > What should be settled before leaving Exchange?"
    assert _is_about(sentence("Keeping Outlook or not is the first decision.", "p", 0, under), "Microsoft Exchange")


def test_sections_are_said_whole_and_in_the_order_of_the_page():
    near = [sentence(f"near {n}", "near", 50 + n) for n in range(4)]
    long = [sentence(f"long {n}", "long", 20 + n) for n in range(5)]
    short = [sentence(f"short {n}", "short", 10 + n) for n in range(2)]
    assert _nearest([*near, *long, *short]) == [*short, *near]
