"""Follow-ups that put entries side by side."""

from __future__ import annotations

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.constraints import Constraints
from assistant.catalogue.parsing import constraints_of
from assistant.catalogue.reading import Reading
from assistant.conversation.follow_up import FollowUp
from assistant.conversation.pointing import MAX_COMPARED, counted, pronouns, several


def compare_them(asked: FollowUp) -> Constraints | None:
    """« compare-les », "compare it with GLPI"."""
    if not asked.said.has("compare"):
        return None
    named = asked.reading.values("entry")
    if len(named) > 1 or (asked.reading.of("product") and not named):
        return None
    before = (
        asked.focus.entries[:1]
        if named
        else (pronouns(asked.said, asked.focus) if counted(asked.said) else several(asked.focus))
    )
    both = tuple(dict.fromkeys((*before, *named)))
    return compare(both, asked.reading, asked.catalogue) if len(both) > 1 else None


def compare(entries: tuple[str, ...], reading: Reading, catalogue: Catalogue) -> Constraints:
    asked = constraints_of(reading, "compare", catalogue)
    fields = [match.value for match in reading.of("field")]
    facts = tuple(dict.fromkeys(fields or [field for field in (asked.fact_field, *asked.more_facts) if field]))
    return Constraints(
        "compare", fact_field=next(iter(facts), None), more_facts=facts[1:], entries=entries[:MAX_COMPARED]
    )
