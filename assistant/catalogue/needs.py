"""A need by its value in constraints: one of the table's, or a function that is sought in its place."""

from __future__ import annotations

from functools import cache

from assistant.catalogue.table_words import feature_label
from assistant.catalogue.tables import Topic, topics


@cache
def need_of(value: str) -> Topic:
    """« un SIEM ou de l'analyse de journaux »: the second is no need of the table, and is sought as one."""
    known = topics().get(value)
    return known or Topic(value, feature_label(value), value, (), features=frozenset({value}))
