"""French or English: of a document, of a passage, of a question of three words.

A statistical detector (lingua) is at its best on sentences, and at its worst on what people type into a search box:
it takes product names for English words. So the small words that one of the two languages alone has are counted
first; then comes the order of words, since French puts the name after the noun ("licence Nextcloud") and English
before it ("Nextcloud licence"); then how common each word is in either; lingua decides what is left.  A text in a
third language gets the nearer of the two: nothing here tells that it is neither.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from lingua import Language as LinguaLanguage
from lingua import LanguageDetector, LanguageDetectorBuilder

from ingest.records import Language
from ingest.reference import reference
from ingest.word_lists import french_odds, list_of_one

# Without accents and in lower case, as the words are compared.  Words that mean something in the other language too
# ("on", "me", "plus", "car", "font") and what the other language borrows ("it" in "service IT") are left out.
_FRENCH_WORDS = """
    le la les un une des du de au aux et ou ni est sont etes etait etaient sera seront serait soit ete etre avoir ont
    avait aura aurait avez avons sommes suis es fait faire faut peut peux peuvent pouvez pouvons pouvoir doit
    dois doivent devons devez veut veux voulons voulez va vont vais allez je tu il ils elle elles nous vous moi toi lui
    leur leurs eux ce cet cette ces ca cela ceci celui celle ceux celles mon ma mes ton ta tes sa ses notre nos votre
    vos qui que quoi dont quel quelle quels quelles lequel laquelle lesquels lesquelles comment pourquoi combien quand
    ne pas jamais rien aucun aucune tout toute tous toutes meme memes autre autres plusieurs chaque quelque
    quelques dans en par pour sur sous sans avec chez vers entre depuis pendant avant apres contre selon parmi malgre
    jusque mais donc si comme lorsque puisque afin ainsi alors aussi tres trop peu assez beaucoup moins encore
    deja toujours souvent ici y cest quon jai lon dun quil quils quelle ya koi ki kel kelle pk pkoi pq kan
    kand cmt cki koa svp stp slt bjr bonjour bonsoir salut merci oui non donne donnez montre montrez explique
    expliquez trouve trouver cherche existe remplacer utiliser choisir logiciel logiciels libre libres gratuit payant
    outil outils remplacement messagerie annuaire bureautique visio tableur sauvegarde hebergement
    numerique souverain souveraine souverainete francais francaise europeen europeenne europeens europeennes
    evenement calendrier prochaine prochain lieu inscription gouvernance domaine domaines entreprise entreprises ville
    cout couts prix norme normes financement reseau poste ged sig
"""
_ENGLISH_WORDS = """
    the of and is are was were be been being am has have had having do does did doing done can could should would will
    shall may might must who whom whose which what when where why how i you he she we they him her them my your
    his its our their this that these those there here to from with without for at by into onto about over under
    between through during before after against among until while since because though although if then than not
    no nor yes so too very much many more most few less least some any every each both either neither other another
    such own same only just also even still already always often never ever again in out off hello hi thanks
    thank please tell give show list explain find get let whats hows wheres whos dont doesnt cant isnt arent im ive
    theres u ur pls plz thx wat wut wich teh abt need want use using used replace replacement choose instead
    software free tool tools messaging spreadsheet backup hosting hosted sovereign sovereignty european french english
    event events upcoming next venue registration governance domain domains company companies city cost costs price
    funding network license licensed licensing join joining describe leave leaving drop remove quit except outside
    procurement subscription subscriptions container containers
"""
# Nouns that both languages write alike; a name beside one tells the language by its side.
_SHARED_NOUNS = """
    licence licences budget budgets support alternative alternatives coalition coalitions migration version versions
    installation documentation solution solutions date dates standard standards format formats agenda participants
    organisation organisations client clients service services integration integrations configuration architecture
    description maintenance certification administration application applications fonction plugin plugins
    extension extensions programme programmes catalogue suite suites equivalent equivalents compatible compatibles
"""
_FRENCH = frozenset(_FRENCH_WORDS.split())
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_SHARED = frozenset(_SHARED_NOUNS.split())
# Said in both languages, before or after the noun; then what joins the words of a name.
_WITHIN_NAMES = frozenset({"de", "des", "du", "d", "of"})  # "Caisse des Dépôts"
_EITHER = frozenset({"open", "source", "opensource", "cloud", "saas", "vs", "versus", "web"})

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’](?=[aàâeéèêëhiîïoôuùûyœ])", re.IGNORECASE)
_CONTRACTION = re.compile(r"(?:n['’]t|['’](?:s|re|ve|ll|m|d))\b", re.IGNORECASE)
_ON_A_NAME = re.compile(r"\bon [A-Z0-9]")  # "GLPI on Debian"; the French pronoun comes before a verb
_NON_PREFIX = re.compile(r"\bnon(?:-| (?=[A-Z]{2}))", re.IGNORECASE)
"""English, or the same in both (« éditeur non US »); the French word that denies stands before others."""
_FRENCH_LETTERS = re.compile(r"[àâçèéêëîïôùûœ]", re.IGNORECASE)
_FRENCH_MARKS = re.compile(r"[ \u00a0\u202f][?!]|[«»]")
_PARAGRAPHS = re.compile(r"\n\s*\n")

_MIXED_SHARE = 0.2
_MAX_PARAGRAPHS = 200
_MIN_PARAGRAPH_CHARS = 40
_CLEARLY = 0.75
# Lingua's probability of French; names push it towards English, hence the lower bar for French.
_SURELY_FRENCH, _SURELY_ENGLISH = 0.5, 0.35
# Logarithms of the ratio of a word's shares in texts of the two languages.
_OFTEN_FRENCH, _OFTEN_ENGLISH = 1.5, -1.7
_MOST_FRENCH, _MOST_ENGLISH = 5.0, -3.0


def detect_document(text: str) -> Language | None:
    """The language of a document, or None when at least a fifth of it is in the other one.

    For None, ask ``detect_text`` of each passage.
    """
    paragraphs = [part for part in _PARAGRAPHS.split(text) if len(part) >= _MIN_PARAGRAPH_CHARS]
    overall = detect_text(text[:20_000], default="fr")
    chars = {"fr": 0, "en": 0}
    for paragraph in _spread(paragraphs):
        evidence = _evidence(paragraph)
        if abs(evidence) >= 2:
            chars["fr" if evidence > 0 else "en"] += len(paragraph)
    total = sum(chars.values())
    if not total:
        return overall
    if min(chars.values()) >= _MIXED_SHARE * total:
        return None
    return "fr" if chars["fr"] > chars["en"] else "en"


def detect_text(text: str, default: Language) -> Language:
    """The language of a question or passage; ``default`` for a text that is the same in both, such as a name."""
    evidence = _evidence(text) or _order(text) or _usage(text) or _known_to_one(text)
    if evidence:
        return "fr" if evidence > 0 else "en"
    rest = [word for word in _without_names(_words(text)) if word.isalpha() and _fold(word) not in _SHARED | _EITHER]
    if len(rest) < 2 or (text.isupper() and len(rest) < 4):  # lingua would guess, and take a name for English
        return default
    french = _detector().compute_language_confidence(" ".join(rest), LinguaLanguage.FRENCH)
    if french >= _SURELY_FRENCH:
        return "fr"
    return "en" if french <= _SURELY_ENGLISH else default


def language_of_words(text: str) -> Language | None:
    """The language that the small words and the accents of a text tell; None where it has none of either."""
    evidence = _evidence(text)
    if abs(evidence) < _CLEARLY:
        return None
    return "fr" if evidence > 0 else "en"


def _evidence(text: str) -> float:
    """How much more speaks for French (above 0) than for English (below 0)."""
    words = [_fold(word) for word in _without_names(_words(text))]
    french = sum(word in _FRENCH for word in words) + len(_ELISION.findall(text))
    english = sum(word in _ENGLISH for word in words) + len(_CONTRACTION.findall(text))
    english += len(_ON_A_NAME.findall(text))
    french -= len(_NON_PREFIX.findall(text))
    accented = sum(bool(_FRENCH_LETTERS.search(word)) for word in _without_names(_words(text)))
    return french - english + 0.75 * accented + 0.5 * bool(_FRENCH_MARKS.search(text))


def _order(text: str) -> int:
    """1 for a shared noun before a name, as in French; -1 for one after it, as in English; else 0.

    So is a word that English does not have alone before "open source", which English puts first.
    """
    words = [_fold(word) for word in _words(text)]
    if len(words) == 3 and words[-2:] == ["open", "source"] and french_odds(words[0]):
        return int(list_of_one(words[0]) != "en")
    words = [word for word in words if word not in _EITHER]
    if len(words) < 2:
        return 0
    return (words[0] in _SHARED) - (words[-1] in _SHARED)


def _usage(text: str) -> float:
    """Above 0 where the words are commoner in French, below where they are in English, else 0.

    French borrows English words ("cloud", "reporting") and names are made of them, so those count for less.
    """
    words = _words(text)
    first, rest = words[:1], [word for word in words[1:] if word.islower()]
    opening = [_odds(word) for word in first if len(words) > 1 or word.islower()]
    if not rest and not text[:1].islower():  # "Rocket.Chat" is a name, « Quitter Oracle » is none
        opening = [max(0.0, one) for one in opening]
    return sum((*opening, *map(_odds, rest)))


def _known_to_one(text: str) -> int:
    """Above 0 where more words are in the French list alone than in the English one alone, however rare they are."""
    words = [_fold(word) for word in _words(text) if word.islower()]
    words = [word for word in words if len(word) > 3 and word not in _product_names()]
    return sum(list_of_one(word) == "fr" for word in words) - sum(list_of_one(word) == "en" for word in words)


def _odds(word: str) -> float:
    """How much a word speaks for French, above 0, or for English; 0 where it says nothing."""
    folded = _fold(word)
    if folded in _SHARED | _EITHER or folded in _product_names():
        return 0.0
    odds = french_odds(folded) or french_odds(folded.removesuffix("s"))
    return 0.0 if _OFTEN_ENGLISH < odds < _OFTEN_FRENCH else max(_MOST_ENGLISH, min(odds, _MOST_FRENCH))


@cache
def _product_names() -> frozenset[str]:
    """Products that are called by an everyday word: "slack", "teams", "notion"."""
    rows = reference().products.items()
    whole = {_fold(name) for label, row in rows for name in (label, *row.other_names()) if name.isalpha()}
    return frozenset(whole | {_fold(label).split()[0] for label, _ in rows})


def _without_names(words: list[str]) -> list[str]:
    """The words but those with a capital after the first: "Active Directory" is a name in any language, and so is what
    a small word joins ("Caisse des Dépôts").  A text in capitals throughout has no names.
    """
    if all(word.isupper() for word in words):
        return words
    named = [n > 0 and len(word) > 1 and word != word.lower() for n, word in enumerate(words)]
    joins = [
        word in _WITHIN_NAMES and any(named[max(n - 1, 0) : n]) and any(named[n + 1 : n + 2])
        for n, word in enumerate(words)
    ]
    return [word for word, name, joined in zip(words, named, joins, strict=True) if not name and not joined]


def _words(text: str) -> list[str]:
    return _WORD.findall(_ELISION.sub(" ", text))


def _fold(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.lower().replace("œ", "oe"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _spread(paragraphs: list[str]) -> Iterable[str]:
    """Paragraphs from all over a long document, as many as are needed to judge it."""
    step = max(1, -(-len(paragraphs) // _MAX_PARAGRAPHS))
    return paragraphs[::step]


@cache
def _detector() -> LanguageDetector:
    """Loading takes a third of a second, so it waits for the first text that needs it."""
    return LanguageDetectorBuilder.from_languages(LinguaLanguage.FRENCH, LinguaLanguage.ENGLISH).build()
