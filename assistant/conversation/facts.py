"""Follow-ups of a question about the catalogue: the constraints that they come to."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.constraints import Constraints, Intent
from assistant.catalogue.parsing import constraints_of
from assistant.catalogue.predicates import FACT_OF, criteria_of
from assistant.catalogue.reading import Reading
from assistant.conversation.merging import criteria_named, has_subject, merge, union_of, with_subject, without
from assistant.conversation.pointing import (
    MAX_COMPARED,
    SHOWN,
    Focus,
    asks_how,
    counted,
    names_ordinal,
    ordinals,
    other,
    pronouns,
    refers,
)
from assistant.conversation.words import Said, phrases, table

_CRITERIA = ("licence", "country", "governance", "deployment", "standard", "feature", "support", "steward")
_FIELD_OF = {
    "licence": "licences",
    "country": "countries",
    "governance": "governance",
    "deployment": "deployment",
    "standard": "standards",
    "feature": "features",
    "support": "support_in_europe",
}
MORE = ("features", "standards", "deployment", "organisations", "commercial_support_in_europe", "limits")
MAX_DETAILED = 3


def has_criteria(reading: Reading) -> bool:
    return bool(reading.of(*_CRITERIA))


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question after others: its words, what it asks by itself (``alone``), and what it may point to."""

    said: Said
    reading: Reading
    alone: Constraints
    last: Constraints
    focus: Focus
    catalogue: Catalogue


def go_on_in_facts(asked: FollowUp) -> Constraints | None:
    """What the follow-up asks of the catalogue; None where it asks the documents."""
    if any(map(asked.reading.cue, ("howto", "price", "programme"))) or asks_how(asked.said):
        return None
    moves = (_bare, _left_out, _dropped, _ordinal, _compared, _instead, _named, _sought, _told_of_them, _narrowed)
    return next((found for move in moves if (found := move(asked)) is not None), None)


def _bare(asked: FollowUp) -> Constraints | None:
    """« plus de détails », « pourquoi ? », « d'autres ? », « combien ? »"""
    last = asked.last
    if _is(asked.said, "others") and last.yes_no and last.entries:  # "can X replace Y?", "what else can?"
        wanted: Intent = "alternatives" if last.replaces else "list"
        sought = replace(last, intent=wanted, fact_field=None, more_facts=(), yes_no=False, entries=())
        return replace(sought, excluded_entries=last.entries)
    if _is(asked.said, "others") and asked.focus.criteria:
        shown = (*asked.focus.criteria.excluded_entries, *asked.focus.listed[: asked.focus.criteria.limit or SHOWN])
        return replace(
            asked.focus.criteria, excluded_entries=tuple(dict.fromkeys(shown)), intent=_listing(asked.focus.criteria)
        )
    if _is(asked.said, "count") and asked.focus.criteria:
        return replace(asked.focus.criteria, intent="count")
    if asked.said.only("both", "frame", "idle", "replacing") and (joined := _both_values(asked.focus)):
        return joined
    if _is(asked.said, "why"):
        return replace(last, limit=MAX_DETAILED) if last.intent in ("list", "alternatives") else None
    return (
        _more(asked.focus, last) if _is(asked.said, "more") and not names_ordinal(asked.said, asked.reading) else None
    )


def _more(focus: Focus, last: Constraints) -> Constraints | None:
    """The description, or after it the facts that it leaves out."""
    if not focus.entries:
        return None
    if last.intent == "describe":
        return Constraints("fact", fact_field=MORE[0], more_facts=MORE[1:], entries=focus.entries[:MAX_DETAILED])
    return Constraints("describe", entries=focus.entries[:MAX_DETAILED])


def _both_values(focus: Focus) -> Constraints | None:
    """« les deux » after « français », « plutôt allemand »: the values of the two last questions."""
    now, before = focus.criteria, focus.criteria_before
    return union_of(before, now) if now and before else None


def _left_out(asked: FollowUp) -> Constraints | None:
    """« ajoute Element », « enlève Mattermost » of what is compared; « sans Zulip » of a list."""
    named = {*asked.reading.values("entry"), *asked.reading.values("entry", negated=True)}
    contradicts = asked.said.opens("contradicting") and len(named) == 1
    removing = (
        contradicts
        or asked.said.opens("dropping")
        or asked.said.has("refusing")
        or asked.reading.values("entry", negated=True)
    )
    if not named or not removing or asked.reading.of(*(kind for kind in _CRITERIA if kind != "steward")):
        return None
    if len(asked.last.entries) > 1 and (left := tuple(one for one in asked.last.entries if one not in named)):
        return (
            replace(asked.last, entries=left)
            if asked.last.intent == "compare"
            else Constraints("compare", entries=left)
        )
    if asked.last.intent in ("list", "alternatives"):
        return replace(asked.last, excluded_entries=(*asked.last.excluded_entries, *named))
    return None


def _dropped(asked: FollowUp) -> Constraints | None:
    """« peu importe le pays », "any licence", « sans le support européen »."""
    before, said = asked.focus.criteria, asked.said
    if before is None:
        return None
    if before.support_in_europe and asked.reading.of("support") and said.has("refusing"):
        return without(before, frozenset({"support_in_europe"}))
    if said.has("indifferent") and (fields := _criteria_said(said) | _fields_named(asked.reading)):
        return without(before, fields)
    if not said.has("dropping"):
        return None
    values = _values_after(said, asked.reading)
    fields = values | (_criteria_after(said) - ({"all"} if values else set()))
    if not fields:
        return None
    named = {field: asked.reading.values(kind) for kind, field in _FIELD_OF.items() if field in values}
    left = without(before, fields, named)
    if values or not has_criteria(asked.reading):
        return left
    return merge(left, constraints_of(asked.reading, "list", asked.catalogue))  # "any country in Europe"


def _criteria_after(said: Said) -> frozenset[str]:
    """The criteria named within three words after a word that drops them."""
    starts = {end for _, end in said.places(phrases("dropping"))}
    return frozenset(
        name
        for name in table()["criteria"]
        for start, _ in said.places(phrases(f"criteria.{name}"))
        if any(0 <= start - end <= 3 for end in starts)
    )


def _criteria_said(said: Said) -> frozenset[str]:
    """The criteria named anywhere."""
    return frozenset(name for name in table()["criteria"] if said.has(f"criteria.{name}"))


def _fields_named(reading: Reading) -> frozenset[str]:
    return frozenset(_FIELD_OF[match.kind] for match in reading.matches if match.kind in _FIELD_OF)


def _values_after(said: Said, reading: Reading) -> frozenset[str]:
    """« enlève AGPL », "forget Germany": a criterion named by its value, after a verb alone."""
    verbs = [phrase for phrase in phrases("dropping") if phrase[0] not in ("any", "all", "tous", "toutes", "sans")]
    if not any(start == 0 for start, _ in said.places(verbs)) and not said.opens("openers"):
        return frozenset()
    if not any(True for _ in said.places(verbs)):
        return frozenset()
    return _fields_named(reading)


def _ordinal(asked: FollowUp) -> Constraints | None:
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
        return _compare(named, asked.reading, asked.catalogue)
    last = asked.last
    if (
        last.intent == "fact"
        and not asked.reading.of("field")
        and not has_criteria(asked.reading)
        and asked.said.opens("openers")
    ):
        return replace(last, entries=pointed)
    return _about(asked, pointed)


def _compared(asked: FollowUp) -> Constraints | None:
    """« compare-les », "compare it with GLPI"."""
    if not asked.said.has("compare"):
        return None
    named = asked.reading.values("entry")
    if len(named) > 1 or (asked.reading.of("product") and not named):
        return None
    before = (
        asked.focus.entries[:1]
        if named
        else (pronouns(asked.said, asked.focus) if counted(asked.said) else _several(asked.focus))
    )
    both = tuple(dict.fromkeys((*before, *named)))
    return _compare(both, asked.reading, asked.catalogue) if len(both) > 1 else None


def _instead(asked: FollowUp) -> Constraints | None:
    """« par quoi le remplacer ? », "any alternative?": what replaces the same products."""
    named = asked.reading.of("entry", "product", "topic", "domain")
    if not asked.said.has("instead") or named or len(asked.last.entries) != 1:
        return None
    new = constraints_of(asked.reading, "list", asked.catalogue)
    sought = replace(new, intent="alternatives", similar_to=asked.last.entries, words=())
    if not asked.said.closes("elided") or not asked.last.yes_no:
        return sought
    tested = replace(asked.last, fact_field=None, more_facts=(), yes_no=False, entries=())
    return merge(replace(tested, intent="alternatives", similar_to=asked.last.entries, words=()), new)


def _several(focus: Focus) -> tuple[str, ...]:
    return focus.entries if len(focus.entries) > 1 else focus.listed


def _compare(entries: tuple[str, ...], reading: Reading, catalogue: Catalogue) -> Constraints:
    asked = constraints_of(reading, "compare", catalogue)
    fields = [match.value for match in reading.of("field")]
    facts = tuple(dict.fromkeys(fields or [field for field in (asked.fact_field, *asked.more_facts) if field]))
    return Constraints(
        "compare", fact_field=next(iter(facts), None), more_facts=facts[1:], entries=entries[:MAX_COMPARED]
    )


def _named(asked: FollowUp) -> Constraints | None:
    """« et GLPI ? »: another solution in the same question."""
    named, last = asked.reading.values("entry"), asked.last
    if not named:
        return None
    if asked.said.opens("contradicting") and len(named) > 1 and last.intent in ("fact", "describe"):
        return replace(last, entries=named[1:])
    if len(last.entries) > 1 and asked.said.opens("adding") and not asked.reading.of("field", "product"):
        compared = last if last.intent == "compare" else Constraints("compare")
        return replace(compared, entries=tuple(dict.fromkeys((*last.entries, *named)))[:MAX_COMPARED])
    if asked.reading.of("field", "product", *_CRITERIA) or asked.alone.intent in ("alternatives", "compare", "list"):
        return asked.alone if asked.alone.intent != "none" else None
    if last.intent == "compare":
        return replace(last, entries=tuple(dict.fromkeys((*last.entries, *named)))[:MAX_COMPARED])
    if last.intent in ("fact", "describe"):
        return replace(last, entries=named)
    tested = replace(last, topics=(), domains=(), features=(), words=(), limit=None)
    if criteria_named(tested) or tested.replaces:
        tested = replace(tested, intent="fact", yes_no=True, entries=named, excluded_entries=(), similar_to=())
        return replace(tested, fact_field=_first_tested(tested))
    return Constraints("describe", entries=named)


def _first_tested(tested: Constraints) -> str:
    """The fact of the first criterion put to the test."""
    return FACT_OF[criteria_of(tested)[0].kind]


def _sought(asked: FollowUp) -> Constraints | None:
    """« et pour Zoom ? », « et une messagerie ? »: something else sought, under the same criteria."""
    new = constraints_of(asked.reading, "alternatives" if asked.reading.of("product") else "list", asked.catalogue)
    if not has_subject(new):
        return None
    last = asked.last
    if last.intent == "fact" and last.yes_no and last.replaces and new.replaces:
        return replace(last, replaces=new.replaces)
    if refers(asked.said, asked.reading) and asked.focus.entries:
        return _about(asked, pronouns(asked.said, asked.focus))
    if asked.focus.criteria is None and last.entries and asked.alone.intent == "none":
        return _about(asked, asked.focus.entries[:1])
    if asked.focus.criteria is None:
        return asked.alone if asked.alone.intent != "none" else new
    if asked.said.has("narrowing") and not new.replaces:
        return merge(replace(asked.focus.criteria, intent=_listing(asked.focus.criteria)), new)
    intent = new.intent if asked.focus.criteria.intent in ("list", "alternatives") else asked.focus.criteria.intent
    return replace(with_subject(asked.focus.criteria, new, adding=asked.said.has("adding")), intent=intent)


def _told_of_them(asked: FollowUp) -> Constraints | None:
    """« et sa licence ? », « est-il européen ? », "which of the two is French?": about entries already named."""
    last = asked.last
    if last.intent == "compare" and asked.said.has("narrowing") and asked.reading.of("field", *_CRITERIA):
        told = _about(asked, last.entries)  # « lequel est français ? » of those compared
        return replace(told, yes_no=has_criteria(asked.reading)) if told else None
    if not asked.focus.entries or (asked.said.has("narrowing") and asked.focus.criteria and not counted(asked.said)):
        return None
    about_entries = last.intent in ("fact", "describe", "compare") and not asked.said.has("replacing")
    if refers(asked.said, asked.reading):
        return _about(asked, pronouns(asked.said, asked.focus), describe=_asks_what(asked.said, asked.reading))
    if counted(asked.said):
        return _about(asked, pronouns(asked.said, asked.focus))
    if asked.reading.of("field") and not has_criteria(asked.reading):
        return _about(asked, asked.focus.entries[:SHOWN])
    if (
        has_criteria(asked.reading)
        and (about_entries or asked.focus.criteria is None)
        and not _refuses(asked.reading, asked.focus)
    ):
        return _about(asked, asked.focus.entries[:SHOWN])
    return None


def _refuses(reading: Reading, focus: Focus) -> bool:
    """« sans les américains » speaks of the list, even after a word on one of its entries."""
    return focus.criteria is not None and any(match.negated for match in reading.of(*_CRITERIA))


def _asks_what(said: Said, reading: Reading) -> bool:
    return said.has("describe") or not reading.unread


def _about(asked: FollowUp, entries: tuple[str, ...], *, describe: bool = True) -> Constraints | None:
    """The fact asked of the entries, or what they are where no fact is named; None where words say something else."""
    if not entries:
        return None
    found = constraints_of(asked.reading, "fact", asked.catalogue)
    tested = has_criteria(asked.reading)
    if found.fact_field and (tested or _owned(asked.reading) or not asked.said.has("describe")):
        yes_no = found.yes_no or (tested and bool(counted(asked.said)))
        return replace(found, entries=entries, yes_no=yes_no, words=())
    return Constraints("describe", entries=entries[:MAX_DETAILED]) if describe else None


def _owned(reading: Reading) -> bool:
    """« c'est quoi sa licence ? »: a fact with its possessive."""
    before = {reading.tokens[match.first - 1].folded for match in reading.of("field") if match.first}
    return bool(before & {"sa", "son", "ses", "leur", "leurs", "its", "their"})


def _narrowed(asked: FollowUp) -> Constraints | None:
    """« seulement ceux qui parlent Matrix », « et en Allemagne ? », « sans les américains »."""
    if asked.focus.criteria is None:
        return None
    new = constraints_of(asked.reading, "list", asked.catalogue)
    if not criteria_named(new) and new.limit is None:
        return None
    before = replace(asked.focus.criteria, intent=_listing(asked.focus.criteria))
    return merge(before, new, adding=asked.said.has("adding"), replacing=asked.said.has("replacing"))


def _listing(before: Constraints) -> Intent:
    """A count whose entries are asked for becomes their list."""
    if before.intent != "count":
        return before.intent
    return "alternatives" if before.replaces or before.similar_to else "list"


def _is(said: Said, cue: str) -> bool:
    """Whether the question is the cue and nothing else."""
    return said.has(cue) and said.only(cue, "frame", "idle", "singular", "plural", "questions")
