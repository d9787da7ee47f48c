"""The rules of language: typography, length of sentences, and the spelling of words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import fmean

from ingest.corpus_check.files import Corpus
from ingest.corpus_check.problem import Problem
from ingest.corpus_check.texts import Prose, texts_of
from ingest.records import LANGUAGES, Language
from ingest.sentences import split_sentences
from ingest.word_lists import word_list

NO_BREAK, NARROW_NO_BREAK = "\u00a0", "\u202f"
# Readable by someone who is not of the trade: bounds on the words of one sentence, and on the mean of a text.
LONGEST_SENTENCE = 42
MEAN_SENTENCE = 27
DESCRIPTION_SENTENCES = (4, 8)
WORD_LIST = "words.txt"

_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
FRENCH_MISTAKES = {
    "a curly apostrophe": re.compile(r"[’‘]"),
    "a straight quotation mark": re.compile(r'"'),
    "a guillemet without a no-break space inside": re.compile(rf"«(?!{NO_BREAK})|(?<!{NO_BREAK})»"),
    "';', '!' or '?' without a narrow no-break space": re.compile(rf"(?<!{NARROW_NO_BREAK})[;!?]"),
    "a colon without a no-break space": re.compile(rf"(?<!{NO_BREAK}):(?=\s)"),
    "a space before a comma or a full stop": re.compile(r"\s[,.](?=\s|$)"),
    "'%' without a no-break space": re.compile(rf"(?<!{NO_BREAK})%"),
    "thousands without a no-break space": re.compile(r"\d \d{3}\b"),
    "'1' for the first of the month": re.compile(rf"\b1 ({_MONTHS})"),
    "a capital without its accent": re.compile(
        r"(?m)\b(Etats?|Editeurs?|Ecoles?|Etudes?|Equipes?|Evaluer)\b|(^|[.?!] )A (?=[a-zé])"
    ),
    "two spaces": re.compile(r"(?<=\S)  +(?=\S)"),
}
ENGLISH_MISTAKES = {
    "a no-break space": re.compile(f"[{NO_BREAK}{NARROW_NO_BREAK}]"),
    # A computer's "program" is British too, and a name keeps its owner's spelling: lower case alone is looked at.
    "American spelling": re.compile(
        r"\b(organizations?|organized?|centers?|virtualization|standardized?|catalogs?|behaviors?)\b"
        r"|EuroCommons program\b"
    ),
    "two spaces": re.compile(r"(?<=\S)  +(?=\S)"),
}
_DOTTED = re.compile(r"\w+(?:[./_]\w+)+")  # an address or a file: its spelling is its own
_BRITISH = (("is", "iz"), ("ys", "yz"), ("our", "or"), ("tre", "ter"), ("ogue", "og"), ("mme", "m"), ("ll", "l"))
_WORD = re.compile(r"[^\W\d_]{3,}")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})  # the word lists write neither
_LONG_FORM = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quelqu|presqu|aujourd)['’]", re.IGNORECASE)


def check_prose(corpus: Corpus) -> Iterator[Problem]:
    """Yield mistakes of typography, sentences and texts that are hard to read, and words that no list holds."""
    own = _own_words(corpus)
    for text in texts_of(corpus):
        for message in (*_typography(text), *_readability(text), *_spelling(text, own)):
            yield Problem(text.path, f"{text.field}: {message}")


def _typography(text: Prose) -> Iterator[str]:
    for mistake, pattern in (FRENCH_MISTAKES if text.language == "fr" else ENGLISH_MISTAKES).items():
        if found := pattern.search(text.text):
            around = text.text[max(0, found.start() - 25) : found.end() + 25]
            yield f"{mistake}: {around!r}"


def _readability(text: Prose) -> Iterator[str]:
    lengths = []
    sentences = 0
    for span in split_sentences(text.text, text.language):
        sentence = text.text[span.start : span.end]
        words = len(sentence.split())
        sentences += 1
        if words > LONGEST_SENTENCE:
            yield f"a sentence of {words} words, {LONGEST_SENTENCE} at most: {sentence[:70]!r}…"
        if sentence.rstrip()[-1:] in ".!?":  # neither a heading nor an item of a list
            lengths.append(words)
    if len(lengths) > 3 and fmean(lengths) > MEAN_SENTENCE:
        yield f"sentences of {fmean(lengths):.0f} words on average, {MEAN_SENTENCE} at most"
    low, high = DESCRIPTION_SENTENCES
    if text.field.startswith("description") and not low <= sentences <= high:
        yield f"{sentences} sentences; {low} to {high} are expected"


def _spelling(text: Prose, own: frozenset[str]) -> Iterator[str]:
    """Words in lower case that no list holds; a name has a capital, and its spelling is its owner's."""
    unknown = {
        word
        for word in _WORD.findall(_LONG_FORM.sub("", _DOTTED.sub("", text.text)))
        if word == word.lower() and word not in own and not _is_known(word, text.language)
    }
    if unknown:
        yield f"no word list holds {', '.join(sorted(unknown))}; mend the spelling, or add the word to {WORD_LIST}"


def _is_known(word: str, language: Language) -> bool:
    """Whether the word list holds the word; the English one is American, and British spelling is what we write."""
    known = word_list(language)
    word = word.translate(_LIGATURES)
    if language == "fr" or word in known:
        return word in known
    return any(word.replace(british, american) in known for british, american in _BRITISH)


def _own_words(corpus: Corpus) -> frozenset[str]:
    """The words of the trade: the corpus's own list, and those of the glossary and of the names of everything."""
    names = [name for entry in corpus.entries.values() for name in (entry.name, *entry.aliases)]
    if corpus.reference:
        names += [name for term in corpus.reference.glossary for lang in LANGUAGES for name in term.names(lang)]
        names += [name for label, row in corpus.reference.products.items() for name in (label, *row.other_names())]
        names += corpus.reference.standards
    listed = corpus.root / WORD_LIST
    lines = listed.read_text(encoding="utf-8").splitlines() if listed.is_file() else []
    names += [line for line in lines if not line.startswith("#")]
    return frozenset(word for name in names for word in _WORD.findall(name.lower()))
