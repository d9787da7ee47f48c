"""What a question wants of the catalogue, judged from what it names and how it asks."""

from __future__ import annotations

from itertools import pairwise

from assistant.catalogue.aggregates import grouping_of
from assistant.catalogue.asked_facts import CRITERIA, asked_field, more_fields
from assistant.catalogue.beside import (
    BEFORE_A_SUBJECT,
    asks_a_contact,
    asks_a_notion,
    asks_its_users,
    asks_no_thing,
    asks_the_programmes_choice,
    asks_who_uses,
    counts_people,
    is_about_the_catalogue,
    is_about_the_programme,
)
from assistant.catalogue.constraints import Intent
from assistant.catalogue.limits import limit_of
from assistant.catalogue.reading import Reading
from assistant.catalogue.scene import does_without
from assistant.catalogue.tables import vocabulary
from assistant.catalogue.untold import ranking_places
from assistant.catalogue.words import Match

_SUBJECTS = ("topic", "domain", "feature", "standard")
_COMPARING = frozenset({"compare", "comparer", "comparez", "comparaison", "comparatif", "comparison", "compared"})
_COMPARING |= {"difference", "differences", "diff", "vs", "versus"}
_RELATIVE = ("qui", "que", "qu", "which", "who", "where")
_CHOOSING = ("lequel", "laquelle", "lesquels", "lesquelles")


def intent_of(reading: Reading) -> Intent:
    """Return the intent; "none" leaves the question to the programme's documents."""
    if reading.cue("destination") and reading.of("product"):
        return "alternatives"
    if _asks_the_untold(reading):
        return "fact"
    if (
        any(map(reading.cue, ("price", "howto")))
        or asks_a_contact(reading)
        or (reading.cue("before") and not _asks_limits(reading))
    ):
        return "none"
    if asks_the_programmes_choice(reading) or is_about_the_programme(reading):
        return "none"
    if grouping_of(reading) and not reading.of("entry", "product"):
        return "aggregate"
    if reading.of("entry") and not all(match.negated for match in reading.of("entry")):
        return _about_entries(reading)
    if asks_a_notion(reading) or asks_who_uses(reading):
        return "none"
    if reading.of("product"):
        return _about_products(reading)
    return _about_needs(reading)


def _asks_the_untold(reading: Reading) -> bool:
    """« Combien coûte Nextcloud ? »: a fact of a named entry that the catalogue does not have."""
    named = reading.of("entry") and not any(match.negated for match in reading.of("entry"))
    if not named or not reading.of("untold") or reading.of("product") or reading.cue("programme"):
        return False
    return not any(map(reading.cue, ("howto", "why", "alternatives", "compare")))


def seeks_by_other_words(reading: Reading) -> bool:
    """« un logiciel pour poser des congés »: a solution is sought, in words that name no need, feature or product."""
    if not reading.unread or reading.of("entry", "product", "topic", "feature", "domain", "steward"):
        return False
    if any(map(reading.cue, ("price", "howto", "before", "why", "definition", "programme", "duty", "chosen", "count"))):
        return False
    return reading.cue("noun") and not asks_no_thing(reading) and intent_of(reading) in ("none", "list")


def _compares(reading: Reading) -> bool:
    """Whether a word of the question asks for a comparison; "better than" does with a product alone."""
    asked = {
        token.folded
        for m in reading.of("cue")
        if m.value == "compare"
        for token in reading.tokens[m.first : m.last + 1]
    }
    return bool(asked & _COMPARING) or bool(asked and reading.of("product"))


def _asks_limits(reading: Reading) -> bool:
    """« Que faut-il savoir avant de choisir XWiki ? »"""
    return bool(reading.of("entry")) and "limits" in reading.values("field")


def _about_entries(reading: Reading) -> Intent:
    named = reading.values("entry")
    if reading.tokens[0].folded in ("quand", "when"):  # no fact of the catalogue has a date
        return "none"
    if reading.cue("count"):
        return "count" if reading.cue("noun") or seeks_another(reading) else "none"
    if reading.of("product") and not _links_entry_to_product(reading) and not _chooses_among(reading):
        return "alternatives"
    if len(named) == 1 and _compares(reading) and not reading.cue("alternatives"):
        return "fact" if asked_field(reading) == "limits" else "compare"
    if len(named) > 1:
        return "fact" if _asks_one_fact(reading) and not more_fields(reading) else "compare"
    if not reading.of("product") and seeks_another(reading):
        return "alternatives"
    return _about_one_entry(reading)


def _about_one_entry(reading: Reading) -> Intent:
    if reading.of("product") and reading.tokens[0].folded in ("comment", "how"):  # "how do I migrate from …?"
        return "none"
    if asks_its_users(reading):
        return "none"
    if reading.cue("why") and reading.unread:  # « pourquoi l'Allemagne interdit-elle … ? »: no fact tells a cause
        return "none"
    if reading.cue("why") and not reading.of(*CRITERIA, "field"):  # « pourquoi XWiki plutôt que Confluence ? »
        return "none" if reading.cue("programme") else "describe"
    if asked_field(reading):
        return "fact"
    if reading.cue("programme") or _tests(reading) or asks_no_thing(reading):
        return "none"
    told = reading.cue("describe") or reading.cue("definition") or not reading.unread
    return "describe" if told else "none"


def _links_entry_to_product(reading: Reading) -> bool:
    """« Nextcloud peut-il remplacer SharePoint ? », against « alternative à SharePoint, comme Nextcloud »."""
    entry = reading.of("entry")[0].first
    if entry < reading.of("product")[0].first or not reading.cue("alternatives"):
        return True
    return reading.tokens[entry - 1].folded in ("to", "vers")  # « migrer d'Exchange vers Stalwart »


def _chooses_among(reading: Reading) -> bool:
    """« Lequel peut remplacer Teams, Nextcloud ou XWiki ? »: the entries after the product are put to the test."""
    words = [token.folded for token in reading.tokens[:2]]
    chooses = words[0] in _CHOOSING or words in (["which", "one"], ["which", "of"])
    return chooses and len(reading.values("entry")) > 1


def _asks_one_fact(reading: Reading) -> bool:
    """« Lequel est français ? »; « Jitsi ou BigBlueButton pour nos visios ? » tells what they are for."""
    facts = reading.of("field", "product", *CRITERIA)
    return bool(facts and asked_field(reading)) and not reading.cue("compare")


def seeks_another(reading: Reading) -> bool:
    """« une alternative à Nextcloud », « remplacer Nextcloud par »; not « que remplace Nextcloud »."""
    entry = reading.of("entry")[0]
    cues = [match for match in reading.of("cue") if match.value == "alternatives" and match.last < entry.first]
    asks_what = reading.tokens[0].folded in ("que", "qu", "quoi", "what", "which", "quels", "quel")
    verbs = ("remplace", "replace", "replaces", "remplacer")
    after = reading.tokens[entry.last + 1].folded if entry.last + 1 < len(reading.tokens) else ""
    if after in (
        "alternative",
        "alternatives",
        "replacement",
        "replacements",
        "competitors",
    ):  # "what about Kubernetes alternatives?"
        return True
    return any(not (asks_what and reading.tokens[cue.first].folded in verbs) for cue in cues)


def _about_products(reading: Reading) -> Intent:
    if reading.cue("why") or _defines(reading):
        return "none"
    seeks = any(map(reading.cue, ("alternatives", "noun", "need"))) or does_without(reading)
    if len(reading.values("product")) > 1 and _compares(reading) and not reading.cue("alternatives"):
        return "compare"
    if not seeks and (_tests(reading) or _asks_who_or_when(reading)):
        return "none"
    if reading.cue("programme") and not seeks:
        return "none"
    if reading.cue("count"):
        return "none" if counts_people(reading) else "count"
    if seeks or _bare(reading):
        return "alternatives"
    if reading.of(*CRITERIA, "topic") or (reading.cue("which") and not reading.unread):
        return "alternatives"
    return "none"


def _about_needs(reading: Reading) -> Intent:
    subjects, criteria = reading.of(*_SUBJECTS), reading.of(*CRITERIA)
    if reading.cue("why") or _defines(reading) or (reading.cue("duty") and not reading.of("topic")):
        return "none"
    if any(one.first == 1 for one in subjects) and reading.tokens[0].folded in ("qui", "who"):  # « Qui paie ? »: a verb
        return "none"
    seeks = any(map(reading.cue, ("noun", "need", "alternatives"))) or limit_of(reading)
    if reading.cue("programme") and not (subjects and (reading.cue("noun") or reading.cue("alternatives"))):
        return "none"
    if is_about_the_catalogue(reading):
        return "none"
    if reading.cue("count"):
        if counts_people(reading):
            return "none"
        counted = reading.cue("noun") or (subjects and (criteria or not reading.unread))
        return "count" if counted else "none"
    if not subjects:
        return "list" if _lists_without_a_subject(reading) else "none"
    if not seeks and not reading.of("topic", "feature", "standard") and _on_the_domain(reading):
        return "none"
    if (
        seeks
        or _asks_the_best(reading)
        or _which_subject(reading)
        or _bare(reading)
        or _noun_phrase(reading)
        or _qualified(reading)
    ):
        return "list"
    return "none"


def _lists_without_a_subject(reading: Reading) -> bool:
    """« Quelles solutions viennent d'Espagne ? »: only criteria, an organisation, or the catalogue itself."""
    if _asks_what_is_made(reading) or _whole_catalogue(reading):
        return True
    qualified = (reading.of(*CRITERIA) and reading.cue("noun")) or _asks_the_undocumented(reading)
    return bool(qualified) and not asks_no_thing(reading)


def _asks_what_is_made(reading: Reading) -> bool:
    """« Que publie l'Insee ? », "what does Worteks support?": the solutions of an organisation, by a verb."""
    words = [token.folded for token in reading.tokens]
    if words[:1] not in (["que"], ["qu"], ["quels"], ["quelles"], ["what"], ["which"]):
        return False
    making = {*vocabulary()["making"]} & {*words}
    made = reading.of("steward") and making
    supported = reading.of("supporter") and {"standards", "commercial_support_in_europe"} & {*reading.values("field")}
    return bool(made or supported) and {words[place] for place in reading.unread} <= making


def _asks_the_undocumented(reading: Reading) -> bool:
    return reading.cue("undocumented") and reading.cue("noun") and bool(reading.of("field", "support"))


def _defines(reading: Reading) -> bool:
    """« Qu'est-ce que le SSO ? »: a definition of a need, with nothing else asked."""
    if reading.of("country", "licence", "governance", "deployment", "support") or _asks_the_best(reading):
        return False
    return reading.cue("definition") and not any(map(reading.cue, ("noun", "need", "alternatives")))


def _asks_the_best(reading: Reading) -> bool:
    """ "What's the best SIEM?", « c'est quoi la meilleure GED ? »: a choice, and no definition."""
    return any(at < subject.first for at in ranking_places(reading) for subject in reading.of("topic"))


def _whole_catalogue(reading: Reading) -> bool:
    """« Combien d'entrées dans le catalogue ? », « montre le catalogue », not « le catalogue est-il officiel ? »."""
    if reading.cue("yes_no") or reading.of("field") or not (reading.cue("count") or _bare(reading)):
        return False
    return any(token.folded in ("catalogue", "catalog") for token in reading.tokens) and reading.cue("noun")


def _which_subject(reading: Reading) -> bool:
    """« Quelle messagerie … », "which password manager": the question word stands just before the need."""
    cues = [match for match in reading.of("cue") if match.value == "which"]
    words = [token.folded for token in reading.tokens]
    return any(
        subject.first - cue.last in (1, 2)
        or (subject.first > cue.last and set(words[cue.last + 1 : subject.first]) <= BEFORE_A_SUBJECT)
        for cue in cues
        for subject in reading.of("topic", "feature")
    )


def _bare(reading: Reading) -> bool:
    """Nothing but names, needs and criteria: « visio », "open-source GIS in Germany"."""
    return not reading.unread and not reading.cue("programme")


def _noun_phrase(reading: Reading) -> bool:
    """« messagerie chiffrée pour les agents », "spreadsheet for schools": a need first, and no question in it."""
    criteria = {place for m in reading.matches for place in range(m.first, m.last + 1) if m.kind not in _SUBJECTS}
    words = [token.folded for token in reading.tokens]
    indefinite = words[0] in ("un", "une", "a", "an")  # « une messagerie … » can only be a thing that is sought
    most = 4 if indefinite else 2
    if _asks(reading, indefinite) or reading.cue("programme") or len(reading.unread) > most:
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
    if tested or _asking_words(reading) or any(map(reading.cue, ("programme", "duty"))) or len(reading.unread) > 1:
        return False
    return bool(reading.of("topic") and reading.of(*CRITERIA))


def _on_the_domain(reading: Reading) -> bool:
    """« De quoi parle le domaine communications ? »: the domain itself, which the programme's documents tell."""
    return reading.cue("wh") or any(match.value == "domain" for match in reading.of("field"))


def _tests(reading: Reading) -> bool:
    """« Teams est-il … », "Is Nextcloud …": a property put to the test."""
    words = [token.folded for token in reading.tokens]
    inverted = any(pair in (("est", "il"), ("est", "elle"), ("sont", "ils")) for pair in pairwise(words))
    return inverted or words[0] in ("is", "does", "can", "are", "has")


def _asks_who_or_when(reading: Reading) -> bool:
    return reading.tokens[0].folded in ("qui", "who", "quand", "when")
