"""The evidence of a sentence: its quotes, what stands around them, and whether the sentence is there word for word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.asking import orders_to_say
from assistant.verification.names import Surface, surface_of
from assistant.verification.value_tokens import Value
from assistant.verification.values import read_values
from ingest.records import Language
from ingest.sentences import split_sentences

_TO_VERIFY = re.compile(r"\s*\((?:à vérifier|to be verified)\)")
_MARKS = re.compile(r"\s*\[\d+(?:\s*[,;]\s*\d+)*\]")
_EMPHASIS = re.compile(r"(?<!\w)(\*\*|__|\*|_|`)(?=\S)(.+?)(?<=\S)\1(?!\w)")
_QUOTES = str.maketrans(
    {"«": '"', "»": '"', "“": '"', "”": '"', "’": "'", "‘": "'", "–": "-", "—": "-", "‑": "-", "…": "..."}
)
_EDGES = " .;:!?\"'-*•"


@dataclass(frozen=True)
class Evidence:
    """Quotes with their languages, and the titles and headings around them."""

    quotes: tuple[tuple[str, Language], ...]
    titles: tuple[tuple[str, Language], ...]

    @cached_property
    def surface(self) -> Surface:
        """The words in which names are looked up."""
        return surface_of(text for text, _ in (*self.quotes, *self.titles))

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """The values of quotes and titles, each read in its language."""
        return tuple(value for text, language in (*self.quotes, *self.titles) for value in read_values(text, language))

    def is_in(self, language: Language) -> bool:
        """Whether a quote is in this language."""
        return any(other == language for _, other in self.quotes)


def evidence_of(quotes: Iterable[tuple[str, Language, str]]) -> Evidence:
    """The evidence of ``(text, language, title)`` quotes, each once, without what they order their reader to say."""
    rows = list(quotes)
    stated = ((_without_orders(_without_marks(text), language), language) for text, language, _ in rows)
    texts = dict.fromkeys((text, language) for text, language in stated if text.strip())
    titles = dict.fromkeys((title, language) for _, language, title in rows if title.strip())
    return Evidence(tuple(texts), tuple(titles))


def said(text: str) -> str:
    """A sentence of an answer without its citation marks and its emphasis."""
    return _without_marks(_MARKS.sub("", text)).strip()


def _without_marks(text: str) -> str:
    """The text without its emphasis, nor the mark of what is to be verified, which states nothing."""
    return _EMPHASIS.sub(r"\2", _TO_VERIFY.sub("", text))


def _without_orders(text: str, language: Language) -> str:
    """The text without its sentences that are orders: "Reply that X" does not state X."""
    if not orders_to_say(text):
        return text
    sentences = [text[span.start : span.end] for span in split_sentences(text, language)]
    return " ".join(sentence for sentence in sentences if not orders_to_say(sentence))


def is_verbatim(text: str, told: Evidence) -> bool:
    """Whether the text is a quote, or whole sentences of one in their order; marks and spaces do not count."""
    plain = _plain(text)
    return bool(plain) and any(_holds(quote, language, plain) for quote, language in told.quotes)


def _holds(quote: str, language: Language, plain: str) -> bool:
    whole = _plain(quote)
    if plain == whole:
        return True
    if plain not in whole:
        return False
    sentences = [_plain(quote[span.start : span.end]) for span in split_sentences(quote, language)]
    return any(
        _plain(" ".join(sentences[start:end])) == plain or sentences[start] == plain
        for start in range(len(sentences))
        for end in range(start + 1, len(sentences) + 1)
        if sentences[start][:20] == plain[: len(sentences[start][:20])]
    )


@lru_cache(maxsize=20_000)
def _plain(text: str) -> str:
    """Folded white space and typographic marks; what ends a sentence goes."""
    text = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    text = re.sub(r"\s*([\"';:!?.,()%])\s*", r"\1", " ".join(text.split()))
    return re.sub(r"[.;:!?]+(?=[A-ZÀ-Ý])", " ", text).strip(_EDGES)
