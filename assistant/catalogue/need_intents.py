"""What a question that names products to replace, needs or criteria wants of the catalogue."""

from __future__ import annotations

import re

from assistant.catalogue.asked_facts import CRITERIA
from assistant.catalogue.audience import audience_of
from assistant.catalogue.beside import (
    BEFORE_A_SUBJECT,
    asks_a_share,
    asks_for_another_thing,
    asks_no_thing,
    counts_other_things,
    is_about_the_catalogue,
)
from assistant.catalogue.constraints import Intent
from assistant.catalogue.everything import wants_everything
from assistant.catalogue.limits import limit_of
from assistant.catalogue.manners import (
    asks_a_property,
    asks_the_best,
    compares,
    defines,
    is_bare,
    tells_apart,
    tests_a_property,
)
from assistant.catalogue.outsiders import outsiders
from assistant.catalogue.practice import asks_what_to_choose
from assistant.catalogue.reading import Reading
from assistant.catalogue.scene import does_without
from assistant.catalogue.support import lacks_a_licence
from assistant.catalogue.tables import vocabulary
from assistant.catalogue.words import Match

_STRANGE = 3
"""Words that nothing reads: a yes or no with as many is about something else than what the catalogue lists."""
_STRANGE_COUNT = 2
"""The same of a count that names no need and no criterion: "how many applications did the fund reject?"."""
_HARDWARE = re.compile(
    r"(?<!pour )(?<!for )(?<!on )(?<!sur )(?<!avec )(?<!with )"
    r"\b(?:a|an|un|une|which|what|quel|quelle|good|best|bon|bonne|meilleure?) "
    r"(?:laptop|notebook|ordinateur|ordinateur portable|pc portable|printer|imprimante|tablet|tablette|smartphone)s?"
    r"(?= (?:for|pour|sous|with|avec|under|a|to)\b|$)"
)
"""A device that is sought itself: the catalogue holds software."""
_RESTS_ON = re.compile(
    r"\b(?:dependent|depend|derivent|derives?|derived|bases?|based|fondes|fondees|reposent|built) "
    r"(?:pas )?(?:sur|on|d|de|du|from|upon)(?: (?:l|la|le|the))?$"
)
"""Before the product that something is made of, or cannot do without."""
_SUITS = re.compile(
    r"\b(?:logiciels?|solutions?|outils?|applications?|softwares?|tools?|apps?|programs?)"
    r" (?:open source |libres? |qui |that |which |are |sont |est |is )*"
    r"(?:pour|for|conviennent|convient|convenant|suits?|suited|suitable|fits?|adaptes?|adaptees?|destines?|destinees?|aimed)\b"
)
_MORE_THAN = re.compile(r"\b(?:plus|moins|aussi|more|less|as) \w+ (?:que?|qu|than|as)(?: (?:le|la|l|les|the))?$")
"""« plus sûr que Windows », "more secure than Windows": how something is beside a product."""
_MUST_GO = re.compile(
    r"\b(?:faut il|doit on|devons nous|devrions nous|should we|must we|do we (?:have|need) to)\b"
    r".*\b(?:a cause|en raison|parce que?|depuis que?|because|due to|given"
    r"|tout|tous|toute|toutes|entierement|completement|all|every|everything|entirely|completely)\b"
)
_FREE = {"open", "source", "free"}
"""What every solution of the catalogue is."""
_SUBJECTS = ("topic", "domain", "feature", "standard")
_RELATIVE = ("qui", "que", "qu", "which", "who", "where")


def intent_about_products(reading: Reading) -> Intent:
    beside = (defines, _asks_what_it_rests_on, _asks_if_it_must_go, _asks_for_the_domain)
    if reading.cue("why") or any(asks(reading) for asks in beside):
        return "none"
    seeks = any(map(reading.cue, ("alternatives", "noun", "need"))) or does_without(reading)
    if not seeks and (asks_when(reading) or (reading.cue("yes_no") and _is_held_against(reading))):
        return "none"
    if len(reading.values("product")) > 1 and compares(reading) and not reading.cue("alternatives"):
        return "compare"
    if outsiders(reading):
        return "alternatives"
    if not seeks and (tests_a_property(reading) or asks_no_thing(reading) or asks_a_property(reading)):
        return "none"
    if reading.cue("programme") and not seeks:
        return "none"
    if reading.cue("count"):
        return "none" if counts_other_things(reading) else "count"
    if seeks or is_bare(reading):
        return "alternatives"
    if reading.of(*CRITERIA, "topic") or (reading.cue("which") and not reading.unread):
        return "alternatives"
    return "none"


def _asks_what_it_rests_on(reading: Reading) -> bool:
    """« Quels systèmes ne dépendent pas d'Android ? », "not based on Android": no fact tells, and none replaces it."""
    before = (reading.tokens[: product.first] for product in reading.of("product"))
    return reading.cue("wh") and any(_RESTS_ON.search(" ".join(word.folded for word in words)) for words in before)


def asks_when(reading: Reading) -> bool:
    """« Quelle est la date de fin de support de Windows 10 ? »: of no product a date is known."""
    return any(token.folded in ("quand", "when", "date", "dates") for token in reading.tokens)


def _is_held_against(reading: Reading) -> bool:
    """« Linux est-il plus sûr que Windows ? »: how one is beside the other, which no fact tells."""
    before = (" ".join(token.folded for token in reading.tokens[: one.first]) for one in reading.of("product"))
    return any(map(_MORE_THAN.search, before))


def _asks_if_it_must_go(reading: Reading) -> bool:
    """« Faut-il quitter Google à cause du CLOUD Act ? », "must we drop all Microsoft software?": whether and how far to
    leave, not what for.
    """
    return bool(_MUST_GO.search(" ".join(token.folded for token in reading.tokens)))


def intent_about_needs(reading: Reading) -> Intent:
    """What a question without entries and products wants."""
    if wants_everything(reading):
        return "list"
    return "count" if asks_a_share(reading) else _of_needs(reading)


def _of_needs(reading: Reading) -> Intent:
    subjects, criteria = reading.of(*_SUBJECTS), reading.of(*CRITERIA)
    if reading.cue("why") or defines(reading) or _asks_what_one_may(reading):
        return "none"
    if any(one.first == 1 for one in subjects) and reading.tokens[0].folded in ("qui", "who"):  # « Qui paie ? »: a verb
        return "none"
    sought = ("noun", "need", "alternatives", "destination")
    seeks = any(map(reading.cue, sought)) or limit_of(reading) or asks_what_to_choose(reading)
    if reading.cue("programme") and not (subjects and (reading.cue("noun") or reading.cue("alternatives"))):
        return "none"
    if _seeks_nothing_listed(reading):
        return "none"
    if reading.cue("count"):
        if counts_other_things(reading):
            return "none"
        ours = reading.cue("noun") and (len(reading.unread) < _STRANGE_COUNT or subjects or reading.of(*CRITERIA))
        counted = ours or (subjects and (criteria or not reading.unread))
        return "count" if counted else "none"
    if not subjects:
        return "list" if _lists_without_a_subject(reading) else "none"
    if not seeks and not reading.of("topic", "feature", "standard") and _on_the_domain(reading):
        return "list" if _which_of_the_domain(reading) else "none"
    if (
        seeks
        or asks_the_best(reading)
        or _which_subject(reading)
        or (is_bare(reading) and not tests_a_property(reading))
        or _noun_phrase(reading)
        or _qualified(reading)
    ):
        return "list"
    return "none"


def _asks_what_one_may(reading: Reading) -> bool:
    """What must be done or is allowed; « Peut-on signer avec une solution du catalogue ? » seeks one that does it."""
    if not reading.cue("duty") or reading.of("topic"):
        return False
    nouns = (cue.first for cue in reading.of("cue") if cue.value == "noun")
    before = {token.folded for at in nouns for token in reading.tokens[max(0, at - 3) : at]}
    return not (reading.of("feature") and before & {"avec", "with"})


def _seeks_nothing_listed(reading: Reading) -> bool:
    """The catalogue itself, a domain, something else than what is listed, people (« INSPIRE, ça s'adresse à qui ? »), a
    device, or what tells two things apart.
    """
    if any(token.folded in ("qui", "who", "whom") for token in reading.tokens[-1:]):
        return True
    other = is_about_the_catalogue(reading) or _asks_for_the_domain(reading) or _tests_something_else(reading)
    said = " ".join(token.folded for token in reading.tokens)
    return other or tells_apart(reading) or bool(_HARDWARE.search(said))


def _asks_for_the_domain(reading: Reading) -> bool:
    """« La téléphonie, dans quel domaine ? »: where a need belongs, which the pages on domains tell."""
    asking = {match.last for match in reading.of("cue") if match.value == "which"}
    domains = [match for match in reading.of("field") if match.value == "domain"]
    return any(match.first - 1 in asking for match in domains) and not reading.cue("noun")


def _tests_something_else(reading: Reading) -> bool:
    return tests_a_property(reading) and len(reading.unread) >= _STRANGE


def _lists_without_a_subject(reading: Reading) -> bool:
    """« Quelles solutions viennent d'Espagne ? »: only criteria, an organisation, or the catalogue itself."""
    if _asks_what_is_made(reading) or _whole_catalogue(reading) or _asks_for_makers(reading):
        return True
    if _is_for_an_organisation(reading):
        return True
    tested = reading.cue("yes_no") and (len(reading.unread) >= _STRANGE_COUNT or _asks_of_a_body(reading))
    if tested or (tests_a_property(reading) and reading.unread):  # "is MIT code allowed in an EUPL project?"
        return False
    qualified = (reading.of(*CRITERIA) and reading.cue("noun")) or _asks_the_undocumented(reading)
    return bool(qualified) and not (asks_no_thing(reading) or asks_for_another_thing(reading))


def _is_for_an_organisation(reading: Reading) -> bool:
    """« Quels logiciels pour une mairie ? », "which solutions suit hospitals?"."""
    asked = reading.cue("noun") and audience_of(reading) and len(reading.unread) < _STRANGE
    return bool(asked and _SUITS.search(" ".join(token.folded for token in reading.tokens)))


def _asks_of_a_body(reading: Reading) -> bool:
    """« Un organisme public peut-il contribuer à un logiciel libre ? »: who carries a solution is here who acts."""
    asking = {match.first for match in reading.of("cue") if match.value == "yes_no"}
    return any(body.last + 1 in asking for body in reading.of("governance"))


def _asks_what_is_made(reading: Reading) -> bool:
    """« Que publie l'Insee ? », "what does Worteks support?": the solutions of an organisation, by a verb."""
    words = [token.folded for token in reading.tokens]
    if words[:1] not in (["que"], ["qu"], ["quels"], ["quelles"], ["what"], ["which"], ["tout"], ["everything"]):
        return False
    making = {*vocabulary()["making"]} & {*words}
    made = reading.of("steward") and making
    supported = reading.of("supporter") and {"standards", "commercial_support_in_europe"} & {*reading.values("field")}
    return bool(made or supported) and {words[place] for place in reading.unread} <= {*making, "else"}


def _asks_for_makers(reading: Reading) -> bool:
    """« Quels éditeurs allemands avez-vous ? », "list all vendors from Switzerland"."""
    makers = any(match.value == "steward" for match in reading.of("field")) and reading.of("country")
    return bool(makers) and not reading.unread and (reading.cue("which") or reading.cue("need"))


def _asks_the_undocumented(reading: Reading) -> bool:
    told = reading.cue("undocumented") and bool(reading.of("field", "support"))
    return reading.cue("noun") and (told or lacks_a_licence(reading))


def _whole_catalogue(reading: Reading) -> bool:
    """« Combien d'entrées dans le catalogue ? », « montre le catalogue », not « le catalogue est-il officiel ? »."""
    if (
        reading.cue("yes_no")
        or tests_a_property(reading)
        or reading.of("field")
        or not (reading.cue("count") or is_bare(reading))
    ):
        return False
    return any(token.folded in ("catalogue", "catalog") for token in reading.tokens) and reading.cue("noun")


def _which_subject(reading: Reading) -> bool:
    """« Quelle messagerie … », "which password manager": the question word stands just before the need."""
    cues = [match for match in reading.of("cue") if match.value == "which"]
    words = [token.folded for token in reading.tokens]
    return any(
        subject.first - cue.last in (1, 2)
        or (subject.first > cue.last and {*words[cue.last + 1 : subject.first]} <= BEFORE_A_SUBJECT | _FREE)
        for cue in cues
        for subject in reading.of("topic", "feature")
    )


def _which_of_the_domain(reading: Reading) -> bool:
    """ "Which mobile systems are not American?": the entries of a domain, by what they must be."""
    asked = {cue.last + 1 for cue in reading.of("cue") if cue.value == "which"}
    named = any(domain.first in asked for domain in reading.of("domain"))
    return named and bool(reading.of(*CRITERIA)) and len(reading.unread) < _STRANGE_COUNT


def _noun_phrase(reading: Reading) -> bool:
    """« messagerie chiffrée pour les agents », "spreadsheet for schools": a need first, and no question in it."""
    criteria = {place for m in reading.matches for place in range(m.first, m.last + 1) if m.kind not in _SUBJECTS}
    words = [token.folded for token in reading.tokens]
    indefinite = words[0] in ("un", "une", "a", "an")  # « une messagerie … » can only be a thing that is sought
    most = 4 if indefinite else 2
    if _asks(reading, indefinite) or tests_a_property(reading) or reading.cue("programme"):
        return False
    if len(reading.unread) > most:
        return False
    start = 1 if words[0] in ("un", "une", "a", "an", "le", "la", "l", "des", "du") else 0
    start += 2 if words[start : start + 2] == ["open", "source"] else 0
    return len(words) - len(criteria) - start <= 9 and any(
        match.first == start for match in reading.of("topic", "feature")
    )


def _asks(reading: Reading, indefinite: bool) -> bool:
    """Whether a question word asks; « une GED qui parle CMIS » goes on about its need."""
    words = [reading.tokens[match.first].folded for match in _asking_words(reading)]
    return any(not indefinite or word not in ("qui", "which") for word in words)


def _asking_words(reading: Reading) -> list[Match]:
    """The words that ask; not « qui » in « un stockage S3 qui ne soit pas américain », which goes on about a thing."""
    things = {m.last for m in reading.matches if m.kind in (*_SUBJECTS, "licence", "deployment", "product")}
    things |= {m.last for m in reading.of("cue") if m.value == "noun"}
    return [
        match
        for match in reading.of("cue")
        if match.value == "wh"
        and not (
            match.first - 1 in things
            and not reading.tokens[match.first].opens
            and reading.tokens[match.first].folded in _RELATIVE
        )
    ]


def _qualified(reading: Reading) -> bool:
    """« orchestrateur de conteneurs pas américain »: a need and how it must be, and hardly a word besides."""
    tested = any(m.value == "yes_no" and reading.tokens[m.first].opens for m in reading.of("cue"))
    if (
        tested
        or tests_a_property(reading)
        or _asking_words(reading)
        or any(map(reading.cue, ("programme", "duty")))
        or len(reading.unread) > 1
    ):
        return False
    return bool(reading.of("topic") and reading.of(*CRITERIA))


def _on_the_domain(reading: Reading) -> bool:
    """« De quoi parle le domaine communications ? »: the domain itself, which the programme's documents tell."""
    return reading.cue("wh") or any(match.value == "domain" for match in reading.of("field"))
