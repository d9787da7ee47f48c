"""Whether a question goes on from those before it, or stands alone."""

from __future__ import annotations

from assistant.catalogue.constraints import Constraints
from assistant.catalogue.reading import Reading
from assistant.catalogue.supposing import supposes
from assistant.catalogue.untold_forms import asked_of_it
from assistant.conversation.bare_cues import exports_what_was_found, ranks_what_was_found
from assistant.conversation.documents import speaks_of_both
from assistant.conversation.follow_up import has_criteria
from assistant.conversation.fragments import (
    is_audience_alone,
    is_bare,
    is_criteria_alone,
    is_fragment,
    is_names_alone,
    is_unexplained,
    refuses,
)
from assistant.conversation.languages import language_asked
from assistant.conversation.other_entries import described_by
from assistant.conversation.pointing import (
    LISTS,
    Focus,
    counts_entries,
    names_ordinal,
    names_something,
    picks,
    refers,
)
from assistant.conversation.standing import names_the_unknown
from assistant.conversation.subjectless import lacks_a_subject
from assistant.conversation.words import Said
from assistant.glossary import find_terms

_SORTING = frozenset({"trie", "triez", "trier", "classe", "classez", "regroupe", "regroupez", "group", "sort", "order"})
_DEFINITE = frozenset({"the", "le", "la", "l", "les", "du", "son", "sa", "ses", "its", "their"})
_EACH = frozenset({"each", "both", "chacun", "chacune"})
_BESIDE_A_FIELD = _EACH | {"assure", "fournit", "donne", "provides", "offers", "download"}
_WITHIN = ("narrowing", "replacing", "adding", "dropping", "indifferent", "requiring", "unbounded.countries")


def asks_anew(said: Said, reading: Reading) -> bool:
    """ "And what is a coalition?", "and if the publisher is bought?": defined or supposed, whatever came before."""
    if supposes(reading):
        return True
    if not said.opens("openers") or refers(said, reading):
        return False
    rest = said.words[said.opens("openers") :]
    asks_what = rest[:2] == ("what", "is") or rest[:3] in (("c", "est", "quoi"), ("qu", "est", "ce"))
    return said.has("defining") or (asks_what and _ends_with_a_term(reading))


def which_do_it(said: Said, reading: Reading) -> bool:
    """« quels logiciels l'utilisent ? », "which tools speak it?": what is sought does something with what was said."""
    seeks = reading.cue("noun") and reading.cue("which")
    named = reading.of("entry", "product", "topic", "domain", "standard")
    points = refers(said, reading) or said.words[-1:] in (("it",), ("them",))
    return seeks and not named and (points or said.words[-2:-1] in (("le",), ("la",), ("l",)))


def _ends_with_a_term(reading: Reading) -> bool:
    text = " ".join(token.raw for token in reading.tokens)
    return any(named.end == len(text) for named in find_terms(text))


def follows(said: Said, reading: Reading, alone: Constraints, last: Constraints, focus: Focus) -> bool:
    """Whether the question goes on from the one before; one that stands alone starts afresh."""
    if said.only("frame", "more") or is_bare(said) or said.has("undoing") or said.has("the_list"):
        return True
    if said.opens("openers") or said.opens("returning") or refers(said, reading) or said.only("questions"):
        return True
    if replaces_the_named(said, reading) or (focus.listed and described_by(reading)):
        return True
    in_facts = last.intent != "none"
    if (in_facts or speaks_of_a_list(said, reading, focus)) and _cued(said, reading, alone, last):
        return True
    if _follows_facts(said, reading, alone, last, focus) if in_facts else _follows_documents(said, reading, alone):
        return True
    return alone.intent == "none" and (
        (in_facts and is_fragment(said, reading, focus)) or lacks_a_subject(said, reading)
    )


def _follows_facts(said: Said, reading: Reading, alone: Constraints, last: Constraints, focus: Focus) -> bool:
    """Whether a question goes on from what was asked of the catalogue, though it may ask something by itself."""
    return (
        bool(focus.criteria and said.is_short() and is_audience_alone(reading, alone))
        or (bool(said.opens("compare")) and len(reading.of("entry")) == len(focus.entries) == 1)
        or exports_what_was_found(reading)
        or ranks_what_was_found(reading)
        or (alone.intent == "aggregate" and (bool(said.opens("by")) or said.words[0] in _SORTING))
        or _asks_for_its_field(said, reading, alone, last)
        or is_names_alone(said, reading)
        or is_criteria_alone(said, reading, alone, focus)
        or _narrows_what_is_sought(said, reading, alone, focus)
    )


def _asks_for_its_field(said: Said, reading: Reading, alone: Constraints, last: Constraints) -> bool:
    """ "What's the licence?", « qui assure le support ? », after one on what was named; "the licence of each?", of a
    list too.
    """
    of_each = last.intent in LISTS and not _EACH.isdisjoint(said.words)
    spoken_of = of_each or (last.intent in ("fact", "describe", "compare") and last.entries)
    named = reading.of("entry", "product", "topic", "domain", "standard", "steward", "feature", "licence")
    if not spoken_of or alone.intent != "none" or not said.is_short() or named:
        return False
    if asked_of_it(reading):  # « existe-t-il en anglais ? »
        return True
    if not reading.of("field", "support"):
        return False
    strange = {reading.tokens[at].folded for at in reading.unread} - _BESIDE_A_FIELD
    return not strange and not _DEFINITE.isdisjoint(said.words) and not said.has("defining")


def _follows_documents(said: Said, reading: Reading, alone: Constraints) -> bool:
    """The same, of a question on the documents."""
    if which_do_it(said, reading):
        return True
    return alone.intent == "none" and (
        bool(said.closes("too") and said.is_short())
        or speaks_of_both(said, reading)
        or bool(said.opens("linking"))
        or replaces_it(said, reading)
    )


def _narrows_what_is_sought(said: Said, reading: Reading, alone: Constraints, focus: Focus) -> bool:
    """« quelles solutions françaises ? », after « remplacer Slack »: what a criterion alone is asked of was said."""
    before = focus.criteria
    sought = before is not None and bool(before.replaces or before.topics or before.features or before.domains)
    named = reading.of("entry", "product", "topic", "domain") or said.has("in_our_catalogue")
    plain = reading.cue("which") and reading.cue("noun") and not reading.unread and not named
    return sought and plain and alone.intent == "list" and has_criteria(reading) and said.is_short()


def speaks_of_a_list(said: Said, reading: Reading, focus: Focus) -> bool:
    """« le deuxième », « lesquels sont français ? », after a question on the documents: of the list before it."""
    if not focus.listed or names_something(said, reading):
        return False
    narrows = said.has("narrowing") and has_criteria(reading)
    return narrows or names_ordinal(said, reading) or counts_entries(said, reading)


def replaces_the_named(said: Said, reading: Reading) -> bool:
    """« par quoi le remplacer, un outil français si possible ? »: "it" was spoken of, whatever else is asked."""
    return said.has("replacing_it") and not reading.of("entry", "product", "topic", "domain")


def replaces_it(said: Said, reading: Reading) -> bool:
    """« par quoi le remplacer ? », "something else instead": another is sought in the place of what was spoken of."""
    return said.is_short() and said.has("instead") and not reading.of("entry", "product", "topic", "domain")


def asks_a_fact_of_it(said: Said, reading: Reading) -> bool:
    """« et sa licence ? », "who makes it?": a fact of what a pronoun stands for."""
    others = reading.of("entry", "product", "topic", "domain", "licence", "country")
    return bool(reading.of("field")) and not others and refers(said, reading)


def needs_more(said: Said, reading: Reading, alone: Constraints) -> bool:
    """Whether a first question points back to something: there is nothing there."""
    if alone.intent != "none" or names_something(said, reading) or reading.of("topic", "domain"):
        return False
    if is_bare(said) or language_asked(said, reading) or _picks_the_best(said, reading):
        return True
    if is_unexplained(reading):
        return False
    if refers(said, reading):
        return True
    return (
        bool(said.opens("openers"))
        or names_ordinal(said, reading)
        or counts_entries(said, reading)
        or said.has("other")
    )


def _picks_the_best(said: Said, reading: Reading) -> bool:
    """« laquelle est la plus simple ? », "which one is the best?": of some that were never named."""
    return picks(said) and ranks_what_was_found(reading)


def _cued(said: Said, reading: Reading, alone: Constraints, last: Constraints) -> bool:
    """Whether words such as « seulement », "instead" or « le deuxième » speak of what was found."""
    if not _may_point(said, reading):
        return False
    changes = said.opens("adding") or said.opens("dropping")
    changes = changes or said.has("discarding")
    changes = said.opens("contradicting") or (changes and last.intent in ("compare", "list", "alternatives"))
    if changes and reading.of("entry"):
        return True
    if alone.intent in ("fact", "describe", "compare") and alone.entries:
        return False
    if names_ordinal(said, reading) or counts_entries(said, reading) or said.has("other"):
        ours = said.has("programme")  # « la dernière réunion du programme »
        return not ours and alone.intent not in ("list", "alternatives", "aggregate", "count")
    starts = any(map(said.opens, ("narrowing", "adding", "replacing", "dropping")))
    short = said.is_short() or said.has("indifferent")
    inside = short and any(map(said.has, _WITHIN))
    without_noun = not reading.cue("noun") and not reading.of("product", "topic", "domain")
    return starts or (inside and without_noun) or replaces_it(said, reading) or refuses(reading)


def _may_point(said: Said, reading: Reading) -> bool:
    """« CLA ou DCO : quelle différence ? » speaks of names of its own."""
    return not (said.has("compare") and names_the_unknown(said, reading) and not reading.of("entry", "product"))
