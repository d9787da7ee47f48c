"""What a follow-up asks of entries already pointed to."""

from __future__ import annotations

from dataclasses import replace

from assistant.catalogue.constraints import Constraints
from assistant.catalogue.parsing import constraints_of
from assistant.catalogue.reading import Reading
from assistant.catalogue.untold import NEAREST
from assistant.catalogue.untold_forms import tests_a_language
from assistant.conversation.follow_up import MAX_DETAILED, FollowUp, has_criteria, listing
from assistant.conversation.pointing import LISTS, SHOWN, counted, names_ordinal, ordinals, pronouns, refers


def about(asked: FollowUp, entries: tuple[str, ...], *, describe: bool = True) -> Constraints | None:
    """The fact asked of the entries, or what they are where no fact is named; None where words say something else."""
    if not entries:
        return None
    found = constraints_of(asked.reading, "fact", asked.catalogue, entries)
    tested = has_criteria(asked.reading)
    if found.fact_field and (tested or _owned(asked.reading) or not asked.said.has("describe")):
        yes_no = found.yes_no or (tested and bool(counted(asked.said)))
        return replace(found, entries=entries, yes_no=yes_no, words=())
    return Constraints("describe", entries=entries[:MAX_DETAILED]) if describe else None


def untold_of_them(asked: FollowUp) -> Constraints | None:
    """« combien ça coûte ? », "is the first one certified?": what no fact tells of the entries spoken of."""
    sought = "requirements" not in asked.untold and asked.reading.of("topic", "domain")
    if not asked.untold or sought or asked.reading.of("entry", "product"):  # « quelle base de données utilise-t-il ? »
        return None
    entries = ordinals(asked.said, asked.focus.listed) if names_ordinal(asked.said, asked.reading) else ()
    criteria = asked.focus.criteria
    if criteria and asked.last.intent in LISTS and not entries and tests_a_language(asked.reading):
        return replace(
            criteria, intent=listing(criteria), untold=asked.untold
        )  # the list again, which it cannot narrow
    if not entries:
        pointed = refers(asked.said, asked.reading) or asked.said.has("plural")
        entries = pronouns(asked.said, asked.focus) if pointed else asked.focus.entries[:SHOWN]
    nearest = tuple(dict.fromkeys(field for kind in asked.untold for field in NEAREST[kind]))
    if not entries or not nearest:
        return None
    return Constraints("fact", nearest[0], nearest[1:], entries=entries, untold=asked.untold)


def _owned(reading: Reading) -> bool:
    """« c'est quoi sa licence ? »: a fact with its possessive."""
    before = {reading.tokens[match.first - 1].folded for match in reading.of("field") if match.first}
    return bool(before & {"sa", "son", "ses", "leur", "leurs", "its", "their"})
