"""The terms to recognise in questions: names taken from the catalogue, and words taken from the tables."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.constraints import Product
from assistant.catalogue.table_words import feature_words, vocabulary_words
from assistant.catalogue.tables import aliases, topics, vocabulary
from assistant.catalogue.words import fold, folded_words, singular
from ingest.records import LANGUAGES
from ingest.reference import reference
from ingest.word_lists import word_list

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ARTICLES = frozenset({"de", "d", "du", "des", "la", "le", "les", "l"})
_LINKED = re.compile(r"\(([^()]*)\)")
"""Who a steward is linked to: « QGIS project (OSGeo) »."""
_PARENTHESES = re.compile(r"\s*\([^)]*\)")

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """What a phrase stands for.  A guarded one needs capitals or a context: it is also an ordinary word."""

    kind: str
    value: str
    guarded: bool = False


@dataclass(frozen=True)
class Lexicon:
    """Phrases to terms: ``names`` match folded words, ``words`` match them without plural s.

    ``dictionary`` holds the words of either language, ``ordinary`` those and the catalogue's that are no slip for a
    name, which a misspelt one must never be read from;
    ``spellings`` are the standards' names as they are written.
    ``homonyms`` are the products whose short name is a need's word, which it is read as: « Visio ».
    ``known`` are the words of all phrases, with and without their plural s; a misspelt one is read as the nearest of
    ``mendable``.
    """

    names: dict[Phrase, tuple[Term, ...]]
    words: dict[Phrase, tuple[Term, ...]]
    products: dict[str, Product]
    ordinary: frozenset[str]
    dictionary: frozenset[str]
    spellings: frozenset[str]
    known: frozenset[str]
    mendable: frozenset[str]
    longest: int
    homonyms: dict[Phrase, Product]

    @cached_property
    def singles(self) -> dict[str, tuple[Term, ...]]:
        """The names of one word."""
        return {phrase[0]: terms for phrase, terms in self.names.items() if len(phrase) == 1}


@lru_cache(maxsize=4)
def lexicon_of(catalogue: Catalogue) -> Lexicon:
    """Gather every term, once per catalogue (a catalogue is hashed by identity)."""
    products = _products(catalogue)
    guarded = {folded_words(word) for word in aliases()["guarded"]}
    names: dict[Phrase, set[Term]] = defaultdict(set)
    homonyms: dict[Phrase, Product] = {}
    common = {folded_words(word) for topic in topics().values() for word in topic.words}
    table = [(folded_words(text), Term(kind, value)) for text, kind, value in vocabulary_words()]
    common |= {phrase for phrase, _ in table}
    for phrase, value in _entry_names(catalogue):
        if phrase in common and phrase != folded_words(catalogue.entries[value].name):
            continue  # a "map server" is a need before it is MapServer
        names[phrase].add(Term("entry", value, phrase in guarded))
    for phrase, value, shortened in _product_names(products):
        if shortened and phrase in common:
            homonyms[phrase] = products[value]
            continue  # « visio » is a need before it is Microsoft Visio, « cloud » a way to deploy before IBM Cloud
        # "Horizon" for VMware Horizon is more often the word than the product.
        names[phrase].add(Term("product", value, phrase in guarded or (shortened and len(phrase) == 1)))
    _add_organisations(names, common, catalogue)
    for phrase, value in _standard_names(catalogue):
        taken = any(term.kind != "standard" for term in names.get(phrase, ()))
        names[phrase].add(Term("standard", value, guarded=len(phrase) == 1 or taken))
    dictionary = frozenset(fold(word) for language in LANGUAGES for word in word_list(language))
    words: dict[Phrase, set[Term]] = defaultdict(set)
    table += [(folded_words(text), Term(kind, value)) for text, kind, value in feature_words(catalogue)]
    for phrase, term in table:
        words[tuple(map(singular, phrase))].add(term)
    return Lexicon(
        names={phrase: tuple(sorted(terms, key=str)) for phrase, terms in names.items() if terms},
        words={phrase: tuple(sorted(terms, key=str)) for phrase, terms in words.items()},
        products=products,
        ordinary=(dictionary | _told(catalogue, words)) - {phrase[0] for phrase in names if len(phrase) == 1},
        dictionary=dictionary,
        spellings=frozenset(name for name in reference().standards if name != name.lower()),
        known=frozenset(word for phrase in (*names, *words) for word in phrase),
        mendable=frozenset(word for phrase in words for word in phrase if len(word) > 5 and word.isalpha()),
        longest=max(map(len, (*names, *words))),
        homonyms=homonyms,
    )


def _add_organisations(names: dict[Phrase, set[Term]], common: set[Phrase], catalogue: Catalogue) -> None:
    """Makers of several products, stewards, and who gives support; a name has the first of these meanings to stand."""
    for vendor, count in Counter(product.vendor for product in reference().products.values()).items():
        if count > 1:
            names[folded_words(vendor)].add(Term("maker", vendor))
    for steward in sorted({entry.steward for entry in catalogue.entries.values() if entry.steward}):
        name = _PARENTHESES.sub("", steward)
        if all(term.kind == "maker" for term in names[folded_words(name)]):
            names[folded_words(name)].add(Term("steward", name))
            if len(folded_words(name)) == 2 and (joined := ("".join(folded_words(name)),)) not in names:
                names[joined].add(Term("steward", name))  # « redhat »
    _add_foundations(names)
    linked = Counter(name for entry in catalogue.entries.values() for name in _LINKED.findall(entry.steward or ""))
    for name in sorted(name for name, count in linked.items() if count > 1 and folded_words(name) not in common):
        if not names[folded_words(name)]:
            names[folded_words(name)].add(Term("steward", name))  # « les outils OSGeo »
    supporting = {name for entry in catalogue.entries.values() for name in entry.commercial_support_in_europe or ()}
    for name in sorted(_PARENTHESES.sub("", one) for one in supporting):
        phrase = folded_words(name)
        if all(term.kind == "maker" for term in names[phrase]) and phrase not in common:
            names[phrase].add(Term("supporter", name))


def _add_foundations(names: dict[Phrase, set[Term]]) -> None:
    """« La fondation Apache » is the Apache Software Foundation."""
    for phrase in [phrase for phrase in names if "foundation" in phrase]:
        base = tuple(word for word in phrase if word not in ("foundation", "software", "the"))
        stewards = {term for term in names[phrase] if term.kind == "steward"}
        for form in ((*base, "foundation"), ("fondation", *base)):
            if base and stewards and form not in names:
                names[form] |= stewards


def _entry_names(catalogue: Catalogue) -> Iterator[tuple[Phrase, str]]:
    for identifier, entry in catalogue.entries.items():
        short = _PARENTHESES.sub("", entry.name)
        for name in {entry.name, short, _CAMEL.sub(" ", short), identifier, *entry.aliases}:
            yield folded_words(name), identifier


def _products(catalogue: Catalogue) -> dict[str, Product]:
    """Every proprietary product, and every other value of ``replaces`` (of entries that are not ours).

    A product that no entry replaces has no target: whoever asks for an alternative learns that there is none.
    """
    bases = catalogue.product_bases()
    products = {
        name: Product(name, tuple(base for base in (name, *product.covers) if base in bases))
        for name, product in reference().products.items()
    }
    return products | {base: Product(base, (base,)) for base in sorted(bases - products.keys())}


def _product_names(products: dict[str, Product]) -> Iterator[tuple[Phrase, str, bool]]:
    """Names, the product they mean, and whether the maker's name is left out where no table says that people do so."""
    table = reference().products
    given = {folded_words(name) for label, row in table.items() for name in (label, *row.other_names())}
    makers = [folded_words(name) for name in aliases()["makers"]]
    for label, row in table.items():
        yield from ((folded_words(name), label, False) for name in row.other_names())
    for label in products:
        full = folded_words(label)
        for phrase in _without_maker(full, makers):
            if phrase == full or (phrase not in given and len("".join(phrase)) > 1):
                yield phrase, label, phrase != full


def _without_maker(phrase: Phrase, makers: Iterable[Phrase]) -> Iterator[Phrase]:
    yield phrase
    for maker in makers:
        if phrase[: len(maker)] == maker and len(phrase) > len(maker):
            yield phrase[len(maker) :]


def _standard_names(catalogue: Catalogue) -> Iterator[tuple[Phrase, str]]:
    """The standards that the vocabulary does not name, by any of their names; one word alone needs its capitals."""
    named = {folded_words(text) for texts in vocabulary()["standards"].values() for text in texts}
    table = reference().standards
    for standard in sorted({value for entry in catalogue.entries.values() for value in entry.standards or ()}):
        row = table.get(standard)
        for name in (standard, *((row.title, *row.aliases) if row else ())):
            for phrase in {folded_words(name), folded_words(_PARENTHESES.sub("", name))}:
                if phrase not in named and len("".join(phrase)) > 1:
                    yield phrase, standard


def _told(catalogue: Catalogue, words: dict[Phrase, set[Term]]) -> set[str]:
    """The words of the summaries and of the tables."""
    texts = (text for entry in catalogue.entries.values() for text in (entry.summary_fr, entry.summary_en))
    found = {word for text in texts for word in folded_words(text)}
    found |= {word for phrase in words for word in phrase} | {fold(word) for word in vocabulary()["ordinary"]}
    terms = (name for term in reference().glossary for language in LANGUAGES for name in term.names(language))
    return found | {word for name in terms for word in folded_words(name)}
