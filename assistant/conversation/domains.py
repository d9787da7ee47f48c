"""The domain that a follow-up points to: « le cinquième » of those listed, « dans ce domaine », "in there"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.constraints import Constraints
from assistant.catalogue.parsing import constraints_of, read_question
from assistant.catalogue.reading import Reading
from assistant.catalogue.words import fold
from assistant.conversation.follow_up import has_criteria
from assistant.conversation.pointing import LISTS, names_ordinal, ordinals
from assistant.conversation.state import Turn
from assistant.conversation.words import Said
from ingest.catalogue.labels import labels
from ingest.catalogue.schema import DOMAINS

_DOMAIN = ("domaine", "domain")
_WITHIN = frozenset({"dans", "le", "la", "du", "et", "mais", "juste", "seulement", "uniquement", "only", "just", "in"})
_WITHIN |= {"the", "but", "and", "within", "for", "pour", "domaine", "domain"}
LEAST_LISTED = 3
"""Domains that an answer names where it lists them."""
LOOKED_BACK = 3
"""Turns in which the domain spoken of is looked for, the last first."""


def domain_pointed(said: Said, reading: Reading, told: Sequence[Turn], catalogue: Catalogue) -> str:
    """The id of the domain pointed to, empty for none."""
    if reading.of("entry", "product", "topic", "domain"):
        return ""
    if (place := _place_of_a_domain(said)) is not None:
        return DOMAINS[place]
    if names_ordinal(said, reading) and told[-1].constraints.intent == "none":
        return next(iter(ordinals(said, _domains_listed(told[-1], catalogue))), "")
    in_documents = told[-1].constraints.intent == "none"
    if in_documents and (_seeks_for_that(said, reading) or _asks_for_its_list(said, reading)):
        return _domain_of(told[-1], catalogue)
    if not said.has("in_domain"):
        return ""
    near = (_domain_of(turn, catalogue) for turn in reversed(told[-LOOKED_BACK:]))
    return next(filter(None, near), "")


def sought_in(
    domain: str, said: Said, reading: Reading, alone: Constraints, catalogue: Catalogue
) -> Constraints | None:
    """What is sought in a domain; None where the domain itself is asked about."""
    if alone.intent in LISTS:
        return replace(alone, domains=(domain,), words=())
    pointed = said.has("in_domain") or _place_of_a_domain(said) is not None
    seeks = pointed and (has_criteria(reading) or said.has("count") or reading.cue("noun"))
    if not seeks and not _seeks_for_that(said, reading) and not _asks_for_its_list(said, reading):
        return None
    sought = constraints_of(reading, "count" if said.has("count") else "list", catalogue)
    return replace(sought, domains=(domain,), words=())


def narrowed_to_a_domain(said: Said, reading: Reading, last: Constraints) -> Constraints | None:
    """« dans le domaine cloud et données seulement », "only in the security domain": the list before, of one domain."""
    domains = reading.values("domain")
    if last.intent not in (*LISTS, "count") or len(domains) != 1 or not {*_DOMAIN} & {*said.words}:
        return None
    taken = {at for one in reading.of("domain", "field") for at in range(one.first, one.last + 1)}
    rest = {token.folded for at, token in enumerate(reading.tokens) if at not in taken}
    return replace(last, domains=domains) if rest <= _WITHIN else None


def sought_in_a_place(said: Said, reading: Reading, alone: Constraints, catalogue: Catalogue) -> Constraints | None:
    """« combien de solutions dans le deuxième domaine ? », with nothing asked before."""
    place = _place_of_a_domain(said)
    return None if place is None else sought_in(DOMAINS[place], said, reading, alone, catalogue)


def _place_of_a_domain(said: Said) -> int | None:
    """« combien de solutions dans le deuxième domaine ? », in the programme's order, whatever was listed."""
    places = (ordinals(Said(said.words[:at]), DOMAINS) for at, word in enumerate(said.words) if word in _DOMAIN)
    return next((DOMAINS.index(found[-1]) for found in places if found), None)


def _seeks_for_that(said: Said, reading: Reading) -> bool:
    """« quels outils pour ça ? », "what software exists for that?"."""
    return said.has("for_that") and reading.cue("noun")


def _asks_for_its_list(said: Said, reading: Reading) -> bool:
    """« quelles solutions dans ce domaine ? », "which products are listed there?", "only the French ones"."""
    if not said.is_short():
        return False
    lists = reading.cue("noun") and not reading.of("steward") and (said.has("in_domain") or not reading.unread)
    return lists or (has_criteria(reading) and said.has("narrowing"))


def _domains_listed(turn: Turn, catalogue: Catalogue) -> tuple[str, ...]:
    """The domains that an answer names, in its order; all of them, in the programme's, where it was to list them."""
    text = fold(turn.answer.text)
    places = {text.find(fold(name)): domain for domain, name in labels(turn.answer.language).domains.items()}
    listed = tuple(domain for at, domain in sorted(places.items()) if at >= 0)
    if len(listed) >= LEAST_LISTED:
        return listed
    reading = read_question(turn.standalone, catalogue)
    return DOMAINS if "domain" in reading.values("field") and not reading.of("domain") else ()


def _domain_of(turn: Turn, catalogue: Catalogue) -> str:
    """The one domain that a question was about."""
    if turn.constraints.intent != "none":
        return turn.constraints.domains[0] if len(turn.constraints.domains) == 1 else ""
    named = read_question(turn.standalone, catalogue).values("domain")
    return named[0] if len(named) == 1 else ""
