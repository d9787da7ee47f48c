"""Where each question of a message begins, and which of its clauses asks at all."""

from __future__ import annotations

import re
from itertools import zip_longest

from assistant.asking import leans
from ingest.lexical import fold, surface_terms
from ingest.records import Language
from ingest.sentences import split_sentences

MAX_QUESTIONS = 5
"""A message of more is searched as a whole: it is a list that somebody pasted."""

_LEAST_WORDS = 3
"""Fewer are no question by themselves: "when and where is the event?" is one question."""

_AUXILIARIES = "is|are|was|were|does|do|did|can|could|should|has|have|will"
_SUBJECTS = "it|they|there|he|she|this|that|the|we|you|i|an?"
_ASKING = (
    r"(?:(?:par|de|a|depuis|pour|avec|sur|dans|en) )?(?:qui|quoi|quand|quels?|quelles?|combien)\b"
    r"|(?:le|la|les)quel(?:le)?s?\b"
    r"|c'est (?:quoi|qui|quand|ou|combien)\b|(?:il )?y ?'?a combien\b|what'?s\b"
    r"|ou\b|comment\b|pourquoi\b|qu'est\b|qu'en\b|d'ou\b"
    r"|que (?:fait|font|signifie|veut|faut|dit|contient|couvre|propose|devien)"
    r"|est-ce\b|ce qu(?:'|e\b)|(?:faut|peut|doit|existe|y a)-(?:t-)?(?:il|on|elle)s?\b"
    r"|(?:(?:by|of|to|for|with|on|in|since) )?(?:who|whose|what|when|where|which)\b|why\b|how\b"
    rf"|(?!ha(?:s|ve) an?\b)(?:{_AUXILIARIES}) (?:{_SUBJECTS})\b"  # "... and have a SaaS offering" has no subject
    r"|(?:je (?:veux|voudrais)|j'aimerais|i want to|i would like to|i'd like to|do you|savez-vous|sais-tu)"
    r" (?:savoir|know)\b"
    r"|(?:(?:peux-tu|pouvez-vous|can you|could you|please) )?(?:(?:me |nous )?(?:dire|donner|expliquer|lister)\b"
    r"|(?:dis|dites|donne|donnez)[ -](?:moi|nous)\b|(?:explique|expliquez|liste|listez|presente|presentez)\b"
    r"|(?:tell|give|show) (?:me|us)\b|explain\b|list\b|describe\b)"
)
"""How a clause begins that asks, folded."""
_LINKS = r"(?:et|and|puis|then|ensuite|sinon|mais|but|ainsi que)(?: (?:also|aussi|instead|plutot|surtout))?"
_ASKS = re.compile(rf"\W*(?:{_LINKS}\b,? )*(?:{_ASKING})")
_YES_NO = re.compile(
    rf"\W*(?:{_AUXILIARIES})\b|.*\w-(?:t-)?(?:ils?|elles?|on|nous|vous|ce)\b"
    r"|.*\b(?:c'est|sert a|veut dire) (?:quoi|qui)\W*$"
)
"""« EuroCommons est-il ... », "Is Proxmox ...": a clause that asks without a word for it."""
_JOINT = re.compile(rf"(?:\s*[,;:]\s*|\s+)(?:{_LINKS}\s+)+(?=(?:{_ASKING}))|\s*[,;]\s*(?=(?:{_ASKING}))")
_RELATIVE = re.compile(r"(?<=\w)(?<!-ce)\s+(?:qui|que|dont|that|which|who)\b")
"""« les acteurs qui pilotent », not « est-ce que »: what follows « et qui » then says more of the same."""
_SUBORDINATE = re.compile(
    r"\W*(?:(?:depuis|maintenant|alors|bien|apres|avant) que?\b|puisque|comme|si\b|s'|quand|lorsque?|selon|d'apres|vu\b"
    r"|since|as\b|if\b|when|now that|because|although|while|given|according|after|before)"
)
_NAME = re.compile(r"(?<=[\w,'’] )\w*[A-Z]\w*[a-z]\w*")
_QUESTION_ENDS = re.compile(r"(?<=\?)\s+(?=\w)")
"""Where a question ends, even before a small letter."""
_OPENS_COMPLEMENT = re.compile(
    r"(?:par|de|a|depuis|pour|avec|sous|sur|dans|en|by|of|to|for|with|on|in|since|under) (?:qu|wh)"
)
"""« par quels pays » asks more of the clause before it."""
_INSIDE = re.compile(r"\b(?:dedans|inside|in there)\W*$")
"""What a clause counts or seeks inside of is said before it: « le SILL et combien de logiciels dedans »."""
_OPENS_RELATIVE = re.compile(r"(?:qui|which|who|that)\b")
_OPENS_SUBORDINATE = re.compile(r"(?:qui|which|who|quand|when|ou|where|ce qu)\b")


def questions_in(text: str, language: Language) -> tuple[str, ...]:
    """The questions of a message, each with the words before it that ask nothing; one where it asks one thing."""
    clauses = [part for clause in _clauses(text, language) for part in _QUESTION_ENDS.split(clause)]
    questions: list[str] = []
    before = ""
    for clause in clauses:
        before = f"{before} {clause}".strip()
        if _is_asking(clause) and _is_whole(clause):
            questions.append(before)
            before = ""
    if before and questions:
        questions[-1] = f"{questions[-1]} {before}"
    return tuple(questions) if 1 < len(questions) <= MAX_QUESTIONS else (text,)


def what_is_asked(text: str, language: Language) -> str:
    """The only clause of a message that asks, without those that tell or order; as it was if there are more.

    What the question takes for granted stays: « Depuis que ... », and whatever tells something of another name.
    """
    clauses = [part for clause in _clauses(text, language) for part in _QUESTION_ENDS.split(clause)]
    asking = [clause for clause in clauses if _is_asking(clause)]
    if len(asking) != 1 or not _is_whole(asking[0]) or leans(asking[0]) or not surface_terms(asking[0]):
        return text
    others = [clause for clause in clauses if clause not in asking]
    if any(_SUBORDINATE.match(_flat(other)) or _names(other) - _names(asking[0]) for other in others):
        return text
    return asking[0]


def _names(clause: str) -> set[str]:
    return set(_NAME.findall(clause))


def _clauses(text: str, language: Language) -> list[str]:
    """A message, cut between its sentences and before each « et qui … », ", how many ..." of a sentence that asks."""
    return [clause for span in split_sentences(text, language) for clause in _cut(text[span.start : span.end])]


def _cut(sentence: str) -> list[str]:
    """The clauses of a sentence; one too short to ask by itself stays with the one before it."""
    flat, clauses, start = _flat(sentence), [], 0
    joints = list(_JOINT.finditer(flat))
    last_linked = max((joint.start() for joint in joints if joint[0].strip(" ,;:")), default=0)
    joints = [joint for joint in joints if not _says_more(flat, joint, listed=joint.start() < last_linked)]
    for joint, following in zip_longest(joints, joints[1:]):
        rest = flat[joint.end() : following.start() if following else None]
        if _is_whole(flat[start : joint.start()]) and _is_whole(rest):
            clauses.append(sentence[start : joint.start()])
            start = joint.end()
    return [*clauses, sentence[start:]]


def _says_more(flat: str, joint: re.Match[str], *, listed: bool) -> bool:
    """Whether what follows depends on what came before: « les éditeurs qui ... et qui ... », ", when it is hosted".

    In a list, "what is it, who grants it and how many ...", it does not.
    """
    before, rest = flat[: joint.start()], flat[joint.end() :]
    if joint[0].strip(" ,;:"):
        return bool(_OPENS_RELATIVE.match(rest) and _RELATIVE.search(before))
    return not listed and bool(_OPENS_SUBORDINATE.match(rest))


def _is_asking(clause: str) -> bool:
    flat = _flat(clause)
    return clause.rstrip().endswith("?") or bool(_ASKS.match(flat) or _YES_NO.match(flat))


def _is_whole(clause: str) -> bool:
    flat = _flat(clause)
    least = _LEAST_WORDS + bool(_OPENS_COMPLEMENT.match(flat))
    return len(re.findall(r"\w+", clause)) >= least and not _INSIDE.search(flat)


def _flat(text: str) -> str:
    """The text folded character by character, so that places in it are places in the text."""
    return "".join(folded if len(folded := fold(character)) == 1 else character for character in text)
