"""The words of a follow-up, and whether they hold the cues of ``words.yml``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assistant.catalogue.words import tokens
from ingest.yaml_files import read_yaml

_PATH = Path(__file__).with_name("words.yml")

MAX_FRAGMENT_WORDS = 8

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A question as folded words, greetings and « ok » before it left out; ``asks``: a question mark ends it."""

    words: Phrase
    asks: bool = False

    @classmethod
    def of(cls, text: str) -> Said:
        words = tuple(token.raw if token.raw == "IT" else token.folded for token in tokens(text))  # no pronoun
        while (length := opening(words, phrases("idle"))) and length < len(words):
            words = words[length:]
        return cls(words, text.rstrip().endswith("?"))

    def is_short(self) -> bool:
        """Whether it may be part of a question; « j' », « qu' » are no words of their own."""
        return sum(len(word) > 1 and word != "qu" for word in self.words) <= MAX_FRAGMENT_WORDS

    def has(self, section: str) -> bool:
        """Whether a phrase of the section stands anywhere."""
        return any(True for _ in self.places(phrases(section)))

    def opens(self, section: str) -> int:
        """How many words the longest phrase of the section that opens the question has; 0 for none."""
        return opening(self.words, phrases(section))

    def closes(self, section: str) -> int:
        """How many words the longest phrase of the section that ends the question has; 0 for none."""
        ends = (phrase for phrase in phrases(section) if self.words[-len(phrase) :] == phrase)
        return max(map(len, ends), default=0)

    def only(self, *sections: str) -> bool:
        """Whether the phrases of the sections cover every word."""
        covered: set[int] = set()
        for section in sections:
            for start, end in self.places(phrases(section)):
                covered |= set(range(start, end))
        return len(covered) == len(self.words)

    def places(self, wanted: Iterable[Phrase]) -> Iterator[tuple[int, int]]:
        """Where phrases stand: first word, and the word after the last."""
        for phrase in wanted:
            for start in range(len(self.words) - len(phrase) + 1):
                if self.words[start : start + len(phrase)] == phrase:
                    yield start, start + len(phrase)


@cache
def table() -> dict[str, Any]:
    """The cues by section."""
    loaded: dict[str, Any] = read_yaml(_PATH)
    return loaded


@cache
def phrases(section: str) -> tuple[Phrase, ...]:
    """The phrases of a section, "section.key" for one of its parts."""
    name, _, key = section.partition(".")
    found = table()[name]
    texts = found if not key else found[int(key) if key.lstrip("-").isdigit() else key]
    return tuple(tuple(str(text).split()) for text in texts)


def opening(words: Phrase, wanted: Iterable[Phrase]) -> int:
    """How many words the longest of the phrases that open ``words`` has; 0 for none."""
    return max((len(phrase) for phrase in wanted if words[: len(phrase)] == phrase), default=0)
