"""Whether a claim says of a thing what the sentence says of something of it ("the towns ask" of "two of them"), or the
reverse.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.verification.edits import edits_of
from assistant.verification.words import Text, content_words, held
from ingest.lexical import surface_terms
from ingest.records import Language

_OF: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\s+of(?:\s+(?:the|an?|its|their|our|these|those|all))?\s+", re.IGNORECASE),
    "fr": re.compile(
        r"\s+(?:d['’]|(?:de|du|des)\s+)(?:(?:la|les|une?|ses|sa|son|leurs?|nos|notre|ces|cette|ce)\s+|l['’])?",
        re.IGNORECASE,
    ),
}
_IS_THE: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:is|are|was|were)\s+(?:the\s+|an?\s+)?", re.IGNORECASE),
    "fr": re.compile(r"\b(?:est|sont|était|étaient)\s+(?:(?:l[ea]s?|une?|des)\s+|l['’])?", re.IGNORECASE),
}
_THAT_OF: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:that|those)\s+of\s+(?:the\s+|an?\s+)?$"),
    "fr": re.compile(r"\bce(?:lui|lles?|ux)\s+(?:d['’]|(?:de|du|des)\s+(?:(?:la|les|une?)\s+|l['’])?)$"),
}
_NAMING = re.compile(
    r"cit(?:y|ies)|towns?|villes?|communes?|r[eé]gions?|départements?|states?|états?|months?|mois|years?|années?|programmes?|"
    r"programs?|projets?|groupes?|noms?|names?|types?|sortes?|kinds?|sorts?|formes?|forms?",
    re.IGNORECASE,
)
"""What only tells what kind of thing its complement is: "the city of Lyon"."""

_NEAR = 0.55
"""Part of the claim's tokens that stand in the sentence in the same order: of a short one, three are many."""
_PUT_BEFORE: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"(?:the|an?) (?:\w+ )?(?P<head>\w+) of(?: the)?|(?P<other>\w+) of (?:the|an?)"),
    "fr": re.compile(
        r"(?:(?:la|les?|une?) |l['’])(?:\w+ )?(?P<head>\w+) (?:d['’]|des|du|de(?: (?:la|les?)| l['’])?)"
        r"|(?P<other>\w+) (?:des|du|de (?:la|l['’]))"
    ),
}
"""The article of the sentence's noun may be kept before the one that is put before it."""

_INFINITIVE = re.compile(r"\w+(?:er|ir|re)")
"""« afin de diminuer » has no noun before its « de »."""


def loses_its_head(claim: Text, sentence: Text) -> bool:
    """Whether a claim begins with what stands behind an "of" in the sentence, goes on like it, and leaves out the rest.

    Not where the sentence has that word without an "of" too.
    """
    mine, theirs = content_words(*claim), content_words(*sentence)
    stems = [word.stem for word in mine]
    places = [at for at, word in enumerate(theirs) if word.stem in stems[:1]]
    if claim[1] == "fr" and mine and _INFINITIVE.fullmatch(mine[0].folded):
        return False
    goes_on = bool(places) and any(word.stem in stems[1:2] for word in theirs[places[0] + 1 :])
    return goes_on and all(
        at > 0
        and _OF[sentence[1]].fullmatch(sentence[0][theirs[at - 1].end : theirs[at].start]) is not None
        and theirs[at - 1].stem not in stems
        and not _NAMING.fullmatch(sentence[0][theirs[at - 1].start : theirs[at - 1].end])
        for at in places
    )


def drops_that_of(claim: Text, sentence: Text) -> bool:
    """Whether a claim calls something what the sentence calls only "that of" it: "the order is that of the article"."""
    verb = _IS_THE[claim[1]].search(claim[0])
    if verb is None:
        return False
    called = next((word.stem for word in content_words(*claim) if word.start == verb.end()), None)
    places = [word.start for word in content_words(*sentence) if word.stem == called]
    return bool(places) and all(_THAT_OF[sentence[1]].search(sentence[0][:place]) is not None for place in places)


def puts_a_head(claim: Text, sentence: Text, told: Sequence[Text]) -> bool:
    """Whether a claim puts a noun that no told text has before one of the sentence: "the number of" its towns."""
    for edit in edits_of(*claim[:1], *sentence, _NEAR) or ():
        put = _PUT_BEFORE[claim[1]].fullmatch(" ".join(edit.added))
        if put is None or surface_terms(" ".join(edit.removed)):
            continue
        head = put["head"] or put["other"]
        words = [word for word in content_words(*claim) if word.folded == head]
        if words and not _NAMING.fullmatch(head) and not any(held(words, claim[0], told, claim[1])):
            return True
    return False
