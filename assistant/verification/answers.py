"""Checks a whole answer: each sentence against the quotes that it cites.

A sentence that cites nothing is exempt in two cases, since it states nothing that a document could support: it is one
of the assistant's own words (``assistant/writing/texts.yml``), whoever wrote the answer, or a writer without a model
says it of its own search ("Le catalogue ne recense aucune solution ...").  Any other needs a citation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from assistant.records import Answer, Citation, Sentence
from assistant.verification.checker import CitationChecker, Claim, Quote, Verdict
from assistant.writing.texts import templates
from ingest.records import LANGUAGES, Language
from ingest.store import Index

MODELLESS_WRITERS = frozenset({"extractive"})
_BRACES = re.compile(r"\\\{(\w+)\\\}")


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence of an answer and its verdict, None where it is exempt."""

    sentence: Sentence
    verdict: Verdict | None

    @property
    def passes(self) -> bool:
        return self.verdict is None or self.verdict.supported


@dataclass(frozen=True, slots=True)
class Verification:
    """Every sentence of an answer, in order, as it was checked."""

    sentences: tuple[Checked, ...]

    @property
    def supported(self) -> bool:
        """Whether every sentence is supported or exempt."""
        return all(checked.passes for checked in self.sentences)

    @property
    def citations(self) -> dict[int, bool]:
        """For each citation number in use, whether a sentence that cites it is supported."""
        found: dict[int, bool] = {}
        for checked in self.sentences:
            for number in checked.sentence.citations:
                found[number] = found.get(number, False) or checked.passes
        return found


def verify(answer: Answer, index: Index, checker: CitationChecker) -> Verification:
    """Check the sentences of an answer; ``index`` gives the headings around each quote."""
    citations = {citation.n: citation for citation in answer.citations}
    claims = [_claim(sentence, answer.language, citations, index) for sentence in answer.prose]
    asked = [
        row
        for row, (claim, sentence) in enumerate(zip(claims, answer.prose, strict=True))
        if not is_exempt(sentence, answer.writer)
    ]
    verdicts = dict(zip(asked, checker.check([claims[row] for row in asked]), strict=True))
    return Verification(tuple(Checked(sentence, verdicts.get(row)) for row, sentence in enumerate(answer.prose)))


def is_exempt(sentence: Sentence, writer: str) -> bool:
    """Whether a sentence needs no citation; the rule is stated above."""
    if sentence.citations:
        return False
    return writer in MODELLESS_WRITERS or any(frame.fullmatch(sentence.text) for frame in _frames())


def _claim(sentence: Sentence, language: Language, citations: Mapping[int, Citation], index: Index) -> Claim:
    quotes = tuple(_quote(citations[number], index) for number in sentence.citations if number in citations)
    return Claim(_unframed(sentence.text), language, quotes)


def _unframed(text: str) -> str:
    """What a frame holds: the quote of "A document in French says: “...”", the titles of "They do cover: ..."."""
    for frame in _frames():
        if frame.groups and (match := frame.fullmatch(text)):
            return " ".join(match.groups())
    return text


@cache
def _frames() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(_pattern(template), re.DOTALL) for template in _templates())


def _templates() -> Iterator[str]:
    for language in LANGUAGES:
        yield from (each for each in templates(language) if len(_BRACES.sub("", re.escape(each))) > 12)


def _pattern(template: str) -> str:
    return _BRACES.sub("(.+)", re.escape(template))


def _quote(citation: Citation, index: Index) -> Quote:
    passage = index.passage_at(citation.document_id, citation.start)
    return Quote(citation.quote, citation.language, passage.context)
