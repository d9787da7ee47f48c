"""The words of the vocabulary and of the features, with their forms, and what each stands for: text, kind, value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.tables import topics, vocabulary
from assistant.catalogue.words import folded_words
from ingest.catalogue.labels import labels
from ingest.reference import reference

_ARTICLES = frozenset({"de", "d", "du", "des", "la", "le", "les", "l"})
_PARENTHESES = re.compile(r"\s*\([^)]*\)")


def vocabulary_words() -> Iterator[tuple[str, str, str]]:
    table = vocabulary()
    for section, kind in (
        ("domains", "domain"),
        ("regions", "country"),
        ("countries", "country"),
        ("governance", "governance"),
        ("deployment", "deployment"),
        ("standards", "standard"),
        ("cues", "cue"),
        ("fields", "field"),
        ("untold", "untold"),
    ):
        for value, texts in table[section].items():
            yield from ((form, kind, value) for text in texts for form in _contracted(text))
    for value, texts in table["licences"].items():
        yield from ((form, "licence", value) for text in texts for form in _licence_forms(text))
    for value, agents in table["governance_agents"].items():
        for verb in table["governance_verbs"]:
            yield from ((f"{verb} {agent}", "governance", value) for agent in _agents(agents))
    for text in table["support"]:
        yield from ((f"{before} {text}", "support", "yes") for before in ("", "avec", "avec un", "with"))
    domains = {folded_words(text) for texts in table["domains"].values() for text in texts}
    for topic in topics().values():
        yield from ((text, "topic", topic.id) for text in topic.words if folded_words(text) not in domains)


def _contracted(text: str) -> tuple[str, ...]:
    """« parle-moi de », and so « parle-moi d'OpenProject », « parle-moi du … »."""
    return (text, *(f"{text[:-2]}{form}" for form in ("d", "du", "des"))) if text.endswith(" de") else (text,)


def _agents(agents: Sequence[str]) -> Iterator[str]:
    """« par une fondation », and several of them: « par des fondations », "by foundations"."""
    for agent in agents:
        article, _, noun = agent.partition(" ")
        yield from (f"{by} {agent}" for by in ("par", "by"))
        if article in ("une", "un", "a", "an"):
            yield from (f"{by} {noun}" for by in ("par des", "par", "by"))


def _licence_forms(name: str) -> Iterator[str]:
    yield name
    for word in ("licence", "license"):
        yield from (f"{word} {name}", f"{name} {word}")


def feature_words(catalogue: Catalogue) -> Iterator[tuple[str, str, str]]:
    """Features in both languages; those that read alike in French are one ("alerting", "alerts")."""
    for feature in sorted({feature for entry in catalogue.entries.values() for feature in entry.features or ()}):
        label = feature_label(feature)
        for name in (feature, label, *_also(feature)):
            yield from ((form, "feature", label) for form in _inflected(name))


def _inflected(name: str) -> Iterator[str]:
    """A name and, where it has several words, its forms with a participle or a verb, and without « de »."""
    yield name
    words = folded_words(name)
    if len(words) > 1:
        bare = [word for word in words if word not in _ARTICLES]
        yield from (" ".join(bare),) if 1 < len(bare) < len(words) else ()  # « import Confluence »
        forms: dict[str, list[str]] = vocabulary()["inflected"]
        yield from (" ".join((form, *words[1:])) for form in forms.get(words[0], ()))
        yield from (" ".join((*words[:-1], form)) for form in forms.get(words[-1], ()))


def _also(feature: str) -> Iterator[str]:
    """The other words that the domains' vocabularies give for a feature."""
    for terms in reference().features.values():
        if feature in terms:
            yield from terms[feature].also
    yield from vocabulary()["feature_words"].get(feature, ())


def feature_label(feature: str) -> str:
    """The French reading of a feature, without its acronym: it stands for every feature that reads the same."""
    return _PARENTHESES.sub("", labels("fr").terms.get(feature, feature))
