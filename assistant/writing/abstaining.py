"""Says that the documents do not answer: what they say is unknown, what they never name, and what is nearby."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.glossary import GLOSSARY_DOCUMENTS
from assistant.records import Evidence
from assistant.understanding import Question, is_courtesy
from assistant.writing.addressed import is_in_another_language, is_personal, speaks_to_the_assistant
from assistant.writing.draft import Draft
from assistant.writing.question import NAME, QuestionFeatures
from assistant.writing.sentences import CandidateSentence
from assistant.writing.texts import listed, text
from ingest.lexical import surface_terms
from ingest.records import Language, Span

MAX_NEARBY = 3
NEARBY_PROBABILITY = 0.08
"""Below it the question is not about what the documents cover, and near titles would only mislead."""
_QUOTED = re.compile(r"«[^«»]*»|\"[^\"]*\"|“[^“”]*”")
"""What someone else says, or has planted: it is not what is asked about."""
_BREAKABLE = re.compile(r"[ \t\r\n\f\v]+")
"""Not the no-break spaces of French, which stay as they are written."""
_BETWEEN = re.compile(r"[\s’'-]*")


def abstain(
    draft: Draft,
    question: Question,
    features: QuestionFeatures,
    evidence: Sequence[Evidence],
    unknown: Sequence[CandidateSentence],
    probability: float,
    opening: str = "",
) -> None:
    """Say that the documents do not answer; ``unknown`` are the sentences that say what is not known, of what the
    ``opening`` says where there is one.
    """
    language = question.language
    unknown = [one for one in unknown if opening or is_about_the_names(features, one)]
    if is_personal(question.asked) or (not unknown and speaks_to_the_assistant(question.asked)):
        draft.say(text("assistant", language))
    if not features.terms or is_courtesy(question.text) or draft.sentences:
        draft.say(text("no_subject", language))
        return
    if is_in_another_language(question.asked):
        draft.say(text("other_tongue", language))
        return
    if opening:
        draft.say(opening)
    draft.say(text("abstained_gap" if unknown else "abstained_weak", language))
    for candidate in unknown:
        quote(draft, candidate, language)
    if unknown:
        return
    names = list(dict.fromkeys(names_never_mentioned(features)))
    if names:
        quoted = [text("quoted_title", language, title=name) for name in names]
        draft.say(text("never_mentioned", language, names=listed(quoted, language)))
    nearby = _nearby(evidence, language) if probability >= NEARBY_PROBABILITY else []
    if nearby:
        titles = [text("quoted_title", language, title=one.title) for one in nearby]
        draft.say(
            text("nearby", language, titles=listed(titles, language)), *[_cite_opening(draft, one) for one in nearby]
        )
    else:
        draft.say(text("scope", language))


def is_about_the_names(question: QuestionFeatures, candidate: CandidateSentence) -> bool:
    """Whether a sentence, with its headings, holds most words of one of the question's names, if it has any.

    What is not known of EuroCommons' budget says nothing of "the budget of the Digital Europe Programme".
    """
    told = {*surface_terms(f"{candidate.heading} {candidate.text}")}
    names = [surface_terms(name) for name in _names(question.text)]
    return not names or any(2 * len(told.intersection(name)) > len(name) for name in names)


def names_never_mentioned(question: QuestionFeatures) -> Iterator[str]:
    """The names of the question, as they are written, of which no document has a word; what is quoted left out."""
    if question.text.isupper() or question.text.istitle():
        return
    unknown = {term.word for term in question.terms if term.name and not term.known}
    for name in _names(_QUOTED.sub(" ", question.text)):
        words = [word for word in surface_terms(name) if len(word) > 1]  # the letter of "Gaia-X" stands elsewhere too
        if name.isupper():
            continue  # initials may stand for what the documents write out
        if words and unknown.issuperset(words) and not all(map(str.isdigit, words)):
            yield name


def quote(draft: Draft, candidate: CandidateSentence, language: Language) -> None:
    """Say a sentence of a document; one in the other language is shown as a quote from there."""
    span = Span(candidate.start, candidate.start + len(candidate.text))
    mark = draft.cite(candidate.document, span, candidate.text)
    said = _BREAKABLE.sub(" ", candidate.text).strip()
    draft.say(said if candidate.language == language else text("other_language", language, quote=said), mark)


def _names(asked: str) -> list[str]:
    """The names in a text, as they are written; words that follow one another are one name: "Elon Musk"."""
    found: list[tuple[int, int]] = []
    for match in NAME.finditer(asked):
        if found and _BETWEEN.fullmatch(asked[found[-1][1] : match.start()]):
            found[-1] = (found[-1][0], match.end())
        else:
            found.append(match.span())
    return [asked[start:end].strip() for start, end in found]


def _nearby(evidence: Sequence[Evidence], language: Language) -> list[Evidence]:
    """The best passage of each of the nearest documents that tell something, those in the reader's language first."""
    first: dict[str, Evidence] = {}
    for one in sorted(evidence, key=lambda one: (one.chunk.language != language, one.rank)):
        if one.chunk.document_id not in GLOSSARY_DOCUMENTS and not one.gaps:
            first.setdefault(one.title, one)
    return list(first.values())[:MAX_NEARBY]


def _cite_opening(draft: Draft, one: Evidence) -> int:
    """Mark of the first sentence of a passage."""
    opening = one.chunk.sentences[0]
    span = Span(one.chunk.start + opening.start, one.chunk.start + opening.end)
    return draft.cite(one.chunk.document_id, span, one.chunk.text[opening.start : opening.end])
