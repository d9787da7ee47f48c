"""Questions for the whole list: « Liste toutes les solutions », "which tools do you know?"."""

from __future__ import annotations

import re

from assistant.catalogue.reading import Reading

_EVERYTHING = re.compile(
    r"(?:can you |could you |please |peux tu |pouvez vous )?"
    r"(?:(?:list|show|display|print|give)(?: me)? (?:all (?:of )?(?:the |your )?|every |the (?:whole|entire|full) )"
    r"(?:solutions?|tools?|software|entries|catalogue|catalog)"
    r"|(?:list|montr|donn|affich)(?:e|er|ez)(?: moi| nous)? "
    r"(?:tou(?:te)?s (?:les|vos) (?:solutions|logiciels|outils|fiches|entrees)|tout (?:le|votre) catalogue)"
    r"|(?:which|what) (?:open source |free )*(?:solutions|tools|software|programs)"
    r" (?:(?:are|is) (?:there )?(?:listed )?in (?:the|your) catalogue"
    r"|exist|are there|do you (?:have|list|hold|cover|offer|know(?: of)?)|have you got"
    r"|does (?:the|your) catalogue (?:list|contain|hold|have|offer|include|cover))"
    r"|quel(?:le)?s (?:solutions|logiciels|outils)(?: libres| open source)*"
    r" (?:(?:sont|y a t il|figurent|se trouvent|trouve t on) (?:dans|au) (?:le |votre )?catalogue"
    r"|existent(?: t ils| t elles)?|y a t il|(?:as|connais|proposes) tu"
    r"|(?:avez|proposez|recensez|repertoriez|referencez|listez|connaissez) vous"
    r"|(?:contient|recense|repertorie|reference|liste|propose) (?:le|votre) catalogue"
    r"|(?:le|votre) catalogue (?:contient|recense|repertorie|reference|liste|propose)(?: t il)?))"
    r"(?: (?:of|in|from|du|de|dans|au) (?:the |le |votre |your )?(?:catalogue|catalog))?(?: please| svp)?"
)


def wants_everything(reading: Reading) -> bool:
    """« Liste toutes les solutions », "show me the whole catalogue"."""
    return bool(_EVERYTHING.fullmatch(" ".join(token.folded for token in reading.tokens)))
