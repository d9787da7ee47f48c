"""Whether commercial support, or a licence, is asked for or missing: « support inclus », not "support for SAML"."""

from __future__ import annotations

from assistant.catalogue.reading import Reading
from assistant.catalogue.tables import vocabulary
from assistant.catalogue.words import Match

_DENYING = (["no"], ["aucune"], ["without"])
_WHOLLY = ("", "at all", "du tout", "connue", "documentee", "indiquee", "known", "documented")


def support_asked(reading: Reading, *, negated: bool = False) -> bool:
    """« support inclus », "with support" ("with no support" where ``negated``): not "support for SAML"."""
    return any(
        match.negated == negated
        and reading.tokens[match.last].raw.lower() in vocabulary()["support_nouns"]
        and not is_of_something(match, reading)
        and not _is_what_something_has(match, reading)
        for match in reading.of("field")
    )


def _is_what_something_has(match: Match, reading: Reading) -> bool:
    """« markdown support »."""
    before = [one for one in reading.of("standard", "feature") if one.last == match.first - 1]
    return bool(before) and not reading.tokens[match.first].opens


def is_of_something(match: Match, reading: Reading) -> bool:
    """« support for SAML »: whether a standard or a feature follows, articles apart."""
    things = [one for one in reading.of("standard", "feature") if not reading.sharing(one, "entry", "product")]
    place = match.last + 1
    passed = {*vocabulary()["connectors"], "both", "fois"}  # "support both SAML and LDAP"
    while place < len(reading.tokens) and reading.tokens[place].folded in passed:
        place += 1
    goes_on = place < len(reading.tokens) and not any(
        token.opens for token in reading.tokens[match.last + 1 : place + 1]
    )
    return goes_on and any(one.first == place for one in things)


def lacks_a_licence(reading: Reading) -> bool:
    """ "Which entry has no licence at all?", « sans aucune licence connue »; not "no licence fees"."""
    for match in reading.of("field"):
        before = [token.folded for token in reading.tokens[: match.first]][-1:]
        after = " ".join(token.folded for token in reading.tokens[match.last + 1 :])
        if match.value == "licence" and before in _DENYING and after in _WHOLLY:
            return True
    return False
