"""Which facts a question asks of the entries that it names."""

from __future__ import annotations

import re
from collections.abc import Set

from assistant.catalogue.audience import audience_of
from assistant.catalogue.predicates import FACT_OF
from assistant.catalogue.reading import Reading
from assistant.catalogue.tables import vocabulary
from assistant.catalogue.words import Match

CRITERIA = (
    "licence",
    "country",
    "governance",
    "standard",
    "deployment",
    "companion",
    "support",
    "supporter",
    "feature",
    "steward",
)
"""The kinds of matches that say how a solution must be."""

# The sentence of the one tells the other.
_TOLD_WITH = {"steward_country": "steward", "licence_check": "licence", "steward": "steward_country"}
_PUTS_TO_THE_TEST = ("will", "can", "could", "would", "does")
_WHO_ASKS = ("i", "we", "you", "one", "they", "to")
_MAY_USE = re.compile(
    r"\b(?:can|could|may|peut|peuvent|pourrai(?:t|ent)|droit)\b.*\b(?:use|adopt|utiliser|employer|adopter|se servir)\b"
    r"|\b(?:can|could|may) \w* ?be used by\b|\b(?:peut|peuvent)(?: \w+){0,3} etre (?:utilise|employe|adopte)e?s? par\b"
    r"|\b(?:usable|used) by\b|\bopen to\b|\b(?:utilisable|ouvert|accessible)s? (?:par|a|aux?)\b"
)
"""« Une mairie peut-elle utiliser Tchap ? »: its limits, one of which may reserve it, and whom it suits."""
_ANY_BODY = re.compile(
    r"\b(?:banks?|compan(?:y|ies)|firms?|business(?:es)?|sme|startups?|ngo|charity|citizens?|individuals?|anybody|anyone"
    r"|banques?|entreprises?|pme|societes?|associations?|citoyens?|particuliers?|tout le monde)\b"
)
_ON_ANY = re.compile(r"sur (?:un|mon|notre|votre|nos|des|plusieurs)|(?:on|in) (?:a|an|my|our|your|several)")
_STILL = {"encore", "toujours", "vraiment", "still", "really", "truly", "anymore"}
_KINDS = ("libre", "libres", "open source", "opensource")
_DOES = r"(?:do|replace|cover|handle)\b"
_CANNOT = re.compile(
    rf"\bwhat (?:cannot|(?:can|won|doesn|couldn|isn) t)(?: \w+){{1,6}}? {_DOES}"
    rf"|\bwhat (?:can|does|will|could)(?: \w+){{1,5}}? (?:not|never) {_DOES}"
    r"|^(?:et )?(?:que|qu|quoi) .*\bne? (?:\w+ ){0,3}?(?:fait|sait|peut|permet|remplace|couvre|gere)\b.*"
    r"\b(?:pas|jamais|guere)\b"
    r"|^(?:que|qu) ne? (?:fait|sait|peut|permet|remplace|couvre|gere) pas\b"
)
"""« Que ne fait pas Nextcloud ? », "what won't Samba do that ... does?": told by the limits."""
# Fields tried in this order when a question names several: the more telling word first.
_FIELD_ORDER = (
    "sources",
    "limits",
    "organisations",
    "licence_check",
    "repository",
    "homepage",
    "steward_country",
    "governance",
    "commercial_support_in_europe",
    "standards",
    "replaces",
    "deployment",
    "features",
    "domain",
    "steward",
    "licence",
)

_OF_EACH = ("limits", "standards", "homepage", "repository", "governance")
"""Facts that a list tells of each solution where they are asked for."""
_OF = frozenset({"of", "de", "d", "des", "du"})
_LINKING = frozenset({"the", "les", "la", "le", "l", "all", "tous", "toutes", "a", "to", "for", "au", "aux"})
"""What may stand between the fact and the solutions, beside "of": "the limits of all the wikis"."""

_ASKED_BY_VALUE = (
    "product",
    "licence",
    "country",
    "governance",
    "standard",
    "deployment",
    "steward",
    "support",
    "supporter",
)
"""Kinds of values that ask for their fact, the first of them first."""


def asked_field(reading: Reading) -> str | None:
    """Return the fact that is asked of named entries, None where no word names one."""
    fields = _fields_named(reading)
    if ("limits" in fields and reading.of("product")) or _asks_what_it_cannot(reading) or asks_who_may_use(reading):
        return "limits"  # « les faiblesses de BlueMind face à Exchange »
    if "organisations" in fields and audience_of(reading) and not reading.of("product", *CRITERIA):
        return "organisations"
    named = next(
        (kind for kind in _ASKED_BY_VALUE if reading.of(kind) and not _says_no_fact(kind, fields.keys(), reading)), None
    )
    if named:
        return FACT_OF[named]
    found = next((field for field in _FIELD_ORDER if field in fields), None)
    if found is None and len(reading.values("entry")) == 1 and _asks_if_it_holds(reading):
        return "limits"
    if found is None and reading.of("feature", "topic"):
        return "features"
    if found is None and reading.of("kept"):  # « Nextcloud fonctionne-t-il avec Outlook ? »
        return "standards"
    return found


def field_of_each(reading: Reading) -> str | None:
    """« Quels sont les points faibles des outils de visio ? »: the fact asked of each of the solutions that are sought.

    The licence and the maintainer are told of each whatever is asked.
    """
    sought = [match.first for match in reading.of("topic", "product", "domain")]
    between = {match.first for match in reading.of("cue") if match.value in ("noun", "alternatives")}
    for match in reading.of("field"):
        after = next((place for place in sought if place > match.last), 0)
        linking = [place for place in range(match.last + 1, after) if place not in between]
        words = {reading.tokens[place].folded for place in linking}
        if match.value in _OF_EACH and words & _OF and words <= _OF | _LINKING:
            return match.value
    return None


def _says_no_fact(kind: str, fields: Set[str], reading: Reading) -> bool:
    """Whether a value of a kind is beside what is asked."""
    if kind == "product":
        return asks_of_a_product_too(reading)
    if kind == "country":  # "who offers support in Europe?"
        return "commercial_support_in_europe" in fields and reading.values(kind) == ("EUROPE",)
    return kind == "governance" and _asks_which_one(reading)  # "which foundation runs it?"


def asks_of_a_product_too(reading: Reading) -> bool:
    """« licence de Keycloak et d'Okta »: a fact of both, of which the catalogue holds the entry alone."""
    words = [token.folded for token in reading.tokens]
    beside = any(
        {*words[entry.last + 1 : product.first]} & {"et", "and"}
        and {*words[entry.last + 1 : product.first]} <= {"et", "and", "de", "d", "of", "la", "le", "l", "the"}
        for entry in reading.of("entry")
        for product in reading.of("product")
    )
    fields = [match for match in reading.of("field") if match.value not in ("replaces", "limits")]
    return beside and bool(fields) and not reading.cue("alternatives")


def _asks_if_it_holds(reading: Reading) -> bool:
    """« MinIO, c'est encore sûr à prendre ? », "is MinIO still ok?": what has come to speak against it."""
    words = {token.raw.lower() for token in reading.tokens}
    return bool(words & {"encore", "toujours", "still"} and words & {*vocabulary()["sound"]})


def _asks_what_it_cannot(reading: Reading) -> bool:
    said = " ".join(token.folded for token in reading.tokens)
    return bool(reading.of("entry") and _CANNOT.search(said))


def asks_who_may_use(reading: Reading) -> bool:
    """« Une banque peut-elle utiliser Tchap ? », "is Tchap open to town halls?": for whom one solution is at all."""
    said = " ".join(token.folded for token in reading.tokens)
    named = reading.of("entry") and not reading.of("product", *CRITERIA)
    return bool(named and (audience_of(reading) or _ANY_BODY.search(said)) and _MAY_USE.search(said))


def _asks_which_one(reading: Reading) -> bool:
    """ "which foundation runs it?", « quelle fondation le porte ? »: its name, where a word asks who carries it."""
    asking = {match.last + 1 for match in reading.of("cue") if match.value == "which"}
    return "steward" in _fields_named(reading) and any(match.first in asking for match in reading.of("governance"))


def more_fields(reading: Reading) -> tuple[str, ...]:
    """Facts asked beside ``asked_field``, in the order of the question: « la licence de X et qui le porte »."""
    if asks_who_may_use(reading):
        return ("organisations",)
    named = "licence" in reading.values("field") or reading.of("licence")
    if named and _STILL & {token.folded for token in reading.tokens}:
        return ("limits",)  # « Zimbra, c'est encore open source ? »: what the publisher took back
    if _asks_what_it_cannot(reading):
        return ()
    if reading.of("product", *CRITERIA):  # « … et sous quelle licence ? », beside what is put to the test
        asking = {match.last + 1 for match in reading.of("cue") if match.value == "which"}
        return tuple(dict.fromkeys(match.value for match in reading.of("field") if match.first in asking))
    fields = _fields_named(reading)
    told = {asked_field(reading)}
    told |= {_TOLD_WITH[field] for field in told if field in _TOLD_WITH}
    return tuple(field for field in fields if field not in told and _TOLD_WITH.get(field) not in told)


def compared_fields(reading: Reading) -> tuple[str, ...]:
    """The facts that a comparison asks for, in the order of the question; none where it leaves the choice."""
    first = min((match.first for match in reading.of("entry")), default=0)
    found: dict[str, None] = {}
    for match in reading.matches:
        if match.kind in ("topic", "feature") and match.first > first and not _tells_what_for(match, reading):
            found["features"] = None
        elif match.kind in CRITERIA and match.kind != "feature" and not _is_for_what(match, reading):
            found[FACT_OF[match.kind]] = None
        elif match.value == "replaces" and (reading.of("product") or _tells_what_for(match, reading)):
            continue  # « GLPI ou iTop pour remplacer ServiceNow ? »
        elif match.kind == "field" and not _is_name(match, reading) and not _is_no_criterion(match, reading):
            found[match.value] = None
    if "steward" in found:
        found.pop("steward_country", None)  # the steward's row tells it
    return tuple(found)


def _tells_what_for(match: Match, reading: Reading) -> bool:
    """« Keycloak ou LemonLDAP::NG pour une fédération »: what they are for, and no fact to compare."""
    before = {token.folded for token in reading.tokens[max(0, match.first - 2) : match.first]}
    return bool(before & {"pour", "for"})


def _is_for_what(match: Match, reading: Reading) -> bool:
    """« pour une doc interne », « pour remplacer S3 »: what they are for, and no standard to compare."""
    if match.kind == "standard" and any(
        one.value == "replaces" and one.last == match.first - 1 and _tells_what_for(one, reading)
        for one in reading.of("field")
    ):
        return True
    said = " ".join(token.raw for token in reading.tokens[match.first : match.last + 1])
    before = {token.folded for token in reading.tokens[max(0, match.first - 2) : match.first]}
    return match.kind == "standard" and said.islower() and bool(before & {"une", "un", "a", "des", "our", "notre"})


def _fields_named(reading: Reading) -> dict[str, None]:
    """The facts named, in the order of the question."""
    named = [match for match in reading.of("field") if not _is_name(match, reading)]
    return dict.fromkeys(match.value for match in named if not _serves_another(match, named, reading))


def _serves_another(match: Match, named: list[Match], reading: Reading) -> bool:
    """ "where is its source code?" asks the place of another fact, "which standards does it support?" uses a verb.

    So does "can I run it on ...?", which asks for nobody who runs it, and « sur notre site », for no website.
    """
    words = [token.folded for token in reading.tokens[match.first : match.last + 1]]
    if words == ["run"] and (
        reading.tokens[max(match.first - 1, 0)].folded in _WHO_ASKS or reading.tokens[0].folded in _PUTS_TO_THE_TEST
    ):
        return True
    before = " ".join(token.folded for token in reading.tokens[max(match.first - 2, 0) : match.first])
    if match.value == "homepage" and _ON_ANY.fullmatch(before):
        return True
    if words == ["support"] and any(need.first == match.last + 1 for need in reading.of("topic", "feature")):
        return True  # "does it support SSO?": whether it has the function
    others = {other.value for other in named if other.first != match.first}
    if words == ["support"]:
        return match.value == ("commercial_support_in_europe" if "standards" in others else "standards")
    return words[0] in ("where", "ou") and bool(others & {"repository", "homepage"})


def _is_no_criterion(match: Match, reading: Reading) -> bool:
    """« un logiciel libre », « pour notre organisation »: who compares and what kind of thing, not what is compared."""
    words = [token.folded for token in reading.tokens[max(0, match.first - 2) : match.last + 1]]
    if words[-1] == "support":  # the same word as in "which supports SAML"
        return match.value == ("commercial_support_in_europe" if reading.of("standard") else "standards")
    if " ".join(words[-(match.last - match.first + 1) :]) in _KINDS:
        return True
    return match.value == "steward" and bool({"pour", "for", "dans", "in"} & set(words))


def _is_name(match: Match, reading: Reading) -> bool:
    return any(name.first <= match.last and match.first <= name.last for name in reading.of("entry", "product"))
