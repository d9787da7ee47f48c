"""Questions on what would be if something happened, which no fact of the catalogue tells."""

from __future__ import annotations

import re

from assistant.catalogue.reading import Reading

_SUPPOSES = re.compile(
    r"\bwhat (?:(?:would|will|could|might) )?(?:happens?|becomes?)\b.*\b(?:if|when|of)\b"
    r"|\b(?:what if|and if|et si|si jamais)\b.*\b(?:rachet\w+|bought|acquired|faillite|bankrupt|dispar\w+|disappear\w*"
    r"|ferm\w+|abandonn\w+)\b"
    r"|\b(?:se pass\w+|arriv\w+|adv(?:ient|iendr\w+)|dev(?:ient|iendr\w+))\b.*\b(?:si|quand)\b"
    r"|\b(?:si|s) .*\b(?:que|qu|quoi) (?:(?:se|s) )?(?:passe|passera|arrive|advien|devien|fai)\w*"
    r"|\bif .*\bwhat (?:happens|then|do we do)\b"
)


def supposes(reading: Reading) -> bool:
    """« Que se passe-t-il si l'éditeur est racheté ? », "what if it is bought?": no description tells it."""
    return bool(_SUPPOSES.search(" ".join(token.folded for token in reading.tokens)))
