"""The corpus's tables: proprietary products, standards, features and the glossary, with their names in both languages.

They are vocabulary, not documents: the pages of the catalogue, the reading of questions, retrieval and the tooltips
of the web page all take their words from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from ingest.catalogue.schema import DOMAINS, Domain, Slug, Text
from ingest.records import Language
from ingest.yaml_files import read_yaml

CORPUS = Path(__file__).resolve().parent.parent / "corpus"

# In a heading, the other names people use: enough to be found by, few enough to be read.
_SHOWN_NAMES = 5
_STRICT = ConfigDict(extra="forbid", frozen=True, strict=True)


class Product(BaseModel):
    """A proprietary product; alternatives to the products that it ``covers`` also serve those who leave it."""

    model_config = _STRICT

    vendor: Text
    domain: Domain
    fr: Text
    en: Text
    aliases: list[Text]
    aliases_fr: list[Text]
    aliases_en: list[Text]
    misspellings: list[Text]
    covers: list[Text]

    def other_names(self) -> list[str]:
        """Return every name but the canonical one."""
        return [*self.aliases, *self.aliases_fr, *self.aliases_en, *self.misspellings]


class Standard(BaseModel):
    """A standard, a format, a protocol or a norm; ``body`` is who publishes it, None where nobody does."""

    model_config = _STRICT

    title: Text
    body: Text | None
    aliases: list[Text]


class Feature(BaseModel):
    """What the English term of a domain's vocabulary is in French, and other words for it in either language."""

    model_config = _STRICT

    fr: Text
    also: list[Text]


class Term(BaseModel):
    """A term of the glossary in both languages."""

    model_config = _STRICT

    id: Slug
    fr: Text
    en: Text
    synonyms_fr: list[Text]
    synonyms_en: list[Text]
    acronyms_fr: list[Text]
    acronyms_en: list[Text]
    definition_fr: Text
    definition_en: Text
    domains: list[Domain]

    def name(self, language: Language) -> str:
        """Return the preferred term."""
        return self.fr if language == "fr" else self.en

    def names(self, language: Language) -> list[str]:
        """Return the preferred term, its synonyms and its acronyms."""
        if language == "fr":
            return [self.fr, *self.synonyms_fr, *self.acronyms_fr]
        return [self.en, *self.synonyms_en, *self.acronyms_en]

    def heading(self, language: Language) -> str:
        """Return the heading of the term's section in the glossary's document, with some of its other names."""
        preferred, *others = dict.fromkeys(self.names(language))
        named = f"{preferred[0].upper()}{preferred[1:]}"
        return f"{named} ({', '.join(others[:_SHOWN_NAMES])})" if others else named

    def definition(self, language: Language) -> str:
        """Return the definition, one or two sentences."""
        return self.definition_fr if language == "fr" else self.definition_en


Products = Annotated[dict[Text, Product], Field(min_length=1)]
Standards = Annotated[dict[Text, Standard], Field(min_length=1)]
Features = Annotated[dict[Text, Feature], Field(min_length=1)]
Glossary = Annotated[list[Term], Field(min_length=1)]


@dataclass(frozen=True, eq=False)
class Reference:
    """The four tables; ``features`` by domain, then by English term."""

    products: Mapping[str, Product]
    standards: Mapping[str, Standard]
    features: Mapping[Domain, Mapping[str, Feature]]
    glossary: tuple[Term, ...]

    @classmethod
    def load(cls, corpus: Path) -> Reference:
        """Read the tables of a corpus folder.

        Raises ``OSError`` for a missing file, ``yaml.YAMLError`` for one that is not YAML or gives a key twice, and
        pydantic's ``ValidationError`` for wrong values.
        """
        return cls(
            products=TypeAdapter(Products).validate_python(read_yaml(corpus / "products.yml")),
            standards=TypeAdapter(Standards).validate_python(read_yaml(corpus / "standards.yml")),
            features={
                domain: TypeAdapter(Features).validate_python(read_yaml(corpus / "features" / f"{domain}.yml"))
                for domain in DOMAINS
            },
            glossary=tuple(TypeAdapter(Glossary).validate_python(read_yaml(corpus / "glossary.yml"))),
        )


@cache
def reference() -> Reference:
    """Return the tables of the built-in corpus, read once."""
    return Reference.load(CORPUS)
