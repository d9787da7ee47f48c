"""The strict checks: what a sentence states has to be in its evidence, whatever the rest is like."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.translations.table import concepts_in, read_terms
from assistant.verification import contradiction, cues, negation, roles
from assistant.verification.beside import beside_findings, is_scheduled
from assistant.verification.compound import mixes_clauses
from assistant.verification.concepts import said_otherwise
from assistant.verification.edits import Edit, edits_of
from assistant.verification.evidence import Evidence
from assistant.verification.findings import Finding
from assistant.verification.frames import speaks_of_question
from assistant.verification.names import (
    Name,
    addresses,
    may_be_translated,
    missing_names,
    read_names,
    surface_of,
)
from assistant.verification.numbered_names import numbered_names, wrongly_numbered
from assistant.verification.transplanted import is_transplanted
from assistant.verification.turned_edits import edit_findings
from assistant.verification.unknown_words import unknown_words
from assistant.verification.values import is_counted, missing_values, read_values
from assistant.verification.weekdays import missing_weekdays
from assistant.verification.words import Text, content_words
from ingest.records import Language

_INVERTED = re.compile(
    r"(?<![,»”\"] )\b(?:\w+(?:-t)?-(?:il|elle)s?|\w+-t-on|(?:dit|doit|est|fait|peut|sait|veut|voit)-on|est-ce)\b",
    re.IGNORECASE,
)
"""The verb before its pronoun; "Single Sign-On" is none."""
_QUOTED = re.compile(r"«[^«»]*»|“[^“”]*”")


def surface_findings(text: str, language: Language, told: Evidence, lexicon: frozenset[str]) -> list[Finding]:
    """Values and names that no quote holds; within a language, also words that are none."""
    found: dict[str, list[str]] = {}
    for value in missing_values(read_values(text, language), told.values):
        if not is_counted(value, text):
            found.setdefault(value.kind, []).append(value.text)
    everything = (*told.quotes, *told.titles)
    if numbered := numbered_names(text, language, lexicon):
        wrong = wrongly_numbered(numbered, (numbered_names(*each, lexicon) for each in everything))
        found.setdefault("number", []).extend(wrong)
    found.setdefault("date", []).extend(missing_weekdays(text, language, everything))
    if told.is_in(language):
        found["coverage"] = unknown_words(text, language, everything)
    names = [name.raw for name in unheld_names(text, language, told, lexicon) if not _is_left(name, told, language)]
    names += sorted(addresses(text) - told.surface.addresses)
    if names:
        found["name"] = names
    return [Finding(reason, tuple(missing)) for reason, missing in found.items() if missing]


def unheld_names(text: str, language: Language, told: Evidence, lexicon: frozenset[str]) -> list[Name]:
    """The names of a text that no quote holds, by synonyms neither: "TV", "television"."""
    crosses = not told.is_in(language)
    names = missing_names(text, read_names(text, language, lexicon), told.surface, crosses)
    synonyms = said_otherwise(text, told.quotes, language) if names else ()
    names = [name for name in names if name.folded not in synonyms]
    return translated(text, language, names, told) if names and crosses else names


def translated(text: str, language: Language, names: Sequence[Name], told: Evidence) -> list[Name]:
    """The names that stand in no term whose translation is told: "site Web", "website"; "PME", "SME"."""
    concepts = frozenset[int]().union(*(concepts_in(*quote) for quote in (*told.quotes, *told.titles)))
    terms = [term for term in read_terms(text, language) if not concepts.isdisjoint(term.concepts)]
    return [name for name in names if not any(_is_part(name, term.start, term.end) for term in terms)]


def _is_part(name: Name, start: int, end: int) -> bool:
    """Whether a name is a word of a longer term, or an acronym."""
    return start <= name.start and name.end <= end and (name.raw.isupper() or end - start > len(name.raw))


def _is_left(name: Name, told: Evidence, language: Language) -> bool:
    """Whether a name is left to likeness: across languages, one that may be translated."""
    return not told.is_in(language) and may_be_translated(name, language)


def meaning_findings(
    text: str, language: Language, told: Evidence, nearest: Sequence[tuple[str, Language]], lexicon: frozenset[str]
) -> Iterator[Finding]:
    """Polarity, comparison and roles turned round; ``nearest`` are the told sentences that hold the text best."""
    followed = _followed(text, language, nearest)
    edited = None if followed is None else [Finding(*found) for found in edit_findings(followed[1], language)]
    yield from edited or ()
    if _is_question((text, language), told, nearest):
        yield Finding("question")
    if nearest and nearest[0][1] == language:
        yield from beside_findings((text, language), nearest[0], told)
    turned = turned_cues(text, language, told, nearest)
    denies = _turns_negation(text, language, nearest, followed[0] if followed else None)
    if not told.is_in(language) and cues.taken_back(turned.contrary, _difference(text, language, nearest)):
        return
    if denies and not any(finding.reason == "negation" for finding in edited or ()):
        yield Finding("negation")
    if contrary := turned.contrary or tuple(name for name in turned.added if cues.is_strict(name)):
        yield Finding("comparison", contrary)
    elif _is_told_ahead(turned, crosses=not told.is_in(language)) and not is_scheduled(nearest):
        yield Finding("comparison", ("future",))
    shortened = followed is not None and not any(edit.added for edit in followed[1])  # says what one sentence says
    mixed = told.is_in(language) and not shortened and mixes_clauses((text, language), nearest)
    if mixed or is_transplanted((text, language), nearest):
        yield Finding("role")
    elif pair := _swapped(text, language, nearest, lexicon):
        yield Finding("role", pair)


def _is_question(claim: Text, told: Evidence, nearest: Sequence[Text]) -> bool:
    """Whether a claim asks, or within a language speaks of what is asked, and its evidence does not."""
    if _asks(*claim):
        return not any(_asks(*sentence) for sentence in nearest)
    if not told.is_in(claim[1]):
        return False
    return speaks_of_question(*claim) and not any(speaks_of_question(*each) for each in (*told.quotes, *told.titles))


def _asks(text: str, language: Language) -> bool:
    """Whether a text is a question, or has the verb before its pronoun that makes one in French: « a-t-elle ».

    What it quotes is not asked, such as the title of a section.
    """
    text = _QUOTED.sub("", text) if _QUOTED.sub("", text).strip(" .?!") else text
    asked = text.rstrip("\"'”’») \u00a0\u202f").endswith("?")
    return asked or (language == "fr" and _INVERTED.search(text) is not None)


def _is_told_ahead(turned: cues.Turned, *, crosses: bool) -> bool:
    """Whether a text puts off what is told as done; a translation may leave out that a thing is "planned"."""
    return "future" in turned.added or (not crosses and not {"aside", "planned"}.isdisjoint(turned.added))


def apart(
    text: str, language: Language, told: Evidence, nearest: Sequence[tuple[str, Language]], lexicon: frozenset[str]
) -> int:
    """How many names and values of a text stand in its evidence, but neither in the nearest sentence nor in a title."""
    close = (*nearest[:1], *told.titles)
    crosses = not told.is_in(language)
    surface = surface_of(each for each, _ in close)
    names = missing_names(text, read_names(text, language, lexicon), surface, crosses)
    left = {name.start for name in unheld_names(text, language, told, lexicon)}
    values = tuple(value for each in close for value in read_values(*each))
    return sum(name.start not in left for name in names) + len(missing_values(read_values(text, language), values))


def _followed(
    text: str, language: Language, nearest: Sequence[tuple[str, Language]]
) -> tuple[Text, tuple[Edit, ...]] | None:
    """The sentence that the text follows nearly word for word, with the edits; None where it follows none."""
    ways = [(sentence, edits_of(text, sentence[0], language)) for sentence in nearest if sentence[1] == language]
    followed = [(sentence, edits) for sentence, edits in ways if edits is not None]
    return min(followed, key=lambda way: sum(len(edit.added) for edit in way[1]), default=None)


def _swapped(
    text: str, language: Language, nearest: Sequence[tuple[str, Language]], lexicon: frozenset[str]
) -> tuple[str, str] | None:
    """Two names that change places; the nearest sentence that holds two of them tells."""
    for sentence, other in nearest:
        names = _shared_names(text, language, sentence, other, lexicon)
        if len(set(names)) > 1:
            return roles.swapped(text, sentence, names, crosses=other != language)
    return None


def _shared_names(text: str, language: Language, sentence: str, other: Language, lexicon: frozenset[str]) -> list[str]:
    """The names of either text, those that open it included: the other text tells that they are names."""
    names = [*read_names(text, language, lexicon), *read_names(sentence, other, lexicon)]
    return [name.folded for name in names if name.raw in text and name.raw in sentence]


def turned_cues(text: str, language: Language, told: Evidence, nearest: Sequence[tuple[str, Language]]) -> cues.Turned:
    """How the text's cues differ from the evidence's."""
    everything = frozenset[str]().union(*(cues.read_cues(*each) for each in (*told.quotes, *told.titles)))
    close = frozenset[str]().union(*(cues.read_cues(*each) for each in nearest[:1]))
    return cues.compare_cues(cues.read_cues(text, language), everything, close, crosses=not told.is_in(language))


def _turns_negation(
    text: str, language: Language, nearest: Sequence[tuple[str, Language]], followed: Text | None = None
) -> bool:
    """Whether a text negates what is told, or the reverse; of a text that follows one sentence (``followed``) nearly
    word for word, that sentence alone tells the reverse.
    """
    mine = negation.polarity(text, language)
    same = [sentence for sentence in nearest if sentence[1] == language]
    if same:
        theirs = [(negation.polarity(*each), _stems(*each)) for each in same]
        denying = theirs if followed is None else [(_denied_once(followed), _stems(*followed))]
        stems = _stems(text, language)
        return (
            contradiction.negates(mine, theirs)
            or contradiction.affirms_joined(mine, stems, theirs)
            or ((followed is None or not mine.count) and contradiction.affirms(mine, stems, denying))
        )
    if not nearest:
        return False
    nearby = negation.polarity(*nearest[0])
    if mine.count > nearby.count + nearby.implicit + nearby.optional:
        return True
    affirms = not (mine.count or mine.implicit or mine.optional) and bool(nearby.count)
    return affirms and _is_as_long(text, language, nearest[0])


def _denied_once(sentence: Text) -> negation.Polarity:
    """What a sentence negates, without what it affirms in the same words: "the GPL asks it, the MIT licence does not
    ask it".
    """
    said = Counter(word.stem for word in content_words(*sentence))
    read = negation.polarity(*sentence)
    return replace(read, scopes=tuple(scope for scope in read.scopes if scope and said[scope[0]] == 1))


def _difference(text: str, language: Language, nearest: Sequence[tuple[str, Language]]) -> int:
    """By how many negations a text and its nearest sentence differ."""
    return abs(negation.polarity(text, language).count - negation.polarity(*nearest[0]).count)


def _is_as_long(text: str, language: Language, sentence: tuple[str, Language]) -> bool:
    """Whether a text says as much as a sentence: what it negates cannot have been left out."""
    return len(content_words(text, language)) >= 0.7 * len(content_words(*sentence))


def _stems(text: str, language: Language) -> frozenset[str]:
    return frozenset(word.stem for word in content_words(text, language))
