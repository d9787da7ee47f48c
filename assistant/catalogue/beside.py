"""Questions that the documents answer and no list of solutions does: about the programme, or about a notion."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.catalogue.asked_facts import CRITERIA
from assistant.catalogue.reading import Reading
from assistant.catalogue.tables import vocabulary
from assistant.catalogue.words import Match

_PEOPLE = frozenset({"people", "users", "employees", "agents", "personnes", "utilisateurs", "gens", "postes"})
_PROGRAMME = frozenset({"eurocommon", "eurocommons", "coalition", "coalitions", "depots"})
"""Words that name the programme or who launched it; an article of a law is neither."""
BEFORE_A_SUBJECT = frozenset(
    ("sont", "est", "are", "is", "les", "le", "la", "l", "the", "main", "principaux", "of", "your", "vos")
)
_ORDINALS = {"premier", "premiere", "premieres", "first"}
BEFORE_A_HEAD = BEFORE_A_SUBJECT | _ORDINALS | {"grand", "grands", "ouvert", "open", "typical", "usual", "common"}
BEFORE_A_HEAD |= {"un", "une", "des", "d", "de", "a", "an", "any", "autre", "autres", "other", "legal", "real", "vrai"}
_DOES = frozenset({"fait", "font", "prevoit", "prevoient", "dit", "disent", "demande", "impose", "prepare", "exige"})
_OPENING = 2
"""Where a question that asks "which" does so at the latest."""
_THERE_IS = ({"y", "a"}, {"y", "t"}, {"existe"}, {"existent"}, {"is", "there"}, {"are", "there"})

_CATALOGUE = re.compile(r"(?<!\bof )(?<!\bin )(?<!\bfrom )(?<!\bdans )\b(?:le|ce|votre|the|your|this) catalog(?:ue)?\b")
"""The catalogue itself, as a subject or an object, and not what is in it."""
_OWN_CODE = frozenset({"code", "project", "projet", "library", "bibliotheque", "librairie", "module"})
_PUT_INTO = frozenset({"into", "in", "with", "dans", "avec", "combine", "combiner", "mix", "melanger"})


def asks_a_share(reading: Reading) -> bool:
    """« Quelle part du catalogue est sous copyleft ? »: counted, and told of the whole; nothing else is said of it."""
    if reading.unread:
        return False
    ours = any(token.folded in ("catalogue", "catalog", "solutions", "entries", "entrees") for token in reading.tokens)
    return ours and reading.cue("share") and bool(reading.of(*CRITERIA)) and not reading.of("entry", "product")


def asks_a_notion(reading: Reading) -> bool:
    """« Quels protocoles … », « Y a-t-il un risque … », « ODF et OOXML, quelle différence ? »: nothing listed."""
    if reading.cue("share"):
        return not asks_a_share(reading)
    compared = reading.cue("compare") and len(reading.values("standard")) > 1 and not reading.cue("noun")
    if compared and not reading.of("entry", "product", "topic", "domain"):
        return True
    words = [token.folded for token in reading.tokens]
    asking = [
        match.last
        for match in reading.of("cue")
        if match.value in ("which", "definition") or _says_there_is(match, words)
    ]
    heads = [match for match in reading.of("cue") if match.value == "notion"]
    qualified = {words[place] for match in reading.of("country", "governance") for place in _places(match)}
    return any(
        head.first > at and set(words[at + 1 : head.first]) <= BEFORE_A_HEAD | qualified  # "which French law"
        for at in asking[:1]
        for head in heads[:1]
    )


def _says_there_is(match: Match, words: list[str]) -> bool:
    """« Y a-t-il un risque à … ? », "is there an open standard for …?"."""
    said = {*words[match.first : match.last + 1]}
    return match.value == "need" and any(phrase <= said for phrase in _THERE_IS)


def _places(match: Match) -> range:
    return range(match.first, match.last + 1)


def asks_a_contact(reading: Reading) -> bool:
    """« L'adresse mail de la DINUM », "the passwords of their servers": how to reach or enter, not what to use."""
    if not reading.cue("contact"):
        return False
    return bool(reading.of("steward")) or not (reading.cue("noun") or reading.of("topic", "product"))


def asks_the_programmes_choice(reading: Reading) -> bool:
    """« Quelles solutions EuroCommons a-t-il retenues ? »: not known, and the catalogue must not be taken for it."""
    words = [token.folded for token in reading.tokens]
    named = any(word in _PROGRAMME for word in words) or any(
        pair in (("le", "programme"), ("the", "programme")) for pair in pairwise(words)
    )
    chosen = [match for match in reading.of("cue") if match.value == "chosen" and not _is_a_thing(match, words)]
    by_the_catalogue = reading.of("entry") and any(words[max(match.first - 1, 0)] == "catalogue" for match in chosen)
    if not reading.of("entry") and _CATALOGUE.search(" ".join(words)):  # « Le catalogue est-il validé ? »
        return False
    return bool((named and chosen) or by_the_catalogue)  # « Le catalogue recommande-t-il Nextcloud ? »


def _is_a_thing(match: Match, words: list[str]) -> bool:
    """« la même chose » is no choice, "EuroCommons chose" is."""
    before = words[match.first - 1] if match.first else ""
    return words[match.first] == "chose" and before in ("meme", "autre", "quelque", "une", "la", "cette", "grand")


def is_about_the_programme(reading: Reading) -> bool:
    """« EuroCommons est-il un logiciel ? »: the programme itself is put to the test."""
    words = [token.folded for token in reading.tokens]
    tests = {"est", "is", "va", "veut", "vise", "will", "wants"}  # « EuroCommons va-t-il remplacer Microsoft ? »
    tests |= {"can", "does", "peut"} if reading.of("entry") else set()
    return any(
        words[place] == "eurocommon"  # tokens are in the singular
        and tests & {*words[max(place - 1, 0) : place], *words[place + 1 : place + 3]}
        for place in range(len(words))
    )


def asks_what_a_standard_is(reading: Reading) -> bool:
    """ "Is Matrix a product or a standard?": what it is, and not who speaks it."""
    if not reading.cue("yes_no") or reading.of("entry", "product", "topic", "domain"):
        return False
    named = [match.first for match in reading.of("standard") if match.first <= 2]
    return bool(named) and reading.cue("notion") and not reading.cue("which")


def asks_how_licences_mix(reading: Reading) -> bool:
    """ "May EUPL code go into an MIT project?": what two licences allow together, and no solutions under either.

    So does "is Odoo compatible with the AGPL?".
    """
    if reading.of("product", "topic", "domain"):
        return False
    words = {token.folded for token in reading.tokens}
    if words & {"compatible", "compatibles"} and reading.of("licence") and reading.cue("yes_no"):
        return True
    both = len(reading.values("licence")) > 1 and not reading.of("entry")
    return both and bool(words & _OWN_CODE) and bool(words & _PUT_INTO)


def asks_of_the_assistant(reading: Reading) -> bool:
    """« Es-tu ChatGPT ? », "are you Siri?": what the assistant is, and no product to replace."""
    words = [token.folded for token in reading.tokens]
    spoken = words[:2] in (["es", "tu"], ["tu", "es"], ["t", "es"], ["etes", "vous"], ["are", "you"], ["you", "are"])
    return spoken and not reading.unread and not reading.cue("alternatives")


def asks_who_uses(reading: Reading) -> bool:
    """« Quelle visio est utilisée par l'État ? »: the documents may tell, no fact does; criteria ask for a list.

    « Quels logiciels utilise l'armée française ? »: the country is that of the user.
    """
    if _is_said(reading, "used_by"):
        return True
    asks = reading.cue("wh") or reading.cue("yes_no")  # « un SIG utilisé par l'IGN » seeks one
    criteria = (kind for kind in CRITERIA if kind != "deployment")
    return reading.cue("users") and bool(asks or not reading.of("topic")) and not reading.of("product", *criteria)


def asks_if_a_body_uses(reading: Reading) -> bool:
    """ "Does the Dutch government use Nextcloud?": no fact tells, and the country is not that of Nextcloud."""
    return _is_said(reading, "body_uses")


def asks_who_backs(reading: Reading) -> bool:
    """ "Which video tools are recommended by the European Commission?": no fact tells, and it makes none of them."""
    return not reading.of("entry") and _is_said(reading, "backed_by")


def asks_of_a_law(reading: Reading) -> bool:
    """ "Does the Data Act help us leave AWS?", "safe from the CLOUD Act": the law is asked about, and no product."""
    return _is_said(reading, "of_a_law") and not _seeks_in_a_later_clause(reading)


def _seeks_in_a_later_clause(reading: Reading) -> bool:
    """« On est soumis à NIS2, on cherche un SIEM »: the law says why, and a need follows."""
    later = next((at for at, token in enumerate(reading.tokens) if at and token.opens), len(reading.tokens))
    seeks = any(cue.first >= later for cue in reading.of("cue") if cue.value in ("need", "which"))
    return seeks and bool(reading.of("topic", "product", "feature"))


def _is_said(reading: Reading, table: str) -> bool:
    """Whether the folded words of a question match one of a table's patterns."""
    words = " ".join(token.folded for token in reading.tokens)
    return any(re.search(rf"\b(?:{pattern})", words) for pattern in vocabulary()[table])


def asks_no_thing(reading: Reading) -> bool:
    """« Comment l'État soutient-il … ? », "who decides ...?", « Que fait la DINUM … ? » seek no solution."""
    words = [token.folded for token in reading.tokens]
    if (words[:1] == ["que"] and set(words[1:2]) & _DOES) or (words[:2] == ["what", "does"] and "do" in words):
        return True
    return bool(words) and words[0] in (
        "comment",
        "quand",
        "qui",
        "ou",
        "how",
        "when",
        "who",
        "where",
    )


def asks_for_another_thing(reading: Reading) -> bool:
    """« Quel fonds allemand … ? », "Which French minister ...?": the word asked for is none of the catalogue's."""
    asking = next((one.last for one in reading.of("cue") if one.value == "which"), None)
    if asking is None or asking > _OPENING:
        return False
    passed = {at for one in reading.of(*CRITERIA) for at in range(one.first, one.last + 1)}
    head = next((at for at in range(asking + 1, len(reading.tokens)) if at not in passed), None)
    return head in reading.unread


def asks_its_users(reading: Reading) -> bool:
    """ "Which French ministry uses OpenProject?", "is it used by the State?": the country is not its maker's."""
    used = {"uses", "use", "utilise", "utilisent"} & {reading.tokens[place].folded for place in reading.unread}
    return bool(reading.cue("users") or (used and reading.cue("wh"))) and bool(reading.of("country"))


def is_about_the_catalogue(reading: Reading) -> bool:
    """« D'où viennent les données de ce catalogue ? »; not « dans votre catalogue, quels outils … ? »."""
    words = ["", *(token.folded for token in reading.tokens)]
    ours = any(
        words[at] in ("ce", "this", "votre", "your") and words[at + 1] in ("catalogue", "catalog")
        for at in range(1, len(words) - 1)
        if words[at - 1] not in ("dans", "in", "from", "of")
    )
    return ours and not reading.of("topic", "domain") and not reading.cue("count")


def counts_other_things(reading: Reading) -> bool:
    """ "How many people use Visio?", « combien de réponses … », « combien dépense-t-on … ? »: no solutions are counted.

    What is counted follows the cue; « combien » by itself counts what follows the next « de ».
    """
    words = [token.folded for token in reading.tokens]
    for match in reading.of("cue"):
        if match.value != "count":
            continue
        head = match.last + 1
        if words[match.last] == "combien":
            head = next((at + 1 for at in range(head, len(words)) if words[at] in ("de", "d")), len(words))
        read = {place for one in reading.matches for place in range(one.first, one.last + 1)}
        while head < len(words) and head not in reading.unread and head not in read:
            head += 1  # "how many of the answers", « combien de pour cent »
        solutions = any(cue.first == head for cue in reading.of("cue") if cue.value in ("noun", "alternatives"))
        facts = any(field.first == head for field in reading.of("field")) and not solutions  # « combien de licences … »
        if head >= len(words) or head in reading.unread or facts or _PEOPLE & {*words[head : head + 3]}:
            return True
    return reading.cue("count") and _holds_a_foreign_acronym(reading)


def _holds_a_foreign_acronym(reading: Reading) -> bool:
    """« Combien de logiciels compte le SILL ? »: what another list holds, since nothing of this one is named."""
    if reading.of("topic", "domain", "feature", "product", *CRITERIA):
        return False
    capitals = {place for place, token in enumerate(reading.tokens) if len(token.raw) > 2 and token.raw.isupper()}
    return bool(capitals & {*reading.unread}) and len(capitals) < len(reading.tokens) / 2


def asks_whom_to_trust(reading: Reading) -> bool:
    """« Peut-on faire confiance à des logiciels américains ? »: of a country's makers, and of no solution or need."""
    words = {token.folded for token in reading.tokens}
    return bool(words & {"trust", "confiance"}) and not reading.of("entry", "product", "topic", "domain", "feature")
