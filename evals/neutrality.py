"""Whether a choice owes anything to an entry's place in the catalogue, or to its name.

The same question is put to the same assistant over a catalogue in another order, then over one in which entries of a
domain have exchanged their names.  What the entries are has not changed: the same must be chosen, in the same order.
(Counterfactual evaluation, after Huang et al. 2020, "Reducing Sentiment Bias in Language Models via Counterfactual
Evaluation", and Zheng et al. 2023, "Judging LLM-as-a-Judge", on the bias of order.)
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Mapping
from random import Random

from assistant.answer import Assistant
from assistant.catalogue.catalogue import Catalogue
from assistant.records import Answer
from ingest.catalogue.schema import CatalogueEntry

ORDER, NAMES = "neutrality_order", "neutrality_names"
CHOICES = ("list", "alternatives", "count")
# A question that names an entry, or its steward, is about a name.
_NAMED = ("entries", "similar_to", "excluded_entries", "stewards", "unknown_names")


def variants(assistant: Assistant, seed: int) -> dict[str, Assistant]:
    """The assistant over the shuffled catalogue and over the one with exchanged names, by the score they give."""
    return {
        ORDER: _over(assistant, shuffled(assistant.catalogue, seed)),
        NAMES: _over(assistant, renamed(assistant.catalogue, seed)),
    }


def shuffled(catalogue: Catalogue, seed: int) -> Catalogue:
    """The same entries in another order."""
    names = list(catalogue.entries)
    Random(seed).shuffle(names)  # noqa: S311 (no secret)
    return Catalogue({name: catalogue.entries[name] for name in names}, catalogue.pages)


def renamed(catalogue: Catalogue, seed: int) -> Catalogue:
    """The same entries, each with the name and the aliases of another one of its domain."""
    by_domain: dict[str, list[str]] = defaultdict(list)
    for name, entry in catalogue.entries.items():
        by_domain[entry.domain].append(name)
    changed: dict[str, CatalogueEntry] = {}
    for names in by_domain.values():
        Random(seed).shuffle(names)  # noqa: S311 (no secret)
        for name, other in zip(names, names[1:] + names[:1], strict=True):
            given = catalogue.entries[other]
            changed[name] = catalogue.entries[name].model_copy(update={"name": given.name, "aliases": given.aliases})
    return Catalogue({name: changed[name] for name in catalogue.entries}, catalogue.pages)


def is_choice(answer: Answer) -> bool:
    """Whether the answer chooses among entries that the question does not name."""
    asked = answer.constraints
    return asked.get("intent") in CHOICES and not any(asked.get(name) for name in _NAMED)


def is_same_choice(answer: Answer, other: Answer) -> float:
    """1 where both chose the same entries in the same order, else 0."""
    return float([match["id"] for match in answer.matches] == [match["id"] for match in other.matches])


def _over(assistant: Assistant, catalogue: Catalogue) -> Assistant:
    other = copy.copy(assistant)
    other.catalogue = catalogue
    return other


Variants = Mapping[str, Assistant]
