"""Names that set the scene of a question and are not asked for: who asks, what a solution runs on, who sold."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from assistant.catalogue.reading import Reading
from assistant.catalogue.tables import aliases, topics, vocabulary
from assistant.catalogue.words import Match, folded_words

_JOINS = ("et", "ou", "and", "or")
_CLIENTS = ("client", "clients", "app", "apps", "appli", "applis", "application", "version", "versions")
_SYSTEMS = ("windows", "window", "linux", "mac", "macos", "android", "ios", "iphone")
_WITHIN = ("en", "in", "au", "aux")
_USED = re.compile(r"utilisee?s?$|used$|employee?s?$|deployee?s?$|deployed$")
_MOST_OF_A_USER = 4
"""Words between "used by" and the country of who uses it: "by a ministry in"."""
_NONE_OF = frozenset({"pas", "ni", "non", "sauf", "hors", "not", "nor", "neither", "except", "excluding"})
_SEEKING = ("need", "alternatives", "destination")
_THROUGH = frozenset({"dans", "depuis", "via", "avec", "in", "inside", "from", "through", "with"})


def sets_the_scene(match: Match, reading: Reading) -> bool:
    """Whether a match tells of who asks, or of what there is already, in a question that seeks something else."""
    if match.kind in ("country", "governance") and not match.negated:
        serves = _serves(match, reading) or _qualifies_a_user(match, reading)
        return serves or _uses(match, reading) or _is_had(match, reading) or tells_who_asks(match.first, reading)
    return match.kind == "product" and _is_the_maker_of_another(match, reading)


def as_setting(match: Match, reading: Reading) -> Match:
    """A product that is to stay is none to replace: « compatible Outlook », "keeping our Windows clients"."""
    if match.kind == "topic" and not topics()[match.value].is_covered and _is_used_for_it(match, reading):
        return replace(match, kind="platform")
    if match.kind != "product":
        return match
    if _is_a_platform(match, reading) or _is_of_clients(match, reading):
        return replace(match, kind="platform")
    if _hosts(match, reading):
        return replace(match, kind="kept")
    return replace(match, kind="kept") if _stays(match, reading) or _is_handled(match, reading) else match


def as_user(match: Match, reading: Reading) -> Match:
    """« utilisé par l'État français », "used by the German government", « utilisés en Allemagne »: no maker of it."""
    if match.kind not in ("country", "governance", "maker", "steward", "supporter"):
        return match
    words = [token.folded for token in reading.tokens]
    starts = [cue.last for cue in reading.of("cue") if cue.value == "users" and cue.last < match.first]
    starts += [at for at in range(1, match.first + 1) if words[at] in _WITHIN and _USED.match(words[at - 1])]
    between = reading.tokens[max(starts) + 1 : match.first] if starts else ()
    ends = any(token.opens or token.folded in ("and", "but", "et", "mais") for token in between)
    uses = bool(starts) and len(between) <= _MOST_OF_A_USER and not ends
    return replace(match, kind="user") if uses else match


def is_refused(match: Match, reading: Reading) -> bool:
    """« un outil de gestion de projet, ni Jira ni Trello »: no product to replace, where a need before it is sought.

    « Sans Zoom » is not among these: it is to be done without what there is (``does_without``).
    """
    others = {place for one in reading.of("product", "entry") for place in range(one.first, one.last + 1)}
    passed = {*vocabulary()["connectors"]} - _NONE_OF
    place = match.first - 1
    while place >= 0 and (place in others or reading.tokens[place].folded in passed):
        place -= 1
    words = [token.folded for token in reading.tokens[max(0, place - 1) : place + 1]]
    before = {token.folded for token in reading.tokens[max(0, place - 3) : place]}
    verb = before & {"ne", "n"}  # « ne dépendent pas de »
    refused = place >= 0 and not verb and (words[-1] in _NONE_OF or words == ["anything", "but"])
    sought = any(one.first < place for one in reading.of("topic", "feature", "product")) or reading.cue("which")
    return refused and sought and not reading.cue("why")


def tells_who_asks(place: int, reading: Reading) -> bool:
    """Whether a word stands in a clause on who asks: "we are a public body in Germany"."""
    words = [token.folded for token in reading.tokens]
    start = max((at for at in range(place + 1) if reading.tokens[at].opens), default=0)
    clause = words[start:place]
    parted = {at for one in reading.of("cue") if one.value in _SEEKING for at in range(one.first, one.last + 1)}
    if parted & set(range(start, place)) or {"et", "and", "qui", "who", "which", "that"} & set(clause):
        return False
    return any(_opens(clause, phrase) for phrase in _askers())


def does_without(reading: Reading) -> bool:
    """« nos visios sans Zoom », "without relying on Zoom": what is done without a product is done with another."""
    words = [token.folded for token in reading.tokens]
    connectors = set(vocabulary()["connectors"]) | set(vocabulary()["relying"])
    for product in reading.of("product"):
        place = product.first - 1
        while place >= 0 and words[place] in connectors:
            place -= 1
        if place >= 0 and words[place] in ("sans", "without"):
            return True
    return False


def _opens(clause: list[str], phrase: tuple[str, ...]) -> bool:
    """« nous sommes une régie … », "we are based in …"; not "we are looking for …", which says nothing of who asks."""
    after = clause[len(phrase) :]
    return tuple(clause[: len(phrase)]) == phrase and (not after or after[0] in vocabulary()["askers_are"])


def _serves(match: Match, reading: Reading) -> bool:
    """« pour un organisme public », "for a small public body": whom it is for, not who makes it."""
    before = [token.folded for token in reading.tokens[max(0, match.first - 3) : match.first]]
    return (
        match.kind == "governance"
        and bool({"pour", "for", "dans"} & {*before})
        and bool({"un", "une", "a", "notre", "our"} & {*before})
    )


def _qualifies_a_user(match: Match, reading: Reading) -> bool:
    """ "A Belgian hospital", « un hôpital belge »: who is to use it, as hospitals and towns make no software."""
    beside = (match.first - 1, match.last + 1)
    return match.kind == "country" and any(
        one.value == "notion" and {one.first, one.last} & {*beside} for one in reading.of("cue")
    )


def _is_had(match: Match, reading: Reading) -> bool:
    """« Notre VPN américain doit partir », "replace our American VPN": what there is, and not what is sought."""
    things = {
        place
        for one in reading.matches
        if one.kind in ("topic", "feature", "product") or one.value == "noun"
        for place in range(one.first, one.last + 1)
    }
    place = match.first - 1
    while place in things or (place > 0 and reading.tokens[place].folded in ("de", "d")):
        place -= 1
    return match.kind == "country" and place >= 0 and reading.tokens[place].folded in vocabulary()["possessives"]


def _uses(match: Match, reading: Reading) -> bool:
    """« les autres organismes publics », "public bodies use", "used by the public sector": who uses, not who makes."""
    words = [token.folded for token in reading.tokens]
    if match.kind != "governance" or {"par", "by"} & {*words[match.first : match.last + 1]}:
        return False
    before = words[max(0, match.first - 2) : match.first]
    near = {*before, *words[match.last + 1 : match.last + 3]}
    used = any(cue.value == "users" and cue.last in (match.first - 1, match.first - 2) for cue in reading.of("cue"))
    return used or bool({"other", "autres", "autre"} & {*before} or near & {*vocabulary()["using"]})


def _is_used_for_it(match: Match, reading: Reading) -> bool:
    """« un tchat dans un navigateur web », "can I use it with a screen reader?": what is there, and no need."""
    before = [token.folded for token in reading.tokens[max(0, match.first - 2) : match.first]]
    return any(word in _THROUGH for word in before)


def _is_a_platform(match: Match, reading: Reading) -> bool:
    """« un MDM pour smartphones Android », "replace AD in a Windows environment": what it runs on.

    A system that is itself to be replaced stands just after a word that says so, or is joined to one that does.
    """
    if match.value not in aliases()["platforms"]:
        return False
    others = [m for m in reading.of("product") if m.value not in aliases()["platforms"]]
    if "mdm" in reading.values("topic") and not _is_to_be_replaced(match, reading):
        return True
    if not others and not any(topic.value not in aliases()["platform_needs"] for topic in reading.of("topic")):
        return False
    words = [token.folded for token in reading.tokens]
    near = {words[at] for at in (match.first - 1, match.last + 1) if 0 <= at < len(words)}
    return not near & set(_JOINS) and not _is_to_be_replaced(match, reading)


def _is_of_clients(match: Match, reading: Reading) -> bool:
    """« un client Windows et Android », "an app for iPhones": what the clients of the thing sought run on."""
    if match.value not in aliases()["platforms"]:
        return False
    passed = {*_JOINS, *vocabulary()["connectors"], *_SYSTEMS}
    place = match.first - 1
    while place >= 0 and reading.tokens[place].folded in passed:
        place -= 1
    return place >= 0 and reading.tokens[place].folded in _CLIENTS


def _hosts(match: Match, reading: Reading) -> bool:
    """« un logiciel libre hébergé chez AWS »: where it runs, where nothing asks to replace it."""
    before = [token.folded for token in reading.tokens[: match.first] if token.folded not in _JOINS]
    hosted = before[-1:] and before[-1] in ("chez", "sur", "on", "at", "by", "par", "in")
    return bool(hosted and before[-2:-1] and before[-2] in vocabulary()["hosted"]) and not reading.cue("alternatives")


def _is_to_be_replaced(match: Match, reading: Reading) -> bool:
    connectors = set(vocabulary()["connectors"]) - {"pour", "pr", "for", "on", "sur", "with", "avec"}
    place = match.first - 1
    while place >= 0 and reading.tokens[place].folded in connectors:
        place -= 1
    return any(m.value == "alternatives" and m.first <= place <= m.last for m in reading.of("cue"))


def _stays(match: Match, reading: Reading) -> bool:
    """« une messagerie compatible Outlook », "that works with Outlook": it is kept, beside what is sought."""
    if not reading.of("topic") and len(reading.values("product")) < 2:
        return False
    passed = set(vocabulary()["connectors"]) | set(vocabulary()["clients"])
    place = match.first - 1
    while place >= 0 and reading.tokens[place].folded in passed:
        place -= 1
    return place >= 0 and reading.tokens[place].folded in vocabulary()["keeping"]


def _is_handled(match: Match, reading: Reading) -> bool:
    """« BlueMind gère-t-il Outlook ? », "does Nextcloud work with Outlook?": a named entry and what it works with."""
    entries = [entry for entry in reading.of("entry") if entry.last < match.first]
    if not entries or reading.cue("alternatives"):
        return False
    between = {token.folded for token in reading.tokens[: match.first]}
    return bool(between & {*vocabulary()["handling"], *vocabulary()["keeping"]})


def _is_the_maker_of_another(match: Match, reading: Reading) -> bool:
    """ "our contract with Microsoft ends: what replaces Teams?": the product says which of the maker's is meant."""
    name = tuple(token.folded for token in reading.tokens[match.first : match.last + 1])
    if name not in {folded_words(maker) for maker in aliases()["makers"]}:
        return False
    return any(
        folded_words(other.value)[: len(name)] == name
        for other in reading.of("product")
        if (other.first, other.last) != (match.first, match.last) and other.value != match.value
    )


@cache
def _askers() -> tuple[tuple[str, ...], ...]:
    return tuple(folded_words(text) for text in vocabulary()["askers"])
