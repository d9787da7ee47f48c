"""Follow-ups on entries: by their place, by their name, by a pronoun."""

from __future__ import annotations

from dataclasses import replace

from assistant.catalogue.constraints import Constraints
from assistant.catalogue.predicates import FACT_OF, criteria_of, has_steward, verdict
from assistant.catalogue.reading import Reading
from assistant.catalogue.words import Match
from assistant.conversation.about import about
from assistant.conversation.comparisons import compare
from assistant.conversation.follow_up import CRITERIA, FollowUp, has_criteria
from assistant.conversation.merging import criteria_named, has_subject
from assistant.conversation.pointing import (
    LISTS,
    MAX_COMPARED,
    SHOWN,
    Focus,
    counted,
    names_ordinal,
    ordinals,
    other,
    pronouns,
    refers,
)
from assistant.conversation.words import Said


def point_by_place(asked: FollowUp) -> Constraints | None:
    """« le deuxième », « la licence du premier », "compare the first and the third"."""
    pointed = ordinals(asked.said, asked.focus.listed) if names_ordinal(asked.said, asked.reading) else ()
    if not pointed and asked.said.has("other"):
        pointed = other(asked.focus)
    if not pointed:
        return None
    named = (*pointed, *(entry for entry in asked.reading.values("entry") if entry not in pointed))
    if asked.said.has("compare") and len(named) == 1:
        named = (*named, *(entry for entry in asked.focus.entries if entry not in named))
    if asked.said.has("compare") and len(named) > 1:
        return compare(named, asked.reading, asked.catalogue)
    last = asked.last
    if (
        last.intent == "fact"
        and not asked.reading.of("field")
        and not has_criteria(asked.reading)
        and asked.said.opens("openers")
    ):
        return replace(last, entries=pointed)
    return about(asked, pointed)


def point_by_criterion(asked: FollowUp) -> Constraints | None:
    """« le français de la liste, qui l'édite ? », "the French one, who maintains it?": those of the list."""
    described = described_by(asked.reading)
    if not described or not asked.focus.listed:
        return None
    wanted = criteria_of(Constraints("list", countries=tuple(match.value for match in described)))
    listed = [asked.catalogue.entries[one] for one in asked.focus.listed if one in asked.catalogue.entries]
    found = tuple(entry.id for entry in listed if all(verdict(criterion, entry) for criterion in wanted))
    rest = tuple(match for match in asked.reading.matches if match not in described)
    return about(replace(asked, reading=replace(asked.reading, matches=rest)), found[:SHOWN])


def described_by(reading: Reading) -> list[Match]:
    """The criteria that stand for one of a list, of which a fact is asked."""
    if reading.of("entry", "product", "topic", "domain") or not reading.of("field"):
        return []
    return [match for match in reading.of("country") if _is_described_by(match, reading)]


def _is_described_by(match: Match, reading: Reading) -> bool:
    """Whether a criterion stands with its article for one of a list: « le français », "the French one"."""
    words = [token.folded for token in reading.tokens]
    before = words[match.first - 1] if match.first else ""
    after = reading.tokens[match.last + 1] if match.last + 1 < len(reading.tokens) else None
    pointed = {"celui", "celle", "ceux", "celles", "one", "ones"} & {*words[max(0, match.first - 3) : match.first]}
    if pointed and before in ("du", "de", "d", "des", "en", "au", "from", "in", "the"):
        return not match.negated
    if match.negated or after is None or before not in ("le", "la", "l", "les", "the"):
        return False
    return after.opens or after.folded in ("one", "ones", "de", "du", "parmi", "dans", "among", "in")


def name_another(asked: FollowUp) -> Constraints | None:
    """« et GLPI ? »: another solution in the same question."""
    named, last = asked.reading.values("entry"), asked.last
    if not named:
        return None
    if asked.said.opens("contradicting") and len(named) > 1 and last.intent in ("fact", "describe"):
        return replace(last, entries=named[1:])
    if len(last.entries) > 1 and asked.said.opens("adding") and not asked.reading.of("field", "product"):
        compared = last if last.intent == "compare" else Constraints("compare")
        return replace(compared, entries=tuple(dict.fromkeys((*last.entries, *named)))[:MAX_COMPARED])
    if asked.reading.of("field", "product", *CRITERIA) or asked.alone.intent in ("alternatives", "compare", "list"):
        return asked.alone if asked.alone.intent != "none" else None
    if last.intent == "compare":
        return replace(last, entries=tuple(dict.fromkeys((*last.entries, *named)))[:MAX_COMPARED])
    if last.intent in ("fact", "describe"):
        return replace(last, entries=named)
    if maker := _named_like_its_maker(asked):
        return replace(last, stewards=(maker,), limit=None)
    if last.fact_field:  # « et GLPI ? », after the weak points of a list
        return Constraints("fact", last.fact_field, entries=named)
    tested = replace(last, topics=(), domains=(), features=(), words=(), limit=None)
    if criteria_named(tested) or tested.replaces:
        tested = replace(tested, intent="fact", yes_no=True, entries=named, excluded_entries=(), similar_to=())
        return replace(tested, fact_field=_first_tested(tested))
    return Constraints("describe", entries=named)


def _named_like_its_maker(asked: FollowUp) -> str:
    """The maker that a solution's name means after what another one publishes (« et Element ? »); else ""."""
    if criteria_named(asked.last) != {"stewards"} or has_subject(asked.last):
        return ""
    match = asked.reading.of("entry")[0]
    said = " ".join(token.raw for token in asked.reading.tokens[match.first : match.last + 1])
    return said if any(has_steward(entry, said) for entry in asked.catalogue.entries.values()) else ""


def _first_tested(tested: Constraints) -> str:
    """The fact of the first criterion put to the test."""
    return FACT_OF[criteria_of(tested)[0].kind]


def tell_of_them(asked: FollowUp) -> Constraints | None:
    """« et sa licence ? », « est-il européen ? », "which of the two is French?": about entries already named."""
    last = asked.last
    among = _chosen_among(asked) if asked.said.has("narrowing") and asked.reading.of("field", *CRITERIA) else ()
    if among and last.intent == "compare" and asked.said.opens("restricting") and not has_criteria(asked.reading):
        return compare(among, asked.reading, asked.catalogue)
    if among:
        told = about(asked, among)
        return replace(told, yes_no=has_criteria(asked.reading)) if told else None
    if not asked.focus.entries or (asked.said.has("narrowing") and asked.focus.criteria and not counted(asked.said)):
        return None
    if asked.said.has("requiring") and asked.focus.criteria and last.intent in LISTS:
        return None
    about_entries = last.intent in ("fact", "describe", "compare") and not asked.said.has("replacing")
    if refers(asked.said, asked.reading):
        return about(asked, pronouns(asked.said, asked.focus), describe=_asks_what(asked.said, asked.reading))
    if counted(asked.said):
        return about(asked, pronouns(asked.said, asked.focus))
    if asked.reading.of("field") and not has_criteria(asked.reading):
        return about(asked, asked.focus.entries[:SHOWN])
    if (
        has_criteria(asked.reading)
        and (about_entries or asked.focus.criteria is None)
        and not _refuses(asked.reading, asked.focus)
    ):
        return about(asked, asked.focus.entries[:SHOWN])
    return None


def _chosen_among(asked: FollowUp) -> tuple[str, ...]:
    """« lequel est français ? »: those compared, or spoken of one after the other where no list was asked for."""
    if asked.last.intent == "compare":
        return asked.last.entries
    told = asked.last.intent in ("fact", "describe") and asked.focus.criteria is None
    return asked.focus.told if told and len(asked.focus.told) > 1 else ()


def _refuses(reading: Reading, focus: Focus) -> bool:
    """« sans les américains » speaks of the list, even after a word on one of its entries."""
    return focus.criteria is not None and any(match.negated for match in reading.of(*CRITERIA))


def _asks_what(said: Said, reading: Reading) -> bool:
    return said.has("describe") or not reading.unread
