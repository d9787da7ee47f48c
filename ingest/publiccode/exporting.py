"""A catalogue entry as a publiccode.yml file of the current version; what the entry does not know must be given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from ingest.catalogue.schema import CatalogueEntry
from ingest.errors import ReadError
from ingest.messages import Message, Several
from ingest.publiccode.conformity import fits_long, fits_short, problems_of
from ingest.publiccode.features import feature_names
from ingest.publiccode.licences import OUR_OWN, expression_of, licences_of
from ingest.publiccode.model import PublicCode, written
from ingest.publiccode.notes import note
from ingest.publiccode.reading import VERSION, to_model
from ingest.publiccode.texts import language_tag
from ingest.publiccode.vocabulary import categories, vocabulary
from ingest.records import LANGUAGES, Language
from ingest.texts import message

_WIDTH = 100


def export_publiccode(entry: CatalogueEntry, keys: Mapping[str, Any] | None = None) -> str:
    """Return the entry as publiccode.yml 0.7, completed with ``keys``, which are written as in the file.

    ``keys`` gives what the standard demands and the catalogue does not hold, such as ``developmentStatus``, and may
    say more; lists that the catalogue only approximates (categories, features, scopes) are replaced by those of
    ``keys``.  Raises ``ReadError`` where a key of the standard is still missing, is wrong, or contradicts the entry;
    the message names each.
    """
    own = {key: value for key, value in (keys or {}).items() if key != "publiccodeYmlVersion"}
    given = to_model({"publiccodeYmlVersion": VERSION, "name": entry.name} | own, entry.id)
    exact = _exact(entry, given)
    contradictions = [*_contradictions(exact, written(given)), *_other_licences(entry, given)]
    merged = _merged(_merged(_suggested(entry, given), own), exact)
    code = to_model(merged, entry.id)
    problems = (*contradictions, *problems_of(code))
    if problems:
        raise ReadError(entry.id, message("not_exportable", version=VERSION, problems=Several(problems, "; ")))
    return _yaml(code)


def _exact(entry: CatalogueEntry, given: PublicCode) -> dict[str, Any]:
    """What the entry knows as the standard means it."""
    values: dict[str, Any] = {"publiccodeYmlVersion": VERSION, "name": entry.name}
    values |= {key: value for key, value in (("url", entry.repository), ("landingURL", entry.homepage)) if value}
    values["description"] = {_tag(given, language): _texts(entry, language) for language in LANGUAGES}
    if expression := expression_of(entry.licence):
        # The same licence, spelled otherwise ("GPL-2.0+"), stays as given.
        own = given.legal.license if given.legal else None
        values["legal"] = {"license": own if own and _lists(own) == entry.licence else expression}
    return values


def _texts(entry: CatalogueEntry, language: Language) -> dict[str, str]:
    """A text of another length than the standard's is not cut: the caller gives one."""
    summary: str = getattr(entry, f"summary_{language}")
    description: str | None = getattr(entry, f"description_{language}")
    texts = {"shortDescription": summary} if fits_short(summary) else {}
    return texts | ({"longDescription": description} if description and fits_long(description) else {})


def _suggested(entry: CatalogueEntry, given: PublicCode) -> dict[str, Any]:
    """What the entry knows nearly as the standard means it."""
    values: dict[str, Any] = {
        "categories": list(_categories(entry)),
        "supports": [{"id": f"alias:{alias}"} for alias in _aliases(entry)],
        "intendedAudience": {"scope": list(_scopes(entry))},
        "description": _feature_lists(entry, given),
    }
    return _without_empty(values | _steward(entry, given))


def _steward(entry: CatalogueEntry, given: PublicCode) -> dict[str, Any]:
    """The section ``organisation`` demands a URI: without one, the deprecated key is the only one that holds a name."""
    if entry.steward is None:
        return {}
    if given.organisation is None:
        return {"legal": {"repoOwner": entry.steward}}
    return {"organisation": {"name": entry.steward}}


def _categories(entry: CatalogueEntry) -> Iterator[str]:
    """Categories that the entry is in for sure: those of its whole domains, those whose features it has."""
    domains, features = {entry.domain, *entry.secondary_domains}, set(entry.features or ())
    for name, category in categories().items():
        if category and category.domain in domains:
            has_features = bool(category.features) and features.issuperset(category.features)
            if category.whole or (has_features and category.domain == entry.domain):
                yield name


def _aliases(entry: CatalogueEntry) -> Iterator[str]:
    yield from (alias for alias, standard in vocabulary().aliases.items() if standard in (entry.standards or ()))


def _scopes(entry: CatalogueEntry) -> Iterator[str]:
    for kind in entry.organisations or ():
        yield from vocabulary().scope_of.get(kind, ())


def _feature_lists(entry: CatalogueEntry, given: PublicCode) -> dict[str, Any]:
    """The features in both languages; none where the caller lists them, in whatever language."""
    if any(texts.features for texts in (given.description or {}).values()):
        return {}
    return {_tag(given, language): {"features": _features(entry, language)} for language in LANGUAGES}


def _features(entry: CatalogueEntry, language: Language) -> list[str]:
    if language == "en":
        return list(entry.features or ())
    known = feature_names([entry.domain, *entry.secondary_domains])
    return [known[term].fr for term in entry.features or () if term in known]


def _tag(given: PublicCode, language: Language) -> str:
    """The language's key in the caller's description (``fr-BE``), so that there are not two."""
    return language_tag(given, language) or language


def _other_licences(entry: CatalogueEntry, given: PublicCode) -> Iterator[Message]:
    """An expression says how several licences go together; it may not name others."""
    expression = given.legal.license if given.legal else None
    known = [licence for licence in entry.licence or () if not licence.startswith(OUR_OWN)]
    if entry.licence is None or len(known) < len(entry.licence):
        return
    if expression is None and len(known) > 1:
        yield note("choice_or_parts", licences=", ".join(known))
    elif expression and len(known) > 1 and sorted(_lists(expression) or known) != sorted(known):
        yield note("other_licences", given=expression, licences=", ".join(known))


def _lists(expression: str) -> list[str] | None:
    try:
        return licences_of(expression)
    except ValueError:
        return None


def _contradictions(exact: Mapping[str, Any], given: Mapping[str, Any], path: str = "") -> Iterator[Message]:
    for key, value in exact.items():
        other = given.get(key)
        if isinstance(value, Mapping) and isinstance(other, Mapping):
            yield from _contradictions(value, other, f"{path}{key}.")
        elif other is not None and str(other).split() != str(value).split():
            yield note("contradiction", key=f"{path}{key}", given=str(other)[:80], own=str(value)[:80])


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Both, section by section; the value of ``above`` where both have one."""
    values = dict(below)
    for key, value in above.items():
        other = values.get(key)
        both = isinstance(value, Mapping) and isinstance(other, Mapping)
        values[key] = _merged(other, value) if both and isinstance(other, Mapping) else value
    return values


def _without_empty(values: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: _without_empty(value) if isinstance(value, Mapping) else value for key, value in values.items()}
    return {key: value for key, value in kept.items() if value}


class _Dumper(yaml.SafeDumper):
    """Lists are indented, and texts of several lines stand as they are, as in the standard's examples."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _represent_text)


def _yaml(code: PublicCode) -> str:
    """One blank line between sections, as in the standard's examples."""
    blocks = [
        yaml.dump({key: value}, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)
        for key, value in written(code).items()
    ]
    return "\n".join(_spaced(blocks))


def _spaced(blocks: list[str]) -> Iterator[str]:
    """A line stays next to a line; a block of several stands apart."""
    for number, block in enumerate(blocks):
        apart = number + 1 < len(blocks) and (block.count("\n") > 1 or blocks[number + 1].count("\n") > 1)
        yield block if apart else block.rstrip("\n")
    yield ""
