"""A search that says what occasions it: "NIS2 applies to us, which SIEM ...?", « RGPD oblige, on doit remplacer … ».

The law is no criterion, and the pages on it do not answer; so it is left out where what is left seeks solutions.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.intents import intent_of
from assistant.catalogue.parsing import read_question
from ingest.yaml_files import read_yaml

_SEEKING = ("alternatives", "compare", "count", "list")


def without_occasion(text: str, catalogue: Catalogue) -> str:
    """The question without the law for which it seeks solutions; as it was where it seeks none without it."""
    bare = text
    for pattern, meant in _occasions():
        bare = pattern.sub(meant, bare)
    if bare == text:
        return text
    bare = bare.lstrip(" ,;:")
    reading = read_question(bare, catalogue)
    seeks = reading.of("product", "topic", "feature") and intent_of(reading) in _SEEKING
    return bare[:1].upper() + bare[1:] if seeks else text


@cache
def _occasions() -> tuple[tuple[re.Pattern[str], str], ...]:
    table = read_yaml(Path(__file__).with_name("occasions.yml"))
    one = f"(?:{'|'.join(table['laws'])})"
    others = rf"(?:,? (?:et|and|ou|or) (?:la |le |the )?{one})*"
    law = rf"(?:(?:the|la|le|l['’]|eu|directive|règlement|regulation|loi) ?)*{one}{others}\b"
    return tuple(
        (re.compile(row["written"].replace("{law}", law), re.IGNORECASE), row["meant"]) for row in table["occasions"]
    )
