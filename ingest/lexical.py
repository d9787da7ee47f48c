"""The lexical side of retrieval: text to terms, and a BM25 index per language with a surface index across both."""

from __future__ import annotations

import json
import re
import threading
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, cached_property, lru_cache
from pathlib import Path

import bm25s
import numpy as np
import Stemmer
from numpy.typing import NDArray

from ingest.errors import IndexMissing
from ingest.records import LANGUAGES, Language
from ingest.texts import message
from ingest.yaml_files import read_yaml

Scores = NDArray[np.float32]
Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]

K1, B = 1.2, 0.75
COGNATE = 6
"""Letters that two words begin with when they are taken for kin: "compatibilité" and "compatible"."""
COGNATE_SHARE = 0.8
"""What a word's kin counts for, the word itself being 1."""
SURFACE = "surface"
_ROWS_FILE = "rows.npz"
_CHUNKS_FILE = "chunks.json"

# Function words and question words only: a word that can be the subject of a question is never here.
_STOP_FR = """
a ai ainsi alors as au aucun aucune aura auraient aurait auront aussi aux avaient avait avec avez avoir avons ayant c ca
car ce ceci cela celle celles celui ces cet cette ceux chaque chez ci comment combien d dans de des donc dont du elle
elles en entre es est et etaient etait etant etc ete etes etre eu eut eux fait fut furent http https il ils j je l la
laquelle le lequel les lesquelles lesquels leur leurs lorsque lui m ma mais me meme memes mes mon n ne ni nos notre nous
on ont or ou par parce pas peut peuvent plus pour pourquoi pouvez puis puisque qu quand que quel quelle quelles quels
qui quoi s sa sans se sera seraient serait seront ses si soient soit son sont sous suis sur t ta te tes toi ton tous
tout toute toutes tres tu un une vers via vos votre vous www y
"""
_STOP_EN = """
a about after all also am an and any are as at be because been before being both but by can could d did do does doing
during each for from had has have having he her here hers him his how http https i if in into is it its itself just ll m
may me might more most must my no nor not of off on once only or other our ours out over own re s same shall she should
so some such t than that the their theirs them then there these they this those through to too under until up ve very
was we were what when where whether which while who whom whose why will with would www you your yours
"""
_STOP: dict[Language, frozenset[str]] = {"fr": frozenset(_STOP_FR.split()), "en": frozenset(_STOP_EN.split())}
_STOP_OF_ANY = frozenset[str]().union(*_STOP.values())
_STEMMERS: dict[Language, str] = {"fr": "french", "en": "english"}
_thread = threading.local()

_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "`": "'", "´": "'", "œ": "oe", "æ": "ae", "\u00ad": None})
_GROUPED_DIGITS = re.compile(r"(?<![\d.,])\d{1,3}(?:[ ,]\d{3})+(?![\d])")
_INCLUSIVE = re.compile(r"(?<=[^\W\d_])(?:[·•](?:[^\W\d_]+[·•]?s?)|\((?:e|s|es|ne|nes|x|ve|ves|rice|rices)\))")
_ELISION = re.compile(r"(?<![^\W_])(?:l|d|j|m|t|s|n|c|qu|jusqu|lorsqu|puisqu|quoiqu|quelqu)'(?=[^\W_])")
_CONTRACTION = re.compile(r"(?:n't|'(?:s|re|ve|ll|d|m))(?![^\W_])")
_SPELT_ACRONYM = re.compile(r"(?<![^\W_])(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_]))?")
_E_PREFIX = re.compile(r"(?<![\w-])e-(?=[^\W\d_]{3})")
_TERM = re.compile(
    r"(?<![^\W_])\.net(?![^\W_])"  # the one name in use that starts with a dot
    r"|[^\W\d_]\#(?![^\W_])"  # c#
    r"|[^\W\d_]+\+{1,2}(?![^\W_])"  # c++, notepad++
    r"|[^\W_]+(?:[.'][^\W_]+)*"  # node.js, 3.11, aujourd'hui
)


def fold(text: str) -> str:
    """NFKC, lower case (full case folding), no accents, one sort of apostrophe."""
    if text.isascii():  # the same, thirty times as fast
        return text.lower().replace("`", "'")
    text = unicodedata.normalize("NFKC", text).casefold().translate(_APOSTROPHES)
    decomposed = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))


def tokenise(text: str, language: Language) -> list[str]:
    """The index terms of a text, in order and with repetitions: folded, without stop words, stemmed.

    A name with inner dots counts as itself and as its parts ("node.js", "node", "js"), so that it is found under
    either spelling.  Queries and passages go through the same steps.
    """
    elided = _CONTRACTION if language == "en" else _ELISION
    return [_stem(word, language) for word in _words(elided.sub(" ", _prepare(text))) if word not in _STOP[language]]


def surface_terms(text: str) -> list[str]:
    """The folded words of a text, unstemmed, whatever its language, without the stop words of either.

    Proper names, acronyms and numbers look the same in both languages, so these terms can be compared across them.
    """
    prepared = _CONTRACTION.sub(" ", _ELISION.sub(" ", _prepare(text)))
    return [word for word in _words(prepared) if word not in _STOP_OF_ANY]


def _prepare(text: str) -> str:
    text = _INCLUSIVE.sub("", fold(text))
    text = _GROUPED_DIGITS.sub(lambda match: re.sub(r"\D", "", match[0]), text)
    text = _SPELT_ACRONYM.sub(lambda match: match[0].replace(".", ""), text)
    return _E_PREFIX.sub("e", text)


def _words(prepared: str) -> Iterable[str]:
    for word in _TERM.findall(prepared):
        yield word
        if "." in word and not word.replace(".", "").isdigit():
            yield from filter(None, word.split("."))


@lru_cache(maxsize=200_000)
def _stem(word: str, language: Language) -> str:
    if len(word) <= 3 or not word.replace("'", "").isalpha():  # "js", "s3", "node.js", "c++" have no inflections
        return word
    if apart := _kept_apart()[language].get(word):
        return apart
    stemmers: dict[str, Stemmer.Stemmer] = _thread.__dict__
    if language not in stemmers:  # a stemmer must not be shared between threads
        stemmers[language] = Stemmer.Stemmer(_STEMMERS[language], 0)
    stem: str = stemmers[language].stemWord(word)
    return stem


@cache
def _kept_apart() -> dict[Language, dict[str, str]]:
    """The stems of the words that a stemmer would take for another's forms, in each language."""
    groups = read_yaml(Path(__file__).with_name("stems.yml"))
    return {
        language: {word: stem for stem, words in groups[language].items() for word in words} for language in LANGUAGES
    }


class LexicalIndex:
    """BM25 (Lucene's variant) over stems, one index per language, and one over surface terms for all chunks.

    A *row* is a chunk's position in the sequence given to ``build``.  Term statistics come from the chunks of one
    language, so that the larger language does not set the weight of the other's words.
    """

    def __init__(self, chunk_ids: Sequence[str], rows: dict[str, Rows], retrievers: dict[str, bm25s.BM25]) -> None:
        self.chunk_ids = list(chunk_ids)
        self._rows = rows
        self._retrievers = retrievers

    def __len__(self) -> int:
        return len(self.chunk_ids)

    @classmethod
    def build(cls, chunks: Sequence[tuple[str, Language, str]]) -> LexicalIndex:
        """Index ``(chunk id, language, text)``; the text should include the title and the headings."""
        rows: dict[str, Rows] = {SURFACE: np.arange(len(chunks), dtype=np.int64)}
        retrievers: dict[str, bm25s.BM25] = {}
        for language in LANGUAGES:
            rows[language] = np.array([i for i, chunk in enumerate(chunks) if chunk[1] == language], np.int64)
            retrievers |= _retriever(language, [tokenise(chunks[i][2], language) for i in rows[language]])
        retrievers |= _retriever(SURFACE, [surface_terms(text) for _, _, text in chunks])
        return cls([chunk_id for chunk_id, _, _ in chunks], rows, retrievers)

    def save(self, folder: Path) -> None:
        """Write the index below ``folder``, which is made if it is missing."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _CHUNKS_FILE).write_text(json.dumps(self.chunk_ids, ensure_ascii=False), encoding="utf-8")
        np.savez(folder / _ROWS_FILE, **self._rows)  # type: ignore[arg-type]
        for name, retriever in self._retrievers.items():
            retriever.save(folder / name, show_progress=False)

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """Read what ``save`` wrote, the postings memory-mapped.

        Raises:
            IndexMissing: ``folder`` holds no lexical index.
        """
        if not (folder / _CHUNKS_FILE).is_file():
            raise IndexMissing(message("no_lexical_index", folder=folder))
        chunk_ids = json.loads((folder / _CHUNKS_FILE).read_text(encoding="utf-8"))
        with np.load(folder / _ROWS_FILE) as file:
            rows = {name: file[name] for name in file.files}
        retrievers = {
            name: bm25s.BM25.load(folder / name, mmap=True, show_progress=False)
            for name in rows
            if (folder / name).is_dir()
        }
        return cls(chunk_ids, rows, retrievers)

    def search(self, query: str, language: Language, k: int, mask: Mask | None = None) -> list[tuple[int, float]]:
        """The ``k`` best ``(row, BM25 score)`` among the chunks of ``language``, best first, above 0 only.

        ``mask`` is True for the rows that may be returned, shape ``(len(self),)``.
        """
        scores = self.scores_of(query, language)
        if mask is not None:
            scores = np.where(mask, scores, 0)
        return [(row, float(scores[row])) for row in best_rows(scores, self._rows[language], k)]

    def scores_of(self, query: str, language: Language, rows: Sequence[int] | Rows | None = None) -> Scores:
        """BM25 scores of ``rows`` (of every row when None); 0 for chunks of another language."""
        return self._scores(tokenise(query, language), language, rows)

    def coverage_of(self, query: str, language: Language, rows: Sequence[int] | Rows | None = None) -> Scores:
        """The part of the query's terms that each chunk of ``language`` holds, from 0 to 1, weighted by idf squared."""
        return self._coverage(tokenise(query, language), language, rows)

    def postings_of(self, terms: Sequence[str], language: Language) -> tuple[Rows, Scores]:
        """The rows of ``language`` that hold all of these index terms, and the highest BM25 score one of them gets."""
        name: str = language
        retriever, found, scores = self._retrievers.get(name), None, np.zeros(len(self._rows[name]), np.float32)
        if retriever is not None:
            for term in terms:
                places = self._postings(term, name)
                scores[places] = np.maximum(scores[places], self._contributions(term, name))
                found = places if found is None else np.intersect1d(found, places)
        held = np.zeros(0, np.int64) if found is None else found
        return self._rows[name][held], scores[held]

    def kin_of(self, word: str) -> Rows:
        """The rows, of either language, that hold a word with the same beginning as a folded word of some length.

        French and English share beginnings of words more often than whole ones.
        """
        kin = (
            [self._postings(one, SURFACE) for one in self._kin.get(word[:COGNATE], ())] if len(word) >= COGNATE else []
        )
        return np.unique(np.concatenate(kin)).astype(np.int64) if kin else np.zeros(0, np.int64)

    def rows_of(self, language: Language) -> Rows:
        """The rows of a language, in order."""
        return self._rows[language]

    def idf(self, term: str, language: Language) -> float:
        """Inverse document frequency of an index term (a stem, as ``tokenise`` gives) among chunks of ``language``.

        Higher is rarer; a term that no chunk holds has the highest.
        """
        return float(self._idfs([term], language)[0])

    def knows(self, word: str) -> bool:
        """Whether any chunk, of either language, holds this folded word."""
        return len(self._postings(word, SURFACE)) > 0

    def words_beginning(self, letter: str) -> Sequence[str]:
        """The folded words of the chunks that begin with a letter, those of most chunks first."""
        return self._by_letter.get(letter, ())

    def _scores(self, terms: list[str], name: str, rows: Sequence[int] | Rows | None) -> Scores:
        scores = np.zeros(len(self), np.float32)
        retriever = self._retrievers.get(name)
        if retriever is not None and (known := retriever.get_tokens_ids(terms)):
            scores[self._rows[name]] = retriever.get_scores_from_ids(known)
        return scores if rows is None else scores[np.asarray(rows, np.int64)]

    def _coverage(self, terms: list[str], name: str, rows: Sequence[int] | Rows | None) -> Scores:
        distinct = sorted(set(terms))
        weights = self._idfs(distinct, name) ** 2
        held = np.zeros(len(self), np.float32)
        for term, weight in zip(distinct, weights, strict=True):
            held[self._rows[name][self._postings(term, name)]] += weight
        held /= max(float(weights.sum()), 1e-9)
        return held if rows is None else held[np.asarray(rows, np.int64)]

    @cached_property
    def _kin(self) -> dict[str, list[str]]:
        """The surface terms by the letters they begin with."""
        found: dict[str, list[str]] = {}
        retriever = self._retrievers.get(SURFACE)
        for word in retriever.vocab_dict if retriever else ():
            if len(word) >= COGNATE:
                found.setdefault(word[:COGNATE], []).append(word)
        return found

    @cached_property
    def _by_letter(self) -> dict[str, list[str]]:
        retriever = self._retrievers.get(SURFACE)
        words = [word for word in (retriever.vocab_dict if retriever else ()) if word.isalpha()]
        found: dict[str, list[str]] = {}
        for word in sorted(words, key=lambda word: -len(self._postings(word, SURFACE))):
            found.setdefault(word[0], []).append(word)
        return found

    def _idfs(self, terms: Sequence[str], name: str) -> Scores:
        return idf_of(np.array([len(self._postings(term, name)) for term in terms]), len(self._rows[name]))

    def _postings(self, term: str, name: str) -> NDArray[np.int32]:
        retriever = self._retrievers.get(name)
        number = None if retriever is None else retriever.vocab_dict.get(term)
        if retriever is None or number is None:
            return np.zeros(0, np.int32)
        start, end = retriever.scores["indptr"][number : number + 2]
        postings: NDArray[np.int32] = retriever.scores["indices"][start:end]
        return postings

    def _contributions(self, term: str, name: str) -> Scores:
        """What a term adds to the score of each of its postings."""
        retriever = self._retrievers[name]
        number = retriever.vocab_dict.get(term)
        if number is None:
            return np.zeros(0, np.float32)
        start, end = retriever.scores["indptr"][number : number + 2]
        contributions: Scores = retriever.scores["data"][start:end]
        return contributions


def best_rows(scores: Scores, rows: Rows, k: int) -> list[int]:
    """The ``k`` of ``rows`` with the highest scores, best first, above 0 only."""
    return [int(row) for row in rows[np.argsort(-scores[rows], kind="stable")[:k]] if scores[row] > 0]


def idf_of(frequencies: NDArray[np.integer], count: int) -> Scores:
    """Inverse document frequency (Lucene's) of terms that so many of ``count`` chunks hold."""
    return np.log1p((count - frequencies + 0.5) / (frequencies + 0.5)).astype(np.float32)


def _retriever(name: str, terms: list[list[str]]) -> dict[str, bm25s.BM25]:
    """The BM25 index of these chunks; none where no chunk has a term, which the library does not take."""
    if not any(terms):
        return {}
    retriever = bm25s.BM25(k1=K1, b=B, method="lucene")
    retriever.index(terms, show_progress=False)
    return {name: retriever}
