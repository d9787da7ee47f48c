"""The entries that a follow-up points to: « le deuxième », « sa licence », "compare them"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import takewhile

from assistant.catalogue.constraints import Constraints
from assistant.catalogue.reading import Reading
from assistant.catalogue.words import PICKING
from assistant.conversation.objects import points_at_an_object
from assistant.conversation.standing import counts_its_own, is_a_place, is_explained
from assistant.conversation.state import Turn
from assistant.conversation.words import Said, phrases, table
from ingest.word_lists import is_word

SHOWN = 7
"""How many entries of a list "they" means: those that the answer presents one by one."""

MAX_COMPARED = 5
ARTICLES = frozenset(
    {
        *(
            "le",
            "la",
            "les",
            "l",
            "un",
            "une",
            "des",
            "du",
            "notre",
            "nos",
            "votre",
            "vos",
            "cette",
            "ce",
            "mon",
            "ma",
            "mes",
        ),
        *("the", "a", "an", "our", "my"),
    }
)
LISTS = ("alternatives", "list", "count", "aggregate")


@dataclass(frozen=True, slots=True)
class Focus:
    """What the turns before have put forward.

    ``entries`` are those of the last answer that found any, ``listed`` those of the last list,
    ``criteria`` what the last question that sought solutions asked, ``criteria_before`` what the last one before it
    that asked something else did.
    ``told`` are the entries that were spoken of one by one since, oldest first.
    """

    entries: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    criteria: Constraints | None = None
    criteria_before: Constraints | None = None
    told: tuple[str, ...] = ()


def focus_of(turns: Sequence[Turn]) -> Focus:
    """What can be pointed to, the last turn first.

    After a question on the documents « il » is no entry any more; « le deuxième » and « lesquels » still speak of the
    last list.
    """
    found = [turn for turn in reversed(turns) if turn.constraints.intent != "none"]
    sought = [turn.constraints for turn in found if turn.constraints.intent in LISTS]
    near = list(takewhile(lambda turn: turn.constraints.intent != "none", reversed(turns)))
    since = list(takewhile(lambda turn: turn.constraints.intent not in LISTS, found))
    singly = [one for turn in since for one in reversed(turn.constraints.entries)]
    return Focus(
        next((entries for turn in near if (entries := turn.constraints.entries or turn.matches)), ()),
        next((turn.matches for turn in found if turn.matches and _is_a_list(turn)), ()),
        sought[0] if sought else None,
        next((before for before in sought[1:] if plain(before) != plain(sought[0])), None),
        tuple(reversed(dict.fromkeys(singly))),
    )


def plain(asked: Constraints) -> Constraints:
    """What is sought, without what is said or given but once: a doubt, a rank that nothing tells, a file."""
    return replace(asked, untold=(), export=False, doubted=False, homonyms=(), outside=())


def _is_a_list(turn: Turn) -> bool:
    """Several entries, or the only one that was found of what was sought."""
    return len(turn.matches) > 1 or turn.constraints.intent in LISTS


def ordinals(said: Said, listed: Sequence[str]) -> tuple[str, ...]:
    """The entries that ordinals point to in a list: « le deuxième », "the first three", « les deux derniers »."""
    count = several_said(said)
    if count and said.has("firsts"):
        return tuple(listed[:count])
    if count and said.has("lasts"):
        return tuple(listed[-count:])
    places: list[tuple[int, int]] = []
    for number in table()["ordinals"]:
        found = [start for start, _ in said.places(phrases(f"ordinals.{number}"))]
        places += [(min(found), number)] if found else []
    at = [number - 1 if number > 0 else len(listed) - 1 for _, number in sorted(places)]
    return tuple(dict.fromkeys(listed[place] for place in at if 0 <= place < len(listed)))


def names_ordinal(said: Said, reading: Reading) -> bool:
    """Whether an ordinal is said that is a place in a list, whatever it points to."""
    return bool(several_said(said) and (said.has("firsts") or said.has("lasts"))) or any(
        is_a_place(start, end, said, reading)
        for number in table()["ordinals"]
        for start, end in said.places(phrases(f"ordinals.{number}"))
    )


def points_into_a_list(said: Said, reading: Reading) -> bool:
    """« la deuxième ? », "what licence does the first one have?": one of a list, whatever else was spoken of."""
    if not names_ordinal(said, reading) or names_something(said, reading):
        return False
    ends = {end for number in table()["ordinals"] for _, end in said.places(phrases(f"ordinals.{number}"))}
    start = said.opens("openers")
    begins = any(end <= start + 3 for end in ends) and said.words[start : start + 1] != ()
    one = any(said.words[end : end + 1] in (("one",), ("ones",)) for end in ends)
    alone = any(end == len(said.words) and begins for end in ends)
    return alone or (one and bool(begins or reading.of("field")))


def counts_entries(said: Said, reading: Reading) -> bool:
    """« les deux », "all three", without a noun of another thing after the number."""
    return bool(counted(said)) and not counts_its_own(said, reading, frozenset(table()["several"]))


def pronouns(said: Said, focus: Focus) -> tuple[str, ...]:
    """The entries that a pronoun stands for: one for « il », all that were shown for « ils »."""
    if count := counted(said):
        return all_of(count, focus)
    if said.has("plural") or (points_at_an_object(said) and "les" in said.words):
        return (focus.entries if len(focus.entries) > 1 else focus.listed or focus.entries)[:SHOWN]
    return focus.entries[:1]


def several(focus: Focus) -> tuple[str, ...]:
    """The entries that were spoken of together last, or one after the other since the last list, or that list."""
    if len(focus.entries) > 1:
        return focus.entries
    return focus.told if len(focus.told) > 1 else focus.listed


def counted(said: Said) -> int:
    """How many entries « les deux », "all three" speaks of; 0 where it is none of those."""
    if said.has("both"):
        return 2
    count = several_said(said)
    places = [at for at, word in enumerate(said.words) if table()["several"].get(word) == count and at]
    whole = any((said.words[at - 1],) in phrases("all_of") for at in places)
    return count if whole and not said.has("firsts") and not said.has("lasts") else 0


def all_of(count: int, focus: Focus) -> tuple[str, ...]:
    """The ``count`` entries that were spoken of together, or one after the other, or the first of the list."""
    for group in (focus.entries, focus.listed, focus.told):
        if len(group) == count:
            return group
    return focus.told[-count:] if len(focus.told) > count else focus.listed[:count]


def other(focus: Focus) -> tuple[str, ...]:
    """The one of two that was not spoken of last."""
    pair = focus.listed if len(focus.listed) == 2 else focus.told[-2:]
    left = tuple(entry for entry in pair if entry not in focus.entries[:1])
    return left if len(left) == 1 else ()


def refers(said: Said, reading: Reading) -> bool:
    """Whether a pronoun stands for something said before, rather than for nothing or for a name of the question."""
    places = [place for place in _pronoun_places(said) if not is_explained(place, said, reading)]
    if counted(said) and (reading.of("product", "topic", "domain") or not counts_entries(said, reading)):
        return False  # "the two best alternatives to Zoom", "the two pillars"
    if not places and not points_at_an_object(said):
        return False
    return not names_something(said, reading, min(places, default=len(said.words))) and not _before_pronoun(said)


def picks(said: Said) -> bool:
    """« lequel est audité ? », "which one ...": out of what was named or listed."""
    return said.words[0] in PICKING or said.words[:2] in (("which", "one"), ("which", "ones"))


def names_something(said: Said, reading: Reading, before: int | None = None) -> bool:
    """Whether the question names a solution, a product, a steward, the programme or what is no word of the language,
    such as « OW2 », ``before`` a word if one is given.

    « GLPI et sa licence » says whose; « peut-il remplacer Okta ? » does not.
    """
    end = len(said.words) if before is None else before
    idle = len(reading.tokens) - len(said.words)
    named = any(match.first - idle < end for match in reading.of("entry", "product", "steward"))
    read = {at for match in reading.matches for at in range(match.first, match.last + 1)}
    programme = any(start < end for start, _ in said.places(phrases("programme")))
    return named or programme or any(_is_a_name(said.words[at]) for at in range(end) if at + idle not in read)


def _is_a_name(word: str) -> bool:
    return len(word) > 2 and not word.isdigit() and not is_word(word) and word not in pointing_words()


def asks_how(said: Said) -> bool:
    """« comment l'installer ? »: the documents may tell, facts do not."""
    return said.words[:1] == ("comment",) and points_at_an_object(said)


def _before_pronoun(said: Said) -> bool:
    """« Comment une administration publie-t-elle son code ? »: a noun with its article comes before the pronoun."""
    pronoun = min(
        (start for part in ("singular", "plural", "both") for start, _ in said.places(phrases(part))), default=0
    )
    impersonal = {
        place
        for start, end in said.places(phrases("impersonal"))
        for place in range(start, end)
        if end < len(said.words)  # « est-il obligatoire ? » asks it of something
    }
    if impersonal and set(_pronoun_places(said)) <= impersonal:
        return True
    nouns = ARTICLES | {"d", "certain", "certaine", "plusieur", "chaque"}  # « tant d'organisations veulent-elles … ? »
    asks = {at for at in range(1, pronoun) if said.words[at - 1 : at + 1] == ("est", "ce")}  # « est-ce qu'il … ? »
    return any(said.words[at] in nouns and said.words[at + 1] != "t" and at not in asks for at in range(pronoun - 1))


def _pronoun_places(said: Said) -> list[int]:
    return [start for part in ("singular", "plural", "both") for start, _ in said.places(phrases(part))]


@cache
def pointing_words() -> frozenset[str]:
    """The words that point back, one by one."""
    sections = (
        *("singular", "plural", "both", "firsts", "lasts", "other", "frame", "narrowing", "more", "why", "others"),
        *("openers", "returning", "wishing", "indifferent", "dropping", "replacing", "adding"),
    )
    ordinals = [f"ordinals.{number}" for number in table()["ordinals"]]
    return frozenset(word for section in (*sections, *ordinals) for phrase in phrases(section) for word in phrase)


def several_said(said: Said) -> int:
    """The number of entries that is said; 0 where none is."""
    counts: dict[str, int] = table()["several"]
    return next((counts[word] for word in said.words if word in counts), 0)
