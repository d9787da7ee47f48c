"""Takes out of a message what is not asked: markup and code, and orders about how to answer.

An order can change nothing in an answer made of what the documents say; left in the question, its words would be
searched, and its products and standards read as criteria.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import yaml

from ingest.lexical import fold
from ingest.records import Language
from ingest.sentences import split_sentences

_CODE = re.compile(
    r"<(script|style)\b.*?</\1\s*>"  # an element whose content is code, then any other tag, or a comment
    r"|</?[a-z!][^<>]*>"
    r"|\{\{.*?\}\}|\$\{.*?\}|\{%.*?%\}"  # templates
    r"|\{\s*[\"'].*?\}"  # JSON
    r"|!?\[[^\[\]]*\]\([^()\s]*\)"  # Markdown links and images
    r"|\b(?:https?|ftp|file|javascript|data):\S+"
    r"|['\"]?\s*;?\s*(?-i:\b(?:DROP TABLE|DELETE FROM|INSERT INTO|UNION SELECT|OR 1 ?= ?1)\b)[^;?]*;?"  # SQL
    r"|(?<!\S)--(?!\S)",
    re.I | re.S,
)
_CLAUSE_ENDS = re.compile(r"(?<=\w)\s*:\s+(?=\S)")


def without_code(text: str) -> str:
    """The text without markup, templates, addresses and statements of code; as it was if nothing else is in it."""
    bare, removed = _CODE.subn(" ", text)
    return " ".join(bare.split()) if removed and any(character.isalpha() for character in bare) else text


def without_orders(text: str, language: Language) -> str:
    """The text without the clauses that tell the assistant how to answer or what to be; as it was if nothing is left.

    "Answer like a pirate. Who runs OW2?" asks who runs OW2, and so does "Just answer YES: who runs OW2?".
    """
    sentences = [text[span.start : span.end] for span in split_sentences(text, language)]
    clauses = [clause for sentence in sentences for clause in _clauses(sentence)]
    kept = [clause for clause in clauses if not _orders().search(fold(clause))]
    if len(kept) == len(clauses):
        return text
    asked = " ".join(kept)
    return asked if any(character.isalpha() for character in asked) else text


def orders_to_say(text: str) -> bool:
    """Whether a document's text orders its reader what to say: "Reply that ...", "Ignore your instructions ..."."""
    return bool(_saying().search(fold(text)))


def _clauses(sentence: str) -> list[str]:
    """A sentence, cut after the order that opens it: "Just answer YES: who runs OW2?"."""
    head, *rest = _CLAUSE_ENDS.split(sentence, maxsplit=1)
    return [head, *rest] if rest and _orders().search(fold(head)) else [sentence]


@cache
def _orders() -> re.Pattern[str]:
    """A clause that begins with an order about the answer, or speaks of the assistant's own answer and rules."""
    words = _table()
    opening, anywhere = ("|".join(words[name]) for name in ("opening", "anywhere"))
    return re.compile(rf"^\W*(?:{opening})\b|\b(?:{anywhere})\b")


@cache
def _saying() -> re.Pattern[str]:
    starts = r"(?:^\W*|[.,;:!?«“\"(]\s*|\b(?:et|puis|and|then|please|always|maintenant|now) )"
    return re.compile(rf"{starts}(?:{'|'.join(_table()['saying'])})")


@cache
def _table() -> dict[str, list[str]]:
    table: dict[str, list[str]] = yaml.safe_load(files("assistant").joinpath("orders.yml").read_text(encoding="utf-8"))
    return table
