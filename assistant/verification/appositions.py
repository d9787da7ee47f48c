"""Whether a claim says of a sentence's subject what the sentence adds, between commas, to another noun.

"EuroCommons is a programme of the Caisse des Dépôts, a public institution" does not say that EuroCommons is one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from assistant.verification.words import Text, Word, content_words
from ingest.records import Language

_ARTICLE: dict[Language, str] = {
    "en": r"(?:an?|the|its|their|our)\s+",
    "fr": r"(?:(?:une?|l[ea]s?|des|sa|son|ses|leurs?|notre)\s+|l['’])",
}
_IS: dict[Language, re.Pattern[str]] = {
    "en": re.compile(rf"\b(?:is|are|was|were)\s+{_ARTICLE['en']}", re.IGNORECASE),
    "fr": re.compile(rf"\b(?:est|sont|était|étaient)\s+{_ARTICLE['fr']}", re.IGNORECASE),
}
_ADDED: dict[Language, re.Pattern[str]] = {
    language: re.compile(rf"\s*[,(]\s*{article}", re.IGNORECASE) for language, article in _ARTICLE.items()
}
_LISTED: dict[Language, re.Pattern[str]] = {
    "en": re.compile(rf"\b(?:and|or)\s+{_ARTICLE['en']}", re.IGNORECASE),
    "fr": re.compile(rf"\b(?:et|ou)\s+{_ARTICLE['fr']}", re.IGNORECASE),
}
"""Where more follows that has an article, the commas are those of a list."""


def takes_apposition(claim: Text, sentence: Text) -> bool:
    """Whether a claim calls its subject what the sentence calls only a noun behind that subject's own complement."""
    mine = _IS[claim[1]].search(claim[0])
    theirs = _IS[sentence[1]].search(sentence[0])
    if mine is None or theirs is None:
        return False
    stems = {word.stem for word in content_words(*claim)}
    called = next((word.stem for word in content_words(*claim) if word.start >= mine.end()), None)
    told = content_words(*sentence)
    own = next((at for at, word in enumerate(told) if word.start >= theirs.end()), len(told))
    places = [at for at, word in enumerate(told) if word.stem == called]
    return bool(places) and all(_is_added(told, at, own, stems, sentence) for at in places)


def _is_added(told: Sequence[Word], at: int, own: int, stems: AbstractSet[str], sentence: Text) -> bool:
    """Whether a word opens, behind one adjective at most, what is added to a noun that no stem of ``stems`` is of.

    ``own`` is the place of the subject's own complement.
    """
    text, language = sentence
    return any(
        first - 1 > own
        and _ADDED[language].fullmatch(text[told[first - 1].end : told[first].start]) is not None
        and told[first - 1].stem not in stems
        and not _LISTED[language].search(text, told[at].end)
        for first in (at, at - 1)
    )
