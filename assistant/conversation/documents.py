"""Follow-ups of a question on the documents: the words to search."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.catalogue.reading import Reading
from assistant.catalogue.words import folded_words, tokens
from assistant.conversation.pointing import ARTICLES, counts_entries, names_something, refers
from assistant.conversation.saying import of_the_start
from assistant.conversation.standing import names_the_unknown
from assistant.conversation.state import Turn
from assistant.conversation.subjectless import lacks_a_subject
from assistant.conversation.words import Said, phrases
from ingest.lexical import surface_terms
from ingest.word_lists import is_word

MAX_SUBJECT_WORDS = 8
_AUXILIARIES = frozenset({"a", "ont", "est", "va", "doit", "peut", "has", "have", "is", "will", "should", "can"})
_PREPOSITIONS = frozenset(
    {"a", "au", "aux", "chez", "dans", "en", "pour", "sur", "at", "for", "in", "on", "with", "avec"}
)
_SET_APART = re.compile(
    r"(?i)(?!(?:si|s['’]|en|dans|pour|depuis|selon|avec|sans|quand|comme|if|in|for|since|when|as|with|at) ?\b)"
    r"(?:(?:et|and|mais|but) )?(?P<thing>[^\s,?!.:;]+(?: [^\s,?!.:;]+){0,4}),"
    r"\s[^,]*(?:\b(?:ça|il|elle|ils|elles|it|they)\b|\bc['’])"
)
"""« EuroCommons, à quoi ça sert ? », "the SILL, what is it?"."""
MARKS = " ?\u00a0\u202f"
"""A question mark and the spaces before it."""


@dataclass(frozen=True, slots=True)
class Continued:
    """A follow-up made whole, what the next one may point to, and the passages already shown.

    ``asked`` is what it says by itself, empty where it asks the question before it again; ``sure`` is false where it
    was only put beside that question.
    """

    text: str
    subject: str
    asked: str = ""
    seen: frozenset[str] = frozenset()
    sure: bool = True


def go_on_in_documents(
    text: str, said: Said, reading: Reading, turns: Sequence[Turn], names: Sequence[str]
) -> Continued | None:
    """The question to search; None where the text says enough by itself.  ``names`` are the entries in question."""
    last = turns[-1]
    if last.constraints.intent != "none" and not names:
        return None
    subject = " ".join(names) or last.subject or subject_of(last.standalone)
    bare = _bare(text, said)
    if found := _by_a_cue(bare, said, subject, turns):
        return found
    if names and said.only("starting", "frame", "openers", "questions"):  # of the migration, and of no solution
        return Continued(of_the_start(last.answer.language), subject, bare)
    if speaks_of_both(said, reading):
        return _of_both(bare, subject, turns)
    points = refers(said, reading)
    if points or lacks_a_subject(said, reading) or said.opens("linking"):
        return of_subject(bare, _thing_of(subject, last.standalone, said) if points else subject)
    if names:  # of a solution, the documents are asked what its facts do not tell
        asked = reading.cue("price") or reading.cue("howto") or said.only("questions", "openers")
        return of_subject(bare, subject) if asked else None
    if said.closes("closing") and _is_a_name(bare):
        return Continued(f"{bare} ?", _without_article(bare), bare)
    if _stands_alone(bare, last):
        return Continued(f"{bare} ?", subject_of(bare), bare)
    too = said.closes("too") and last.constraints.intent == "none" and said.is_short()
    if not said.opens("openers") and not said.only("questions") and not too:
        return None
    return _beside(bare, subject, last, asks=_asks_by_itself(said))


def belongs(said: Said, last: Turn) -> bool:
    """« Nextcloud en fait partie ? », "is OW2 in it?": whether something is in what the documents were asked about."""
    return last.constraints.intent == "none" and bool(last.subject) and said.has("belonging") and said.is_short()


def speaks_of_both(said: Said, reading: Reading) -> bool:
    """« laquelle des deux … ? », where nothing is named that there would be two of."""
    if not said.has("both") or not counts_entries(said, reading):
        return False
    return said.is_short() and not names_something(said, reading) and not names_the_unknown(said, reading)


def _of_both(bare: str, subject: str, turns: Sequence[Turn]) -> Continued:
    """« la différence entre les deux ? »: of the two that were spoken of last, which one question may have named."""
    words = tokens(bare)
    spoken = dict.fromkeys(turn.subject for turn in reversed(turns) if turn.constraints.intent == "none")
    pair = [one for one in spoken if one][1::-1]
    places = [place for place in Said.of(bare).places(phrases("both")) if len(words) > place[0]]
    if len(pair) < 2 or pair[0] in pair[1] or not places:  # the two may be the subject already
        return of_subject(bare, subject)
    start, end = max(places)  # the shortest: « les deux » of « tous les deux »
    them = (" et " if turns[-1].answer.language == "fr" else " and ").join(pair)
    of_them = f"de {them}" if words[start].folded == "des" else them
    text = f"{bare[: words[start].start]}{of_them}{bare[words[end - 1].end :]}"
    return Continued(f"{text} ?", them, text)


def _by_a_cue(bare: str, said: Said, subject: str, turns: Sequence[Turn]) -> Continued | None:
    """« un exemple ? », "tell me more", « pourquoi ? »: nothing but the cue, of the question before."""
    last = turns[-1].standalone

    def says_only(cue: str) -> bool:
        return said.has(cue) and said.only(cue, "frame", "idle", "singular", "plural")

    if says_only("example") or belongs(said, turns[-1]):
        return of_subject(bare, subject)
    if says_only("more") or says_only("others"):
        return Continued(last, subject, seen=_seen(turns))
    return Continued(f"{bare} : {last}", subject, bare) if says_only("why") else None


def _beside(bare: str, subject: str, last: Turn, *, asks: bool) -> Continued:
    """« et le DC-EDIC ? », « et le budget ? »: in the place of the subject before, or beside it."""
    if asks:
        return of_subject(bare, subject)
    if _is_a_name(bare) and last.subject and last.subject in last.standalone:
        named = _without_article(bare)
        with_article = re.sub(rf"\b(?:(?:le|la|les|the) |l['’]){re.escape(last.subject)}", bare, last.standalone)
        text = with_article.replace(last.subject, named)
        return Continued(text, named, text.strip(MARKS))
    return Continued(f"{last.standalone.strip(MARKS)} – {bare} ?", subject, bare, sure=False)


def _stands_alone(bare: str, last: Turn) -> bool:
    """« et le DC-EDIC, c'est quoi ? »: a name of its own, and a question about it."""
    words = tokens(bare)
    named = [word for word in words[1:] if word.raw[0].isupper() and word.raw != "I"]
    asks = any((word.folded,) in phrases("questions") for word in words)
    return asks and bool(named) and not any(word.folded in folded_words(last.subject) for word in named)


def _is_a_name(bare: str) -> bool:
    """« le DC-EDIC », "the EUPL": a new subject, where « le budget » is a part of the one before."""
    words = tokens(_without_article(bare))
    if not 0 < len(words) <= 4 or words[0].folded in _PREPOSITIONS:  # "in Germany"
        return False
    last = words[-1]
    return not last.raw.islower() or not is_word(last.folded)


def _without_article(bare: str) -> str:
    found = tokens(bare)
    return bare[found[1].start :] if len(found) > 1 and found[0].folded in ARTICLES else bare


def of_subject(asked: str, subject: str) -> Continued:
    """A question asked of a subject: « qui le délivre (SecNumCloud) ? »."""
    return Continued(f"{asked} ({subject}) ?" if subject else asked, subject, asked)


def subject_of(text: str) -> str:
    """The words of a question that say what it is about; what it begins with where the rest speaks of that alone."""
    if set_apart := _SET_APART.match(text):
        return _without_article(set_apart["thing"])
    telling = {part for term in surface_terms(text) for part in folded_words(term)}
    idle = {word for phrase in phrases("precisely") for word in phrase}
    words = [token for token in tokens(text) if token.folded in telling - idle][:MAX_SUBJECT_WORDS]
    said = ""
    for before, word in zip((None, *words), words, strict=False):
        between = text[before.end : word.start] if before else ""
        said += (between if between in ("-", ".", "/", "::") else " ") + word.raw
    return said.strip()


def _thing_of(subject: str, question: str, said: Said) -> str:
    """What « il » stands for: « l'événement » of « Qui pilote l'événement ? », not what is done to it; the programme of
    « le budget d'EuroCommons », where « qui l'a lancé ? » follows.
    """
    programme = subject.split()[-1] if subject else ""
    if said.has("founding") and re.search(rf"(?i)\b(?:d['’]|de |of ){re.escape(programme)}\W*$", question):
        return programme
    words = [token.folded for token in tokens(question)]
    if words[:1] not in (["who"], ["qui"]):
        return subject
    done = words[1 + (words[1:2] != [] and words[1] in _AUXILIARIES) :][:1]
    first, _, rest = subject.partition(" ")
    return rest if rest and first.islower() and folded_words(first) == tuple(done) else subject


def is_readable(subject: str, question: str) -> bool:
    """Whether the subject is a name, or words that the question has with their article: « l'événement EuroCommons »."""
    if subject not in question:
        return " " not in subject
    words = tokens(question[: question.index(subject)])
    if words and words[-1].folded in ARTICLES - {"a"}:  # « qui a lancé »
        return True
    return not subject[0].islower()


def _asks_by_itself(said: Said) -> bool:
    """« et quand a lieu … ? »: a question word opens it, the subject alone is missing."""
    rest = said.words[said.opens("openers") :]
    return bool(rest) and (rest[0],) in phrases("questions")


def _bare(text: str, said: Said) -> str:
    """The text without what opens it and its question mark."""
    bare = _without_opener(text, said).strip(MARKS)
    if length := said.closes("closing"):
        found = tokens(bare)
        bare = bare[: found[-length].start].strip(MARKS) if length < len(found) else bare
    return bare


def _without_opener(text: str, said: Said) -> str:
    """The text after « ok », « et », "what about"."""
    found = tokens(text)
    first = len(found) - len(said.words) + said.opens("openers")
    return text[found[first].start :] if first < len(found) else text


def _seen(turns: Sequence[Turn]) -> frozenset[str]:
    """The passages that this question's answers have cited so far."""
    last = turns[-1].standalone
    return frozenset(chunk for turn in turns if turn.standalone == last for chunk in turn.seen)
