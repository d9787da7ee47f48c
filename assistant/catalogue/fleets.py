"""Devices that are to be managed: « un parc de 800 tablettes », "200 iPads. Which tool manages them?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from assistant.catalogue.reading import Reading, is_filler
from assistant.catalogue.tables import vocabulary
from assistant.catalogue.words import Match, singular

_MANAGED_LATER = re.compile(
    r"\b(?:manag(?:e|es|ing)|administer) (?:them|these|all of them)\b|\b(?:les|a) (?:gerer|administrer)\b|\bto manage$"
)


def with_fleets(reading: Reading) -> Reading:
    """« un parc de 800 tablettes », "manage 300 Linux laptops": what manages these, where nothing else is sought."""
    words = [token.folded for token in reading.tokens]
    needs = {device: need for need, devices in vocabulary()["devices"].items() for device in devices}
    if {*needs.values()} & {*reading.values("topic")}:
        return reading
    for last in (at for at, word in enumerate(words) if singular(word) in needs):
        before = takewhile(
            lambda at: words[at] in vocabulary()["fleets"] or _is_idle(reading, at), range(last - 1, -1, -1)
        )
        first = min((at for at in before if words[at] in vocabulary()["fleets"]), default=last)
        kept = [match for match in reading.matches if match.last < first or match.first > last]
        kept += [match for match in reading.of("standard") if match.last == last]  # iPhones are managed by Apple's own
        # « de mobiles Android » names their system; what is named farther away is what is sought.
        others = any(match.kind in ("product", "topic") and match.first != last + 1 for match in kept)
        if first < last and not others:
            kept.append(Match("topic", needs[singular(words[last])], first, last))
            unread = tuple(at for at in reading.unread if not first <= at <= last)
            return Reading(reading.tokens, tuple(sorted(kept, key=lambda match: match.first)), unread)
    managed = _manages_them(words)
    return _with_managed(reading, managed) if managed else reading


def _manages_them(words: Sequence[str]) -> tuple[str, ...]:
    """The devices of « 60 tablettes Android à gérer », "some iPads. Which tool manages them?"."""
    devices = tuple(word for word in words if singular(word) in vocabulary()["devices"]["mdm"])
    return devices if devices and _MANAGED_LATER.search(" ".join(words)) else ()


def _with_managed(reading: Reading, devices: Sequence[str]) -> Reading:
    """The reading where the devices and their systems are what is managed, and nothing to replace."""
    at = next(place for place, token in enumerate(reading.tokens) if token.folded in devices)
    kept = [match for match in reading.matches if match.kind not in ("product", "platform", "deployment")]
    kept.append(Match("topic", "mdm", at, at))
    unread = tuple(place for place in reading.unread if place != at)
    return Reading(reading.tokens, tuple(sorted(kept, key=lambda match: match.first)), unread)


def _is_idle(reading: Reading, place: int) -> bool:
    word = reading.tokens[place]
    return word.folded.isdigit() or word.folded in vocabulary()["fleet_systems"] or is_filler(word)
