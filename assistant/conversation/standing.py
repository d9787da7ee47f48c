"""Words that seem to point back, and whose meaning is in the question itself: « OW2 a-t-elle », "the first step"."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.catalogue.reading import Reading
from assistant.catalogue.words import Token
from assistant.conversation.words import Said, phrases
from ingest.lexical import surface_terms
from ingest.word_lists import is_word

_INVERTED = frozenset({"il", "elle", "ils", "elles"})
_OWNERS = frozenset({"son", "sa", "ses", "leur", "leurs"})
_OWN = frozenset({"my", "our", "your", "their", "mon", "ma", "mes", "nos", "vos"})
_OF_HOW_MANY = frozenset({"quel", "quelle", "quels", "quelles", "combien"})
_COPULAS = (("est", "la"), ("est", "le"), ("est", "l"), ("sont", "les"), ("is", "the"), ("are", "the"), ("was", "the"))
_ADVERBS = frozenset({"first", "last"})
_BEFORE_A_PLACE = frozenset({"the", "this", "that", "very", "and", "or", "compare", "to", "with", "about"})
_MIN_GENERAL_WORDS = 6
_NAMING = ("entry", "product", "steward", "standard")


_OURS = frozenset({"catalogue", "catalog", "assistant", "site", "website", "chatbot"})
"""« ce catalogue », "this site": those in front of the reader, said before or not."""
_DONE = frozenset({"updated", "checked", "verified", "modified", "changed", "reviewed", "seen"})


def is_explained(place: int, said: Said, reading: Reading) -> bool:
    """Whether the pronoun at ``place`` stands for something of the question itself, or for people in general."""
    word = said.words[place]
    if said.words[place + 1 : place + 2] != () and said.words[place + 1] in _OURS:
        return True
    if word in _INVERTED:
        return _has_its_subject(place, said, reading)
    return word in _OWNERS and _is_of_anyone(place, said, reading)


def names_the_unknown(said: Said, reading: Reading) -> bool:
    """« ki dirige ow2 », "are NGI Zero calls open?": a name that no dictionary has, or a capital within a sentence."""
    words = _own_tokens(said, reading)
    read = {reading.tokens[at] for m in reading.matches if m.kind != "cue" for at in range(m.first, m.last + 1)}
    shouted = all(not token.raw.islower() for token in words)
    return any(
        len(token.folded) > 2
        and (_in_no_dictionary(token.folded) or (not shouted and token.raw[0].isupper() and not token.opens))
        for token in words
        if token not in read and surface_terms(token.folded) and not _is_known(token.folded)
    )


def is_a_place(start: int, end: int, said: Said, reading: Reading) -> bool:
    """Whether an ordinal is a place in a list; "the first step is", "migrate first", "my last users" are none."""
    before, after = said.words[:start], said.words[end:]
    if (before and before[-1] in _OWN) or (after and after[0] in _DONE):  # "when was it last updated?"
        return False
    if said.words[start] in _ADVERBS and len(before) > 2 and not after and before[-1] not in _BEFORE_A_PLACE:
        return False
    return before[-2:] not in _COPULAS or not _is_unread(end, said, reading)


def counts_its_own(said: Said, reading: Reading, counts: frozenset[str]) -> bool:
    """« les quatre piliers », "the four pillars": a number with a noun of its own."""
    places = [at for at, word in enumerate(said.words) if word in counts]
    return any(_is_unread(at + 1, said, reading) for at in places)


def _has_its_subject(place: int, said: Said, reading: Reading) -> bool:
    """« OW2 a-t-elle », « S3 est-il »: its noun is before the verb; that of « quelle licence a-t-il » is none."""
    verb = place - (2 if place > 1 and said.words[place - 1] == "t" else 1)
    before = _own_tokens(said, reading)[: max(verb, 0)]
    asked = [at for at, token in enumerate(before) if token.folded in _OF_HOW_MANY]
    if asked:
        named = {at for match in reading.of(*_NAMING) for at in range(match.first, match.last + 1)}
        idle = len(reading.tokens) - len(said.words)
        return any(
            at + idle in named or _looks_like_a_name(before[at])
            for at in range(asked[0] + (1 if before[asked[0]].folded == "combien" else 2), len(before))
        )
    return any(surface_terms(token.folded) and not _is_known(token.folded) for token in before)


def _is_of_anyone(place: int, said: Said, reading: Reading) -> bool:
    """« que se demander avant de quitter son fournisseur ? »: whoever does it, unless a fact of an entry is named."""
    if place == 0 or len(said.words) < _MIN_GENERAL_WORDS:
        return False
    verb, idle = said.words[place - 1], len(reading.tokens) - len(said.words)
    facts = {match.first - idle for match in reading.of("field")}
    return len(verb) > 4 and verb.endswith(("er", "ir", "re")) and place + 1 not in facts


def _is_unread(place: int, said: Said, reading: Reading) -> bool:
    if place >= len(said.words):
        return False
    idle = len(reading.tokens) - len(said.words)
    cues = {at for m in reading.of("cue") if m.value != "noun" for at in range(m.first, m.last + 1)}
    return place + idle in {*reading.unread, *cues} and not _is_known(said.words[place])


def _is_known(word: str) -> bool:
    """Whether the word is one that points back, asks, or says nothing of a subject."""
    sections = ("predicates", "questions", "openers", "idle", "frame", "wishing", "narrowing", "adding", "replacing")
    return any(word in phrase for section in sections for phrase in phrases(section))


def _looks_like_a_name(token: Token) -> bool:
    return not token.raw.islower() and not token.opens


def _in_no_dictionary(word: str) -> bool:
    return not is_word(word)


def _own_tokens(said: Said, reading: Reading) -> Sequence[Token]:
    """The tokens of what is said, greetings and « ok » before it left out."""
    return reading.tokens[len(reading.tokens) - len(said.words) :]
