"""A follow-up to a question that stands alone, by rules: values in, values out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.constraints import Constraints
from assistant.catalogue.entry_intents import works_together
from assistant.catalogue.parsing import constraints_of, read_question, untold_in
from assistant.catalogue.reading import Reading
from assistant.conversation.about import about
from assistant.conversation.asides import Aside, aside_of
from assistant.conversation.bare_cues import ranks_what_was_found
from assistant.conversation.documents import Continued, belongs, go_on_in_documents, is_readable
from assistant.conversation.domains import domain_pointed, narrowed_to_a_domain, sought_in, sought_in_a_place
from assistant.conversation.facts import go_on_in_facts
from assistant.conversation.follow_up import FollowUp
from assistant.conversation.following import (
    asks_a_fact_of_it,
    asks_anew,
    follows,
    needs_more,
    replaces_it,
    replaces_the_named,
    speaks_of_a_list,
    which_do_it,
)
from assistant.conversation.languages import is_origin, language_asked
from assistant.conversation.pointing import (
    ARTICLES,
    LISTS,
    Focus,
    focus_of,
    points_into_a_list,
    refers,
)
from assistant.conversation.saying import of_domain
from assistant.conversation.state import Turn
from assistant.conversation.told import returned, turns_told
from assistant.conversation.words import Said
from assistant.understanding import is_courtesy
from ingest.records import Language

MAX_QUOTED_CHARS = 160
_WHAT_IS = re.compile(
    r"(?i)\W*(?:et |and |sinon |mais |but )?(?P<article>(?:le|la|les|the) |l['’])?(?P<thing>(?-i:[A-ZÀ-Ý])"
    r"[\w'’ -]{1,50}?), "
    r"(?P<asks>c['’]est (?:quoi|qui)|qu['’]est-ce que c['’]est|wh(?:at|o)(?: is|['’]s) (?:it|that))"
    r"(?: exactement| au juste| exactly)?\W*"
)
_REFUSING = ("pas", "ni", "not", "nor", "neither")
Way = Literal["alone", "facts", "documents", "nothing", "aside"]


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a question means after the turns before it.

    ``way``: "alone" (it carries nothing), "facts" (``constraints`` says all), "documents" (``text`` is searched, with
    the passages of ``seen`` left out), "nothing" (it points back and there is nothing before it), "aside" (it asks
    ``aside`` of the conversation itself).  ``language`` is the one that it asks to be answered in, and ``subject`` what
    the next question may point to.  Where ``text`` is made for the search, people read ``asked``, about the question
    ``before``.  ``sure`` is false where the question was only put beside the one before it.
    """

    way: Way
    text: str
    constraints: Constraints | None = None
    language: Language | None = None
    subject: str = ""
    asked: str = ""
    before: str = ""
    seen: frozenset[str] = frozenset()
    sure: bool = True
    aside: Aside | None = None
    turns: tuple[Turn, ...] = ()


def resolve(
    text: str, alone: Constraints, turns: Sequence[Turn], catalogue: Catalogue, *, afresh: bool = False, raw: str = ""
) -> Resolution:
    """Read ``text`` against the turns before it, oldest first; ``alone`` is what it asks when it is read by itself.

    Where it was announced as something else (``afresh``), it goes on from them by a pronoun or « et » alone.
    ``raw`` is the text as it came: « plus simplement ? » may have been read as a wish to have something explained.
    """
    said, reading = Said.of(text), read_question(text, catalogue)
    told = turns_told(turns, catalogue)
    if is_courtesy(text) or (afresh and not said.opens("openers") and not refers(said, reading)):
        return Resolution("alone", text)
    if (aside := aside_of(Said.of(raw or text), turns)) and not ranks_what_was_found(reading):  # « la plus simple ? »
        return Resolution("aside", text, aside=aside, turns=tuple(turns))
    if supplied := _supplied(said, reading, turns, catalogue):
        return Resolution("facts", text, supplied)
    if not told:
        return _with_nothing_before(text, said, reading, alone, catalogue)
    told = returned(said, reading, told, catalogue)
    if said.only("doubting", "openers"):
        return _again(told[-1], None, doubted=True)
    as_it_was = _what_it_is(text, reading) or _left_as_it_is(text, reading, told[-1].constraints)
    if found := as_it_was or _within(text, said, reading, alone, told, catalogue):
        return found
    focus, last = focus_of(told), replace(told[-1].constraints, outside=())
    found_none = last.intent in LISTS and (focus.listed or not focus.entries) and told[-1].answer.status == "abstained"
    of_none = found_none and asks_a_fact_of_it(said, reading)
    if of_none or (not focus.listed and points_into_a_list(said, reading)):
        return Resolution("nothing", text, turns=tuple(turns))
    if (language := language_asked(said, reading)) and not is_origin(said, last):
        return _again(told[-1], language)
    if asks_anew(said, reading) or not follows(said, reading, alone, last, focus):
        return Resolution("alone", text)
    asked = FollowUp(said, reading, alone, last, focus, catalogue, untold_in(text, catalogue))
    return _gone_on(text, alone, asked, told)


def _with_nothing_before(
    text: str, said: Said, reading: Reading, alone: Constraints, catalogue: Catalogue
) -> Resolution:
    if sought := sought_in_a_place(said, reading, alone, catalogue):
        return Resolution("facts", text, sought)
    return Resolution("nothing" if needs_more(said, reading, alone) else "alone", text)


def _left_as_it_is(text: str, reading: Reading, last: Constraints) -> Resolution | None:
    """ "Not Jira", « ni Zoom ni Teams » after a list: no proprietary product is in it."""
    listed = last.intent in ("list", "alternatives") and not reading.of("entry", "topic", "feature", "domain")
    refused = any(token.folded in _REFUSING for token in reading.tokens[:1])
    replaced = {product.label for product in last.replaces} & {*reading.values("product")}
    left = listed and refused and reading.of("product") and not replaced
    return Resolution("facts", text, last) if left else None


def _gone_on(text: str, alone: Constraints, asked: FollowUp, told: Sequence[Turn]) -> Resolution:
    said, reading, focus, catalogue = asked.said, asked.reading, asked.focus, asked.catalogue
    in_facts, found = asked.last.intent != "none", None
    if reading.of("entry") and refers(said, reading) and works_together(reading):
        return _in_documents(text, said, reading, told, focus, catalogue)
    if in_facts or speaks_of_a_list(said, reading, focus):
        before = asked.last if in_facts else (focus.criteria or Constraints("describe"))
        found = go_on_in_facts(replace(asked, last=before))
    if found is None and not in_facts:
        found = _instead_of_it(asked, told) or _that_speaks_it(asked, told) or _counted_here(asked, told)
    if found is None and not in_facts:
        named = read_question(told[-1].standalone, catalogue).values("entry")[:1]
        instead = named and replaces_the_named(said, reading)
        if alone.intent != "none" and not refers(said, reading) and not instead:
            return Resolution("alone", text)
        of_it = replace(asked, last=Constraints("describe", entries=named), focus=Focus(named))
        found = go_on_in_facts(of_it) if named else None
    if found:
        return Resolution("facts", text, found)
    return _in_documents(text, said, reading, told, focus, catalogue)


def _instead_of_it(asked: FollowUp, told: Sequence[Turn]) -> Constraints | None:
    """« par quoi le remplacer ? », after a question to the documents that names a product."""
    before = read_question(told[-1].standalone, asked.catalogue)
    if not replaces_it(asked.said, asked.reading) or before.of("entry") or not before.of("product"):
        return None
    sought = constraints_of(asked.reading, "list", asked.catalogue)
    products = constraints_of(before, "alternatives", asked.catalogue).replaces
    return replace(sought, intent="alternatives", replaces=products, words=())


def _that_speaks_it(asked: FollowUp, told: Sequence[Turn]) -> Constraints | None:
    """« quels outils le parlent ? », "which tools use it?", after one to the documents on a standard or a licence."""
    before = read_question(told[-1].standalone, asked.catalogue)
    standards, licences = before.values("standard")[:1], before.values("licence")[:1]
    if not (standards or licences) or not which_do_it(asked.said, asked.reading):
        return None
    sought = constraints_of(asked.reading, "list", asked.catalogue)
    return replace(sought, standards=(standards,) if standards else (), licences=licences, words=())


def _what_it_is(text: str, reading: Reading) -> Resolution | None:
    """« et la DINUM, c'est quoi ? », "and DINUM, what is it?": of a name that is no solution, whatever was listed."""
    found = _WHAT_IS.fullmatch(text)
    if found is None or reading.of("entry", "product", "topic", "domain"):
        return None
    thing, asks = found["thing"], found["asks"].lower()
    whole = f"what is {thing}?" if asks.startswith("wh") else f"c'est quoi {(found['article'] or '').lower()}{thing} ?"
    return Resolution("documents", whole, subject=thing)


def _counted_here(asked: FollowUp, told: Sequence[Turn]) -> Constraints | None:
    """« et dans votre catalogue ? », « et chez vous ? », after « combien de logiciels au SILL ? »."""
    here = asked.said.only("in_our_catalogue", "openers", "frame", "idle")
    counted = read_question(told[-1].standalone, asked.catalogue).cue("count")
    return Constraints("count") if here and counted else None


def _within(
    text: str, said: Said, reading: Reading, alone: Constraints, told: Sequence[Turn], catalogue: Catalogue
) -> Resolution | None:
    """« parle-moi du cinquième », « combien de solutions dedans ? »: of what was spoken of, a domain or not."""
    if narrowed := narrowed_to_a_domain(said, reading, told[-1].constraints):
        return Resolution("facts", text, narrowed)
    domain = domain_pointed(said, reading, told, catalogue)
    if not domain and belongs(said, told[-1]):
        return _in_documents(text, said, reading, told, focus_of(told), catalogue)
    if not domain:
        return None
    last = told[-1].constraints
    goes_on = last.intent in LISTS and last.domains and said.opens("openers")  # « et dans le deuxième domaine ? »
    sought = sought_in(domain, said, reading, alone, catalogue)
    if sought or goes_on:
        return Resolution("facts", text, sought or replace(last, domains=(domain,)))
    name = of_domain(domain, told[-1].answer.language)
    return Resolution("documents", name, subject=name)


def _supplied(said: Said, reading: Reading, turns: Sequence[Turn], catalogue: Catalogue) -> Constraints | None:
    """« celle de Nextcloud », after « et sa licence ? » that pointed to nothing: the fact of what is now named."""
    named = reading.values("entry")
    if not turns or turns[-1].standalone or not named:
        return None
    if is_courtesy(turns[-1].answer.question) or aside_of(Said.of(turns[-1].answer.question), turns):
        return None
    start = len(reading.tokens) - len(said.words) + said.opens("openers")
    taken = {at for one in reading.of("entry") for at in range(one.first, one.last + 1)}
    if any(at not in taken and token.folded not in ARTICLES for at, token in enumerate(reading.tokens) if at >= start):
        return None
    before = turns[-1].answer.question
    asked = FollowUp(
        Said.of(before), read_question(before, catalogue), Constraints(), Constraints(), Focus(), catalogue
    )
    return about(asked, named, describe=False)


def _in_documents(
    text: str, said: Said, reading: Reading, told: Sequence[Turn], focus: Focus, catalogue: Catalogue
) -> Resolution:
    names = [catalogue.entries[one].name for one in focus.entries[:1] if one in catalogue.entries]
    found = go_on_in_documents(text, said, reading, told, names)
    if found is None:
        return Resolution("alone", text)
    before = "" if found.text == f"{found.asked} ?" else _to_quote(found, told)
    return Resolution("documents", found.text, None, None, found.subject, found.asked, before, found.seen, found.sure)


def _to_quote(found: Continued, told: Sequence[Turn]) -> str:
    """The question that a follow-up is about, where its subject is no name that can be read out by itself."""
    last = told[-1].answer
    if not found.asked:
        return last.understood_as or ""
    if found.text.startswith(f"{found.asked} : "):  # « pourquoi ? », of the question just before
        return last.understood_as or told[-1].standalone
    begun = next((turn.standalone for turn in reversed(told) if turn.answer.understood_as is None), last.question)
    wholly = found.text.endswith(f"({found.subject}) ?") and is_readable(found.subject, begun)
    return "" if wholly or len(begun) > MAX_QUOTED_CHARS else begun


def _again(last: Turn, language: Language | None, *, doubted: bool = False) -> Resolution:
    """« et en anglais ? », "are you sure?": the same question, answered in the other language, or with a doubt."""
    if last.constraints.intent != "none":
        return Resolution("facts", last.standalone, replace(last.constraints, doubted=doubted), language)
    return Resolution(
        "documents", last.standalone, None, language, last.subject, before=last.answer.understood_as or ""
    )
