"""A message that says more than its question: the scene before it, or the turns that it was read against.

"We use Windows. Who launched EuroCommons?" asks who launched it; "and NLnet, how much do they give?" may have nothing
to do with the mail servers that were listed before it.
"""

from __future__ import annotations

from collections.abc import Callable

from assistant.asking import leans
from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.exporting import opens_with_export
from assistant.catalogue.intents import intent_of
from assistant.catalogue.parsing import read_question
from assistant.catalogue.reading import Reading
from assistant.catalogue.words import tokens
from assistant.clauses import questions_in
from assistant.conversation.pointing import picks, refers
from assistant.conversation.session import Asked
from assistant.conversation.standing import names_the_unknown
from assistant.conversation.subjectless import asks_for_a_part
from assistant.conversation.words import Said
from assistant.records import Answer
from assistant.understanding import Question
from assistant.writing.texts import text as in_words
from ingest.sentences import split_sentences

_THAT = frozenset({"ca", "cela", "ceci"})
"""What is pointed at, as an object too: « exporte ça en CSV »."""
_OURS = frozenset(["we", "i", "our", "my", "nous", "je", "j", "on", "notre", "nos", "mon", "ma", "mes"])
"""Words of who tells of themselves; what is said of anything else may be what the question is about."""


def without_scene(question: Question, catalogue: Catalogue, is_on_pages: Callable[[str], bool]) -> str:
    """The last question of a message that is on something of the pages, without what names solutions before it.

    As it was where the question leans on that, seeks solutions itself, or names nothing.  ``is_on_pages`` tells a
    question that a page asks.
    """
    text = question.text
    spans = split_sentences(text, question.asked_in)
    *before, asked = (text[span.start : span.end] for span in spans)
    if not before or any(one.rstrip().endswith("?") for one in before) or not asked.rstrip().endswith("?"):
        return text
    scene = read_question(" ".join(before), catalogue)
    ours = all(_OURS & {token.folded for token in tokens(one)} for one in before)
    if not ours or not scene.of("entry", "product", "topic") or leans(asked):
        return text
    reading = read_question(asked, catalogue)
    if scene.of("entry") and not reading.of("entry") and reading.of("product") and reading.cue("alternatives"):
        return asked  # "We run Ceph. What could replace vSphere?"
    if intent_of(reading) == "list" and intent_of(read_question(text, catalogue)) == "none":
        return asked  # "We're still on Exchange. Which mail servers should we look at?"
    if any(map(is_on_pages, questions_in(asked, question.asked_in))):
        return asked
    named = reading.cue("programme") or reading.of("licence") or _names_more(reading)
    seeks = reading.of("entry", "product") or intent_of(reading) != "none"
    return asked if named and not seeks else text


def _names_more(reading: Reading) -> bool:
    """Whether a capital stands in a word that the catalogue does not read: "SecNumCloud", "the EUPL"."""
    return any(
        any(letter.isupper() for letter in token.raw) and not (token.opens and token.raw.istitle())
        for token in (reading.tokens[at] for at in reading.unread)
    )


def may_stand_alone(asked: Asked, catalogue: Catalogue) -> bool:
    """Whether what was read against the turns before it may ask on its own: it points to none, or names its subject."""
    if asked.resolution.way not in ("documents", "facts"):
        return False
    said, reading = Said.of(asked.question.asked), read_question(asked.question.asked, catalogue)
    names = names_the_unknown(said, reading)
    if asks_for_a_part(said) or opens_with_export(reading):
        return False
    if asked.resolution.way == "facts":
        points = refers(said, reading) or picks(said) or not _THAT.isdisjoint(said.words) or said.has("indifferent")
        return names and asked.alone.intent == "none" and not points
    return names or not refers(said, reading)


def finds_nothing(answer: Answer) -> bool:
    """Whether nothing was found, not even that it is unknown."""
    return bool(answer.sentences) and answer.sentences[0].text == in_words("abstained_weak", answer.language)
