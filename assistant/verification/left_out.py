"""What a sentence may not leave out of the told sentence that it follows: a plan, a condition, a doubt, that few do."""

from __future__ import annotations

import re

from assistant.verification.cues import read_cues
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

_DOUBTS: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:could(?! not\b)|might|may(?! \d)|perhaps|maybe|possibly|probably|(?:un)?likely"
        r"|would(?:n['’]t)?(?! (?:like|love|prefer)\b)|reportedly|allegedly|supposedly)\b"
    ),
    "fr": re.compile(
        r"\b(?:peut-être|peut être(?= que)|probablement|sans doute|éventuellement|vraisemblablement"
        r"|pourr(?:ai(?:s|t|ent)|i(?:ez|ons))"
        r"|(?!faud|voud|souhait|aimer|serait-ce|(?:en)?cadr|engendr)(?:\w+[ed]|au)rai(?:t|ent))\b"
    ),
}
"""« Démarrait », « gérait », « encadrait » are no conditionals; "could not" and "would like" put nothing in doubt."""
_UNSURE: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:able|chances?|could(?:n['’]t)?|expected|liable|prone|risk\w*|seem\w*|sometimes|suppos\w+|susceptible|tend\w*)\b"
    ),
    "fr": re.compile(
        r"\b(?:chances?|éventuel\w*|il arrive|parfois|peux|pourr(?:ez|ons)|pouv\w+|puiss(?:e|es|ent|ions|iez)"
        r"|risqu\w+|sembl\w+|suppos\w+|susceptibles?)\b"
    ),
}
"""What leaves a doubt in other words: « vous risquez de », "is liable to"."""
_FEW: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:(?<!a )few(?! more)|little(?= \w+ of)|hardly(?: any)?|seldom|rarely|barely|(?:almost|nearly) no)\b"
    ),
    "fr": re.compile(r"\b(?:(?<!un )peu d(?:e\b|['’])|(?:rarement|à peine|presque (?:pas|aucune?)|guère|rares?)\b)"),
}
_LITTLE: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:(?<!a )(?:few|little)|fewer|fewest|just|least|less|only|rare|scarce\w*)\b"),
    "fr": re.compile(r"\b(?:(?<!un )peu|juste|moins|seul\w*)\b"),
}
"""What says "few" or "hardly" in other words: "scarce", « le moins possible »."""
_OUTSIDE: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:outside|beyond)\b"),
    "fr": re.compile(r"\b(?:hors|en dehors|au-delà) d(?:e\b|u\b|es\b|['’])"),
}
_AWAY: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:off|off-?site|external\w*|elsewhere|away|apart from|besides|except|non|other than)\b"),
    "fr": re.compile(r"\b(?:hors|extern\w+|extérieur\w*|ailleurs|à part|autres? que|excepté|hormis|non|sauf)\b"),
}
"""What says "outside" in other words: "off site", « à l'extérieur », « non européen »."""
_CLAUSE_END = re.compile(r"[,;:.!?()]| (?:if|si|when|quand) ")
_REACH = 3
"""Words behind one that makes them doubtful or rare; half of them make a claim one of these."""


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


def leaves_out_doubt(claim: Text, sentence: Text) -> bool:
    """Whether the claim says what the sentence calls possible or uncertain, and does not call it so."""
    cues = read_cues(*claim)
    if "may" in cues or ("future" in cues and claim[1] != sentence[1]):  # « lira » for "would read"
        return False
    return not _UNSURE[claim[1]].search(claim[0].lower()) and _leaves_out(_DOUBTS, claim, sentence)


def leaves_out_few(claim: Text, sentence: Text) -> bool:
    """Whether the claim says what few do, or rarely, according to the sentence, and does not say that."""
    if "some" in read_cues(*claim) or _LITTLE[claim[1]].search(claim[0].lower()):
        return False
    return _leaves_out(_FEW, claim, sentence)


def leaves_out_outside(claim: Text, sentence: Text) -> bool:
    """Whether the claim names what something is outside of, according to the sentence, and does not say that."""
    return not _AWAY[claim[1]].search(claim[0].lower()) and _leaves_out(_OUTSIDE, claim, sentence)


def _leaves_out(words: dict[Language, re.Pattern[str]], claim: Text, sentence: Text) -> bool:
    told = sentence[0].lower()
    return not words[claim[1]].search(claim[0].lower()) and any(
        says_half(claim, (clause_behind(told, match.end()), sentence[1])) for match in words[sentence[1]].finditer(told)
    )


def clause_behind(text: str, place: int) -> str:
    """What follows a place, to the end of its clause."""
    stop = _CLAUSE_END.search(text, place)
    return text[place : stop.start() if stop else len(text)]


def says_half(claim: Text, part: Text) -> bool:
    """Whether a claim says half of the first words of a part of a sentence."""
    words = content_words(*part)[:_REACH]
    return bool(words) and 2 * sum(held(words, part[0], [claim], part[1])) >= len(words)


def _says_any(claim: Text, part: Text) -> bool:
    return any(held(content_words(*part), part[0], [claim], part[1]))
