"""Criteria of before and criteria of a follow-up, made one: added, replaced, dropped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from assistant.catalogue.constraints import Constraints
from assistant.catalogue.predicates import area

# A follow-up's value takes the place of the one before, unless it says "also".
_ALTERNATIVES = ("licences", "countries", "governance", "deployment")
_GROUPS = ("topics", "features", "standards", "companions")
_MISSED = ("features", "companions")
_LACKED = ("excluded_topics", "excluded_domains")
_CRITERIA = (
    *_ALTERNATIVES,
    *(f"excluded_{name}" for name in (*_ALTERNATIVES, *_MISSED, "standards", "entries", "stewards")),
    *_LACKED,
    "stewards",
    "supporters",
    "organisations",
    "features",
    "standards",
    "companions",
    "support_in_europe",
    "undocumented",
)
_SUBJECTS = ("replaces", "similar_to", "topics", "domains")


def merge(before: Constraints, new: Constraints, *, adding: bool = False, replacing: bool = False) -> Constraints:
    """The criteria of both.

    A country, licence, governance or way to deploy takes the place of the one before unless ``adding``; standards and
    features add up unless ``replacing``.
    """
    changed: dict[str, Any] = {}
    for name in _ALTERNATIVES:
        changed |= _alternatives(name, before, new, adding)
    for name in _GROUPS:
        changed[name] = _groups(getattr(before, name), getattr(new, name), replacing=replacing)
    for name in _LACKED:
        changed[name] = tuple(dict.fromkeys((*getattr(before, name), *getattr(new, name))))
    for name in _MISSED:
        wanted, refused = getattr(new, name), getattr(new, f"excluded_{name}")
        missing = dict.fromkeys((*getattr(before, f"excluded_{name}"), *refused))
        changed[f"excluded_{name}"] = tuple(group for group in missing if group not in wanted)
        changed[name] = tuple(group for group in changed[name] if group not in refused)
    refused = _union(before.excluded_standards, new.excluded_standards)
    changed["excluded_standards"] = tuple(name for name in refused if not _among(name, new.standards))
    changed["standards"] = tuple(g for g in changed["standards"] if not set(g) & set(new.excluded_standards))
    changed["stewards"] = new.stewards or before.stewards
    changed["excluded_stewards"] = _union(before.excluded_stewards, new.excluded_stewards)
    changed["organisations"] = (new.organisations or before.organisations) if before.organisations else ()
    changed["supporters"] = new.supporters or before.supporters
    changed["every_deployment"] = new.every_deployment if new.deployment else before.every_deployment
    changed["only_deployment"] = new.only_deployment if new.deployment else before.only_deployment
    changed["excluded_entries"] = _union(before.excluded_entries, new.excluded_entries)
    lacking = "support" in new.undocumented  # « et sans support ? »
    changed["support_in_europe"] = new.support_in_europe or (before.support_in_europe and not lacking)
    kept = (kind for kind in before.undocumented if kind != "support" or not new.support_in_europe)
    changed["undocumented"] = _union(tuple(kept), new.undocumented)
    changed["supported_in"] = _union(before.supported_in, new.supported_in)
    changed["audience"] = _union(before.audience, new.audience)
    changed["limit"] = new.limit or before.limit
    changed |= {"homonyms": (), "outside": (), "export": new.export, "share": new.share}  # told once
    if not (before.against and changed.get(before.against) == getattr(before, before.against)):
        changed |= {"against": new.against, "contrast": new.contrast}
    changed |= {"untold": new.untold, "doubted": False}
    return replace(before, **changed)


def with_subject(before: Constraints, new: Constraints, *, adding: bool = False) -> Constraints:
    """What is sought changed for that of ``new``, the criteria kept; ``adding`` keeps the products of before too."""
    products = (*(before.replaces if adding else ()), *new.replaces)
    kept = replace(
        before,
        replaces=tuple(dict.fromkeys(products)),
        similar_to=(),
        topics=new.topics,
        domains=new.domains,
        words=(),
        called=new.called,
        limit=None,
    )
    return merge(kept, new, adding=adding)


def without(
    before: Constraints, dropped: frozenset[str], values: Mapping[str, tuple[str, ...]] | None = None
) -> Constraints:
    """The constraints without some criteria, by their field; "all" drops every one and leaves the subject.

    Where ``values`` names some of a field's values, the others are kept.
    """
    fields = [name for name in _CRITERIA if "all" in dropped or name.removeprefix("excluded_") in dropped]
    changed: dict[str, Any] = {name: False if name == "support_in_europe" else () for name in fields}
    for name, named in (values or {}).items():
        changed[name] = changed.get(name) or _left(getattr(before, name), named)
    return replace(before, **changed, limit=None)


def union_of(before: Constraints, now: Constraints) -> Constraints | None:
    """``now`` with the values of both where they differ in one criterion of alternatives; None where they do not."""
    differing = [name for name in _ALTERNATIVES if getattr(before, name) != getattr(now, name)]
    if len(differing) != 1 or not getattr(before, differing[0]):
        return None
    changed: dict[str, Any] = {differing[0]: _union(getattr(before, differing[0]), getattr(now, differing[0]))}
    return replace(now, **changed)


def criteria_named(constraints: Constraints) -> frozenset[str]:
    """The fields of the criteria that are set."""
    return frozenset(name.removeprefix("excluded_") for name in _CRITERIA if getattr(constraints, name))


def changed_criteria(before: Constraints, now: Constraints) -> frozenset[str]:
    """The fields of the criteria that the last question added or changed."""
    changed = (name for name in _CRITERIA if getattr(now, name) and getattr(now, name) != getattr(before, name))
    return frozenset(name.removeprefix("excluded_") for name in changed)


def has_subject(constraints: Constraints) -> bool:
    """Whether something is sought: a product's alternative, a need, a domain."""
    return any(getattr(constraints, name) for name in _SUBJECTS)


def _alternatives(name: str, before: Constraints, new: Constraints, adding: bool) -> dict[str, tuple[str, ...]]:
    """Values wanted and values refused; what is now refused is wanted no more, and the reverse.

    A country is refused with the continent, and wanted from it again.
    """
    excluded = f"excluded_{name}"
    wanted, refused = getattr(new, name), getattr(new, excluded)
    values = _union(getattr(before, name), wanted) if adding or not wanted else wanted
    left_out = _union(getattr(before, excluded), refused)
    return {
        name: tuple(value for value in values if not any(_is_within(value, other) for other in refused)),
        excluded: tuple(value for value in left_out if not any(_is_within(other, value) for other in wanted)),
    }


def _is_within(value: str, other: str) -> bool:
    """Whether a value is the other one, or a country of that area."""
    return area(value) <= area(other)


def _groups(
    before: tuple[tuple[str, ...], ...], new: tuple[tuple[str, ...], ...], *, replacing: bool
) -> tuple[tuple[str, ...], ...]:
    return new if replacing and new else tuple(dict.fromkeys((*before, *new)))


def _among(name: str, groups: tuple[tuple[str, ...], ...]) -> bool:
    return any(name in group for group in groups)


def _left(held: Any, named: tuple[str, ...]) -> Any:
    """The values, or groups of values, that are not named; none where none of those named is held."""
    if not isinstance(held, tuple):
        return False
    left = tuple(one for one in held if not ({one} if isinstance(one, str) else set(one)) & set(named))
    return left if len(left) < len(held) else ()


def _union(*values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for each in values for value in each))
