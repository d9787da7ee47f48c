"""Names EuroCommons where a question leaves its subject out: « le programme », « tout ça », "the areas it covers"."""

from __future__ import annotations

import re

from assistant.glossary import find_terms
from ingest.lexical import fold
from ingest.records import Language

_WHOLE_FR = (
    r"(?: technologiques)?(?=\W*$|,? (?:et|puis|c['’]est)\b| y a| compte| (?:sont )?(?:concernés|couverts|visés)\W*$)"
)
_WHOLE_EN = r"(?=\W*$|,? and\b| (?:are|do) (?:there|you|they|we)\b| (?:are )?called)"
"""What stands behind domains that are those of the programme: nothing that says whose they are."""
_PROGRAMME = {
    "fr": (
        (re.compile(r"(?i)\b(?:du|de ce) programme\b(?! d)"), "d'EuroCommons"),
        (re.compile(r"(?i)\bau programme\b(?! d)"), "à EuroCommons"),
        (re.compile(r"(?i)\b(?:le|ce) programme\b(?! d)"), "EuroCommons"),
        (re.compile(r"(?i)\b(secteurs) (?=(?:sont )?(?:concernés|couverts|visés)\W*$)"), r"\1 d'EuroCommons "),
        (re.compile(rf"(?i)\b((?:l|d|c)es|quels)(?: onze)? domaines{_WHOLE_FR}"), r"\1 onze domaines d'EuroCommons"),
        (re.compile(r"(?i)\b(participer|adhérer|candidater)(?=\W*$)"), r"\1 à EuroCommons"),
        (re.compile(r"(?i)\b(la participation)(?= est\b)"), r"\1 à EuroCommons"),
        (re.compile(rf"(?i)\bcombien de domaines{_WHOLE_FR}"), "combien de domaines d'EuroCommons"),
    ),
    "en": (
        (re.compile(r"(?i)\b(?:the|this) program(?:me)?\b(?! (?:of|for) \w)"), "EuroCommons"),
        (re.compile(r"(?i)\b(domains|areas) (?=(?:are |were )?(?:covered|concerned)\W*$)"), r"\1 of EuroCommons "),
        (
            re.compile(rf"(?i)\b(the|all|which|what)(?: eleven)? domains{_WHOLE_EN}"),
            r"\1 eleven domains of EuroCommons",
        ),
        (re.compile(r"(?i)\b(take part|participate)(?=\W*$)"), r"\1 in EuroCommons"),
        (re.compile(r"(?i)\b(is participation)(?= \w+\W*$)"), r"\1 in EuroCommons"),
        (re.compile(rf"(?i)\bhow many domains{_WHOLE_EN}"), "how many domains of EuroCommons"),
    ),
}
"""« Le programme », « quels domaines sont concernés ? », where nothing else is named: what the documents are about."""
_POINTS = {
    "fr": re.compile(
        r"(?i)(?<!comme )\b(?:tout )?(?:ça|cela)\b(?! (?:veut|va|se|arrive|dépend)\b)"
        r"|\bc['’](?=(?:est|était|sera) \w+ par\b)"
    ),
    "en": re.compile(
        r"\b(?:all )?(?:this|that)(?: thing)?(?=\W*$| (?:is|was|run|about|for|covers?)\b)"
        r"|\b[Ii]t\b(?!(?: \w+)+ (?:to|that|if|when)\b)(?! (?:mean|seem|depend|happen)s?\b)"
    ),
}
"""A pronoun that may stand for what the site is about; "is it legal to ...?" stands for what follows."""
_TOLD_LATER = {
    "fr": re.compile(r"(?i)\b(?:si|quand|que)\b|\b(?:une?|les?|la|des|cet?|cette) \w|\bl['’]\w"),
    "en": re.compile(r"(?i)\b(?:if|when|whether)\b|\b(?:an?|the) \w"),
}
"""After a pronoun: what it stands for, « ça sert à quoi, un SBOM ? », but for the bodies that are no subject here."""
_AGENDA = re.compile(
    r"\b(?:evenements?|journee|juillet|rendez-vous|salle|conference|horaires?|inscri\w+|events?|day|july|venue|hall|agenda"
    r"|schedule|speakers?|regist\w+)\b"
)
"""Words beside which a programme is what happens on the day."""
_NAMED = re.compile(r"(?<!^)(?<![?!.] )\b[A-ZÀ-Ý][\w-]+|\b[A-Z]\w*[A-Z]\w*")
_WHOSE = re.compile(
    r"(?i)\b(?:(?:l['’]|the |a |an |un |une )?(?:état|etat|ue|europe(?:an union)?|union européenne|france|eu|ai|ia"
    r"|bruxelles|brussels|government|gouvernement|french|truc|thing))\b"
)
"""What a programme is asked to be of, or about: it names no other subject."""


_FOR_US = {
    "fr": (
        re.compile(
            r"(?i)\b(?:est-ce (?:que c['’]est )?(?:fait )?pour nous"
            r"|(?:sommes-nous|est-on|nous sommes|on est) (?:concern|éligib|visé)\w+(?: par (?:eurocommons|ça|cela))?"
            r"|(?:ça|cela|eurocommons) nous (?:concerne|vise)(?:-t-(?:il|elle))?)\W*$"
        ),
        "à qui s'adresse EuroCommons ?",
    ),
    "en": (
        re.compile(
            r"(?i)\b(?:is (?:it|this|that|eurocommons|(?:the|this) program(?:me)?) (?:meant |made |something )?for us"
            r"|are we (?:concerned|eligible|targeted|in scope)(?: (?:by|for) (?:it|this|eurocommons))?"
            r"|does (?:it|this|that|eurocommons) concern us)\W*$"
        ),
        "who is EuroCommons for?",
    ),
}
"""Whom a programme is for is known; whether that is who asks, they see from it."""
_KIND_OF_US = re.compile(r"\b(?:EuroCommons|PME|ETI|TPE|DSI|SMEs?|CIO|CHU)\b|(?i:\beurocommons\b)")
_LAW = re.compile(r"(?i)\b(?:lois?|articles?|directives?|décrets?|circulaires?|règlements?|laws?|acts?|regulations?)\b")


_IT_EN = r"(?:it|this|that|all (?:of )?(?:this|that))"
_BEGUN = {
    "fr": (
        (
            r"(?:alors |bon |euh )?(?:c['’]est quoi|de quoi s['’]agit-il|qu['’]est-ce que c['’]est)",
            "c'est quoi EuroCommons ?",
        ),
        (r"(?:à quoi (?:ça|cela) sert|(?:ça|cela) sert à quoi|c['’]est pour quoi faire)", "à quoi sert EuroCommons ?"),
        (
            r"(?:c['’]est (?:fait )?pour|(?:ça|cela) s['’]adresse à|à) qui(?: (?:ça|cela) s['’]adresse)?",
            "à qui s'adresse EuroCommons ?",
        ),
        (
            r"(?:il y a )?qui (?:est |se cache )?derrière",
            "qui est derrière EuroCommons ?",
        ),
    ),
    "en": (
        (rf"(?:so |ok |hi )?what(?:['’]s| is) {_IT_EN}(?: all)?(?: about)?", "what is EuroCommons?"),
        (rf"what(?:['’]s| is) {_IT_EN} for", "what is EuroCommons for?"),
        (rf"who(?:['’]s| is) behind {_IT_EN}", "who launched EuroCommons?"),
        (rf"who(?:['’]s| is) {_IT_EN} (?:meant |made |intended )?for", "who is EuroCommons for?"),
        (
            rf"is {_IT_EN} (?:run|led|funded|backed|launched) by (?:the )?(?:eu|european union|european commission)",
            "is EuroCommons a programme of the European Union or of the French government?",
        ),
        (rf"who (?:pays|is paying) for {_IT_EN}|who (?:finances|funds) {_IT_EN}", "who funds EuroCommons?"),
    ),
}
"""What people ask before anything else, without a subject: of what the site is about."""


def begun(text: str, language: Language) -> str:
    """A first question with EuroCommons named where it asks « c'est quoi ? », "who is behind it?"."""
    asked = (meant for said, meant in _BEGUN[language] if re.fullmatch(rf"(?i)\W*(?:{said})\W*", text))
    return next(asked, text)


def with_programme_named(text: str, language: Language) -> str:
    """The question with EuroCommons in place of « le programme », or of a pronoun that stands for nothing else in it.

    Only where it names nothing else, and asks of no agenda.
    """
    if _AGENDA.search(fold(text)):
        return text
    if not _NAMED.search(text):
        for said, meant in _PROGRAMME[language]:
            text = said.sub(meant, text)
    return _for_whom(text, language) or _with_pronoun_named(text, language)


def _for_whom(text: str, language: Language) -> str:
    """Whom the programme is for, where people ask whether it is for them, whatever they tell of themselves; else ""."""
    for_us, meant = _FOR_US[language]
    bare = _KIND_OF_US.sub(" ", text)
    if not for_us.search(text) or _NAMED.search(bare) or _LAW.search(bare) or find_terms(bare):
        return ""
    return meant


def _with_pronoun_named(text: str, language: Language) -> str:
    bare = _WHOSE.sub(" ", text)
    found = _POINTS[language].search(text)
    if found is None or _NAMED.search(bare) or find_terms(bare):
        return text
    if _TOLD_LATER[language].search(_WHOSE.sub(" ", text[found.end() :])):
        return text
    after = text[found.end() :]
    joined = "" if not after or not after[0].isalpha() else " "  # « c'est financé par qui ? »
    return f"{text[: found.start()]}EuroCommons{joined}{after}"
