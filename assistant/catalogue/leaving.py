"""Questions on how to leave a product, which ask for advice and no list: « quels pièges quand on quitte Exchange ? »"""

from __future__ import annotations

import re
from functools import cache

from assistant.catalogue.reading import Reading
from assistant.catalogue.settling import is_saved
from assistant.catalogue.tables import vocabulary
from ingest.reference import reference

_TOWARDS = ("to", "vers", "into", "onto")


def product_left(reading: Reading) -> str:
    """The product that a question asks how to leave; empty where it asks something else.

    An entry named beside it is asked about itself, and so are solutions: « quels outils pour préparer … ».
    """
    solutions = any(cue.value == "noun" and not is_saved(cue, reading) for cue in reading.of("cue"))
    if solutions or any(map(reading.cue, ("count", "compare", "why"))):
        return ""
    said = " ".join(token.folded for token in reading.tokens)
    how = len(reading.values("product")) == 1 and _pattern("how").match(said) is not None
    if reading.of("entry") and not (how and _moves_to_several(reading)):
        return ""
    if not how and not all(_pattern(name).search(said) for name in ("departures", "precautions")):
        return ""
    left = (match for match in reading.of("product") if not _is_destination(match.first, reading))
    return next((match.value for match in left if match.value in reference().products), "")


def _moves_to_several(reading: Reading) -> bool:
    """ "How should we go about moving from Microsoft 365 to LibreOffice and Nextcloud?": how, and no comparison."""
    first, product = reading.of("entry")[0].first, reading.of("product")[:1]
    after = bool(product) and product[0].last < first and _is_destination(first, reading)
    return after and len(reading.values("entry")) > 1


def _is_destination(place: int, reading: Reading) -> bool:
    return place > 0 and reading.tokens[place - 1].folded in _TOWARDS


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(vocabulary()['leaving'][name])})\b")
