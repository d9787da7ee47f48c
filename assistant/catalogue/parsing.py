"""From a question to constraints: what is named, what is wanted, and with which criteria."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.catalogue.aggregates import grouping_of
from assistant.catalogue.asked_facts import (
    asked_field,
    asks_of_a_product_too,
    compared_fields,
    field_of_each,
    more_fields,
)
from assistant.catalogue.audience import audience_of, names_organisations
from assistant.catalogue.beside import asks_a_share, asks_the_programmes_choice
from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.companions import companions_of
from assistant.catalogue.constraints import Constraints, Intent
from assistant.catalogue.contrasts import contrast_of
from assistant.catalogue.entry_intents import seeks_another
from assistant.catalogue.everything import wants_everything
from assistant.catalogue.exporting import exports
from assistant.catalogue.grouping import (
    called,
    features_of,
    groups_of,
    is_only_mode,
    missing_features,
    needs_put_to_the_test,
    wants_all,
)
from assistant.catalogue.homonyms import homonyms_of
from assistant.catalogue.intents import intent_of, seeks_by_other_words
from assistant.catalogue.leaving import product_left
from assistant.catalogue.limits import limit_of
from assistant.catalogue.names import Lexicon, lexicon_of
from assistant.catalogue.negation import as_affirmed, asks_whether_there_is
from assistant.catalogue.outsiders import outsiders
from assistant.catalogue.predicates import FACT_OF, criteria_of
from assistant.catalogue.reading import MOST_WORDS, Reading, read
from assistant.catalogue.settling import settled
from assistant.catalogue.support import lacks_a_licence, support_asked
from assistant.catalogue.tables import vocabulary
from assistant.catalogue.unknown import (
    labels_asked,
    unknown_names,
    unknown_need,
    unknown_norms,
    unknown_place_or_maker,
    unknown_product,
    unknown_tool,
)
from assistant.catalogue.untold import NEAREST, untold_of
from assistant.catalogue.untold_forms import asked_of_it
from assistant.catalogue.words import PICKING, Match, folded_words, singular, tokens
from assistant.catalogue.yes_no import is_yes_no
from ingest.records import Language

_TAKING_OVER = frozenset({"import", "imports", "importing", "importer", "importe", "importent"})
_SEEKING = ("alternatives", "list", "count")

Nearest = Callable[[str], Sequence[str]]


def parse_constraints(
    question: str, language: Language, catalogue: Catalogue, nearest: Nearest | None = None
) -> Constraints:
    """Read a question; intent "none" where it is not about the catalogue.

    ``nearest`` gives the features that mean nearly what some words do; it is asked where a solution is sought in words
    that no table knows.

    Both languages' words are understood whatever ``language`` says: people mix them, and product names have none.
    """
    reading = read_question(question, catalogue)
    if nearest and seeks_by_other_words(reading):
        reading = _with_nearest(reading, nearest)
    intent = intent_of(reading)
    if intent == "none":
        if left := product_left(reading):
            return Constraints(leaving=left)
        chosen = asks_the_programmes_choice(reading)
        return Constraints(programmes_choice=True) if chosen else _about_the_unknown(reading, lexicon_of(catalogue))
    read_words = MOST_WORDS if len(tokens(question)) > MOST_WORDS else None
    return replace(constraints_of(reading, intent, catalogue), read_words=read_words)


def untold_in(question: str, catalogue: Catalogue) -> tuple[str, ...]:
    """The kinds of facts that no entry has and that the words ask for, of whatever they ask it."""
    reading = read(question, lexicon_of(catalogue))
    return reading.values("untold") or asked_of_it(reading) or (("customers",) if reading.cue("users") else ())


def read_question(question: str, catalogue: Catalogue) -> Reading:
    """What the words of a question name, with the meanings that the rest of it rules out left out."""
    return settled(read(question, lexicon_of(catalogue)), catalogue)


def constraints_of(
    reading: Reading, intent: Intent, catalogue: Catalogue, pointed: tuple[str, ...] = ()
) -> Constraints:
    """What a reading asks for under an intent; a follow-up (« et en Allemagne ? ») takes that of what came before.

    ``pointed`` are the entries that it puts to the test without naming them.
    """
    lexicon = lexicon_of(catalogue)
    named = reading.values("entry")
    untold = untold_of(reading) if intent in ("fact", "list", "alternatives", "compare") else ()
    if intent == "compare":  # a table ranks none, and is what a choice is asked to be made from
        untold = tuple(kind for kind in untold if kind != "ranking")
    tested = intent == "fact" and is_yes_no(reading) and not untold and not asks_of_a_product_too(reading)
    if (tested and not _picks_out(reading, named)) or (intent in _SEEKING and asks_whether_there_is(reading.tokens)):
        reading = replace(reading, matches=tuple(as_affirmed(reading.tokens, reading.matches)))
    needs, spoken, functions = needs_put_to_the_test(reading, pointed or (named if tested else ()), catalogue)
    grouping = grouping_of(reading) if intent == "aggregate" else None
    contrast = contrast_of(reading) if intent == "count" else None
    compared = compared_fields(reading) if intent == "compare" and named else ()
    another = intent == "alternatives" or (intent == "count" and bool(named) and seeks_another(reading))
    chosen_among = intent == "compare" and bool(named) and reading.cue("alternatives")  # « X ou Y au lieu de Z ? »
    similar = named if another and not reading.of("product") else ()
    fact = asked_field(reading) if intent == "fact" else next(iter(compared), None)
    nearest = [field for kind in untold for field in NEAREST[kind]] if intent == "fact" else []
    fact = fact or next(iter(nearest), field_of_each(reading) if intent in ("alternatives", "list") else None)
    found = Constraints(
        intent=intent,
        fact_field=fact,
        more_facts=_others(fact, more_fields(reading), nearest) if intent == "fact" else compared[1:],
        yes_no=tested,
        same=bool(fact) and len(named) > 1 and reading.cue("same"),
        entries=() if similar or intent in ("alternatives", "list", "count", "aggregate") else named,
        excluded_entries=_refused_entries(reading, catalogue),
        similar_to=similar,
        replaces=()
        if chosen_among or (tested and _takes_over(reading)) or (intent == "fact" and asks_of_a_product_too(reading))
        else tuple(lexicon.products[label] for label in reading.values("product")),
        every_product=reading.cue("both") and len(reading.values("product")) > 1,
        undocumented=_undocumented(reading) if _selects(reading, intent) else (),
        domains=_domains(reading),
        topics=needs,
        features=(*features_of(reading, catalogue), *functions),
        excluded_features=missing_features(reading, catalogue),
        excluded_topics=tuple((name,) for name in reading.values("topic", negated=True)),
        excluded_domains=() if reading.of("topic") else reading.values("domain", negated=True),
        licences=reading.values("licence"),
        excluded_licences=reading.values("licence", negated=True),
        countries=reading.values("country"),
        excluded_countries=reading.values("country", negated=True),
        stewards=reading.values("steward"),
        excluded_stewards=reading.values("steward", negated=True),
        governance=reading.values("governance"),
        excluded_governance=reading.values("governance", negated=True),
        standards=(*groups_of(reading, "standard"), *spoken),
        excluded_standards=reading.values("standard", negated=True),
        companions=companions_of(reading, catalogue),
        excluded_companions=companions_of(reading, catalogue, negated=True),
        deployment=reading.values("deployment") or (("self-hosted",) if reading.of("hosting") else ()),
        every_deployment=wants_all(reading, "deployment"),
        only_deployment=is_only_mode(reading),
        hosted_in=reading.values("hosting"),
        supported_in=reading.values("supporting"),
        excluded_deployment=reading.values("deployment", negated=True),
        supporters=reading.values("supporter"),
        support_in_europe=_support_wanted(reading, intent),
        audience=audience_of(reading) if intent in _SEEKING or fact == "organisations" else (),
        called=called(reading, lexicon, catalogue) if intent in _SEEKING else (),
        words=() if wants_everything(reading) else _other_words(reading),
        kept=_kept(reading),
        untold=untold,
        unknown_names=_unknown(reading, lexicon, intent),
        homonyms=homonyms_of(reading, lexicon) if intent in _SEEKING else (),
        outside=outsiders(reading) if intent == "alternatives" else (),
        export=exports(reading) and "instructions" not in untold,  # « comment exporter mes contacts de … ? »
        share=intent == "count" and asks_a_share(reading),
        limit=limit_of(reading),
        group_by=grouping.fact if grouping else "",
        extreme=grouping.extreme if grouping else "",
        against=contrast.field if contrast else "",
        contrast=contrast.sense if contrast else "",
    )
    alone = intent in ("list", "count") and not (criteria_of(found) or found.unknown_names)
    return replace(found, organisations=found.audience) if alone else found


def _takes_over(reading: Reading) -> bool:
    """ "Can Kanboard import from Trello?": what comes from a product is no test of whether it is replaced."""
    return bool(_TAKING_OVER & {token.folded for token in reading.tokens})


def _picks_out(reading: Reading, named: Sequence[str]) -> bool:
    """« Lequel de GLPI et Zammad n'est pas français ? »: its "not" tells which one, where a yes or no asks whether."""
    return len(named) != 1 and bool((PICKING | {"which"}) & {token.folded for token in reading.tokens})


def _refused_entries(reading: Reading, catalogue: Catalogue) -> tuple[str, ...]:
    """« mais pas Proxmox »: every entry whose name begins so, where the words are no whole name."""
    refused = list(reading.values("entry", negated=True))
    for match in reading.of("entry"):
        said = tuple(token.folded for token in reading.tokens[match.first : match.last + 1])
        named = {one.id: folded_words(one.name) for one in catalogue.entries.values()}
        if match.negated and said not in named.values():
            refused += [one for one, words in named.items() if words[: len(said)] == said]
    return tuple(dict.fromkeys(refused))


def _support_wanted(reading: Reading, intent: Intent) -> bool:
    """Whether support of any kind is asked; not where who gives it is named."""
    if reading.of("supporter") or (_selects(reading, intent) and _undocumented(reading)):
        return False
    if intent not in _SEEKING:  # « Nextcloud n'a-t-il pas de support ? »
        return bool(reading.of("support"))
    return bool(reading.values("support")) or support_asked(reading)


def _selects(reading: Reading, intent: Intent) -> bool:
    """Whether entries are sought, or told apart among those named: "which of the two has no support?"."""
    return intent in _SEEKING or (len(reading.values("entry")) > 1 and reading.cue("which"))


def _undocumented(reading: Reading) -> tuple[str, ...]:
    """The kinds of criteria whose fact is asked to be unknown: « dont le pays n'est pas connu ».

    That something has no support is no fact of the catalogue: what comes nearest is that none is documented.
    """
    if lacks_a_licence(reading):
        return ("licence",)
    if not reading.cue("undocumented"):
        none = reading.values("support", negated=True) or support_asked(reading, negated=True)
        return ("support",) if none else ()
    kinds = {FACT_OF[kind]: kind for kind in ("licence", "country", "steward", "standard", "deployment", "support")}
    fields = [*reading.values("field"), *("commercial_support_in_europe" for _ in reading.of("support")[:1])]
    named = dict.fromkeys(kinds[field] for field in fields if field in kinds)
    return tuple(kind for kind in named if kind != "steward" or "country" not in named)


def _others(fact: str | None, *fields: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(field for some in fields for field in some if field != fact))


def _about_the_unknown(reading: Reading, lexicon: Lexicon) -> Constraints:
    """« alternative à Zorglub », « logiciels édités en Atlantide »: nothing else is asked that the catalogue knows."""
    if reading.cue("programme"):
        return Constraints()
    if labels := labels_asked(reading, lexicon):
        return Constraints(unknown_names=labels)
    if unknown := unknown_product(reading, lexicon):
        return Constraints(intent="alternatives", unknown_names=unknown)
    if unknown := unknown_tool(reading):
        return Constraints(intent="list", unknown_names=unknown)
    made = any(match.value in ("steward", "steward_country") for match in reading.of("field"))
    places = unknown_place_or_maker(reading, lexicon) if made and reading.cue("noun") else ()
    return Constraints(intent="list", unknown_names=places) if places else Constraints()


def _unknown(reading: Reading, lexicon: Lexicon, intent: Intent) -> tuple[str, ...]:
    if intent == "compare":
        return unknown_names(reading, lexicon)
    if intent == "fact":  # « les licences de Gitea, d'Okta et de Forgejo »
        beside = reading.values("product") if asks_of_a_product_too(reading) else ()
        return (*beside, *unknown_names(reading, lexicon))
    if intent not in _SEEKING:
        return ()
    norms = unknown_norms(reading, lexicon)
    named = tuple(dict.fromkeys((*norms, *unknown_place_or_maker(reading, lexicon))))
    need = unknown_need(reading)
    told = "size" in untold_of(reading) or any(map(names_organisations, need))
    return named or (() if told else need)


def _with_nearest(reading: Reading, nearest: Nearest) -> Reading:
    """The reading with the features that its unread words come nearest to."""
    first, last = reading.unread[0], reading.unread[-1]
    said = reading.tokens[first : last + 1]
    # « gestion de piscine » would be near « gestion de parc », by what says of anything that it is managed.
    telling = [token for token in said if singular(token.folded) not in vocabulary()["managing"]]
    words = " ".join(token.raw for token in telling or said)
    found = tuple(Match("feature", label, first, last) for label in nearest(words))
    return Reading(reading.tokens, (*reading.matches, *found), () if found else reading.unread)


def _domains(reading: Reading) -> tuple[str, ...]:
    """Domains asked by name; a narrower need makes them say nothing more, and « cloud » alone is a way to deploy."""
    return () if reading.of("topic") else reading.values("domain")


def _other_words(reading: Reading) -> tuple[str, ...]:
    """The words that select nothing, and the names of what it runs on or works with; of an entry, those of a need."""
    kinds = ("kept", "platform", *(("topic", "feature") if reading.of("entry") else ()))
    named = {place for m in reading.of(*kinds) for place in range(m.first, m.last + 1)}
    return tuple(dict.fromkeys(reading.tokens[place].folded for place in sorted({*reading.unread, *named})))


def _kept(reading: Reading) -> tuple[str, ...]:
    """The products that are to stay, as they are typed."""
    names = (" ".join(token.raw for token in reading.tokens[m.first : m.last + 1]) for m in reading.of("kept"))
    return tuple(dict.fromkeys(names))
