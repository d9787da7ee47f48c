"""Meanings that the rest of a question rules out: what is only an aside, a function, a maker or a setting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.catalogue.catalogue import Catalogue, product_base
from assistant.catalogue.companions import with_companions
from assistant.catalogue.everyday import is_conceded, is_everyday_word
from assistant.catalogue.exporting import orders_a_file, tells_the_format
from assistant.catalogue.fleets import with_fleets
from assistant.catalogue.makers import with_makers_products
from assistant.catalogue.names import lexicon_of
from assistant.catalogue.places import place_of
from assistant.catalogue.reading import Reading
from assistant.catalogue.scene import as_setting, as_user, is_refused, sets_the_scene
from assistant.catalogue.support import is_of_something
from assistant.catalogue.table_words import feature_label
from assistant.catalogue.tables import topics, vocabulary
from assistant.catalogue.untold import without_the_untold
from assistant.catalogue.untold_forms import with_untold_forms
from assistant.catalogue.words import Match, fold, folded_words, singular

_MANY = frozenset({"hundreds", "thousands", "dozens", "centaines", "milliers", "dizaines"})

_PUBLISHERS = frozenset({"editeur", "editeurs", "vendor", "vendors", "publisher", "publishers"})
_SINGLE = frozenset({"seul", "unique", "mono", "single", "sole", "one", "commercial", "prive"})
_SELVES = frozenset({"soi", "nous", "moi", "vous"})
_HOSTING = frozenset({"heberger", "hebergeons", "heberge", "installer"})
_SAVING = frozenset({"perdre", "garder", "gardant", "conserver", "conservant", "recuperer", "recuperant"})
_SAVING |= {"lose", "losing", "loosing", "keep", "keeping", "preserve", "preserving"}


def settled(reading: Reading, catalogue: Catalogue) -> Reading:
    """Drop the meanings that the rest of the question rules out."""
    reading = with_companions(_with_own_hosting(with_fleets(with_makers_products(reading, catalogue))))
    set_apart = tuple(_as_function(as_setting(match, reading), reading, catalogue) for match in reading.matches)
    reading = Reading(reading.tokens, set_apart, reading.unread)
    asides = {
        match
        for match in reading.of("topic")
        if _is_a_function(match, reading, catalogue) or _is_narrower(match, reading)
    }
    reading = Reading(reading.tokens, tuple(m for m in reading.matches if m not in asides), reading.unread)
    reading = without_the_untold(reading)
    reading = Reading(reading.tokens, tuple(as_user(match, reading) for match in reading.matches), reading.unread)
    kept = [
        place_of(_as_supporter(_as_maker(match, reading), reading), reading)
        for match in reading.matches
        if not _ruled_out(match, reading)
    ]
    return with_untold_forms(Reading(reading.tokens, tuple(kept), reading.unread))


def _with_own_hosting(reading: Reading) -> Reading:
    """« Peut-on héberger Tchap soi-même ? », "host it ourselves": the words of one way to deploy stand apart."""
    words = [token.folded for token in reading.tokens]
    own = next((at for at in range(1, len(words)) if words[at - 1] in _SELVES and words[at].startswith("meme")), 0)
    hosts = any(word in _HOSTING for word in words[:own])
    if not own or not hosts or reading.of("deployment"):
        return reading
    matches = [one for one in reading.matches if one.last < own - 1 or one.first > own]
    return replace(reading, matches=(*matches, Match("deployment", "self-hosted", own - 1, own)))


def is_saved(match: Match, reading: Reading) -> bool:
    """« quitter Jira sans perdre nos tickets », "keeping our wiki pages": what is in a product to be replaced."""
    before = {token.folded for token in reading.tokens[max(0, match.first - 3) : match.first]}
    return bool(reading.of("product")) and bool(before & _SAVING)


def _is_counted(match: Match, reading: Reading) -> bool:
    """ "600 VMs", « des centaines de macros »: what people have, and not a function that they seek."""
    before = [token.folded for token in reading.tokens[max(0, match.first - 3) : match.first]]
    return before[-1:] != [] and (before[-1].isdecimal() or bool({*before} & _MANY))


def _as_function(match: Match, reading: Reading, catalogue: Catalogue) -> Match:
    """« BlueMind gère-t-il Outlook ? »: what a named entry works with may be one of its functions."""
    if match.kind != "kept":
        return match
    name = tuple(token.folded for token in reading.tokens[match.first : match.last + 1])
    features = (one for entry in reading.values("entry") for one in catalogue.entries[entry].features or ())
    held = next((one for one in features if {*name} <= {*folded_words(one)}), None)
    return replace(match, kind="feature", value=feature_label(held)) if held else match


def _is_a_function(match: Match, reading: Reading, catalogue: Catalogue) -> bool:
    """« un wiki avec SSO »: a need of another domain than what is sought is a function that it must have.

    So is one that is sought already: "a forge with CI/CD".
    """
    if not reading.sharing(match, "feature"):
        return False
    before = reading.tokens[match.first - 1].folded if match.first else ""
    again = any(one.value == match.value and one.last < match.first for one in reading.of("topic"))
    if again and before in vocabulary()["feature_context"]:
        return True
    domain = topics()[match.value].domain
    subjects = _domains_sought(match, reading, catalogue)
    return bool(domain and subjects and domain not in subjects)


def _is_narrower(match: Match, reading: Reading) -> bool:
    """« Dolibarr gère-t-il la paie ? »: one function of a wide need, put to the test of an entry by its own name."""
    if not reading.of("entry") or any(map(reading.cue, ("alternatives", "noun", "count", "compare", "wh"))):
        return False
    if not (reading.cue("yes_no") or {"il", "elle"} & {token.folded for token in reading.tokens}):
        return False
    said = " ".join(token.folded for token in reading.tokens[match.first : match.last + 1])
    topic = topics()[match.value]
    own = any((one.first, one.last) == (match.first, match.last) for one in reading.of("feature"))
    plain = {singular(fold(word)) for word in vocabulary()["plain_features"]}
    # A need that standards serve is met by other functions too.
    return own and not topic.standards and said not in (fold(topic.fr), fold(topic.en)) and singular(said) not in plain


def _domains_sought(match: Match, reading: Reading, catalogue: Catalogue) -> set[str]:
    """Where the needs before a match and the products to replace are at home."""
    lexicon = lexicon_of(catalogue)
    targets = {target for label in reading.values("product") for target in lexicon.products[label].targets}
    found = {topics()[one.value].domain for one in reading.of("topic") if one.last < match.first}
    for entry in catalogue.entries.values() if targets else ():
        if targets & {product_base(item) for item in entry.replaces or ()}:
            found |= {entry.domain, *entry.secondary_domains}
    return {domain for domain in found if domain}


def _as_maker(match: Match, reading: Reading) -> Match:
    """« des solutions éditées par Centreon »: the name of an entry is here that of who makes it."""
    sought = any(map(reading.cue, ("noun", "alternatives"))) or reading.of("topic", "product", "domain")
    if match.kind not in ("entry", "licence") or not sought or match.first < 2:
        return match
    verb, before = (token.folded for token in reading.tokens[match.first - 2 : match.first])
    verbs = {singular(form) for form in vocabulary()["governance_verbs"]}
    made = before in ("par", "by") and singular(verb) in verbs
    if match.kind == "licence" and not made:  # « portés par Apache », against « publiés sous Apache »
        return match
    if made or before in ("editeur", "publisher", "vendor", "steward"):
        name = " ".join(
            token.raw if match.kind == "licence" else token.folded
            for token in reading.tokens[match.first : match.last + 1]
        )
        return replace(match, kind="steward", value=name)
    return match


def _as_supporter(match: Match, reading: Reading) -> Match:
    """« avec un support de SUSE », "supported by Red Hat": a maker named as the one who gives support."""
    if match.kind != "steward":
        return match
    after = reading.tokens[match.last + 1].folded if match.last + 1 < len(reading.tokens) else ""
    if after in vocabulary()["support_nouns"]:  # "Red Hat support"
        return replace(match, kind="supporter")
    following = {token.folded for token in reading.tokens[match.last + 1 : match.last + 3]}
    told = "commercial_support_in_europe" in reading.values("field") or reading.of("support")
    if following & {*vocabulary()["gives"]} and told:
        return replace(match, kind="supporter")  # « la DINUM en assure le support »
    words = [token.folded for token in reading.tokens[: match.first] if token.folded not in ("la", "le", "l", "the")]
    if len(words) < 2:
        return match
    asked, before = words[-2:]
    supports = asked in (*vocabulary()["support_nouns"], "supported") or asked.startswith(("supporte", "soutenu"))
    return replace(match, kind="supporter") if supports and before in ("par", "by", "from", "de", "chez") else match


def _ruled_out(match: Match, reading: Reading) -> bool:
    always = (sets_the_scene, tells_the_format, orders_a_file, _is_a_verb, _names_an_entry, _is_between)
    if any(rules_out(match, reading) for rules_out in always):
        return True
    if match.kind in ("feature", "topic") and is_saved(match, reading):
        return True
    if match.kind == "feature":
        return _is_counted(match, reading) or not _feature_stands(match, reading)
    if match.kind == "topic":
        return _apposed(match, reading) or _names_a_domain(match, reading)
    if match.kind in _RULES:
        return any(rules_out(match, reading) for rules_out in _RULES[match.kind])
    if match.kind == "deployment" and match.first:  # « l'AGPL est interdite chez nous », "no US cloud"
        refused = any(one.negated and one.last == match.first - 1 for one in reading.of("country"))
        act = [token.folded for token in reading.tokens[match.last + 1 : match.last + 2]] == ["act"]  # « CLOUD Act »
        return (
            act
            or refused
            or _is_managed(match, reading)
            or reading.tokens[match.first - 1].folded in vocabulary()["ruled_out"]
        )
    if match.kind == "governance" and match.value == "company" and not match.negated:  # « nous sommes une entreprise »
        return _agent_alone(match, reading)
    if match.kind == "licence" and _names_a_maker_alone(match, reading):
        return True
    if match.kind == "licence" and match.value == "libre":  # « en licence libre, Apache ou MIT »
        return any(other.value != "libre" and not other.negated for other in reading.of("licence"))
    return False


def _names_a_maker_alone(match: Match, reading: Reading) -> bool:
    """ "Who funds Thunderbird, is it Mozilla?": the foundation, where no word speaks of a licence."""
    words = [token.folded for token in reading.tokens]
    alone = words[match.first : match.last + 1] == ["mozilla"]
    before = {*words[max(0, match.first - 2) : match.first]}
    return alone and not before & {"sous", "under"} and not any(word.startswith("licen") for word in words)


def _are_services_of(match: Match, reading: Reading) -> bool:
    """« sans les services Google »: those of a phone, and not the office suite of the maker."""
    said = [token.folded for token in reading.tokens[match.first : match.last + 1]]
    around = (*reading.tokens[max(0, match.first - 1) : match.first], *reading.tokens[match.last + 1 : match.last + 2])
    return said == ["google"] and any(token.folded in ("services", "service") for token in around)


def _is_obeyed(match: Match, reading: Reading) -> bool:
    """« une banque soumise à DORA », "NIS2 applies to us": a law that the organisation obeys, whatever it looks for."""
    duties = {cue.first for cue in reading.of("cue") if cue.value == "duty"}
    before = {token.folded for token in reading.tokens[max(0, match.first - 3) : match.first]}
    named = reading.tokens[match.first].folded in vocabulary()["law_names"]
    return named and bool(before & {*vocabulary()["obeying"]} or duties & {match.last + 1, match.last + 2})


def _agent_alone(match: Match, reading: Reading) -> bool:
    """ "a company", « une entreprise »: who makes it only after a verb, or where it is ruled out."""
    words = " ".join(token.folded for token in reading.tokens[match.first : match.last + 1])
    return words in {fold(text) for text in vocabulary()["bare_agents"]}


_MANAGED = 3
"""Words between "for" and the device: "for 3000 Android tablets"."""


def _is_managed(match: Match, reading: Reading) -> bool:
    """« un MDM pour téléphone »: the device that is managed, not the one that the software runs on."""
    before = {token.folded for token in reading.tokens[max(0, match.first - _MANAGED) : match.first + 1]}
    managed = match.value == "mobile" and "mdm" in reading.values("topic")
    return managed and bool({"pour", "for", "of", "de"} & before)


def _is_a_verb(match: Match, reading: Reading) -> bool:
    """« on paie Splunk », "that do not track users": a word that is said of someone names no need and no function."""
    if match.kind not in ("topic", "feature") or match.first != match.last or not match.first:
        return False
    before, word = reading.tokens[match.first - 1], reading.tokens[match.first]
    table = vocabulary()["before_verbs"]
    if word.folded in table["said_of_nouns"] and before.folded not in table["before_nouns"]:
        return True  # « notre mairie paie trop cher »
    if word.opens or before.folded not in (*table["anywhere"], *table["first"]):
        return False
    # « avez-vous un wiki », "depends on monitoring": these are subjects where a clause begins with them.
    begins = before.opens or reading.tokens[match.first - 2].folded in table["after"]
    return before.folded in table["anywhere"] or begins


def _feature_stands(match: Match, reading: Reading) -> bool:
    """A feature that a need already covers says nothing more; an everyday word counts only after "avec", "with"."""
    if reading.sharing(match, "topic", "entry", "product", "standard", "deployment", "field", "cue"):
        return False
    words = [reading.tokens[place].folded for place in range(match.first, match.last + 1)]
    if match.first and f"{reading.tokens[match.first - 1].folded} {' '.join(words)}" in vocabulary()["no_features"]:
        return False
    plain = {singular(fold(word)) for word in vocabulary()["plain_features"]}
    before = _word_before(match, reading)
    offered = before in vocabulary()["feature_context"] or _kind_of_tool(match, reading)
    if reading.sharing(match, "domain"):  # « espaces de travail »
        return offered and bool(reading.of("topic"))
    return offered or len(words) > 1 or singular(words[0]) not in plain


def _names_an_entry(match: Match, reading: Reading) -> bool:
    """ "What is Docs?": of all that bears the name, the entry of the catalogue, unless something else is sought."""
    named = match.kind in ("product", "standard") and not reading.cue("alternatives")
    return named and bool(reading.sharing(match, "entry"))


def _is_between(match: Match, reading: Reading) -> bool:
    """« Quel est le lien entre … »: no website."""
    after = [token.folded for token in reading.tokens[match.last + 1 :][:1]]
    return match.kind == "field" and match.value == "homepage" and after in (["entre"], ["between"])


def _word_before(match: Match, reading: Reading) -> str:
    """The word before, an indefinite article apart: « avec une API »."""
    place = match.first - 1
    if place > 0 and reading.tokens[place].folded in ("un", "une", "des", "a", "an"):
        place -= 1
    return reading.tokens[place].folded if place >= 0 else ""


def _kind_of_tool(match: Match, reading: Reading) -> bool:
    """« outils de vidéo », "video tools"."""
    nouns = {singular(word) for word in vocabulary()["tool_nouns"]}
    words = [singular(token.folded) for token in reading.tokens]
    after = words[match.last + 1 : match.last + 2]
    before = words[max(0, match.first - 2) : match.first]
    return bool(nouns & set(after)) or (before[-1:] in (["de"], ["d"]) and before[0] in nouns)


def _apposed(match: Match, reading: Reading) -> bool:
    """« l'annuaire Active Directory »: a need just before a product tells what the product is, not what is asked."""
    following = match.last + 1
    if following == len(reading.tokens) or reading.tokens[following].opens:  # « bureau virtuel, pas Citrix »
        return False
    after = reading.tokens[following].folded
    near = any(product.first in (following, following + 1) for product in reading.of("product"))
    return near and after not in ("a", "to", "de", "d", "for", "pour", "pr")


def _names_a_domain(match: Match, reading: Reading) -> bool:
    """« le domaine systèmes mobiles », "the mobile systems domain": words that are also a need's."""
    beside = {token.folded for token in (*reading.tokens[: match.first][-2:], *reading.tokens[match.last + 1 :][:1])}
    return bool(reading.sharing(match, "domain") and beside & {"domaine", "domaines", "domain", "domains"})


def _works_with(match: Match, reading: Reading) -> bool:
    """« sauvegarde pour VMware » seeks what works with the product, not what replaces it."""
    before = reading.tokens[match.first - 1].folded if match.first else ""
    sought = [topic for topic in reading.of("topic") if topic.last < match.first]
    return bool(sought) and before in ("pour", "pr", "for") and not reading.cue("alternatives")


def _leads_to_a_place(match: Match, reading: Reading) -> bool:
    """ "Which ones come from Europe?": the place is the criterion; « quel pays d'Europe … ? » asks for a country."""
    asks = match.value == "steward_country" and reading.cue("which") and not reading.of("entry")
    said = {token.folded for token in reading.tokens[match.first : match.last + 1]}
    place = any(match.last < one.first <= match.last + 2 for one in reading.of("country"))
    return asks and place and not said & {"pays", "country", "countries"}


def _is_any_publisher(match: Match, reading: Reading) -> bool:
    """« publiées par un éditeur français », "made by a German vendor": any publisher of the country, public or not."""
    said = {token.folded for token in reading.tokens[match.first : match.last + 1]}
    beside = any(one.first == match.last + 1 or one.last == match.last - 1 for one in reading.of("country"))
    return match.value == "company" and beside and bool(said & _PUBLISHERS) and not said & _SINGLE


def _leads_to_the_code(match: Match, reading: Reading) -> bool:
    """ "Where is Galène's code?": not where who makes it is established."""
    return match.value == "steward_country" and match.first == 0 and "repository" in reading.values("field")


_RULES: dict[str, tuple[Callable[[Match, Reading], bool], ...]] = {
    "product": (is_refused, _works_with, _are_services_of, is_everyday_word),
    "entry": (is_conceded,),
    "governance": (_is_any_publisher,),
    "field": (_leads_to_a_place, _leads_to_the_code),
    "standard": (_is_obeyed,),
    "support": (is_of_something,),
}
