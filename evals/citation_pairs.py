"""Sentences with the evidence that supports them, from public sets and from the corpus, and the same made false."""

from __future__ import annotations

import json
import random
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from assistant.verification.checker import Claim, Quote
from evals.answer_sets import SetPassage, chunks, clapnq, piaf, qed
from evals.corruptions import KINDS, names_of
from evals.paraphrases import frame, paraphrases_of
from evals.told import Sentence
from ingest.readers import read
from ingest.records import Document, Language
from ingest.reference import Term, reference
from ingest.sentences import split_paragraphs, split_sentences
from ingest.sources import builtin_corpus, load

Half = Literal["dev", "test"]
MOST = 40
"""True sentences of one kind taken from one family and half."""
FALSE_REWORDED = 4
"""False sentences made of one true sentence said in other words."""
KEYS = ("pair", "heading_fr", "heading_en", "text_fr", "text_en")
"""What each line of a file of texts in both languages has; "pair" is its document."""
SHORTEST, LONGEST = 5, 60
_GLOSSARY = "glossary.fr"
_PARENTHESIS = re.compile(r"\s*\([^()]{4,}\)")
_OPENING = re.compile(
    r"^(?:However|Moreover|In addition|Furthermore|Additionally|Thus|Therefore|Cependant|Toutefois|En outre|De plus|"
    r"Ainsi|Par ailleurs|En effet|Enfin|En revanche) ?, "
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim and whether its quotes support it.

    ``kind`` is how it was made.  ``family`` holds sets of one origin, judged and withheld together; ``half`` is the
    part of the family: rules may be written looking at "dev" alone.  ``reworded`` marks a sentence that was first said
    in other words by ``evals.paraphrases``.
    """

    claim: Claim
    true: bool
    kind: str
    family: str
    half: Half
    reworded: bool = False


@dataclass(frozen=True, slots=True)
class TrueClaim:
    """A true claim before its corruptions; ``group`` is its document, ``others`` sentences elsewhere in it.

    ``told`` is what its quotes say in its own language, ``source`` the sentence of the other one that it translates;
    both are "" within a language.
    """

    claim: Claim
    kind: str
    group: str
    others: tuple[str, ...]
    told: str = ""
    source: str = ""


_Told = tuple[str, Language, str]
"""A paragraph, its language and its title."""

Family = Callable[[Path, Path], Iterator[TrueClaim]]
"""Takes the folder of the public sets and the corpus."""


def half_of(group: str) -> Half:
    """Documents fall in halves by a hash of their name."""
    return "dev" if zlib.crc32(group.encode()) % 2 else "test"


def pairs_of(family: str, data: Path, corpus: Path, most: int = MOST, read: Family | None = None) -> list[Pair]:
    """The pairs of one family, true and false, always the same; ``read`` reads one that is none of ``FAMILIES``."""
    found = [one for one in (read or FAMILIES[family])(data, corpus) if is_fit(one.claim)]
    chance = random.Random(family)  # noqa: S311 - the same pairs in each run
    chance.shuffle(found)
    kept: list[tuple[TrueClaim, Half]] = []
    counts: dict[tuple[str, Half], int] = {}
    for one in found:
        key = (one.kind, half_of(one.group))
        counts[key] = counts.get(key, 0) + 1
        if counts[key] <= most:
            kept.append((one, key[1]))
    names = sorted({name for one, _ in kept for name in names_of(one.claim.text)})
    return [pair for one, half in kept for pair in _made(one, half, family, names)]


def is_fit(claim: Claim) -> bool:
    """Whether a text is a sentence as answers have them: no link, no code, no heading."""
    text = claim.text.rstrip()
    if not SHORTEST <= len(text.split()) <= LONGEST:
        return False
    return text.endswith((".", "!", "»", ")")) and not any(mark in text for mark in ("`", "http", "](", "**", "|"))


def _made(one: TrueClaim, half: Half, family: str, names: Sequence[str]) -> Iterator[Pair]:
    """A true sentence and each way to make it false, then the same for what says it in other words."""
    yield Pair(one.claim, True, one.kind, family, half)
    for kind, text in made_false(one, one.claim.text, names):
        yield Pair(replace(one.claim, text=text), False, kind, family, half)
    reworded = list(paraphrases_of(one.claim.text, one.claim.language))
    for kind, text in reworded:
        yield Pair(replace(one.claim, text=text), True, kind, family, half, reworded=True)
    if reworded:
        chance = random.Random(one.claim.text)  # noqa: S311 - the same pairs in each run
        false = list(_corrupted_in_other_words(one, *chance.choice(reworded), names))
        for kind, corrupted in chance.sample(false, min(FALSE_REWORDED, len(false))):
            yield Pair(replace(one.claim, text=corrupted), False, kind, family, half, reworded=True)


def _corrupted_in_other_words(one: TrueClaim, kind: str, text: str, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """A paraphrase made false: not in what announces it, since "the page will say that X" does not make X false."""
    if kind != "framed":
        yield from made_false(one, text, names)
        return
    for how, corrupted in made_false(one, one.claim.text, names):
        framed = frame(corrupted, one.claim.language, random.Random(corrupted))  # noqa: S311
        if framed is not None:
            yield how, framed


def made_false(one: TrueClaim, text: str, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    evidence = " . ".join(f"{quote.title} . {quote.text}" for quote in one.claim.quotes)
    told = one.told or evidence
    sentence = Sentence(text, one.claim.language, evidence, names, one.others, told, one.source)
    for kind, corrupt in KINDS.items():
        # A chance of its own: a kind more leaves the others as they were drawn.
        new = corrupt(sentence, random.Random(f"{kind} {text}"))  # noqa: S311
        if new is not None and new != text and new not in evidence:
            yield kind, new


def _from_passages(passages: Sequence[SetPassage]) -> Iterator[TrueClaim]:
    """Sentences of passages as they are, and shortened: without their parentheses and opening words."""
    by_group: dict[str, list[SetPassage]] = {}
    for passage in passages:
        by_group.setdefault(passage.group, []).append(passage)
    for group, members in by_group.items():
        for passage in members[:3]:
            texts = [passage.text[span.start : span.end] for span in passage.sentences]
            others = tuple(
                other.text[span.start : span.end]
                for other in members
                if other is not passage
                for span in other.sentences
            )
            quote = (Quote(passage.text, passage.language, passage.title),)
            for text in texts[:2]:
                yield TrueClaim(Claim(text, passage.language, quote), "verbatim", group, others or tuple(texts))
                if (short := _OPENING.sub("", _PARENTHESIS.sub("", text))) != text:
                    claim = Claim(short[:1].upper() + short[1:], passage.language, quote)
                    yield TrueClaim(claim, "shortened", group, others or tuple(texts))


def _piaf(data: Path, _: Path) -> Iterator[TrueClaim]:
    yield from _from_passages(piaf(data / "piaf_fr/piaf_dev.json").passages)


def _wikipedia(data: Path, _: Path) -> Iterator[TrueClaim]:
    """QED and ClapNQ: both are Natural Questions over English Wikipedia."""
    yield from _from_passages(qed(data / "qed_nq_dev_en/qed-dev.jsonlines").passages)
    titles = {passage.text: passage.title for passage in clapnq(data / "clapnq_en").passages}
    for row in _rows(data / "clapnq_en/answerable_dev.jsonl"):
        source, output = row["passages"][0], row["output"][0]
        passage = " ".join(source["sentences"])
        others = tuple(text for text in source["sentences"] if text not in output["selected_sentences"])
        quotes = tuple(Quote(text, "en", titles[passage]) for text in output["selected_sentences"])
        answer = output["answer"]
        for span in split_sentences(answer, "en"):
            claim = Claim(answer[span.start : span.end], "en", quotes)
            yield TrueClaim(claim, "answer", source["title"], others)


def _service_public(data: Path, _: Path) -> Iterator[TrueClaim]:
    """The editors' description of a page, against the page's text."""
    for row in _rows(data / "service_public_fr/questions_reponses_dev.jsonl"):
        texts = list(chunks(row["text"]))[:3]
        quotes = tuple(Quote(text, "fr", row["title"]) for text in texts)
        rest = " ".join(list(chunks(row["text"]))[3:])
        others = tuple(rest[span.start : span.end] for span in split_sentences(rest, "fr"))
        description = row["description"]
        for span in split_sentences(description, "fr"):
            yield TrueClaim(Claim(description[span.start : span.end], "fr", quotes), "description", row["id"], others)


def wrong_texts(path: Path, keys: Sequence[str] = KEYS) -> str:
    """What is wrong with a file of texts in both languages, "" if nothing is."""
    if not path.is_file():
        return "there is no such file"
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
        except ValueError as error:
            return f"line {number} is no JSON ({error})"
        if lacking := [key for key in keys if not isinstance(row, dict) or not isinstance(row.get(key), str)]:
            return f"line {number} lacks {', '.join(lacking)}"
    return ""


def parallel(path: str) -> Family:
    """A family of texts in both languages: JSON lines with ``KEYS``; a relative path is in the public sets' folder."""

    def pairs(data: Path, _: Path) -> Iterator[TrueClaim]:
        for row in _rows(data / path):
            yield from twins(row["pair"], row["heading_fr"], row["heading_en"], row["text_fr"], row["text_en"])

    return pairs


def _python_faq(data: Path, _: Path) -> Iterator[TrueClaim]:
    for row in _rows(data / "python_faq_fr_en/faq_dev.jsonl"):
        yield from twins(row["id"], row["question_fr"], row["question_en"], row["answer_fr"], row["answer_en"])


def _corpus(_: Path, corpus: Path) -> Iterator[TrueClaim]:
    """Pages and their translations, the descriptions of catalogue entries, and the definitions of the glossary."""
    yield from _glossary()
    documents = {document.id: document for ref in builtin_corpus(corpus) for document in read(load(ref))}
    for document in documents.values():
        twin = documents.get(document.translation_of or "")
        if twin is None or twin.id == _GLOSSARY:
            continue
        french, english = (document, twin) if document.language == "fr" else (twin, document)
        yield from twins(twin.id, french.title, english.title, _prose(french), _prose(english))


def _glossary() -> Iterator[TrueClaim]:
    """Definitions by term: each language's document has them in its own alphabetical order."""
    terms = reference().glossary
    for at, term in enumerate(terms):
        told = _defined(term)
        elsewhere = [_defined(other) for other in (*terms[at + 1 :], *terms[:at])[:6]]
        for mine, theirs in (told, told[::-1]):
            yield from _across(mine, theirs, f"{_GLOSSARY}#{term.id}", elsewhere)


def _defined(term: Term) -> tuple[_Told, _Told]:
    return (term.definition_fr, "fr", term.fr), (term.definition_en, "en", term.en)


def _prose(document: Document) -> str:
    span = document.fact_spans.get("description")
    return document.text[span.start : span.end] if span else document.text


def twins(group: str, title_fr: str, title_en: str, french: str, english: str) -> Iterator[TrueClaim]:
    """Each sentence against the paragraph of the other language that holds its translation."""
    left, right = split_paragraphs(french), split_paragraphs(english)
    if len(left) != len(right):
        return
    cut: list[tuple[_Told, _Told]] = [
        ((french[a.start : a.end], "fr", title_fr), (english[b.start : b.end], "en", title_en))
        for a, b in zip(left, right, strict=True)
    ]
    for at, (fr, en) in enumerate(cut):
        for mine, theirs in ((fr, en), (en, fr)):
            yield from _across(mine, theirs, group, [each for place, each in enumerate(cut) if place != at])


def _across(mine: _Told, theirs: _Told, group: str, elsewhere: Sequence[tuple[_Told, _Told]]) -> Iterator[TrueClaim]:
    text, language, _ = mine
    spans, sources = split_sentences(text, language), split_sentences(theirs[0], theirs[1])
    if len(spans) != len(sources):
        return
    paragraphs = [each[0] if language == "fr" else each[1] for each in elsewhere]
    others = tuple(
        other[span.start : span.end] for other, *_ in paragraphs[:6] for span in split_sentences(other, language)
    )
    for span, source in zip(spans, sources, strict=True):
        claim = Claim(text[span.start : span.end], language, (Quote(*theirs),))
        translated = theirs[0][source.start : source.end]
        yield TrueClaim(claim, f"translated_{language}", group, others, text, translated)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


FAMILIES: dict[str, Family] = {
    "wikipedia_en": _wikipedia,
    "opensource_guide": parallel("parallel_opensource_guide_fr_en/sections.jsonl"),
    "python_faq": _python_faq,
    "piaf": _piaf,
    "service_public": _service_public,
    "state_policy": parallel("parallel_dinum_policy_fr_en/sections.jsonl"),
    "corpus": _corpus,
}
FOLDS = (("wikipedia_en", "opensource_guide", "python_faq"), ("piaf", "service_public", "state_policy", "corpus"))
"""Families that learn together: each fold is judged by the coefficients that the other one gave."""
