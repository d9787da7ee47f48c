"""Questions that are no whole ones: a cue, a criterion, a name or a fact, with nothing that it is asked of."""

from __future__ import annotations

from assistant.catalogue.audience import audience_of
from assistant.catalogue.constraints import Constraints
from assistant.catalogue.reading import Reading
from assistant.catalogue.untold import untold_of
from assistant.conversation.follow_up import has_criteria
from assistant.conversation.pointing import ARTICLES, Focus, pointing_words
from assistant.conversation.standing import names_the_unknown
from assistant.conversation.words import Said, phrases


def is_fragment(said: Said, reading: Reading, focus: Focus) -> bool:
    """« auto-hébergé ? », "governance?", « avec un éditeur français si possible »: a criterion or a fact, hardly a word
    besides, and nothing that it is asked of.
    """
    strange = [place for place in reading.unread if not points(reading.tokens[place].folded)]
    asks = any(map(reading.cue, ("wh", "count", "yes_no"))) or said.has("count")
    allowed = 1 if focus.criteria and has_criteria(reading) and not asks else 0
    if not said.is_short() or len(strange) > allowed or reading.cue("definition"):
        return False
    named = reading.of("entry", "product", "topic", "domain")
    needs = reading.cue("need") and said.words[0] not in ("where", "ou")  # "where can I find the code?"
    fact = bool(reading.of("field")) and not needs and not reading.cue("duty")
    return not (named or _tells_of_what(said, reading)) and (has_criteria(reading) or fact)


def is_names_alone(said: Said, reading: Reading) -> bool:
    """« Rocket.Chat ? », "a WAF?", « non pardon, Power BI »: what is named takes the place of what was."""
    start = len(reading.tokens) - len(said.words)
    named = {at for one in reading.of("entry", "product", "topic") for at in range(one.first, one.last + 1)}
    rest = {token.folded for at, token in enumerate(reading.tokens) if at >= start and at not in named}
    corrects = Said(tuple(token.folded for token in reading.tokens)).has("correcting")
    adds = said.closes("adding")
    idle = {word for cue in ("correcting", "adding") for phrase in phrases(cue) for word in phrase} | ARTICLES
    return bool(named) and bool(said.asks or corrects or adds) and rest <= idle


def is_criteria_alone(said: Said, reading: Reading, alone: Constraints, focus: Focus) -> bool:
    """« qui parle WFS », "with SAML", after a list: a standard or a function with no noun is asked of what is in it."""
    seeks = reading.cue("noun") or reading.cue("alternatives") or reading.cue("definition") or reading.cue("describe")
    return bool(focus.criteria) and alone.intent == "list" and not seeks and is_fragment(said, reading, focus)


def is_audience_alone(reading: Reading, alone: Constraints) -> bool:
    """« nous sommes un hôpital », "for 3,000 users": whom what was sought is for, and nothing that is asked."""
    asks = any(map(reading.cue, ("wh", "count", "definition", "programme", "duty")))
    told = audience_of(reading) or "size" in untold_of(reading)
    return alone.intent == "none" and not asks and bool(told) and len(reading.unread) <= 2


def is_bare(said: Said) -> bool:
    """« pourquoi ? », "tell me more", « combien ? », "others?", « lesquels ? »: nothing but the cue."""
    return any(
        said.has(cue) and said.only(cue, "frame", "idle", "singular", "plural", "questions")
        for cue in ("why", "more", "others", "count", "which", "example")
    )


def refuses(reading: Reading) -> bool:
    """« sans les américains »: what is ruled out of something that is not named."""
    refused = any(match.negated for match in reading.matches)
    named = reading.of("product", "topic", "domain") or [m for m in reading.of("entry") if not m.negated]
    return refused and not named and not reading.cue("noun") and not is_unexplained(reading)


def is_unexplained(reading: Reading) -> bool:
    """Whether a word is neither read nor one that points back."""
    return any(not points(reading.tokens[place].folded) for place in reading.unread)


def _tells_of_what(said: Said, reading: Reading) -> bool:
    """« S3 est-il ouvert ? », "who runs OW2?", "the difference between GPL and AGPL": the subject is named."""
    first = reading.matches[0].first if reading.matches else 0
    put = {"is", "are"} & {*said.words[:1]} and any(match.first == first + 1 for match in reading.of("standard"))
    inverted = reading.of("standard") and {"il", "elle"} & {*said.words} and said.words[0] not in ("est", "il", "elle")
    ours = reading.cue("why") and reading.cue("noun")
    return bool(put or inverted or ours or names_the_unknown(said, reading) or {"entre", "between"} & {*said.words})


def points(word: str) -> bool:
    return word in pointing_words()
