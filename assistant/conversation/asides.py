"""Questions on the conversation itself: « d'où sors-tu ça ? », "what did I ask first?", « plus simplement ? »

They are answered from the turns that are kept, and nothing is looked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from assistant.asking import without_code
from assistant.conversation.saying import of_conversation
from assistant.conversation.state import Turn
from assistant.conversation.turns import LOOK_BACK
from assistant.conversation.words import Said
from assistant.glossary import find_terms
from assistant.records import Answer, Sentence
from assistant.understanding import is_courtesy
from ingest.catalogue.wording import enumeration, quoted
from ingest.records import Language

Aside = Literal["sourcing", "rewording", "recalling_first", "recalling_last", "recalling_all"]
ASIDES: tuple[Aside, ...] = ("sourcing", "rewording", "recalling_first", "recalling_last", "recalling_all")
MAX_QUOTED_CHARS = 160
MAX_TITLES = 5
MAX_MARKS = 8
"""More than these are one for each page that is named."""
MAX_TERMS = 2


def aside_of(said: Said, turns: Sequence[Turn]) -> Aside | None:
    """What is asked of the conversation; None where something else is asked, or nothing is there to tell it of."""
    found: Aside | None = next((one for one in ASIDES if said.has(one) and said.only(one, "aside_frame", "idle")), None)
    if found in ("sourcing", "rewording"):
        return found if _answered(turns) else None
    return found if _asked(turns) else None


def tell_aside(aside: Aside, question: str, language: Language, turns: Sequence[Turn]) -> Answer:
    """The answer to an aside, in ``language``."""
    before = _answered(turns)
    if aside in ("sourcing", "rewording") and before and before.citations:
        return (_sources if aside == "sourcing" else _gist)(question, language, before)
    asked = [quoted(_short(one), language) for one in _asked(turns)]
    if aside in ("sourcing", "rewording"):
        told = of_conversation("no_source", language)
    elif aside == "recalling_last":
        told = of_conversation("asked_last", language, question=asked[-1])
    elif aside == "recalling_first":
        told = of_conversation("asked_first" if len(turns) < LOOK_BACK else "asked_oldest", language, question=asked[0])
    else:
        told = of_conversation("asked_all", language, questions=enumeration(asked, language))
    return Answer(question, language, "abstained", told, sentences=(Sentence(told),))


def _sources(question: str, language: Language, before: Answer) -> Answer:
    """The documents that the answer before cites, with its quotes."""
    titles = list(dict.fromkeys(citation.title for citation in before.citations))
    named = [quoted(title, language) for title in titles[:MAX_TITLES]]
    if more := len(titles[MAX_TITLES:]):
        named.append(of_conversation("more_pages", language, count=more))
    key = "cited_pages" if len(titles) > 1 else "cited_page"
    told = of_conversation(key, language, titles=enumeration(named, language))
    cited = before.citations
    if len(cited) > MAX_MARKS:
        cited = tuple(next(one for one in cited if one.title == title) for title in titles[:MAX_TITLES])
    return _cited(question, language, before, Sentence(told, tuple(one.n for one in cited)))


def _gist(question: str, language: Language, before: Answer) -> Answer:
    """The first sentence of the answer before that cites, and questions on its terms that the glossary explains."""
    gist = next((one for one in before.prose if one.citations), before.prose[0])
    terms = dict.fromkeys(named.term.name(language) for named in find_terms(gist.text))
    examples = [of_conversation("what_means", language, term=term) for term in [*terms][:MAX_TERMS]]
    answer = _cited(question, language, before, Sentence(of_conversation("gist", language)), gist)
    return replace(answer, follow_ups=tuple(examples))


def _cited(question: str, language: Language, before: Answer, *told: Sentence) -> Answer:
    """An answer of sentences that bear the numbers of citations of the one before, numbered anew."""
    cited = [one for one in before.citations if any(one.n in sentence.citations for sentence in told)]
    numbers = {one.n: n for n, one in enumerate(cited, start=1)}
    sentences = [Sentence(one.text, tuple(numbers[n] for n in one.citations)) for one in told]
    parts = (f"{one.text} {''.join(f'[{n}]' for n in one.citations)}".rstrip() for one in sentences)
    citations = tuple(replace(one, n=numbers[one.n]) for one in cited)
    return Answer(question, language, "answered", " ".join(parts), sentences=tuple(sentences), citations=citations)


def _answered(turns: Sequence[Turn]) -> Answer | None:
    """The answer spoken of: the last one that is about something."""
    return next((turn.answer for turn in reversed(turns) if turn.standalone or turn.answer.citations), None)


def _asked(turns: Sequence[Turn]) -> list[str]:
    """The questions of a conversation, greetings and thanks left out."""
    asked = (turn.answer.question for turn in turns)
    return [" ".join(without_code(one).split()) for one in asked if not is_courtesy(one)]


def _short(question: str) -> str:
    return question if len(question) <= MAX_QUOTED_CHARS else f"{question[:MAX_QUOTED_CHARS].rsplit(' ', 1)[0]} …"
