"""How a question asks: whether it compares, tests, defines, or only names."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.catalogue.reading import Reading
from assistant.catalogue.untold import ranking_places

_COMPARING = frozenset({"compare", "comparer", "comparez", "comparaison", "comparatif", "comparison", "compared"})
_COMPARING |= {"difference", "differences", "diff", "vs", "versus"}

_DIFFERENCE = re.compile(r"\bdifferences? (?:between|entre)\b")


def compares(reading: Reading) -> bool:
    """Whether a word of the question asks for a comparison; "better than" does with a product alone."""
    asked = {
        token.folded
        for m in reading.of("cue")
        if m.value == "compare"
        for token in reading.tokens[m.first : m.last + 1]
    }
    return bool(asked & _COMPARING) or bool(asked and reading.of("product"))


def tells_apart(reading: Reading) -> bool:
    """« Quelle est la différence entre … ? »: what two things are, rather than which of them to take."""
    return bool(_DIFFERENCE.search(" ".join(token.folded for token in reading.tokens)))


def tests_a_property(reading: Reading) -> bool:
    """« Teams est-il … », « passent-ils … », "Is Nextcloud …": a property put to the test."""
    words = [token.folded for token in reading.tokens]
    inverted = any(
        (before == "est" and after in ("il", "elle"))
        or (after in ("ils", "elles") and (before == "sont" or before.endswith("ent")))
        for before, after in pairwise(words)
    )
    return inverted or words[:1] in (["is"], ["does"], ["can"], ["are"], ["has"])


def defines(reading: Reading) -> bool:
    """« Qu'est-ce que le SSO ? »: a definition of a need, with nothing else asked."""
    if reading.of("country", "licence", "governance", "deployment", "support") or asks_the_best(reading):
        return False
    return reading.cue("definition") and not any(map(reading.cue, ("noun", "need", "alternatives")))


def asks_the_best(reading: Reading) -> bool:
    """ "What's the best SIEM?", « c'est quoi la meilleure GED ? »: a choice, and no definition."""
    return any(at < subject.first for at in ranking_places(reading) for subject in reading.of("topic"))


def is_bare(reading: Reading) -> bool:
    """Nothing but names, needs and criteria: « visio », "open-source GIS in Germany"."""
    return not reading.unread and not reading.cue("programme")


def asks_a_property(reading: Reading) -> bool:
    """« En quoi Google Play Services est une dépendance ? »: what is said of a product, not what replaces it."""
    return reading.cue("notion") and (reading.cue("wh") or reading.cue("yes_no"))
