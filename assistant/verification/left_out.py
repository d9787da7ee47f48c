"""What a sentence may not leave out of the told sentence that it follows: that a thing is planned, a condition."""

from __future__ import annotations

import re

from assistant.verification.words import Text, content_words, held
from ingest.records import Language

_OPENS: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"(?:If|When|Where|Once|Unless|Provided|As long as|In case)\b([^,;:.()]+),"),
    "fr": re.compile(
        r"(?:S['’]ils?|Si|Quand|Lorsqu(?:e|['’])|Là où|À moins (?:que|qu['’]|de)|À condition (?:que|qu['’]|de)"
        r"|(?:Pourvu|Tant) qu(?:e|['’])|Sous réserve|En cas d(?:e|['’]))\b([^,;:.()]+),"
    ),
}
_PLANNED: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:upcoming|planned|future)((?: [\w-]+){1,2})"),
    "fr": re.compile(r"(?:([\w-]+) )?\b(?:prévu|futur|prochain)e?s?\b(?! par)(?: ([\w-]+))?"),
}


def leaves_out_condition(claim: Text, sentence: Text) -> bool:
    """Whether the sentence opens with a condition of which the claim says no word."""
    match = _OPENS[sentence[1]].match(sentence[0])
    return match is not None and not _says_any(claim, (match[1], sentence[1]))


def leaves_out_plan(claim: Text, sentence: Text) -> bool:
    """Whether the claim speaks of what the sentence calls planned, and does not call it so."""
    if _PLANNED[claim[1]].search(claim[0]):
        return False
    return any(
        _says_any(claim, (" ".join(filter(None, match.groups())), sentence[1]))
        for match in _PLANNED[sentence[1]].finditer(sentence[0])
    )


def _says_any(claim: Text, part: Text) -> bool:
    return any(held(content_words(*part), part[0], [claim], part[1]))
