"""The page's templates, filled.  Jinja escapes every value: text of documents and questions is data, never markup."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Literal

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined, select_autoescape

from assistant.catalogue.catalogue import Catalogue
from assistant.live import State
from assistant.records import Answer
from evals.html_report.page import gate_class
from ingest.catalogue.wording import typeset
from ingest.records import LANGUAGES, Language
from ui.web.catalogue import cards
from ui.web.chips import chips
from ui.web.conversation import Conversation, Turn
from ui.web.prose import paragraphs
from ui.web.sources import Source, reading_address
from ui.web.texts import examples, texts

SNAPSHOT_CHARS = 8

Place = Literal["ask", "explore", "quality"]
PLACES: tuple[Place, ...] = ("ask", "explore")
"""The parts of the site that the header leads to, where the settings offer no other."""


def header(language: Language, places: Sequence[Place] = PLACES) -> str:
    """Name, what this is, language switch, new conversation."""
    return fill("header.html", language, place="ask", places=places, address_in=lambda each: f"?lang={each}")


def notice(language: Language, state: State) -> str:
    """What to do while the assistant cannot answer; nothing once it can."""
    return "" if state.name == "ready" else fill("notice.html", language, state=state)


def thread(conversation: Conversation, catalogue: Catalogue | None = None) -> str:
    """Every turn; the first screen when there is none."""
    if not conversation.turns:
        return fill("welcome.html", conversation.language, groups=examples(conversation.language))
    return "".join(turn(each, conversation.language, catalogue) for each in conversation.turns)


def sources_panel(conversation: Conversation) -> str:
    """The passages of every answered turn; the script shows one turn's at a time, the last one's at first."""
    answered = [turn for turn in conversation.turns if turn.sources or turn.stage == "done"]
    return fill("sources.html", conversation.language, turns=answered)


def turn_sources(turn: Turn, language: Language) -> str:
    """The passages of a turn so far, or that there are none once it is answered; empty before."""
    return fill("turn_sources.html", language, turn=turn) if turn.sources or turn.stage == "done" else ""


def announcement(turn: Turn, language: Language) -> str:
    """What a screen reader should say now: that the search runs, then the whole answer, once."""
    return fill("announcement.html", language, turn=turn)


def unsent(language: Language) -> str:
    """What the script shows by itself: a question that the server has not answered yet, or could not be asked."""
    return fill("unsent.html", language, **_parts(Turn(0, ""), language))


def footer(language: Language, state: State) -> str:
    """Which index, or that there is none, where the facts come from, API, licence; the notice says that one loads."""
    return fill("footer.html", language, state=state, snapshot=(state.snapshot or "")[:SNAPSHOT_CHARS])


def splash(language: Language) -> str:
    """What the browser paints before Gradio's script has run."""
    return fill("splash.html", language)


def plain_text(turn: Turn, language: Language) -> str:
    """The answer with its sources as plain text, for the clipboard."""
    return fill("copy.txt", language, turn=turn)


def turn(turn: Turn, language: Language, catalogue: Catalogue | None = None) -> str:
    """A question and its answer so far; its criteria can be changed where the ``catalogue`` is known."""
    return fill("turn.html", language, **_parts(turn, language, catalogue))


def _parts(turn: Turn, language: Language, catalogue: Catalogue | None = None) -> dict[str, object]:
    return {
        "turn": turn,
        "prose": paragraphs(turn.answer) if turn.answer else [],
        "status": turn.answer.status if turn.answer else "",
        "nearby": _not_cited(turn),
        "sources": {source.citation.n: source for source in turn.sources},
        "catalogue": _catalogue(turn.answer, language) if turn.answer else {},
        "chips": chips(turn.answer, catalogue) if turn.answer and turn.stage == "done" else (),
        "copy": plain_text(turn, language) if turn.answer else "",
    }


def _not_cited(turn: Turn) -> list[Source]:
    """Sources that come with the answer without a sentence that cites them."""
    sentences = turn.answer.sentences if turn.answer else ()
    cited = {n for sentence in sentences for n in sentence.citations}
    return [source for source in turn.sources if source.citation.n not in cited]


def _catalogue(answer: Answer, language: Language) -> dict[str, object]:
    return {
        "matches": cards(answer.matches, language, said=answer.text),
        "near_misses": cards(answer.near_misses, language),
        "not_documented": cards(answer.not_documented, language),
    }


def refusal(answer: Answer) -> str:
    """The key of the title above an abstention: of the catalogue, where solutions were sought, or of the documents."""
    sought = answer.constraints.get("intent") in ("list", "alternatives", "count")
    return "abstained_catalogue_title" if sought else "abstained_title"


def meta(source: Source, language: Language) -> list[str]:
    """Kind, page, language and dates of a source, and whether it is to be verified, in words."""
    t, citation = texts(language), source.citation
    words = [t(f"kind_{citation.kind}")]
    if citation.page is not None:
        words.append(t("page", page=citation.page))
    words.append(t(f"language_{citation.language}"))
    if source.published:
        words.append(t("published", when=t.when(source.published)))
    if source.last_verified and source.last_verified != source.published:
        words.append(t("verified", when=t.when(source.last_verified)))
    if not citation.supported:
        words.append(t("unsupported"))
    return words


def fill(name: str, language: Language, **values: object) -> str:
    """A template filled; it finds the texts as ``t``."""
    template = _environment().get_template(name)
    return template.render(
        t=texts(language),
        language=language,
        languages=LANGUAGES,
        meta=meta,
        reading_address=reading_address,
        **values,
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=ChoiceLoader([PackageLoader(__package__, "templates"), PackageLoader("evals.html_report", ".")]),
        autoescape=select_autoescape(enabled_extensions=("html",), default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["typeset"] = typeset
    environment.filters["gate_class"] = gate_class
    environment.filters["refusal"] = refusal
    return environment
