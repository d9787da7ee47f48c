"""Reads a question: cleans it, tells its language, and finds the part of a long one that asks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from assistant.asking import without_code, without_hearsay, without_orders
from assistant.errors import EmptyQuestion
from assistant.explaining import without_explaining
from assistant.spelling import expand_shorthand
from ingest.language import detect_text, language_of_words
from ingest.lexical import fold
from ingest.records import Language
from ingest.sentences import split_sentences

LanguageChoice = Literal["fr", "en", "auto"]

MAX_FOCUS_CHARS = 600
"""A question up to this length is searched as it is; beyond, retrieval drowns in what only tells the story."""

_WORD = re.compile(r"[^\W\d_]{5,}")
_ELIDED = re.compile(r"(qu|[djlmnst]|c(?=e))(h?[aeiouy][a-z]{2,})")

_COURTESIES = """
ciao bjr slt bsr mci cimer thx thks tks ty
bonjour bonsoir salut coucou merci beaucoup bien tres pour tout ok d accord parfait super genial au revoir bonne journee
soiree a bientot s il vous te plait svp stp hello hi hey thanks thank you very much so great perfect bye goodbye good
morning afternoon evening please cheers
"""
_COMPANIONS = """
there all everyone everybody tous toutes monde le la c est clair compris note utile interessant ca m aide that s is
was really vraiment quand meme etait c nice cool clear understood noted useful helpful interesting got it a lot
"""
_COMPANY = frozenset(_COMPANIONS.split())
_SMALL_TALK = re.compile(
    r"(?:et |and |what about |how about )?(?:toi|vous|you)|(?:comment )?ca va(?: bien| toi)?"
    r"|comment (?:vas tu|allez vous)|(?:tu es qui|qui es tu|qui etes vous|who are you|what are you)"
    r"|how are you(?: doing)?(?: today)?|et toi ca va|how (?:i)?s (?:your day|it|life|everything)(?: going)?(?: today)?"
)
"""What is said to the assistant itself."""
_QUOTED = re.compile(r"«[^«»]*»|\"[^\"]*\"|“[^“”]*”")
_ANY_WORD = re.compile(r"[^\W_]+")
_GREETING = re.compile(
    r"^(?:bonjour|bonsoir|salut|coucou|bjr|slt|bsr|hello|hi|hey|good (?:morning|afternoon|evening|day))"
    r"(?: (?:à tous|à toutes|all|there|everyone))?[\s,!.:;-]+",
    re.I,
)
_THANKS = re.compile(
    r"[\s,.!;-]*\b(?:merci(?: (?:beaucoup|d'avance|par avance))?|s['’]il (?:vous|te) pla[iî]t|svp|stp"
    r"|thanks(?: a lot)?|thank you|please)[\s.!]*$",
    re.I,
)
_TAGS: dict[Language, tuple[re.Pattern[str], str]] = {
    "fr": (
        re.compile(r"(?i)\s*,\s*(?:non|n['’]est-ce pas|pas vrai|hein|c['’]est (?:ça|bien ça)|oui ou non)\s*[?!.]*$"),
        "est-ce que {} ?",
    ),
    "en": (
        re.compile(
            r"(?i)\s*,\s*(?:right|correct|yes or no|(?:is|are|was|were|do|does|did|has|have|can)n['’]?t"
            r" (?:it|they|he|she|you|we|there))\s*[?!.]*$"
        ),
        "is it true that {}?",
    ),
}
"""What makes a question of a statement: « …, non ? », "..., isn't it?", and the question that it comes to."""
_IS_ASKED = re.compile(
    r"(?i)\W*(?:et |and |so |alors |donc )?"
    r"(?:(?:qui|que|quoi|quand|quels?|quelles?|combien|comment|pourquoi|où|à quoi|est-ce"
    r"|is|are|was|do|does|did|who|what|when|where|which|why|how|can|could|should|must|may|will|would|has|have)\b|qu['’])"
    r"|.*\w-(?:t-)?(?:ils?|elles?|on|nous|vous|tu|je|ce)\b"
)
_LEAST_STATEMENT = 3
"""Words: fewer state nothing."""
_OPENING_WORD = re.compile(
    r"(?:Le|La|Les|L['’]|Un|Une|Il|Elle|Ce|C['’]|Vous|Tu|On|The|A|An|It|There|This|That|You|Your|They)\b"
)
_COURTESY = frozenset(_COURTESIES.split())


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it came, and as it is searched.

    ``asked_in`` is the language it is written in, ``language`` the one it is answered in.  ``afresh``: it was announced
    as being on something else than the questions before.
    """

    asked: str
    text: str
    asked_in: Language
    language: Language
    afresh: bool = False


def understand(asked: str, language: LanguageChoice = "auto", default: Language = "fr") -> Question:
    """Read a question.

    Raises:
        EmptyQuestion: it holds no letter.
    """
    cleaned = _with_capitals(without_code(" ".join(_printable(asked).split())))
    if not any(character.isalpha() for character in cleaned):
        raise EmptyQuestion()
    detected = _language(cleaned[: 4 * MAX_FOCUS_CHARS], default if language == "auto" else language)
    bare = _asked_plainly(without_hearsay(without_orders(without_courtesies(cleaned), detected)), detected)
    text = focus(without_explaining(expand_shorthand(bare, detected), detected), detected)
    return Question(asked, text, detected, detected if language == "auto" else language)


def _with_capitals(text: str) -> str:
    """The text with a capital behind each stop, where who writes in a hurry leaves it out; not behind abbreviations."""
    return _SMALL_OPENING.sub(lambda match: match[0].upper(), text)


_SMALL_OPENING = re.compile(r"(?<=[^\W\d_]{4}[.!?] )[^\W\d_]")
_ASKS_IN_ENGLISH = re.compile(
    r"(?i)\W*(?:what|who|which|how|where|when|why)(?:['’]?s|['’]re)?\b(?!.*\b(?:est|sont|fait|peut|il|elle|je|nous|vous)\b)"
)
_ASKS_IN_FRENCH = re.compile(r"(?i)\b(?:c['’ ]?est|c) [qk]u?oi\b")


def _language(text: str, default: Language) -> Language:
    """The language of a question; words between quotation marks may be of the other."""
    outside = _QUOTED.sub(" ", text)
    if _ASKS_IN_ENGLISH.match(outside):  # "what is la suite numerique", a French name without its accents
        return "en"
    if _ASKS_IN_FRENCH.search(outside):  # « vendor lock in c quoi »
        return "fr"
    told = language_of_words(outside) if outside != text else None
    return told or detect_text(text, default)


def _asked_plainly(text: str, language: Language) -> str:
    """A statement put to the test by its last word as a question; a question with such a word without it."""
    tag, plain = _TAGS[language]
    told = tag.sub("", text)
    if told == text or _IS_ASKED.match(told):
        return told
    if len(told.split()) < _LEAST_STATEMENT:
        return text
    said = told[:1].lower() + told[1:] if _OPENING_WORD.match(told) else told
    return re.sub(r"(?<=est-ce qu)e (?=[aeiouyhéèêàâîôAEIOUYÉÈÊÀÂÎÔ])", "'", plain.format(said))


def restore_elisions(text: str, knows: Callable[[str], bool]) -> str:
    """Put back the apostrophes that people leave out: "levenement" is "l'evenement" where the documents know the
    second and not the first.  ``knows`` takes a folded word.
    """

    def restored(match: re.Match[str]) -> str:
        word = match[0]
        parts = _ELIDED.fullmatch(fold(word))
        if parts is None or knows(fold(word)) or not knows(parts[2]):
            return word
        return f"{word[: len(parts[1])]}'{word[len(parts[1]) :]}"

    return _WORD.sub(restored, text)


def is_courtesy(text: str) -> bool:
    """Whether a text only greets, thanks, or speaks to the assistant: « Merci beaucoup ! », « et toi ? »"""
    words = _ANY_WORD.findall(fold(text))
    if _SMALL_TALK.fullmatch(" ".join(words)):
        return True
    return words[:1] != [] and words[0] in _COURTESY and all(word in _COURTESY | _COMPANY for word in words)


def without_courtesies(text: str) -> str:
    """The text without the greeting before it and the thanks after it, which say nothing of what is asked."""
    if is_courtesy(text):
        return text
    bare = _THANKS.sub("", _GREETING.sub("", text))
    return bare if any(character.isalnum() for character in bare) else text


def focus(text: str, language: Language) -> str:
    """The part of a long text that asks: its questions, or else its first and last sentences."""
    if len(text) <= MAX_FOCUS_CHARS:
        return text
    sentences = [text[span.start : span.end] for span in split_sentences(text, language)]
    asking = [sentence for sentence in sentences if sentence.endswith("?")] or [sentences[0], sentences[-1]]
    kept: list[str] = []
    for sentence in reversed(asking):  # the last question is the one that people wait to have answered
        if kept and sum(map(len, kept)) + len(sentence) > MAX_FOCUS_CHARS:
            break
        kept.insert(0, _shortened(sentence))
    return " ".join(kept)


def _shortened(sentence: str) -> str:
    """The end of a sentence that is too long by itself, from a word's beginning."""
    return sentence if len(sentence) <= MAX_FOCUS_CHARS else re.sub(r"^\S*\s", "", sentence[-MAX_FOCUS_CHARS:])


def _printable(text: str) -> str:
    normal = unicodedata.normalize("NFC", text)
    return "".join(" " if unicodedata.category(character) in ("Cc", "Cf", "Cs") else character for character in normal)
