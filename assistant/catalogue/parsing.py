"""From a question to constraints: what is named, what is wanted, and with which criteria."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.catalogue.aggregates import grouping_of
from assistant.catalogue.asked_facts import asked_field, compared_fields, is_yes_no, more_fields
from assistant.catalogue.audience import audience_of
from assistant.catalogue.beside import asks_the_programmes_choice
from assistant.catalogue.catalogue import Catalogue, product_base
from assistant.catalogue.constraints import Constraints, Groups, Intent
from assistant.catalogue.exporting import exports, tells_the_format
from assistant.catalogue.homonyms import homonyms_of
from assistant.catalogue.intents import intent_of, seeks_another, seeks_by_other_words
from assistant.catalogue.limits import limit_of
from assistant.catalogue.names import Lexicon, feature_label, lexicon_of
from assistant.catalogue.places import place_of
from assistant.catalogue.predicates import serves
from assistant.catalogue.reading import MOST_WORDS, Reading, read
from assistant.catalogue.scene import sets_the_scene
from assistant.catalogue.tables import topics, vocabulary
from assistant.catalogue.unknown import (
    unknown_names,
    unknown_need,
    unknown_norms,
    unknown_place_or_maker,
    unknown_product,
)
from assistant.catalogue.words import Match, fold, singular, tokens
from ingest.records import Language

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
        chosen = asks_the_programmes_choice(reading)
        return Constraints(programmes_choice=True) if chosen else _about_the_unknown(reading, lexicon_of(catalogue))
    read_words = MOST_WORDS if len(tokens(question)) > MOST_WORDS else None
    return replace(constraints_of(reading, intent, catalogue), read_words=read_words)


def read_question(question: str, catalogue: Catalogue) -> Reading:
    """What the words of a question name, with the meanings that the rest of it rules out left out."""
    return _settled(read(question, lexicon_of(catalogue)), catalogue)


def constraints_of(reading: Reading, intent: Intent, catalogue: Catalogue) -> Constraints:
    """What a reading asks for under an intent; a follow-up (« et en Allemagne ? ») takes that of what came before."""
    lexicon = lexicon_of(catalogue)
    named = reading.values("entry")
    tested = intent == "fact" and is_yes_no(reading)
    needs, spoken = _needs_and_standards(reading, named if tested else (), catalogue)
    grouping = grouping_of(reading) if intent == "aggregate" else None
    compared = compared_fields(reading) if intent == "compare" and named else ()
    another = intent == "alternatives" or (intent == "count" and bool(named) and seeks_another(reading))
    similar = named if another and not reading.of("product") else ()
    fact = asked_field(reading) if intent == "fact" else next(iter(compared), None)
    return Constraints(
        intent=intent,
        fact_field=fact,
        more_facts=more_fields(reading) if intent == "fact" else compared[1:],
        yes_no=tested,
        entries=() if similar or intent in ("alternatives", "list", "count", "aggregate") else named,
        excluded_entries=reading.values("entry", negated=True),
        similar_to=similar,
        replaces=tuple(lexicon.products[label] for label in reading.values("product")),
        domains=_domains(reading),
        topics=needs,
        features=_features(reading, catalogue),
        licences=reading.values("licence"),
        excluded_licences=reading.values("licence", negated=True),
        countries=reading.values("country"),
        excluded_countries=reading.values("country", negated=True),
        stewards=reading.values("steward"),
        excluded_stewards=reading.values("steward", negated=True),
        governance=reading.values("governance"),
        excluded_governance=reading.values("governance", negated=True),
        standards=(*_groups(reading, "standard"), *spoken),
        excluded_standards=reading.values("standard", negated=True),
        deployment=reading.values("deployment") or (("self-hosted",) if reading.of("hosting") else ()),
        hosted_in=reading.values("hosting"),
        supported_in=reading.values("supporting"),
        excluded_deployment=reading.values("deployment", negated=True),
        support_in_europe=bool(reading.of("support")) or (intent in _SEEKING and _support_asked(reading)),
        audience=audience_of(reading) if intent in _SEEKING or fact == "organisations" else (),
        words=tuple(dict.fromkeys(reading.tokens[place].folded for place in reading.unread)),
        unknown_names=_unknown(reading, lexicon, intent),
        homonyms=homonyms_of(reading, lexicon) if intent in _SEEKING else (),
        export=exports(reading),
        limit=limit_of(reading),
        group_by=grouping.fact if grouping else "",
        extreme=grouping.extreme if grouping else "",
    )


def _about_the_unknown(reading: Reading, lexicon: Lexicon) -> Constraints:
    """« alternative à Zorglub », « logiciels édités en Atlantide »: nothing else is asked that the catalogue knows."""
    if reading.cue("programme"):
        return Constraints()
    if unknown := unknown_product(reading, lexicon):
        return Constraints(intent="alternatives", unknown_names=unknown)
    made = any(match.value in ("steward", "steward_country") for match in reading.of("field"))
    places = unknown_place_or_maker(reading, lexicon) if made and reading.cue("noun") else ()
    return Constraints(intent="list", unknown_names=places) if places else Constraints()


def _unknown(reading: Reading, lexicon: Lexicon, intent: Intent) -> tuple[str, ...]:
    if intent == "compare":
        return unknown_names(reading)
    if intent not in _SEEKING:
        return ()
    norms = unknown_norms(reading, lexicon)
    return (*norms, *unknown_place_or_maker(reading, lexicon)) or unknown_need(reading)


def _with_nearest(reading: Reading, nearest: Nearest) -> Reading:
    """The reading with the features that its unread words come nearest to."""
    first, last = reading.unread[0], reading.unread[-1]
    words = " ".join(token.raw for token in reading.tokens[first : last + 1])
    found = tuple(Match("feature", label, first, last) for label in nearest(words))
    return Reading(reading.tokens, (*reading.matches, *found), () if found else reading.unread)


def _settled(reading: Reading, catalogue: Catalogue) -> Reading:
    """Drop the meanings that the rest of the question rules out."""
    asides = {match for match in reading.of("topic") if _is_a_function(match, reading, catalogue)}
    reading = Reading(reading.tokens, tuple(m for m in reading.matches if m not in asides), reading.unread)
    kept = [place_of(_as_maker(match, reading), reading) for match in reading.matches if not _ruled_out(match, reading)]
    return Reading(reading.tokens, tuple(kept), reading.unread)


def _is_a_function(match: Match, reading: Reading, catalogue: Catalogue) -> bool:
    """« un wiki avec SSO »: a need of another domain than what is sought is a function that it must have.

    So is one that is sought already: "a forge with CI/CD".
    """
    if not _same_place(match, reading, "feature"):
        return False
    before = reading.tokens[match.first - 1].folded if match.first else ""
    again = any(one.value == match.value and one.last < match.first for one in reading.of("topic"))
    if again and before in vocabulary()["feature_context"]:
        return True
    domain = topics()[match.value].domain
    subjects = _domains_sought(match, reading, catalogue)
    return bool(domain and subjects and domain not in subjects)


def _domains_sought(match: Match, reading: Reading, catalogue: Catalogue) -> set[str]:
    """Where the needs before a match and the products to replace are at home."""
    lexicon = lexicon_of(catalogue)
    targets = {target for label in reading.values("product") for target in lexicon.products[label].targets}
    found = {topics()[one.value].domain for one in reading.of("topic") if one.last < match.first}
    for entry in catalogue.entries.values() if targets else ():
        if targets & {product_base(item) for item in entry.replaces or ()}:
            found |= {entry.domain, *entry.secondary_domains}
    return {domain for domain in found if domain}


def _as_maker(match: Match, reading: Reading) -> Match:
    """« des solutions éditées par Centreon »: the name of an entry is here that of who makes it."""
    sought = any(map(reading.cue, ("noun", "alternatives"))) or reading.of("topic", "product", "domain")
    if match.kind != "entry" or not sought or match.first < 2:
        return match
    verb, before = (token.folded for token in reading.tokens[match.first - 2 : match.first])
    verbs = {singular(form) for form in vocabulary()["governance_verbs"]}
    made = before in ("par", "by") and singular(verb) in verbs
    if made or before in ("editeur", "publisher", "vendor", "steward"):
        name = " ".join(token.folded for token in reading.tokens[match.first : match.last + 1])
        return replace(match, kind="steward", value=name)
    return match


def _ruled_out(match: Match, reading: Reading) -> bool:
    if sets_the_scene(match, reading) or tells_the_format(match, reading):
        return True
    if match.kind == "feature":
        return not _feature_stands(match, reading)
    if match.kind == "topic":
        return _apposed(match, reading) or _names_a_domain(match, reading)
    if match.kind == "product":
        return _works_with(match, reading)
    if match.kind == "support":
        return _is_of_something(match, reading)
    if match.kind == "deployment" and match.first:  # « l'AGPL est interdite chez nous », "no US cloud"
        refused = any(one.negated and one.last == match.first - 1 for one in reading.of("country"))
        return refused or reading.tokens[match.first - 1].folded in vocabulary()["ruled_out"]
    if match.kind == "licence" and match.value == "libre":  # « open source, licence permissive »
        return any(other.first == match.last + 1 for other in reading.of("licence"))
    return False


def _feature_stands(match: Match, reading: Reading) -> bool:
    """A feature that a need already covers says nothing more; an everyday word counts only after "avec", "with"."""
    if _same_place(match, reading, "topic", "entry", "product", "standard", "deployment", "field", "cue"):
        return False
    words = [reading.tokens[place].folded for place in range(match.first, match.last + 1)]
    plain = {singular(fold(word)) for word in vocabulary()["plain_features"]}
    before = reading.tokens[match.first - 1].folded if match.first else ""
    offered = before in vocabulary()["feature_context"] or _kind_of_tool(match, reading)
    if _same_place(match, reading, "domain"):  # « espaces de travail »
        return offered and bool(reading.of("topic"))
    return offered or len(words) > 1 or singular(words[0]) not in plain


def _kind_of_tool(match: Match, reading: Reading) -> bool:
    """« outils de vidéo », "video tools"."""
    nouns = {singular(word) for word in vocabulary()["tool_nouns"]}
    words = [singular(token.folded) for token in reading.tokens]
    after = words[match.last + 1 : match.last + 2]
    before = words[max(0, match.first - 2) : match.first]
    return bool(nouns & set(after)) or (before[-1:] in (["de"], ["d"]) and before[0] in nouns)


def _apposed(match: Match, reading: Reading) -> bool:
    """« l'annuaire Active Directory »: a need just before a product tells what the product is, not what is asked."""
    following = match.last + 1
    return any(product.first in (following, following + 1) for product in reading.of("product")) and not any(
        reading.tokens[place].folded in ("a", "to", "de", "for", "pour", "pr")
        for place in range(following, following + 1)
    )


def _names_a_domain(match: Match, reading: Reading) -> bool:
    """« le domaine systèmes mobiles », "the mobile systems domain": words that are also a need's."""
    beside = {token.folded for token in (*reading.tokens[: match.first][-2:], *reading.tokens[match.last + 1 :][:1])}
    return bool(_same_place(match, reading, "domain") and beside & {"domaine", "domaines", "domain", "domains"})


def _works_with(match: Match, reading: Reading) -> bool:
    """« sauvegarde pour VMware » seeks what works with the product, not what replaces it."""
    before = reading.tokens[match.first - 1].folded if match.first else ""
    sought = [topic for topic in reading.of("topic") if topic.last < match.first]
    return bool(sought) and before in ("pour", "pr", "for") and not reading.cue("alternatives")


def _same_place(match: Match, reading: Reading, *kinds: str) -> list[Match]:
    return [other for other in reading.of(*kinds) if other.first <= match.last and match.first <= other.last]


def _domains(reading: Reading) -> tuple[str, ...]:
    """Domains asked by name; a narrower need makes them say nothing more, and « cloud » alone is a way to deploy."""
    return () if reading.of("topic") else reading.values("domain")


def _groups(reading: Reading, kind: str) -> Groups:
    """Values joined by « ou » form one group (any of them); the others must each be satisfied."""
    groups: list[list[str]] = []
    previous: Match | None = None
    for match in (match for match in reading.of(kind) if not match.negated):
        if any(match.value in group for group in groups):
            continue
        if (previous and _joined_by_or(reading, previous, match)) or (previous and previous.first == match.first):
            groups[-1].append(match.value)
        else:
            groups.append([match.value])
        previous = match
    return tuple(tuple(group) for group in groups)


def _needs_and_standards(reading: Reading, tested: tuple[str, ...], catalogue: Catalogue) -> tuple[Groups, Groups]:
    """The needs, and the standards by which an entry put to the test may take part in one that it does not serve.

    « Nextcloud gère-t-il le SSO ? »: it is no identity provider, and signs on through SAML or OpenID Connect.
    """
    needs = _groups(reading, "topic")
    entries = [catalogue.entries[name] for name in tested]
    joined = [
        group
        for group in needs
        if any(topics()[name].standards for name in group)
        and entries
        and not any(serves(entry, topics()[name]) for entry in entries for name in group)
    ]
    spoken = tuple(tuple(sorted({one for name in group for one in topics()[name].standards})) for group in joined)
    return tuple(group for group in needs if group not in joined), spoken


def _joined_by_or(reading: Reading, one: Match, other: Match) -> bool:
    """Whether "or" stands between two values, and no other criterion does."""
    between = range(one.last + 1, other.first)
    parted = any(match.first in between and match.kind not in ("cue", "field") for match in reading.matches)
    return not parted and any(reading.tokens[place].folded in ("ou", "or") for place in between)


def _features(reading: Reading, catalogue: Catalogue) -> Groups:
    """Like other groups; a phrase that names several features asks for any of them."""
    groups = _groups(reading, "feature")
    return tuple(tuple(feature for label in group for feature in feature_group(label, catalogue)) for group in groups)


def feature_group(label: str, catalogue: Catalogue) -> tuple[str, ...]:
    """The features that read alike in French: « alertes » is "alerting" and "alerts"."""
    features = {feature for entry in catalogue.entries.values() for feature in entry.features or ()}
    return tuple(sorted(feature for feature in features if feature_label(feature) == label))


def _support_asked(reading: Reading) -> bool:
    """« support inclus », "with support": the noun, not "support for SAML" nor "which supports SAML"."""
    return any(
        reading.tokens[match.last].raw.lower() in vocabulary()["support_nouns"]
        and not _is_of_something(match, reading)
        and not _is_what_something_has(match, reading)
        for match in reading.of("field")
    )


def _is_what_something_has(match: Match, reading: Reading) -> bool:
    """« markdown support »."""
    before = [one for one in reading.of("standard", "feature") if one.last == match.first - 1]
    return bool(before) and not reading.tokens[match.first].opens


def _is_of_something(match: Match, reading: Reading) -> bool:
    """« support for SAML »: whether a standard or a feature follows, articles apart."""
    things = [one for one in reading.of("standard", "feature") if not _same_place(one, reading, "entry", "product")]
    place = match.last + 1
    while place < len(reading.tokens) and reading.tokens[place].folded in vocabulary()["connectors"]:
        place += 1
    goes_on = place < len(reading.tokens) and not any(
        token.opens for token in reading.tokens[match.last + 1 : place + 1]
    )
    return goes_on and any(one.first == place for one in things)
