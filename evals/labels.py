"""What readers found of the true sentences of the citation check: a set's translations and summaries do not tell all.

Each was read beside its quotes by readers who knew neither the check nor its verdict, mixed with false ones.  The file
holds no sentence: a key, and a letter a reader (S supported, U unsupported, D in doubt).
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from assistant.verification.checker import Claim

FILE = Path(__file__).with_name("labels.tsv")
_DIGITS = 12


def key_of(claim: Claim) -> str:
    """The key of a claim with its quotes, in hexadecimal digits."""
    told = "\n".join((claim.language, claim.text, *(f"{quote.title}\n{quote.text}" for quote in claim.quotes)))
    return hashlib.sha256(told.encode()).hexdigest()[:_DIGITS]


@cache
def _labels() -> dict[str, str]:
    return dict(line.split("\t") for line in FILE.read_text(encoding="utf-8").splitlines())


def is_supported(claim: Claim) -> bool | None:
    """Whether each of its readers found a claim supported; None where nobody read it.

    What its quotes say word for word needs no reader.
    """
    if any(claim.text in quote.text for quote in claim.quotes):
        return True
    found = _labels().get(key_of(claim))
    return None if found is None else set(found) == {"S"}
