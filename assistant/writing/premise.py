"""A question that takes for granted what the documents do not say is answered with what they do say.

"Why is the seat of the DC-EDIC in Brussels?" finds "its seat is in Paris": the sentence holds the subject and the
relation, and in place of the one name that it lacks has another of the same kind.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.catalogue.words import fold
from assistant.verification.names import Name, missing_names, read_names, surface_of
from assistant.verification.roles import marker_before
from assistant.verification.words import content_words, held
from assistant.writing.answer_types import asks_whether, is_stub
from assistant.writing.answer_types import content_words as asked_words
from assistant.writing.question import QuestionFeatures, Scores
from assistant.writing.sentences import CandidateSentence, states_unknown
from ingest.records import Language
from ingest.reference import reference

_SOURCE = re.compile(
    r"(?i)\W*\b(?:d[’']après|selon|according to|as reported by|quoted by|cité par)\b[^.;:]*?(?=,|\.|;|$)"
)
"""Who says it: no sentence is about that."""
_BESIDE = re.compile(r"[\s’'-]*(?:(?:de|du|des|d|la|le|les|l|of|the|for|pour)[\s’'-]+){0,2}")
_ADVICE = re.compile(r"\b(?:should|faut-il|devons-nous|devrions-nous|devrait-on)\b", re.IGNORECASE)
"""« Faut-il passer nos PC sous Linux ? »."""


def correction(
    question: QuestionFeatures, candidates: Sequence[CandidateSentence], scores: Scores
) -> CandidateSentence | None:
    """The best sentence that puts another name where the question has one that is nowhere in it; None without one.

    Of ``candidates`` with their ``scores``, those in the question's language that state something known.  Who asks
    when, who or how many takes nothing for granted that another name would mend, nor does who asks what to do.
    """
    if question.expects != "reason" and (not asks_whether(question.text) or _ADVICE.search(question.text)):
        return None
    names = _groups(question.text, question.language)
    ranked = sorted(range(len(candidates)), key=lambda at: -scores[at])
    told = [candidates[at] for at in ranked if _may_tell(candidates[at], question)]
    for claimed in names:
        others = [name for group in names if group is not claimed for name in group]
        about = [one for one in told if others and _says(question, claimed, others, one)]
        if any(not _lacks(question.text, claimed, one.text) for one in about):
            continue
        if any(_has_all(question.text, [*claimed, *others], one) for one in told):
            continue
        for one in about:
            if _has_another(question, claimed, one):
                return one
    return None


def _may_tell(candidate: CandidateSentence, question: QuestionFeatures) -> bool:
    """Whether a sentence states something; one of an entry's page, of the entry that the question names."""
    if candidate.entry and not {*asked_words(candidate.heading.split(" > ")[0])} & {*asked_words(question.text)}:
        return False
    return candidate.language == question.language and not states_unknown(candidate) and not is_stub(candidate.text)


def _groups(text: str, language: Language) -> list[list[Name]]:
    """The names of a text, the words of one name together: "Caisse des Dépôts"."""
    groups: list[list[Name]] = []
    for name in read_names(text, language):
        if groups and _BESIDE.fullmatch(text[groups[-1][-1].end : name.start]):
            groups[-1].append(name)
        else:
            groups.append([name])
    return groups


def _says(
    question: QuestionFeatures, claimed: Sequence[Name], others: Sequence[Name], candidate: CandidateSentence
) -> bool:
    """Whether the sentence holds the question's other names, and it or its heading what is said of them."""
    text, language = question.text, question.language
    if missing_names(text, others, surface_of([candidate.text]), crosses=False):
        return False
    spoken = {name.folded for name in (*claimed, *others)}
    carried = set(asked_words(text)) - spoken
    words = [word for word in content_words(text, language) if word.folded in carried]
    said = [(candidate.text, language), (candidate.nearest_heading, language)]
    return bool(words) and all(held(words, text, said, language))


def _has_all(text: str, names: Sequence[Name], candidate: CandidateSentence) -> bool:
    """Whether the sentence has all the names: they have to do with each other, so that none stands for another."""
    return not missing_names(text, names, surface_of([candidate.text]), crosses=False)


def _lacks(text: str, claimed: Sequence[Name], told: str) -> bool:
    """Whether half of a name's words are nowhere: "European organisations" are no European Commission."""
    return 2 * len(missing_names(text, claimed, surface_of([told]), crosses=False)) >= len(claimed)


def _has_another(question: QuestionFeatures, claimed: Sequence[Name], candidate: CandidateSentence) -> bool:
    """Whether the sentence has a name of the same kind that the question does not have."""
    text, language = _SOURCE.sub("", candidate.text), question.language
    new = missing_names(text, read_names(text, language), surface_of([question.text]), crosses=False)
    kind = _kind(question.text, claimed)
    return any(_kind(text, [name]) == kind for name in new)


def _kind(text: str, names: Sequence[Name]) -> str:
    """What a name can stand in place of: a standard, where or upon what something is ("at"), and any other name."""
    if any(name.folded in _standards() for name in names):
        return "standard"
    return "at" if marker_before(text, names[0].start) == "at" else "name"


@cache
def _standards() -> frozenset[str]:
    return frozenset(fold(name) for name in reference().standards)
