"""Pronouns that look like articles: « comment l'installer ? », « qui l'a déjà ? »"""

from __future__ import annotations

from assistant.conversation.words import Said

_PRONOUNS = frozenset({"le", "la", "l", "les"})
_ASKERS = frozenset({"qui", "ou", "comment", "pourquoi"})
_HAVING = frozenset({"a", "ont", "avait", "avaient", "aura", "auront", "aurait", "auraient"})
_INVERTED = frozenset({"il", "elle", "ils", "elles", "on"})
_BEFORE_INFINITIVES = frozenset(
    {"comment", "on", "il", "pour", "pourquoi", "ou", "je", "puis", "peut", "nous", "vous", "faut", "a", "de"}
)
_NOUNS = frozenset({"atelier", "dossier", "calendrier", "courrier", "metier", "papier", "panier", "papiers", "dernier"})
"""Nouns that end like an infinitive and follow a preposition: « à l'atelier »."""
_MOST_WORDS = 7
"""Of a question « qui le … ? »: a longer one has a subject of its own."""


def points_at_an_object(said: Said) -> bool:
    """Whether an object is a pronoun: « qui le porte ? », « peut-on le déployer ? », « nous aider à l'installer »."""
    words = said.words
    if len(words) > 1 and words[0] in _ASKERS and words[1] in _PRONOUNS:
        inverted = words[0] != "qui" or _INVERTED & {*words[3:]}  # « qui la loi vise-t-elle ? »
        if len(words) == 3 or not (inverted or len(words) > _MOST_WORDS):
            return True
    return any(_is_object(at, words) for at in range(1, len(words) - 1))


def _is_object(at: int, words: tuple[str, ...]) -> bool:
    """Whether the word is a pronoun before « a », « ont » or an infinitive."""
    if words[at] not in _PRONOUNS:
        return False
    before, after = words[at - 1], words[at + 1]
    if after in _HAVING and words[at] in ("l", "les"):
        return before in _ASKERS | {"quand", "combien", "on", "il", "elle", "nous", "ils", "elles", "qu", "qui"}
    infinitive = after.endswith(("er", "ir")) and len(after) > 4 and after not in _NOUNS
    return infinitive and before in _BEFORE_INFINITIVES
