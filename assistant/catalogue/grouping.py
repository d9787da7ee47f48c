"""Needs, features and standards in groups: values joined by « ou » are alternatives, the others must all be met."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise, takewhile

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.constraints import Groups
from assistant.catalogue.names import Lexicon
from assistant.catalogue.needs import need_of
from assistant.catalogue.predicates import serves
from assistant.catalogue.reading import Reading
from assistant.catalogue.table_words import feature_label
from assistant.catalogue.tables import topics, vocabulary
from assistant.catalogue.words import Match, folded_words, singular
from ingest.records import LANGUAGES

_ONLY = ("only", "exclusively", "solely", "seulement", "uniquement", "exclusivement")
_NEAR = 6
"""Words between the two parts of « ne … que »."""
_USED = re.compile(
    r"be|is|are|runs?|used|usable|available|hosted|as|in|on|the|an?|en|dans|le|mode|sur|utilisables?|disponibles?|comme"
)
"""Between "only" and a way to deploy that is a solution's only one."""


def groups_of(reading: Reading, kind: str) -> Groups:
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


def needs_put_to_the_test(
    reading: Reading, tested: tuple[str, ...], catalogue: Catalogue
) -> tuple[Groups, Groups, Groups]:
    """The needs, and the standards or functions by which entries put to the test may meet one that they do not serve.

    « Nextcloud gère-t-il le SSO ? »: it is no identity provider, and signs on through SAML or OpenID Connect.
    """
    entries = [catalogue.entries[name] for name in tested if name in catalogue.entries]  # listed before, it may be gone
    had = {function for entry in entries for function in entry.features or ()}
    needs: list[tuple[str, ...]] = []
    spoken: list[tuple[str, ...]] = []
    functions: list[tuple[str, ...]] = []
    for group in _with_functions(groups_of(reading, "topic"), reading, catalogue):
        meant = [need_of(name) for name in group]
        served = not entries or any(serves(entry, need) for entry in entries for need in meant)
        standards = {one for need in meant for one in need.standards}
        held = had & {one for need in meant for one in need.features}
        if not served and standards:
            spoken.append(tuple(sorted(standards)))
        elif not served and held:
            functions.append(tuple(sorted(held)))
        else:
            needs.append(group)
    return tuple(needs), tuple(spoken), tuple(functions)


def _with_functions(needs: Groups, reading: Reading, catalogue: Catalogue) -> Groups:
    """The needs with the functions that are sought in their place: "SIEM or log analytics"."""
    beside = [(need.value, feature_group(function.value, catalogue)) for need, function in _functions_beside(reading)]
    return tuple(
        (*group, *dict.fromkeys(name for need, names in beside if need in group for name in names)) for group in needs
    )


def _functions_beside(reading: Reading) -> list[tuple[Match, Match]]:
    """The functions that « ou » joins to a need, each with that need."""
    return [
        (need, function)
        for need in reading.of("topic")
        for function in reading.of("feature")
        if not need.negated and not function.negated
        if _joined_by_or(reading, *sorted((need, function), key=lambda match: match.first))
    ]


def _joined_by_or(reading: Reading, one: Match, other: Match) -> bool:
    """Whether "or" stands between two values, and no other criterion does."""
    between = range(one.last + 1, other.first)
    parted = any(match.first in between and match.kind not in ("cue", "field") for match in reading.matches)
    return not parted and any(reading.tokens[place].folded in ("ou", "or") for place in between)


def wants_all(reading: Reading, kind: str) -> bool:
    """« en cloud et sur le poste », "both on desktop and mobile": all the values of a kind, rather than any."""
    matches = [match for match in reading.of(kind) if not match.negated]
    distinct = [m for at, m in enumerate(matches) if m.value not in {other.value for other in matches[:at]}]
    return len(distinct) > 1 and all(_joined_by_and(reading, *pair) for pair in pairwise(distinct))


def is_only_mode(reading: Reading) -> bool:
    """« seulement en SaaS », "can only be used in the cloud"; "only self-hosted tools" would have no other answer."""
    return any(_stands_alone(match, reading) for match in reading.of("deployment") if not match.negated)


def _stands_alone(match: Match, reading: Reading) -> bool:
    before = [token.folded for token in reading.tokens[: match.first]]
    used = list(takewhile(_USED.fullmatch, reversed(before)))
    said = before[len(before) - len(used) - 1] if len(used) < len(before) else ""
    if not used and not _USED.fullmatch(reading.tokens[match.first].folded):  # "only self-hosted tools"
        return False
    return said in _ONLY or (said in ("que", "qu") and bool({"ne", "n"} & {*before[-_NEAR:]}))


def _joined_by_and(reading: Reading, one: Match, other: Match) -> bool:
    between = {reading.tokens[place].folded for place in range(one.last + 1, other.first)}
    linked = between & {"et", "and", "qu", "que", "plus", "well"}
    passed = {*vocabulary()["connectors"], "in", "dans", "aussi", "bien", "qu", "plus", "as", "well", "also"}
    return bool(linked) and between <= passed


def features_of(reading: Reading, catalogue: Catalogue) -> Groups:
    """Like other groups; a phrase that names several features asks for any of them."""
    beside = {function for _, function in _functions_beside(reading)}
    kept = tuple(match for match in reading.matches if match not in beside)
    groups = groups_of(replace(reading, matches=kept), "feature")
    return tuple(tuple(feature for label in group for feature in feature_group(label, catalogue)) for group in groups)


def missing_features(reading: Reading, catalogue: Catalogue) -> Groups:
    """The features that are not wanted, each with those that read alike."""
    return tuple(feature_group(label, catalogue) for label in reading.values("feature", negated=True))


def called(reading: Reading, lexicon: Lexicon, catalogue: Catalogue) -> tuple[str, ...]:
    """The features that go by the very words of a need: « un SIEM »; its usual name, « messagerie », says no more."""
    phrases = [
        tuple(singular(token.folded) for token in reading.tokens[match.first : match.last + 1])
        for match in reading.of("topic")
    ]
    needs = {topics()[match.value] for match in reading.of("topic")}
    usual = {_singular_words(need.label(language)) for need in needs for language in LANGUAGES}
    labels = [
        term.value
        for phrase in phrases
        if phrase not in usual
        for term in lexicon.words.get(phrase, ())
        if term.kind == "feature"
    ]
    return tuple(dict.fromkeys(name for label in labels for name in feature_group(label, catalogue)))


def _singular_words(text: str) -> tuple[str, ...]:
    return tuple(singular(word) for word in folded_words(text))


def feature_group(label: str, catalogue: Catalogue) -> tuple[str, ...]:
    """The features that read alike in French: « alertes » is "alerting" and "alerts"."""
    features = {feature for entry in catalogue.entries.values() for feature in entry.features or ()}
    return tuple(sorted(feature for feature in features if feature_label(feature) == label))
