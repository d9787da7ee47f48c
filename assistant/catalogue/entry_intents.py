"""What a question that names entries wants of the catalogue."""

from __future__ import annotations

import re

from assistant.catalogue.asked_facts import CRITERIA, asked_field, asks_who_may_use, more_fields
from assistant.catalogue.beside import (
    asks_a_notion,
    asks_its_users,
    asks_no_thing,
)
from assistant.catalogue.constraints import Intent
from assistant.catalogue.manners import compares, tells_apart, tests_a_property
from assistant.catalogue.practice import seeks_nothing
from assistant.catalogue.reading import Reading
from assistant.catalogue.supposing import supposes
from assistant.catalogue.tables import vocabulary
from assistant.catalogue.untold import ranking_places
from assistant.catalogue.words import PICKING

_SUBJECT_PLACE = 2
"""The last place of the subject in "how does X ...?"."""
_LISTED = re.compile(
    r"\b(?:dans|in) (?:le|la|votre|vos|ce|the|your|this) (?:catalogues?|catalogs?|liste|list|selection)\b"
    r"|\b(?:catalogue|catalog) (?:contient|comprend|comporte|recense|inclut|liste|reference|connait)\b"
    r"|\b(?:catalogue|catalog) (?:contain|list|include|have|cover|know)\b|\bdo you list\b"
    r"|\b(?:est|is) (?:\w+ )?(?:il |elle )?(?:listed|referencee?)\b"
)
"""The words that ask whether the catalogue has an entry."""
_MADE_OF = re.compile(r"\b(?:composent|compose de|se compose|composants?|components?|make up|makes up|made up of)\b")
_READS = {"lire", "lit", "lisent", "ouvrir", "ouvre", "ouvrent", "convertir", "convertit"}
_READS |= {"read", "reads", "opens", "opening", "convert", "converts"}
"""What is done with the files of a product that stays, or goes; "open" is a part of "open source"."""
_OWED = {"faut", "doit", "doivent", "dois", "devons", "must", "have", "oblige", "obligee", "obliges", "obliged"}
_PREFERS = {"preferer", "choisir", "prendre", "privilegier", "retenir", "prefer", "choose", "pick", "take", "opt", "go"}
_OTHERS_OF = ("alternative", "alternatives", "replacement", "replacements", "competitors")
_ANOTHER_THAN_IT = re.compile(
    r"\b(?:what|which \w+|who) (?:(?:can|could|would|should|might|will) )?replaces? (?:it|them)\b"
    r"|\b(?:par (?:quoi|quel\w*(?: \w+)?)|qu(?:e|est ce qui)|quoi|quel\w* \w+) (?:\w+ ){0,2}(?:le|la|les|l) remplac\w*"
    r"|\b(?:is there|are there|y a t il|existe t il|est ce qu il (?:y a|existe)|do you (?:have|know)|connaissez vous)"
    r" (?:an?|any|une|des|d) (?:\w+ )?(?:alternatives?|replacements?|equivalents?)(?! (?:to|for|a|au|aux|de|d)\b)"
)
"""« …, par quoi le remplacer ? », "..., is there an alternative?", behind the entry that it is said of."""
_LINKED = re.compile(
    r"\b(?:feder\w+|integr\w+|interfac\w+|interoper\w+|communi\w+|connect\w*|branch\w+|synchron\w+|works?|marche\w*"
    r"|fonctionn\w+|compatible|talks?|plugs?) (?:\w+ ){0,2}(?:with|avec|to|into|a|au|dans|sur)$"
)
"""What stands before a solution that another works with."""


def intent_about_entries(reading: Reading) -> Intent:
    named = reading.values("entry")
    if any(token.folded in ("quand", "when") for token in reading.tokens):  # no fact of the catalogue has a date
        return "none"
    if len(named) == 1 and asks_who_may_use(reading):
        return "fact"
    if len(named) == 1 and (_asks_what_no_fact_tells(reading) or _asks_if_a_product_is_free(reading)):
        return "none"
    if reading.cue("count"):
        counts = (reading.cue("noun") or seeks_another(reading)) and not seeks_nothing(reading)
        return "count" if counts else "none"
    if reading.of("product") and not _links_entry_to_product(reading) and not _chooses_among(reading):
        return "alternatives"
    if len(named) == 1 and compares(reading) and not reading.cue("alternatives"):
        return "fact" if asked_field(reading) == "limits" else "compare"
    if len(named) > 1 and (_works_without(reading) or works_together(reading)):
        return "none"
    if len(named) > 1:
        return "fact" if _asks_one_fact(reading) and not more_fields(reading) else "compare"
    if not reading.of("product") and seeks_another(reading):
        return "alternatives"
    return _about_one_entry(reading)


def _about_one_entry(reading: Reading) -> Intent:
    if _asks_whether_it_is_listed(reading):
        return "describe"
    if supposes(reading) or _asks_what_is_owed(reading):
        return "none"
    if (
        _asks_what_it_is_made_of(reading)
        or _asks_how_it_is_done(reading)
        or (reading.of("product") and (_keeps(reading) or _reads_files(reading)))
    ):
        return "none"
    if asks_its_users(reading) or (ranking_places(reading) and asked_field(reading) != "limits"):
        return "none"
    if reading.cue("why") and reading.unread:  # « pourquoi l'Allemagne interdit-elle … ? »: no fact tells a cause
        return "none"
    if reading.cue("why") and not reading.of(*CRITERIA, "field"):  # « pourquoi XWiki plutôt que Confluence ? »
        return "none" if reading.cue("programme") else "describe"
    if asked_field(reading):
        return "fact"
    tested = tests_a_property(reading) or (reading.cue("duty") and reading.cue("yes_no"))  # « est-ce obligatoire ? »
    if reading.cue("programme") or tested or asks_no_thing(reading):
        return "none"
    told = reading.cue("describe") or reading.cue("definition") or not reading.unread
    return "describe" if told else "none"


def _asks_whether_it_is_listed(reading: Reading) -> bool:
    """« Tchap est-il dans le catalogue ? », "do you list Grafana?": its description says so."""
    said = " ".join(token.folded for token in reading.tokens)
    return not reading.of("field", *CRITERIA) and _LISTED.search(said) is not None


def _asks_what_it_is_made_of(reading: Reading) -> bool:
    """« Quels éditeurs composent openDesk ? »: many take part, where a fact has one steward."""
    return bool(_MADE_OF.search(" ".join(token.folded for token in reading.tokens)))


def _asks_how_it_is_done(reading: Reading) -> bool:
    """ "How do I migrate from …?", "how do you move macros to LibreOffice?"; not "how does Keycloak handle MFA?"."""
    if reading.tokens[0].folded not in ("comment", "how"):
        return False
    done = reading.unread and not reading.of("field") and reading.of("entry")[0].first > _SUBJECT_PLACE
    return bool(reading.of("product") or done)


def _asks_what_is_owed(reading: Reading) -> bool:
    """« Faut-il publier ses données si on utilise CKAN ? »: what a licence asks of who uses it, and no fact of it."""
    words = {token.folded for token in reading.tokens}
    owed = reading.cue("duty") or bool(words & _OWED)
    return owed and not reading.of("product") and bool(words & {*vocabulary()["giving_back"]})


def _keeps(reading: Reading) -> bool:
    """« Peut-on garder Windows et passer à LibreOffice ? »: what may stay, and not what may be replaced."""
    return bool({"garder", "conserver", "keep"} & {token.folded for token in reading.tokens[:4]})


def _reads_files(reading: Reading) -> bool:
    """« QGIS peut-il lire nos fichiers ArcGIS ? », "does it open ... files?": the page tells, and it may replace it."""
    return bool(_READS & {token.folded for token in reading.tokens})


def _asks_what_no_fact_tells(reading: Reading) -> bool:
    """« De quelles compétences a-t-on besoin pour Kubernetes ? », « quelle différence entre Element et Matrix ? »; not
    « quels standards … », which a field holds.
    """
    if tells_apart(reading) and reading.of("standard", "topic"):
        return True
    notions = [match for match in reading.of("cue") if match.value == "notion"]
    return asks_a_notion(reading) and not any(reading.sharing(one, "field") for one in notions[:1])


def _asks_if_a_product_is_free(reading: Reading) -> bool:
    """ "Is Terraform open source, or should I take OpenTofu?": the pages tell, and no yes of the entry does."""
    licences = {match.first for match in reading.of("field") if match.value == "licence"}
    first = reading.of("entry")[0].first
    near = {at for product in reading.of("product") if product.last < first for at in range(product.last + 1, first)}
    return bool(licences & near) and reading.cue("yes_no") and not reading.cue("alternatives")


def _links_entry_to_product(reading: Reading) -> bool:
    """« Nextcloud peut-il remplacer SharePoint ? », against « alternative à SharePoint, comme Nextcloud »."""
    entry = reading.of("entry")[0].first
    if entry < reading.of("product")[0].first or not reading.cue("alternatives"):
        return True
    verbs = {"remplacer", "remplace", "replace", "replacing"} & {token.folded for token in reading.tokens[:entry]}
    before = reading.tokens[entry - 1].folded  # « migrer d'Exchange vers Stalwart », "replace Citrix with OpenUDS"
    return before in ("to", "vers") or (bool(verbs) and before in ("par", "by", "with", "avec"))


def _chooses_among(reading: Reading) -> bool:
    """« Lequel peut remplacer Teams, Nextcloud ou XWiki ? »: the entries after the product are put to the test."""
    words = [token.folded for token in reading.tokens[:2]]
    chooses = words[0] in PICKING or words in (["which", "one"], ["which", "of"])
    return chooses and len(reading.values("entry")) > 1


def _asks_one_fact(reading: Reading) -> bool:
    """« Lequel est français ? »; « Jitsi ou BigBlueButton pour nos visios ? » tells what they are for, and so does
    « Metabase ou Superset pour remplacer Power BI ? ».
    """
    if reading.of("product") and not (reading.cue("wh") or reading.cue("yes_no") or _chooses_among(reading)):
        return False
    facts = reading.of("field", "product", *CRITERIA)
    return bool(facts and asked_field(reading)) and not reading.cue("compare") and not _prefers(reading)


def _prefers(reading: Reading) -> bool:
    """« Faut-il préférer MinIO ou Garage pour du S3 ? »: what speaks for each and against it, not who supports S3."""
    before = {token.folded for token in reading.tokens[: reading.of("entry")[0].first]}
    return bool(before & _PREFERS)


def _works_without(reading: Reading) -> bool:
    """ "Does Collabora Online work without Nextcloud?": what one needs of the other, which its page tells."""
    first, *others = reading.of("entry")
    parted = {reading.tokens[other.first - 1].folded for other in others}
    asks = reading.cue("yes_no") or bool({"il", "elle"} & {token.folded for token in reading.tokens})
    return bool(parted & {"sans", "without"}) and asks and first.first <= _SUBJECT_PLACE


def works_together(reading: Reading) -> bool:
    """ "Can Keycloak connect to OpenLDAP?", "can it federate with Tchap?": the pages tell, and no table of the two."""
    before = " ".join(token.folded for token in reading.tokens[: reading.of("entry")[-1].first])
    asks = reading.cue("yes_no") or bool({"il", "elle", "ce"} & set(before.split()))
    return asks and _LINKED.search(before) is not None


def seeks_another(reading: Reading) -> bool:
    """« une alternative à Nextcloud », "what replaces it?"; not « que remplace Nextcloud »."""
    entry = reading.of("entry")[0]
    cues = [match for match in reading.of("cue") if match.value == "alternatives" and match.last < entry.first]
    asks_what = reading.tokens[0].folded in ("que", "qu", "quoi", "quels", "quel")
    verbs = ("remplace", "replace", "replaces", "remplacer")
    after = [token.folded for token in reading.tokens[entry.last + 1 :]]
    if after and after[0] in _OTHERS_OF:  # "what about Kubernetes alternatives?"
        return True
    if _ANOTHER_THAN_IT.search(" ".join(after)):
        return True
    return any(not (asks_what and reading.tokens[cue.first].folded in verbs) for cue in cues)
