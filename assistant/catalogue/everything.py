"""Questions for the whole list: « Liste toutes les solutions », "Which solutions are in the catalogue?"."""

from __future__ import annotations

import re

from assistant.catalogue.reading import Reading

_EVERYTHING = re.compile(
    r"(?:can you |could you |please |peux tu |pouvez vous )?"
    r"(?:(?:list|show|display|print|give)(?: me)? (?:all (?:of )?(?:the |your )?|every |the (?:whole|entire|full) )"
    r"(?:solutions?|tools?|software|entries|catalogue|catalog)"
    r"|(?:list|montr|donn|affich)(?:e|er|ez)(?: moi| nous)? "
    r"(?:tou(?:te)?s (?:les|vos) (?:solutions|logiciels|outils|fiches|entrees)|tout (?:le|votre) catalogue)"
    r"|(?:which|what) (?:solutions|tools|software) (?:are|is) (?:there )?in (?:the|your) catalogue"
    r"|quel(?:le)?s (?:solutions|logiciels|outils) (?:sont|y a t il) (?:dans|au) (?:le |votre )?catalogue)"
    r"(?: (?:of|in|from|du|de|dans|au) (?:the |le |votre |your )?(?:catalogue|catalog))?(?: please| svp)?"
)


def wants_everything(reading: Reading) -> bool:
    """« Liste toutes les solutions », "show me the whole catalogue"."""
    return bool(_EVERYTHING.fullmatch(" ".join(token.folded for token in reading.tokens)))
