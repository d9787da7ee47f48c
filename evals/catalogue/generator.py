"""Random constraint questions in French and in English, each with the wish that it says."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

import yaml

from evals.catalogue.brute_force import Criterion, Wish
from evals.catalogue.facts import facts, plain
from ingest.records import LANGUAGES, Language

_CRITERIA = ("country", "licence", "governance", "standard", "deployment", "support", "feature", "steward")
_SUBJECTS = ("replaces", "replaces", "replaces", "need", "need", "need", "similar_to", "domain", "none")
_NEGATED = 0.25
_EITHER = 0.15
_LIMITED = 0.06
_COUNTED = 0.1
_TWO_PRODUCTS = 0.1
_LEFT_OUT = 0.08
_MISSPELT = 0.25


@dataclass(frozen=True, slots=True)
class Question:
    """A question, and what it asks: ``intent`` is "list" (alternatives too) or "count"; ``left_out`` are entries."""

    text: str
    language: Language
    wish: Wish
    intent: str = "list"
    limit: int | None = None
    left_out: frozenset[str] = frozenset()


def questions(count: int, seed: int) -> list[Question]:
    """Make questions, half in each language; the same ones for the same seed."""
    chance = Random(seed)  # noqa: S311 (no secret)
    return [question(LANGUAGES[place % 2], chance) for place in range(count)]


def question(language: Language, chance: Random) -> Question:
    """Make one question of one to four constraints."""
    words = wordings()[language]
    subject = chance.choice(_SUBJECTS)
    asked, name = _subject(subject, language, chance)
    others = chance.choice((0, 1, 1, 2, 2, 3)) if asked else chance.choice((1, 2, 2, 3))
    parts = [_criterion(kind, language, chance) for kind in chance.sample(_CRITERIA, others)]
    wish = (*asked, *(criterion for criterion, _ in parts))
    said = [text for _, text in parts]
    intent, limit, left_out = "list", None, frozenset[str]()
    if subject in ("replaces", "need") and chance.random() < _LEFT_OUT:
        entry = chance.choice(clear_entries())
        left_out = frozenset({entry["id"]})
        said.append(chance.choice(words["except"]).replace("{e}", entry_name(entry)))
    if subject == "replaces" and chance.random() < _LIMITED:
        limit = chance.choice(list(words["limits"]))
        text = _with(
            chance.choice(words["limited"]).replace("{k}", chance.choice(words["limits"][limit])), said, words, chance
        )
    elif chance.random() < _COUNTED:
        intent = "count"
        text = _with(chance.choice(words["counted"][subject]), said, words, chance) + chance.choice(("", " ?"))
    else:
        text = _request(words, subject, said, chance)
    return Question(_spelled(_settled(_named(text, name), words), chance), language, wish, intent, limit, left_out)


def _request(words: Mapping[str, Any], subject: str, said: list[str], chance: Random) -> str:
    if chance.random() < 0.5:
        noun = _with(chance.choice(words["subjects"][subject]["nouns"]), said, words, chance)
        return str(chance.choice(words["noun_wrappers"])).replace("{x}", noun)
    asked = str(chance.choice(words["subjects"][subject]["questions"]))
    relative = any(part.startswith(tuple(words["relative"])) for part in said)
    if said and subject != "none" and not relative and chance.random() < 0.3:
        return str(chance.choice(words["before"])).replace("{c}", _joined(said, words, chance)).replace("{x}", asked)
    return str(chance.choice(words["wrappers"])).replace("{x}", _with(asked, said, words, chance))


def _with(text: str, said: list[str], words: Mapping[str, Any], chance: Random) -> str:
    """Put the criteria after the subject; after a clause of its own they stand apart."""
    if not said:
        return text
    apart = ", " if "," in text or text.endswith((" is there for {n}", "should we use")) else chance.choice((" ", ", "))
    return text + apart + _joined(said, words, chance)


def _joined(said: list[str], words: Mapping[str, Any], chance: Random) -> str:
    text = said[0]
    for part in said[1:]:
        text += chance.choice(words["joins"]) + part
    return text


def _named(text: str, name: str) -> str:
    return re.sub(r"\{[pnd]\}", lambda _: name, text)


def _settled(text: str, words: Mapping[str, Any]) -> str:
    for apart, together in words["contractions"].items():
        text = text.replace(apart, together)
    if words["elide"]:
        text = re.sub(r"\b([dD])e (?=[aeiouyéèêâîôAEIOUÉÈÊÂÎÔœ])", r"\1'", text)
    return text


def _spelled(text: str, chance: Random) -> str:
    """As people type: some without capitals, accents or punctuation."""
    if chance.random() < _MISSPELT:
        text = " ".join(text.lower().split())
    if chance.random() < _MISSPELT:
        text = text.translate(str.maketrans("éèêëàâîïôûùçÉÈÀ", "eeeeaaiiouucEEA"))
    if chance.random() < _MISSPELT:
        text = text.rstrip(" ?.")
    return text if chance.random() < 0.5 else text[:1].upper() + text[1:]


def _subject(kind: str, language: Language, chance: Random) -> tuple[Wish, str]:
    if kind == "replaces":
        named = chance.sample(product_names(language), 2 if chance.random() < _TWO_PRODUCTS else 1)
        joined = chance.choice(wordings()[language]["and"]).join(name for name, _ in named)
        return (Criterion("replaces", tuple(product for _, product in named)),), joined
    if kind == "similar_to":
        entry = chance.choice(clear_entries())
        return (Criterion("similar_to", (entry["id"],)),), entry_name(entry)
    if kind == "need":
        name, needs = chance.choice(need_names())
        return (Criterion("need", needs),), name
    if kind == "domain":
        domain = chance.choice(list(wordings()[language]["domains"]))
        return (Criterion("domain", (domain,)),), chance.choice(wordings()[language]["domains"][domain])
    return (), ""


def _criterion(kind: str, language: Language, chance: Random) -> tuple[Criterion, str]:
    words = wordings()[language]
    match kind:
        case "country":
            return _country(words, chance)
        case "licence":
            return _licence(words, chance)
        case "standard":
            return _standard(words, chance)
        case "steward":
            name = chance.choice(steward_names())
            return Criterion("steward", (name,)), chance.choice(words["steward"]).replace("{o}", name)
        case "support":
            return Criterion("support", ("yes",)), chance.choice(words["support"])
        case "feature":
            name, values = chance.choice(feature_names(language))
            return Criterion("feature", values), chance.choice(words["feature"]["wanted"]).replace("{f}", name)
    negated = chance.random() < _NEGATED
    table = words[f"no_{kind}" if negated else kind]
    value = chance.choice(list(table))
    return Criterion(kind, (value,), negated), chance.choice(table[value])


def _country(words: Mapping[str, Any], chance: Random) -> tuple[Criterion, str]:
    negated = chance.random() < _NEGATED
    table = {code: forms for code, forms in words["countries"].items() if not (negated and code in ("EU", "EUROPE"))}
    template = chance.choice(words["country"]["unwanted" if negated else "wanted"])
    place = re.search(r"\{(\w+)\}", template)
    values = _one_or_two(list(table), chance)
    text = (
        template.replace(place.group(), words["or"].join(table[code][place.group(1)] for code in values))
        if place
        else template
    )
    return Criterion("country", values, negated), text


def _licence(words: Mapping[str, Any], chance: Random) -> tuple[Criterion, str]:
    negated = chance.random() < _NEGATED
    values = _one_or_two(list(words["licences"]), chance)
    names = words["or"].join(chance.choice(words["licences"][value]) for value in values)
    return Criterion("licence", values, negated), chance.choice(
        words["licence"]["unwanted" if negated else "wanted"]
    ).replace("{l}", names)


def _standard(words: Mapping[str, Any], chance: Random) -> tuple[Criterion, str]:
    negated = chance.random() < _NEGATED / 2
    named = [chance.choice(standard_names()) for _ in range(1 + (chance.random() < _EITHER))]
    text = words["or"].join(name for name, _ in named)
    values = tuple(dict.fromkeys(value for _, value in named))
    return Criterion("standard", values, negated), chance.choice(
        words["standard"]["unwanted" if negated else "wanted"]
    ).replace("{s}", text)


@cache
def clear_entries() -> list[Mapping[str, Any]]:
    """The entries whose name names nothing else: « Docs » is also Google's."""
    others = {plain(name) for language in LANGUAGES for name, _ in product_names(language)}
    others |= {plain(name) for name, _ in (*need_names(), *standard_names())}
    makers = {word for name in others for word in name[1:]}
    return [
        entry
        for entry in facts().entries.values()
        if plain(entry_name(entry)) not in others and not makers.intersection(plain(entry_name(entry))[:1])
    ]


def entry_name(entry: Mapping[str, Any]) -> str:
    return str(entry["name"]).partition(" (")[0]


def _one_or_two(values: list[str], chance: Random) -> tuple[str, ...]:
    return tuple(chance.sample(values, 2 if chance.random() < _EITHER else 1))


@cache
def wordings() -> dict[Language, dict[str, Any]]:
    """Return the phrases, by language."""
    return dict(yaml.safe_load(files(__package__).joinpath("wordings.yml").read_text(encoding="utf-8")))


@cache
def product_names(language: Language) -> list[tuple[str, str]]:
    """Every name of every product, with the product."""
    return [
        (name, product)
        for product, row in facts().products.items()
        for name in (product, *row["aliases"], *row[f"aliases_{language}"], *row["misspellings"])
    ]


@cache
def steward_names() -> list[str]:
    """Every steward, without what a parenthesis adds, where no entry or product has the same name."""
    others = {plain(entry["name"]) for entry in facts().entries.values()}
    others |= {plain(name) for language in LANGUAGES for name, _ in product_names(language)}
    names = {entry["steward"].partition(" (")[0] for entry in facts().entries.values() if entry["steward"]}
    return sorted(name for name in names if plain(name) not in others)


@cache
def need_names() -> list[tuple[str, tuple[str, ...]]]:
    """Every word of the needs, with the needs it may mean; a domain's own name is the domain."""
    meanings: dict[str, set[str]] = defaultdict(set)
    for need, row in facts().needs.items():
        for word in row.words:
            meanings[word].add(need)
    domains = {
        _singular(name)
        for language in LANGUAGES
        for names in wordings()[language]["domains"].values()
        for name in names
    }
    by_words: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for word, needs in meanings.items():
        by_words[plain(word)] |= needs
    return [(word, tuple(sorted(by_words[plain(word)]))) for word in sorted(meanings) if _singular(word) not in domains]


@cache
def standard_names() -> list[tuple[str, str]]:
    """The names of the standards that some entry lists, with the standard; a word that names two is left out."""
    used = {value for entry in facts().entries.values() for value in entry["standards"] or ()}
    names = [(name, standard) for standard in sorted(used) for name in _names_of(standard, facts().standards)]
    needs = {plain(word) for word, _ in need_names()}
    return [(name, standard) for name, standard in names if plain(name) not in needs]


def _names_of(standard: str, table: Mapping[str, Any]) -> Iterable[str]:
    yield standard
    if standard in table:
        yield from table[standard]["aliases"]


@cache
def feature_names(language: Language) -> list[tuple[str, tuple[str, ...]]]:
    """The features' names in one language, with the features that read alike; words that also name something else,
    and words of one syllable that say too little, are left out."""
    taken = {_singular(name) for name, _ in (*need_names(), *standard_names(), *product_names(language))}
    taken |= {_singular(name) for table in wordings().values() for names in table["domains"].values() for name in names}
    taken |= {_singular(name) for table in wordings().values() for name in table["other_meanings"]}
    taken |= {_singular(name) for entry in facts().entries.values() for name in (entry["name"], *entry["aliases"])}
    meanings: dict[str, set[str]] = defaultdict(set)
    for feature in {value for entry in facts().entries.values() for value in entry["features"] or ()}:
        row = facts().features[feature]
        for name in (row["fr"].partition(" (")[0], feature, *row["also"]):
            meanings[" ".join(_singular(name))].add(feature)
    alike: dict[str, set[str]] = defaultdict(set)
    for features in meanings.values():
        for feature in features:
            alike[facts().features[feature]["fr"].partition(" (")[0]].add(feature)
    names = []
    for label, features in sorted(alike.items()):
        for name in [label] if language == "fr" else sorted(features):
            if _singular(name) not in taken and len(plain(name)) > 1:
                names.append((name, _alike(meanings[" ".join(_singular(name))], alike)))
    return names


def _singular(name: str) -> tuple[str, ...]:
    return tuple(word.rstrip("sx") for word in plain(name))


def _alike(features: Iterable[str], alike: Mapping[str, set[str]]) -> tuple[str, ...]:
    labels = {facts().features[feature]["fr"].partition(" (")[0] for feature in features}
    return tuple(sorted(feature for label in labels for feature in alike[label]))
