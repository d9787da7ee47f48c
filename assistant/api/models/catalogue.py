"""The JSON of catalogue entries and their facets."""

from __future__ import annotations

from dataclasses import asdict

from pydantic import BaseModel

from assistant.api.models.requests import CatalogueIn
from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.facets import facets
from assistant.catalogue.filters import CatalogueFilters, filter_entries
from ingest.catalogue.schema import CatalogueEntry, Fact
from ingest.records import LANGUAGES, Language


class CatalogueEntryOut(CatalogueEntry):
    """An entry's typed facts; null is "unknown".

    ``to_verify`` names the known facts that no source states; ``documents`` are the ids of its pages, by language.
    """

    to_verify: list[Fact]
    documents: dict[Language, str]


class FacetValueOut(BaseModel):
    """A value that the criterion takes, in words, and how many entries it would keep."""

    value: str
    label: dict[Language, str]
    count: int


class FacetOut(BaseModel):
    """The values of one criterion, most frequent first.

    ``unknown`` entries do not document the fact; ``more`` values, the least frequent, are left out.
    """

    values: list[FacetValueOut]
    unknown: int
    more: int


class CatalogueOut(BaseModel):
    """Catalogue entries that meet every criterion.

    ``facets`` are counted among the entries that meet all the criteria but the facet's own: ``domain``,
    ``licence_family`` and ``licence`` (values of the criterion "licence"), ``country``, ``governance``, ``deployment``,
    ``organisation``, ``standard``, ``replaces``, ``support``.
    """

    count: int
    entries: list[CatalogueEntryOut]
    facets: dict[str, FacetOut]

    @classmethod
    def of(cls, wanted: CatalogueIn, catalogue: Catalogue) -> CatalogueOut:
        """Raises ``ValueError`` for a value that no entry could have."""
        filters = wanted.model_dump()
        found = filter_entries(catalogue, **filters)
        counted = facets(catalogue, CatalogueFilters(**filters))
        return cls(
            count=len(found),
            entries=[_entry(entry, catalogue) for entry in found],
            facets={name: FacetOut.model_validate(asdict(facet)) for name, facet in counted.items()},
        )


def _entry(entry: CatalogueEntry, catalogue: Catalogue) -> CatalogueEntryOut:
    pages = {language: catalogue.pages.get((entry.id, language)) for language in LANGUAGES}
    documents = {language: page.document_id for language, page in pages.items() if page is not None}
    return CatalogueEntryOut(**entry.model_dump(), to_verify=entry.unverified(), documents=documents)
