"""Follow-ups that leave out: an entry, a criterion."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from assistant.catalogue.constraints import Constraints
from assistant.catalogue.parsing import constraints_of, read_question
from assistant.catalogue.reading import Reading
from assistant.conversation.follow_up import CRITERIA, FollowUp, has_criteria, listing
from assistant.conversation.merging import changed_criteria, merge, without
from assistant.conversation.pointing import plain
from assistant.conversation.words import Said, phrases, table

_REFUSED = ("licence", "country", "governance", "deployment", "standard")
_BUT = frozenset({"but", "mais"})
_JOINING = frozenset({"and", "et", *_BUT})
_ANEW = frozenset(
    {
        *("make", "add", "it", "i", "we", "must", "with", "under", "only", "instead", "show", "give", "keep", "take"),
        *("il", "elle", "ca", "je", "on", "nous", "avec", "sous", "ajoute", "ajoutez", "seulement", "plutot", "montre"),
        *("prends", "prenez", "uniquement", "garde", "gardez", "that", "which", "qui", "en"),
    }
)
"""What begins another wish behind "and": « oublie le français et l'allemand » has one."""
_FIELD_OF = {
    "licence": "licences",
    "country": "countries",
    "governance": "governance",
    "deployment": "deployment",
    "standard": "standards",
    "feature": "features",
    "support": "support_in_europe",
}

_AMONG = re.compile(r"\b(?:any|all) of (?:them|these|those)\b")
"""Put to the test and not dropped: "do any of them support SSO?"."""


def leave_out(asked: FollowUp) -> Constraints | None:
    """« ajoute Element », « enlève Mattermost » of what is compared; « sans Zulip » of a list."""
    named = {*asked.reading.values("entry"), *asked.reading.values("entry", negated=True)}
    contradicts = asked.said.opens("contradicting") and len(named) == 1
    removing = (
        contradicts
        or asked.said.opens("dropping")
        or asked.said.has("refusing")
        or asked.said.has("discarding")
        or asked.reading.values("entry", negated=True)
    )
    if not named or not removing or asked.reading.of(*(kind for kind in CRITERIA if kind != "steward")):
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


def drop(asked: FollowUp) -> Constraints | None:
    """« peu importe le pays », "any licence", « sans le support européen »; "forget the country, but under the GPL"."""
    dropping, adding = _parted(asked)
    left = _drop(dropping)
    if left is None or adding is None:
        return left
    return merge(left, constraints_of(adding, "list", asked.catalogue))


def _parted(asked: FollowUp) -> tuple[FollowUp, Reading | None]:
    """What is dropped, and what is asked in its place behind it; the question as it is where nothing is."""
    words = asked.reading.tokens
    for at in range(1, len(words) - 1):
        joins = words[at].folded in _JOINING
        begins = words[at + joins]
        if not (joins or begins.opens) or (words[at].folded not in _BUT and begins.folded not in _ANEW):
            continue
        head, tail = (" ".join(word.raw for word in part) for part in (words[:at], words[at + joins :]))
        said, added = Said.of(head), read_question(tail, asked.catalogue)
        if any(map(said.has, ("dropping", "indifferent"))) and has_criteria(added):
            return replace(asked, said=said, reading=read_question(head, asked.catalogue)), added
    return asked, None


def _drop(asked: FollowUp) -> Constraints | None:
    before, said = asked.focus.criteria, asked.said
    if before is None:
        return None
    if said.has("undoing") and asked.focus.criteria_before and not has_criteria(asked.reading):
        return without(
            replace(plain(before), intent=listing(before)), changed_criteria(asked.focus.criteria_before, before)
        )
    if before.support_in_europe and asked.reading.of("support") and said.has("refusing"):
        return without(before, frozenset({"support_in_europe"}))
    unbounded = frozenset(name for name in table()["unbounded"] if said.has(f"unbounded.{name}"))
    if unbounded and not has_criteria(asked.reading):
        return without(before, unbounded)
    if said.has("indifferent") and (fields := _criteria_said(said) | _fields_named(asked.reading)):
        return without(before, fields)
    if not said.has("dropping") or (_AMONG.search(" ".join(said.words)) and asked.reading.of("topic", *CRITERIA)):
        return None
    values = _values_after(said, asked.reading)
    if values and not _held(asked.reading, before) and not _names_a_criterion(said):
        return _refused(asked, before)
    named_after = _criteria_after(said)
    fields = values | (named_after - {"all"}) or named_after  # "the licence requirement" is one of them
    if not fields:
        return None
    named = {field: asked.reading.values(kind) for kind, field in _FIELD_OF.items() if field in values}
    left = without(before, fields, named)
    if values or not has_criteria(asked.reading):
        return left
    return merge(left, constraints_of(asked.reading, "list", asked.catalogue))  # "any country in Europe"


def _held(reading: Reading, before: Constraints) -> bool:
    """Whether a value that is named was asked for or ruled out before: only such a one can be dropped."""
    kinds = {"support": ("support_in_europe",)} | {
        kind: (field, f"excluded_{field}") for kind, field in _FIELD_OF.items() if kind != "support"
    }
    return any(
        _holds(getattr(before, field, ()), match.value)
        for match in reading.matches
        for field in kinds.get(match.kind, ())
    )


def _holds(values: Any, named: str) -> bool:
    """Whether the values, or one of the groups of values, hold the one named."""
    if not isinstance(values, tuple):
        return bool(values)
    return any(named == value if isinstance(value, str) else named in value for value in values)


def _refused(asked: FollowUp, before: Constraints) -> Constraints:
    """« enlève l'AGPL », "without the American ones": what was no criterion is now ruled out."""
    matches = tuple(replace(m, negated=m.kind in _REFUSED or m.negated) for m in asked.reading.matches)
    new = constraints_of(replace(asked.reading, matches=matches), "list", asked.catalogue)
    return merge(replace(before, intent=listing(before)), new)


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


def _names_a_criterion(said: Said) -> bool:
    """« sans le critère … », "without the ... filter": dropped, whatever the criterion is, and nothing ruled out."""
    named = said.has("dropping") and said.has("criteria.all")
    return bool(named and (said.has("refusing") or said.opens("dropping")))


def _values_after(said: Said, reading: Reading) -> frozenset[str]:
    """« enlève AGPL », "forget Germany", « sans le critère européen »: a criterion named by its value."""
    if _names_a_criterion(said):  # « sans le critère pays, et sous AGPL » adds a licence
        return frozenset() if _criteria_after(said) - {"all"} else _fields_named(reading)
    verbs = [phrase for phrase in phrases("dropping") if phrase[0] not in ("any", "all", "tous", "toutes", "sans")]
    if not any(start == 0 for start, _ in said.places(verbs)) and not said.opens("openers"):
        return frozenset()
    if not any(True for _ in said.places(verbs)):
        return frozenset()
    return _fields_named(reading)
