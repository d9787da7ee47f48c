"""What is kept of a turn: the question as asked and as understood, its subject, and the whole answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from assistant.catalogue.constraints import Constraints, Product
from assistant.records import Answer, Citation, Dropped, Sentence, Verification

_PRODUCTS = ("replaces", "homonyms")


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and its answer.

    ``standalone`` is the question that was searched, in words that need no turn before it; empty where nothing was
    asked (a greeting, a follow-up of nothing).  ``subject`` is what a later « il » or "it" stands for in a question on
    the documents.
    """

    answer: Answer
    standalone: str = ""
    subject: str = ""

    @property
    def constraints(self) -> Constraints:
        return constraints_from(self.answer.constraints)

    @property
    def matches(self) -> tuple[str, ...]:
        """Ids of the entries found, in the order shown."""
        return tuple(str(match["id"]) for match in self.answer.matches)

    @property
    def seen(self) -> frozenset[str]:
        """The passages cited."""
        return frozenset(citation.chunk_id for citation in self.answer.citations)


def constraints_from(values: Mapping[str, Any]) -> Constraints:
    """Read the JSON of ``Constraints.to_json`` back; a session may be older than the programme, hence known names
    alone.
    """
    known = {field.name for field in fields(Constraints)}
    kept = {name: _tupled(value) for name, value in values.items() if name in known and name not in _PRODUCTS}
    kept |= {name: _products(values.get(name, ())) for name in _PRODUCTS}
    return Constraints(**kept)


def _products(values: Iterable[Mapping[str, Any]]) -> tuple[Product, ...]:
    return tuple(Product(str(one["label"]), tuple(one["targets"])) for one in values)


def answer_from(values: Mapping[str, Any]) -> Answer:
    """Read the JSON of an answer back."""
    known = {field.name for field in fields(Answer)}
    kept = {name: value for name, value in values.items() if name in known}
    lists = ("matches", "near_misses", "not_documented", "follow_ups")
    kept |= {name: tuple(kept[name]) for name in lists if name in kept}
    kept["sentences"] = tuple(Sentence(one["text"], tuple(one["citations"])) for one in kept.get("sentences", ()))
    kept["citations"] = tuple(Citation(**one) for one in kept.get("citations", ()))
    kept["verification"] = _verification_from(kept.get("verification", {}))
    return Answer(**kept)


def _verification_from(values: Mapping[str, Any]) -> Verification:
    dropped = (Dropped(one["text"], one["why"], tuple(one["missing"])) for one in values.get("dropped", ()))
    return Verification(**{**values, "dropped": tuple(dropped)})


def _tupled(value: Any) -> Any:
    return tuple(map(_tupled, value)) if isinstance(value, list) else value
