"""What a question wants of the catalogue, judged from what it names and how it asks."""

from __future__ import annotations

from assistant.catalogue.aggregates import grouping_of
from assistant.catalogue.asked_facts import field_of_each
from assistant.catalogue.beside import (
    asks_a_contact,
    asks_a_notion,
    asks_how_licences_mix,
    asks_if_a_body_uses,
    asks_its_users,
    asks_no_thing,
    asks_of_a_law,
    asks_of_the_assistant,
    asks_the_programmes_choice,
    asks_what_a_standard_is,
    asks_who_backs,
    asks_who_uses,
    asks_whom_to_trust,
    is_about_the_programme,
)
from assistant.catalogue.constraints import Intent
from assistant.catalogue.contrasts import contrast_of
from assistant.catalogue.entry_intents import intent_about_entries
from assistant.catalogue.leaving import product_left
from assistant.catalogue.manners import tests_a_property
from assistant.catalogue.need_intents import asks_when, intent_about_needs, intent_about_products
from assistant.catalogue.practice import asks_of_a_practice
from assistant.catalogue.reading import Reading
from assistant.catalogue.tables import vocabulary
from assistant.catalogue.untold_forms import asks_the_law

_ASKS_NO_FACT = (
    asks_the_programmes_choice,
    is_about_the_programme,
    asks_if_a_body_uses,
    asks_of_a_law,
    asks_who_backs,
    asks_the_law,
    asks_of_the_assistant,
    asks_how_licences_mix,
    asks_what_a_standard_is,
    asks_whom_to_trust,
)


_PURPOSE = frozenset({"pour", "afin", "to", "for"})


def intent_of(reading: Reading) -> Intent:
    """Return the intent; "none" leaves the question to the programme's documents."""
    if product_left(reading):
        return "none"
    if reading.of("product") and (reading.cue("destination") or _complains(reading) or _asks_behind_it(reading)):
        return "alternatives"
    if _asks_the_untold(reading):
        return "fact"
    if (
        any(map(reading.cue, ("price", "howto")))
        or asks_a_contact(reading)
        or (reading.cue("before") and not _asks_limits(reading))
    ):
        return "none"
    if any(asks(reading) for asks in _ASKS_NO_FACT):
        return "none"
    if divided := _divides(reading):
        return divided
    if reading.of("entry") and not all(match.negated for match in reading.of("entry")):
        return intent_about_entries(reading)
    if reading.of("topic") and field_of_each(reading):
        return "list"
    return _of_what_is_sought(reading)


def _of_what_is_sought(reading: Reading) -> Intent:
    if asks_a_notion(reading) or asks_who_uses(reading) or asks_of_a_practice(reading):
        return "none"
    if reading.of("product"):
        return intent_about_products(reading)
    return intent_about_needs(reading)


def _divides(reading: Reading) -> Intent | None:
    """Whether the entries are counted by a fact, or those of one kind against those of another."""
    if contrast_of(reading):
        return "count"
    if grouping_of(reading) and not reading.of("entry", "product"):
        return "none" if asks_its_users(reading) else "aggregate"
    return None


def _complains(reading: Reading) -> bool:
    """« Jira coûte trop cher, que prendre ? », not "is Jira too expensive?", whose price no fact tells."""
    asks = any(map(reading.cue, ("why", "before"))) or (reading.cue("wh") and asks_when(reading))
    return reading.cue("complaint") and not asks and not tests_a_property(reading)


def _asks_behind_it(reading: Reading) -> bool:
    """« Notre ministère utilise Oracle Database. Alternative ? »: the word alone, behind what is used."""
    return any(
        cue.value == "alternatives" and cue.first == cue.last and reading.tokens[cue.first].opens
        for product in reading.of("product")
        for cue in reading.of("cue")
        if cue.first == product.last + 1
    )


def _asks_the_untold(reading: Reading) -> bool:
    """« Combien coûte Nextcloud ? »: a fact of a named entry that the catalogue does not have."""
    named = reading.of("entry") and not any(match.negated for match in reading.of("entry"))
    if not named or not reading.of("untold") or reading.cue("programme"):
        return False
    if reading.of("product") and not {"performance", "instructions"} & {*reading.values("untold")}:
        return False
    return not any(map(reading.cue, ("why", "alternatives", "compare")))


def seeks_by_other_words(reading: Reading) -> bool:
    """« un logiciel pour poser des congés »: a solution is sought, in words that name no need, feature or product."""
    if not reading.unread or reading.of("entry", "product", "topic", "feature", "domain", "steward"):
        return False
    if any(map(reading.cue, ("price", "howto", "before", "why", "definition", "programme", "duty", "chosen", "count"))):
        return False
    if reading.tokens[0].folded in vocabulary()["exporting"]:  # « exporte le catalogue en CSV »
        return False
    if tests_a_property(reading) and not reading.cue("need"):  # « La Suite est-elle payante ? »
        return False
    if asks_no_thing(reading) or not _is_what_for(reading):
        return False
    return intent_of(reading) in ("none", "list")


def _is_what_for(reading: Reading) -> bool:
    """Whether the unread words tell what a solution is for: behind the word for it, or behind "for".

    « Un éditeur peut-il changer la licence de son logiciel ? » asks what one does with a solution.
    """
    nouns = [match.first for match in reading.of("cue") if match.value == "noun"]
    first = reading.unread[0]
    before = {token.folded for token in reading.tokens[max(0, first - 2) : first]}
    return bool(nouns) and (min(nouns) < first or bool(before & _PURPOSE))


def _asks_limits(reading: Reading) -> bool:
    """« Que faut-il savoir avant de choisir XWiki ? »"""
    return bool(reading.of("entry")) and "limits" in reading.values("field")
