"""Solutions sought by another one that they go with: « un wiki qui utilise PostgreSQL », "chat that runs on K3s"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.constraints import Constraints, Groups
from assistant.catalogue.page_words import FIELDS, sentences_of
from assistant.catalogue.predicates import mentions
from assistant.catalogue.quoting import ComposedSentence
from assistant.catalogue.reading import Reading
from assistant.catalogue.untold_forms import kinds_by_form
from assistant.catalogue.words import PICKING, Match
from ingest.catalogue.schema import CatalogueEntry
from ingest.records import Language

_ARTICLE = r"(?: (?:un|une|le|la|l|a|an|the))?$"
_LINKED = re.compile(
    r"\b(?:runs?|running|works?|working|integrat\w+|connect\w*|interfac\w+|interoper\w+|communicat\w+|compatibles?"
    r"|deploy\w*|installed|based|built|rel(?:y|ies|ying)|hosted|plugs?|syncs?|synchroni\w+|talks?"
    r"|tourn\w+|fonctionn\w+|march\w+|integre\w*|dialogu\w+|communiqu\w+|branche\w*"
    r"|deploie\w*|s installe\w*|bases?|basees?|fondee?s?|repos\w+|appui\w+|connecte\w*|relie\w*|greff\w+)"
    r" (?:pas )?(?:(?!alternati|replac|remplac|equival)\w+ )?"
    r"(?:on top of|on|with|to|into|in|inside|upon|under|sur|avec|a|au|aux|dans|en|sous)" + _ARTICLE
)
"""What stands before the name of what a solution goes with."""
_USED = re.compile(
    r"\b(?:uses?|using|needs?|requires?|utilis(?:e|ent|ant)|emploi\w+|employant|exige\w*|necessit\w+|exploit\w+)"
    r"(?: pas)?" + _ARTICLE
)
"""The same of a solution of the catalogue; a product that someone uses is rather one to replace."""
_DENIED = re.compile(r"\b(?:not|no|never|cannot|\w+n t|ne|n|pas|jamais|ni)\b(?: \w+){0,4}$")
_NEAR = 3
"""Words before the name that tell how they go together."""
_SOUGHT = ("noun", "which", "count", "alternatives")
_PRONOUNS = PICKING | {"ceux", "celles"}
"""Those of the list before."""
_TESTS = frozenset({"does", "do", "is", "are", "can", "could", "est"})


def with_companions(reading: Reading) -> Reading:
    """The one solution or product that is named behind such words is what those sought go with."""
    if kinds_by_form(reading, ("requirements",)):  # « quelle base de données utilise GLPI ? »
        return reading
    named = [one for one in reading.of("entry", "product") if _goes_with(one, reading)]
    if len(named) != 1 or len(reading.of("entry")) > (named[0].kind == "entry") or not _seeks_others(named[0], reading):
        return reading
    companion = replace(named[0], kind="companion", negated=_is_denied(named[0], reading))
    others = (one for one in reading.matches if one.last < companion.first or one.first > companion.last)
    unread = tuple(place for place in reading.unread if not 0 < companion.first - place <= _NEAR)
    return Reading(reading.tokens, (*others, companion), unread)


def _goes_with(match: Match, reading: Reading) -> bool:
    stays = match.kind == "product" and reading.of("topic", "domain")  # beside what serves a need
    if stays and not _is_denied(match, reading):
        return False
    before = _before(match, reading)
    return bool(_LINKED.search(before) or (match.kind == "entry" and _USED.search(before)))


def _is_denied(match: Match, reading: Reading) -> bool:
    return match.negated or bool(_DENIED.search(_before(match, reading)))


def _before(match: Match, reading: Reading) -> str:
    return " ".join(token.folded for token in reading.tokens[: match.first])


def _seeks_others(match: Match, reading: Reading) -> bool:
    """ "Which wikis ...", « un outil de sauvegarde qui ... »; not "does it run on ...", which asks of one."""
    if reading.tokens[0].folded in _TESTS or reading.cue("howto"):
        return False
    before = [one for one in reading.matches if one.last < match.first]
    sought = any(one.kind in ("topic", "domain", "product") or one.value in _SOUGHT for one in before)
    return sought or bool(_PRONOUNS & {token.folded for token in reading.tokens[: match.first]})


def companions_of(reading: Reading, catalogue: Catalogue, *, negated: bool = False) -> Groups:
    """The names of each solution or product that those sought go with, as pages spell them; of those that they are to
    do without where ``negated``.
    """
    return tuple(_names(one, reading, catalogue) for one in reading.of("companion") if one.negated == negated)


def _names(match: Match, reading: Reading, catalogue: Catalogue) -> tuple[str, ...]:
    if match.value in catalogue.entries:
        return catalogue.names_of(match.value)
    typed = " ".join(token.raw for token in reading.tokens[match.first : match.last + 1])
    # "active directory" as the label spells it: pages leave the maker's name out.
    at = match.value.casefold().find(typed.casefold())
    return tuple(dict.fromkeys((match.value[at : at + len(typed)] if at >= 0 else typed, match.value)))


def told_of_companions(
    entry: CatalogueEntry, asked: Constraints, language: Language, catalogue: Catalogue
) -> Iterator[ComposedSentence]:
    """What the entry's page says of each companion, in its very words: one sentence each, and none twice."""
    found = list(sentences_of(entry, FIELDS, language, catalogue))
    told = (
        next((one for one in found if any(mentions(one.text, name) for name in names)), None)
        for names in asked.companions
    )
    yield from (ComposedSentence(one.text, (one,)) for one in dict.fromkeys(told) if one)
