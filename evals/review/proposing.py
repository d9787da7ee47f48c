"""The case that a person starts from: what an answer and the opinions about it let one guess."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any, get_args

from assistant.records import Answer
from evals.cases import FactName
from evals.catalogue.facts import facts, plain
from evals.review.candidates import Candidate
from ingest.records import LANGUAGES, Language

_ID_WORDS = 6
# Opinions after which what the answer cited is no guess at what it should cite.
_MISLED = frozenset({"wrong", "off_topic", "source"})
_GROUPS = {"compare": "comparisons", "fact": "catalogue-facts", "describe": "catalogue-facts", "none": None}
_SUFFIX = re.compile(rf"\.(?:{'|'.join(LANGUAGES)})$")


def proposed(candidate: Candidate, today: date) -> dict[str, Any]:
    """The keys of a case for the candidate.

    The status is what readers asked for: an answer where they disliked what they got, else what the assistant gave.
    Expectations are taken from the answer where nobody said that it was wrong; a person decides of each.
    """
    answer = candidate.answer
    status = answer.status if answer and "disliked" not in candidate.why else "answered"
    trusted = answer if answer and status != "abstained" and not _MISLED & set(candidate.reasons) else None
    item = {
        "id": case_id(candidate.question, candidate.language),
        "language": candidate.language,
        "group": _group(candidate, status),
        "domain": _domain(answer) if answer else None,
        "turns": [candidate.before] if candidate.before else [],
        "question": " ".join(candidate.question.split()),
        "status": status,
        **(_expectations(trusted) if trusted else {}),
        "added": today.isoformat(),
        "note": origin(candidate),
    }
    return {key: value for key, value in item.items() if value}


def case_id(question: str, language: Language) -> str:
    """An id that says what is asked: « Qui finance Exemplix ? » is "qui-finance-exemplix-fr"."""
    words = [re.sub(r"[^a-z0-9]", "", word) for word in plain(question)]
    return "-".join([*[word for word in words if word][:_ID_WORDS], language])


def origin(candidate: Candidate) -> str:
    """Where the case comes from, without what readers wrote."""
    said = f" ({', '.join(candidate.reasons)})" if candidate.reasons else ""
    return f"From use: asked {candidate.count}×; {', '.join(candidate.why)}{said}."


def _expectations(answer: Answer) -> dict[str, Any]:
    documents = dict.fromkeys(_SUFFIX.sub("", citation.document_id) for citation in answer.citations)
    return {"documents": list(documents)[:5], "typed_facts": _typed_facts(answer.constraints)}


def _typed_facts(constraints: Mapping[str, Any]) -> list[dict[str, str]]:
    asked = [constraints.get("fact_field"), *constraints.get("more_facts", ())]
    known = [entry for entry in constraints.get("entries", ()) if entry in facts().entries]
    return [{"entry": entry, "fact": fact} for entry in known for fact in asked if fact in get_args(FactName)]


def _group(candidate: Candidate, status: str) -> str | None:
    if candidate.before:
        return "follow-ups"
    if status == "abstained":
        return "unanswerable"
    intent = candidate.answer.constraints.get("intent", "none") if candidate.answer else "none"
    return _GROUPS.get(intent, "filters")


def _domain(answer: Answer) -> str | None:
    """The domain of most of the entries that the answer is about."""
    known = [facts().entries[name] for match in answer.matches if (name := str(match["id"])) in facts().entries]
    counts = Counter(str(entry["domain"]) for entry in known)
    return counts.most_common(1)[0][0] if counts else None
