"""Follow-ups that seek something else, or the same more narrowly."""

from __future__ import annotations

from dataclasses import replace

from assistant.catalogue.constraints import Constraints
from assistant.catalogue.grouping import feature_group
from assistant.catalogue.parsing import constraints_of, read_question
from assistant.catalogue.words import fold
from assistant.conversation.about import about
from assistant.conversation.bare_cues import beyond_what_was_shown
from assistant.conversation.follow_up import FollowUp, listing
from assistant.conversation.merging import criteria_named, has_subject, merge, with_subject
from assistant.conversation.pointing import ARTICLES, pronouns, refers
from assistant.conversation.words import phrases


def seek_instead(asked: FollowUp) -> Constraints | None:
    """« par quoi le remplacer ? », "any alternative?": what replaces the same products."""
    named = asked.reading.of("entry", "product", "topic", "domain")
    if asked.said.has("replacing_it") and not named and asked.last.replaces and not asked.last.entries:
        return merge(asked.last, constraints_of(asked.reading, "list", asked.catalogue))
    if not asked.said.has("instead") or named or len(asked.last.entries) != 1:
        return None
    new = constraints_of(asked.reading, "list", asked.catalogue)
    sought = replace(new, intent="alternatives", similar_to=asked.last.entries, words=())
    if not asked.said.closes("elided") or not asked.last.yes_no:
        return sought
    tested = replace(asked.last, fact_field=None, more_facts=(), yes_no=False, entries=())
    return merge(replace(tested, intent="alternatives", similar_to=asked.last.entries, words=()), new)


def seek_another(asked: FollowUp) -> Constraints | None:
    """« et pour Zoom ? », « et une messagerie ? »: something else sought, under the same criteria."""
    new = constraints_of(asked.reading, "alternatives" if asked.reading.of("product") else "list", asked.catalogue)
    function = _function_alone(asked)
    new = function or new
    if (function or asked.said.has("something")) and new.features and not has_subject(new) and asked.focus.criteria:
        sought = with_subject(replace(asked.focus.criteria, features=()), new)
        return replace(sought, replaces=(), intent="list")
    if not has_subject(new):
        new = _of_a_maker(asked) or new
    if not has_subject(new):
        return None
    last = asked.last
    if last.intent == "fact" and last.yes_no and last.replaces and new.replaces:
        return replace(last, replaces=new.replaces)
    if asked.said.has("count") and new.domains and asked.focus.criteria and not new.replaces:
        # "how many of these are in security?"
        within = replace(asked.focus.criteria, intent="count", domains=new.domains)
        return merge(within, replace(new, intent="count"))
    if refers(asked.said, asked.reading) and asked.focus.entries:
        return about(asked, pronouns(asked.said, asked.focus))
    if asked.focus.criteria is None and last.entries and asked.alone.intent == "none":
        return about(asked, asked.focus.entries[:1])
    if asked.focus.criteria is None:
        return asked.alone if asked.alone.intent != "none" else new
    if asked.said.has("narrowing") and not new.replaces:
        within = _as_a_list(asked.focus.criteria)
        return merge(replace(within, domains=new.domains or within.domains), new)
    intent = new.intent if asked.focus.criteria.intent in ("list", "alternatives") else asked.focus.criteria.intent
    return replace(with_subject(asked.focus.criteria, new, adding=asked.said.has("adding")), intent=intent)


def _of_a_maker(asked: FollowUp) -> Constraints | None:
    """« et Adobe ? », after what replaces Cisco: a maker's products, which its name alone does not ask for."""
    start = len(asked.reading.tokens) - len(asked.said.words) + asked.said.opens("openers")
    words = [token.raw for token in asked.reading.tokens[start:] if token.folded not in ("for", "pour")]
    if asked.last.intent != "alternatives" or not asked.said.opens("openers") or len(words) != 1:
        return None
    found = read_question(f"replace {words[0]}", asked.catalogue)
    return constraints_of(found, "alternatives", asked.catalogue) if found.of("product") else None


def _as_a_list(before: Constraints) -> Constraints:
    """« lesquelles sont en virtualisation ? », after a breakdown or a count: the entries themselves."""
    if before.intent != "aggregate":
        return replace(before, intent=listing(before))
    return replace(before, intent="list", group_by="", extreme="")


def _function_alone(asked: FollowUp) -> Constraints | None:
    """« et pour la vidéo ? »: a word of every day that is a function of tools, and nothing else."""
    start = len(asked.reading.tokens) - len(asked.said.words) + (opened := asked.said.opens("openers"))
    words = [token.folded for token in asked.reading.tokens[start:] if token.folded not in ARTICLES]
    another = opened and asked.said.words[opened - 1] in ("pour", "for")
    if not another or len(words) != 1 or asked.reading.matches:
        return None
    found = constraints_of(read_question(f"{words[0]} tool", asked.catalogue), "list", asked.catalogue)
    return found if found.features else None


def narrow(asked: FollowUp) -> Constraints | None:
    """« seulement ceux qui parlent Matrix », « et en Allemagne ? », « combien sont français ? »."""
    if asked.focus.criteria is None:
        return None
    new = _without_makers(constraints_of(asked.reading, "list", asked.catalogue), asked)
    if asked.said.has("free") and asked.said.only("free", "openers", "correcting", "narrowing", "replacing", "idle"):
        new = replace(new, licences=("libre",))  # "no, I meant free software"
    if not criteria_named(new) and not new.audience and new.limit is None and "size" not in new.untold:
        return None
    before = asked.focus.criteria
    if asked.said.has("count"):
        before = replace(before, intent="count")
    elif before.intent != "aggregate" or asked.said.has("narrowing"):
        before = _as_a_list(before)
    found = merge(before, new, adding=asked.said.has("adding"), replacing=asked.said.has("replacing"))
    # "Other ones from Europe?", of a list from Europe.
    return beyond_what_was_shown(found, asked.focus) if asked.said.has("others") and found == before else found


def _without_makers(new: Constraints, asked: FollowUp) -> Constraints:
    """« sans Google » refuses its products, where no solution found has the function of that name."""
    entries = [asked.catalogue.entries[one] for one in asked.focus.listed if one in asked.catalogue.entries]
    for match in asked.reading.of("feature"):
        words = [token.raw for token in asked.reading.tokens[match.first : match.last + 1]]
        group = feature_group(match.value, asked.catalogue)
        held = any({*group} & {*(entry.features or ())} for entry in entries)
        if entries and not held and len(words) > 1 and (fold(words[0]),) in phrases("refusing"):
            kept = tuple(each for each in new.features if each != group)
            new = replace(new, features=kept, excluded_stewards=(*new.excluded_stewards, " ".join(words[1:])))
    return new
