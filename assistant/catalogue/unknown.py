"""Names that are asked about and that nobody knows: « alternative à Zorglub », « édité en Atlantide »."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalogue.names import Lexicon
from assistant.catalogue.reading import Reading
from assistant.catalogue.scene import tells_who_asks
from assistant.catalogue.tables import vocabulary
from assistant.catalogue.words import PICKING, Token, singular

_PLACE = ("en", "au", "aux", "in", "from")
_MAKER = ("par", "by", "de", "d", "chez")
_PURPOSE = ("pour", "for", "de", "d", "to")
_ARTICLES = ("la", "le", "les", "l", "the", "a", "notre", "nos", "our")
_CONTRACTED = ("des", "du")
_LISTED_IN = ("in", "dans", "en")
_BEING = ("are", "is", "sont", "est")
_LONGEST = 3
_SOUGHT = ("product", "entry", "topic", "feature", "domain", "standard", "steward")
_LINKS = ("et", "ou", "and", "or", "vs", "versus", "a", "to", "avec", "with", "de", "from")
_WHICH = PICKING | {"which"}


def unknown_product(reading: Reading, lexicon: Lexicon) -> tuple[str, ...]:
    """The product to replace, where nothing else that is sought was understood; empty if there is none."""
    if reading.of("product", "entry", "topic", "feature", "domain", "standard"):
        return ()
    starts = {_after_articles(match.last + 1, reading) for match in reading.of("cue") if match.value == "alternatives"}
    named = (_name_at(place, reading, lexicon) for place in sorted(starts) if not _succeeds(place, reading))
    return tuple(dict.fromkeys(name for name in named if name))


def _succeeds(place: int, reading: Reading) -> bool:
    """« le successeur de Jeanne Martin »: two words with a capital are a person there."""
    before = {token.folded for token in reading.tokens[max(0, place - 3) : place]}
    names = reading.tokens[place : place + 2]
    return (
        bool(before & {"successeur", "successor"}) and len(names) == 2 and all(name.raw[0].isupper() for name in names)
    )


def unknown_place_or_maker(reading: Reading, lexicon: Lexicon) -> tuple[str, ...]:
    """Countries, towns and makers that are asked for and are in no table: no criterion is made of them."""
    return tuple(dict.fromkeys(_places(reading, lexicon)))


def unknown_norms(reading: Reading, lexicon: Lexicon) -> tuple[str, ...]:
    """Laws, norms and labels that must be met and that no fact tells: « conforme RGPD », "HDS-certified"."""
    taken = {at for match in reading.matches for at in range(match.first, match.last + 1)}
    found: list[str] = []
    for at, token in enumerate(reading.tokens):
        after = reading.tokens[at + 1].folded if at + 1 < len(reading.tokens) else ""
        if token.folded not in vocabulary()["complying"] and not (after in _LISTED_IN and token.folded in _BEING):
            continue
        linked = after in (*_LISTED_IN, "with")
        for place in (_after_articles(at + 1 + linked, reading), at - 1):
            if 0 <= place < len(reading.tokens) and place not in taken and _looks_like_a_norm(place, reading, lexicon):
                found.append(reading.tokens[place].raw)
                break
    return tuple(dict.fromkeys(found))


def unknown_tool(reading: Reading) -> tuple[str, ...]:
    """« Je cherche un logiciel de caisse », "a tool for beekeepers": a solution sought by words that no table knows.

    Only where the question is the solution and little more: others are about the documents' subjects.
    """
    if any(
        map(reading.cue, ("which", "yes_no", "why", "howto", "definition", "before", "duty", "programme", "chosen"))
    ):
        return ()
    sought = [match for match in reading.of("cue") if match.value == "noun" and _is_tool(match.first, reading)]
    if not sought or not all(place > sought[0].first for place in reading.unread):
        return ()
    return unknown_need(reading)


def _is_tool(place: int, reading: Reading) -> bool:
    return singular(reading.tokens[place].folded) in vocabulary()["tool_nouns"]


def labels_asked(reading: Reading, lexicon: Lexicon) -> tuple[str, ...]:
    """The labels and lists by which alone solutions are asked: « quelles solutions sont qualifiées SecNumCloud ? »"""
    asking = [match.last for match in reading.of("cue") if match.value in ("which", "need")]
    nouns = [match.first for match in reading.of("cue") if match.value == "noun"]
    sought = any(0 < noun - asked <= _LONGEST for asked in asking for noun in nouns)
    return unknown_norms(reading, lexicon) if sought and not reading.of(*_SOUGHT) else ()


def _looks_like_a_norm(place: int, reading: Reading, lexicon: Lexicon) -> bool:
    """Capitals beyond the first letter, or what is in no dictionary: « eIDAS », « SecNumCloud », « hds »."""
    token = reading.tokens[place]
    capitals = any(char.isupper() for char in token.raw[1:])
    return (capitals or token.folded not in lexicon.dictionary) and not _is_a_language(token)


def _is_a_language(token: Token) -> bool:
    """Spoken, or to write programs in: what the catalogue is known not to tell (``untold``)."""
    return token.folded in vocabulary()["languages"] or token.folded in vocabulary()["programming_languages"]


def unknown_need(reading: Reading) -> tuple[str, ...]:
    """What a solution is sought for in words that no table knows: « un logiciel libre de relation usager ».

    Only where no need, feature or name was understood: beside one, other words say more of it.
    """
    if reading.of(*_SOUGHT):
        return ()
    first = next((place for place in reading.unread if _tells_what_for(place, reading)), None)
    if first is None:
        return ()
    last = first
    for place in range(first + 1, min(first + 2 * _LONGEST, len(reading.tokens))):
        word = reading.tokens[place]
        if word.opens or (place not in reading.unread and word.folded not in (*_PURPOSE, *_ARTICLES, *_CONTRACTED)):
            break
        last = place if place in reading.unread else last
    return (" ".join(token.raw for token in reading.tokens[first : last + 1]),)


def unknown_names(reading: Reading, lexicon: Lexicon) -> tuple[str, ...]:
    """The names that a comparison joins to known ones and that the catalogue does not know, as they are typed."""
    known = {place for m in reading.of("entry", "product") for place in range(m.first, m.last + 1)}
    found: list[list[int]] = []
    for place in reading.unread:
        token = reading.tokens[place]
        if token.folded in _WHICH or (
            token.raw.islower() and token.folded in lexicon.dictionary
        ):  # « les faiblesses de BlueMind »
            continue
        if found and found[-1][-1] == place - 1:
            found[-1].append(place)
        elif _joined(reading, place, known | {one for run in found for one in run}):
            found.append([place])
    return tuple(" ".join(reading.tokens[place].raw for place in run) for run in found)


def _tells_what_for(place: int, reading: Reading) -> bool:
    """Whether « pour », « de », "for" stands before, articles apart."""
    before = [token.folded for token in reading.tokens[max(0, place - 2) : place]]
    return bool(before) and (before[-1] in _PURPOSE or (before[-1] in _ARTICLES and before[0] in _PURPOSE))


def _places(reading: Reading, lexicon: Lexicon) -> Iterator[str]:
    told = {match.last for match in reading.of("field") if match.value in ("steward", "steward_country")}
    for place in reading.unread:
        before = reading.tokens[place - 1].folded if place else ""
        if tells_who_asks(place, reading) or _is_a_language(reading.tokens[place]):
            continue
        if before in _PLACE or (before in _MAKER and place - 2 in told):
            name = _name_at(place, reading, lexicon, capital=True)
            if name:
                yield name


def _after_articles(place: int, reading: Reading) -> int:
    connectors = vocabulary()["connectors"]
    while place < len(reading.tokens) and reading.tokens[place].folded in connectors:
        place += 1
    return place


def _name_at(place: int, reading: Reading, lexicon: Lexicon, capital: bool = False) -> str:
    """The unread words from a place on that look like a name: with capitals or digits, or in no dictionary."""
    if place not in reading.unread:
        return ""
    taken = {at for match in reading.matches for at in range(match.first, match.last + 1)}
    name = ""
    for at, token in enumerate(reading.tokens[place : place + _LONGEST], place):
        named = token.raw[0].isupper() or not (capital or token.folded in lexicon.dictionary)
        if at in taken or not named or (name and token.opens):
            break
        name += ("-" if token.joined else " ") * bool(name) + token.raw
    return name


def _joined(reading: Reading, place: int, known: set[int]) -> bool:
    """« Nextcloud et Zorglub », "Zorglub vs Nextcloud": a link, and a known name on its other side."""
    words = reading.tokens
    after = place > 1 and words[place - 1].folded in _LINKS and place - 2 in known
    before = place + 2 < len(words) and words[place + 1].folded in _LINKS and place + 2 in known
    named = (
        words[place].raw[0].isupper() and place > 0 and place + 1 < len(words) and bool({place - 1, place + 1} & known)
    )
    return after or before or named
