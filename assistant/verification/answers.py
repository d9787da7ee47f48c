"""Checks a whole answer: each sentence against the quotes that it cites.

Sentences that state nothing which a document could support are exempt:

- one that cites nothing and is in the assistant's own words (``assistant/writing/texts.yml``), whoever wrote it;
- one that cites nothing, in an answer written without a model: it speaks of the search ("... ne recense aucune ...");
- one composed from facts that only speaks of the selection: how many answer, by which criteria, in what order;
- a cell of a comparison that says that a fact is not documented, or when the page was last verified.

Any other needs a citation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from assistant import records
from assistant.records import Answer, Citation, Sentence
from assistant.verification.checker import CitationChecker, Claim, Quote
from assistant.verification.composed import stated
from assistant.verification.verdict import Verdict
from assistant.writing.texts import templates
from ingest.records import LANGUAGES, Language
from ingest.store import Index

MODELLESS_WRITERS = frozenset({"extractive"})
_TOLD_OF_PAGE = frozenset({"last_verified"})
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
    quotes = {citation.n: _quote(citation, index) for citation in answer.citations}
    claims = [_claims(sentence, answer, quotes) for sentence in answer.sentences]
    verdicts = iter(checker.check([claim for asked in claims for claim in asked]))
    return Verification(
        tuple(
            Checked(sentence, _joined([next(verdicts) for _ in asked]))
            for sentence, asked in zip(answer.sentences, claims, strict=True)
        )
    )


def _joined(verdicts: Sequence[Verdict]) -> Verdict | None:
    """One verdict of a sentence, or of the cells of a table: the worst; None where nothing was asked."""
    if not verdicts:
        return None
    return min(verdicts, key=lambda verdict: (verdict.supported, verdict.score))


def with_verification(answer: Answer, verification: Verification) -> Answer:
    """The answer of a writer that only says what documents say, with what the check found; no sentence is dropped."""
    supported = verification.citations
    checked = sum(one.verdict is not None for one in verification.sentences)
    return replace(
        answer,
        citations=tuple(replace(one, supported=supported.get(one.n, True)) for one in answer.citations),
        verification=records.Verification(checked=checked, kept=checked),
    )


def _claims(sentence: Sentence, answer: Answer, quotes: Mapping[int, Quote]) -> list[Claim]:
    """What has to be supported of a sentence: nothing where it is exempt, each cell of a table."""
    if answer.comparison and sentence is answer.sentences[-1]:
        return list(_cells(answer.comparison, answer.language, quotes))
    modelless = answer.writer in MODELLESS_WRITERS
    if not sentence.citations and (modelless or _is_frame(sentence.text)):
        return []
    cited = tuple(quotes[number] for number in sentence.citations if number in quotes)
    values = stated(sentence.text, answer.language) if modelless else None
    if values is not None:
        return [Claim(values, answer.language, cited, composed=True)] if values else []
    text = _unframed(sentence.text)
    return [Claim(text, answer.language, cited, composed=text != sentence.text)]


def _cells(comparison: Mapping[str, Any], language: Language, quotes: Mapping[int, Quote]) -> Iterator[Claim]:
    for row in comparison["rows"]:
        for cell in row["cells"]:
            if cell["citations"] or not (cell["verified"] is None or row["fact"] in _TOLD_OF_PAGE):
                cited = tuple(quotes[number] for number in cell["citations"])
                yield Claim(cell["text"], language, cited, composed=True)


def _is_frame(text: str) -> bool:
    return any(frame.fullmatch(text) for frame in _frames())


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
