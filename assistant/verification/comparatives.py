"""Whether a claim compares the other way round: "the big ones pay faster than the small ones" is not its reverse."""

from __future__ import annotations

import re

from assistant.verification.words import Text, content_words
from ingest.records import Language

_COMPARED: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"^(?P<one>.+)\b(?P<way>more|less|fewer|better|worse|faster|slower|cheaper|older|newer|younger|larger|smaller"
        r"|bigger|longer|shorter|higher|lower|greater|stronger|weaker|safer|easier|harder|earlier|later)\b"
        r"(?P<how>[^,;:.]*?)\bthan\b(?P<other>[^,;:.]+)"
    ),
    "fr": re.compile(
        r"^(?P<one>.+)\b(?P<way>plus|moins|mieux|meilleure?s?|pires?)\b(?P<how>[^,;:.]*?)\bqu(?:e\b|['’])(?P<other>[^,;:.]+)"
    ),
}


def turns_comparison(claim: Text, sentence: Text) -> bool:
    """Whether each side of a comparison has what only the other side of the told one has, by the same word.

    The verb stands before both: only the second side has to have nothing of its like.
    """
    mine, theirs = _COMPARED[claim[1]].match(claim[0].lower()), _COMPARED[sentence[1]].match(sentence[0].lower())
    if mine is None or theirs is None or claim[1] != sentence[1] or mine["way"] != theirs["way"]:
        return False
    sides = [[_stems(found[side], claim[1]) for side in ("one", "other")] for found in (mine, theirs)]
    (one, other), (told_one, told_other) = sides
    only_one, only_other = told_one - told_other, told_other - told_one
    return bool(one & only_other and other & only_one) and not other & only_other


def _stems(text: str, language: Language) -> frozenset[str]:
    return frozenset(word.stem for word in content_words(text, language))
