"""What a sentence leaves open, and a claim may not settle: what was only proposed, what is not known."""

from __future__ import annotations

import re

from assistant.verification.left_out import clause_behind, says_half
from assistant.verification.words import Text
from ingest.records import Language

_PROPOSED: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:propos(?:ed|als?)|recommend\w*|amendments?|bills?|intentions?|intend\w*)\b"),
    "fr": re.compile(
        r"\b(?:propos(?:ée?s?|ait|aient|itions?)|recommand\w+|amendements?|projets? de (?:loi|décret|règlement)"
        r"|intentions?|envisag\w+)\b"
    ),
}
_DONE: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:adopt(?:s|ed)|passed|voted|enact\w+|in(?:to)? force|oblig(?:es|ed)|requires?|required|impos\w+|decid\w+"
        r"|bans?|banned)\b"
    ),
    "fr": re.compile(
        r"\b(?:adopt(?:e|ent|ée?s?|ait)|vot(?:e|ent|ée?s?)|promulgu\w+|en vigueur|oblig\w+|impos\w+"
        r"|décid\w+|interdi\w+)\b"
    ),
}
"""What becomes of a proposal, in a claim; a sentence that has a word of these too tells of both."""
_PROPOSES: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:propos(?:es?|ed|ing)|suggest(?:s|ed|ing)?|recommend(?:s|ed|ing)?|advocat\w+) (?:to|that|\w+ing)\b"
    ),
    "fr": re.compile(
        r"\b(?:propos(?:e|ent|ait|aient|é|er)|suggèr(?:e|ent)|suggérait|recommand(?:e|ent|ait|é)|préconis(?:e|ent|ait|é))"
        r" (?:de |d['’]|que |qu['’])"
    ),
}
_AS_A_WISH: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:propos\w+|suggest\w*|recommend\w*|advocat\w+|advis\w+|should|could|would|might|may|wants?|wish\w*"
        r"|calls? for|asks?|plans?|idea|ought|urg\w+|favou?rs?|in favou?r)\b"
    ),
    "fr": re.compile(
        r"\b(?:propos\w+|propositions?|suggèr\w+|suggér\w+|suggestions?|recommand\w+|préconis\w+|conseill\w+|souhait\w*"
        r"|devrai(?:t|ent)|pourrai(?:t|ent)|serai(?:t|ent)|veut|veulent|voudrai\w*|demand\w+|idée|favorable\w*|projet\w*|plaid\w+"
        r"|envisag\w+|peut|peuvent)\b"
    ),
}
"""How a claim tells a proposal as one."""
_UNTOLD: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:(?:documents?|pages?|articles?|sources?|texts?) (?:do|does|did) not (?:\w+ )?"
        r"(?:say|tell|state|mention|give|specify)"
        r"|no (?:\w+ )?(?:document|page|article|source) \w+|(?:we|nobody) do(?:es)? not know"
        r"|(?:is|are) (?:not |un)known)\b"
    ),
    "fr": re.compile(
        r"\b(?:(?:documents?|pages?|articles?|sources?|textes?) n(?:e |['’])(?:\w+ )?"
        r"(?:dit|disent|précise(?:nt)?|mentionne(?:nt)?|indique(?:nt)?|donne(?:nt)?) (?:pas|rien|ni)"
        r"|aucun(?:e)? (?:document|page|article|source|texte) n(?:e |['’])"
        r"|nous (?:ne savons|ignorons)|(?:on|nul) (?:ne sait|ignore))\b"
    ),
}
_OPENING = 60
"""Characters of a sentence that tell whether all of it is on what is not known."""
_UNKNOWN: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:not? (?:\w+ ){0,4}(?:know|say|said|tell|told|state|mention|give|specif|appear|cover|found|address"
        r"|contain|detail|explain|reveal|disclose|document|clear|information|answer|source|publi)\w*"
        r"|unknown|unclear|undisclosed|unspecified|unsaid|silent|ignore)\b"
    ),
    "fr": re.compile(
        r"\b(?:n(?:e |['’])(?:\w+ ){0,4}(?:di(?:t|sent)\b|sa(?:it|vons|vent)|su\b|précis|mentionn|indiqu|donn"
        r"|connai|connu|figur|trouv|contien|abord|renseign|parl|répond|publi|documenté)\w*"
        r"|inconnue?s?|ignor\w+|aucune? (?:information|source|document|donnée)|muets?|silence)\b"
    ),
}


def is_only_proposed(claim: Text, sentence: Text) -> bool:
    """Whether the claim tells as done or imposed what the sentence says was proposed."""
    mine, theirs = claim[0].lower(), sentence[0].lower()
    return (
        _PROPOSED[sentence[1]].search(theirs) is not None
        and not _DONE[sentence[1]].search(theirs)
        and _DONE[claim[1]].search(mine) is not None
        and not _AS_A_WISH[claim[1]].search(mine)
    )


def leaves_out_proposal(claim: Text, sentence: Text) -> bool:
    """Whether the claim tells as so what the sentence only proposes: "it is free", for "she proposes that it be"."""
    told = sentence[0].lower()
    return not _AS_A_WISH[claim[1]].search(claim[0].lower()) and any(
        says_half(claim, (clause_behind(told, match.end()), sentence[1]))
        for match in _PROPOSES[sentence[1]].finditer(told)
    )


def leaves_out_ignorance(claim: Text, sentence: Text) -> bool:
    """Whether the claim tells what the sentence says is not known: "no ministry has", for "we do not know how many"."""
    return _UNTOLD[sentence[1]].search(sentence[0].lower()) is not None and not _UNKNOWN[claim[1]].search(
        claim[0].lower()
    )
