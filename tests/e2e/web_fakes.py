"""A fake assistant for the web page: realistic answers in both languages, chosen by a word of the question."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from e2e.web_documents import (
    DOCUMENTS,
    GAPS,
    HOSTILE,
    HOSTILE_TEXT,
    METHOD_EN,
    METHOD_FR,
    REPORT,
    RISKS,
    SHEET,
    SHEET_EN,
)

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.constraints import Constraints
from assistant.errors import UnknownDocument
from assistant.events import Done, Event, Start, telling
from assistant.live import LiveAssistant
from assistant.records import Answer, Citation, Sentence
from assistant.settings import Settings
from ingest.readers.raw import RawFile
from ingest.readers.yaml_file import read_yaml_file
from ingest.records import Document, Language

CATALOGUE = Path(__file__).parents[2] / "corpus" / "catalogue"


@dataclass
class WebAssistant:
    """Picks a scenario by a word of the question; ``held`` keeps answers back until it is set.

    ``reached`` is set by the first question.
    """

    snapshot: str = "3f9c2a71d0b4"
    held: threading.Event = field(default_factory=threading.Event)
    catalogue: Catalogue = field(default_factory=lambda: read_catalogue())
    constraints: list[Constraints | None] = field(default_factory=list)
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    reached: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.held.set()

    def ask(self, question: str, *, language: str = "auto", session_id: str | None = None) -> Answer:
        self.asked.append((question, session_id))
        self.reached.set()
        self.held.wait(timeout=20)
        for word, scenario in SCENARIOS:
            if word in question.lower():
                return scenario(question, session_id or "", self.snapshot)
        return coalitions_fr(question, session_id or "", self.snapshot)

    def stream(
        self,
        question: str,
        *,
        language: str = "auto",
        session_id: str | None = None,
        constraints: Constraints | None = None,
    ) -> Iterator[Event]:
        yield Start(question, session_id or "")
        self.constraints.append(constraints)
        answer = self.ask(question, language=language, session_id=session_id)
        yield from telling(answer)
        yield Done(answer)

    def document(self, document_id: str) -> Document:
        found = DOCUMENTS.get(document_id) or catalogue_documents().get(document_id)
        if found is None:
            raise UnknownDocument(document_id)
        return found


def live_with(assistant: WebAssistant, settings: Settings, index: dict[str, str | None] | None = None) -> LiveAssistant:
    """A live assistant over ``assistant``; ``index["snapshot"]`` is None while there is no index."""
    there = {"snapshot": assistant.snapshot} if index is None else index
    return LiveAssistant(settings, open_assistant=lambda _: assistant, read_snapshot=lambda _: there["snapshot"])


def cite(n: int, document: Document, quote: str, *, page: int | None = None, supported: bool = True) -> Citation:
    start = document.text.index(quote)
    return Citation(
        n, document.id, f"{document.id}#0", document.title, document.kind, document.language or "fr", document.url,
        page, quote, start, start + len(quote), supported,
    )  # fmt: skip


def make(
    question: str, session_id: str, snapshot: str, language: Language, sentences: list[Sentence], **rest: Any
) -> Answer:
    marked = (each.text + "".join(f" [{n}]" for n in each.citations) for each in sentences)
    values = {"status": "answered", "text": " ".join(marked), "sentences": tuple(sentences)} | rest
    return Answer(question=question, language=language, session_id=session_id, snapshot=snapshot, **values)


def coalitions_fr(question: str, session_id: str, snapshot: str) -> Answer:
    sentences = [
        Sentence("La méthode d'EuroCommons repose sur des coalitions : plusieurs organisations avancent ensemble au "
                 "lieu de migrer chacune de son côté.", (1,)),
        Sentence("Le programme passe par des coalitions pour éviter qu'une organisation ne porte à elle seule les "
                 "risques, les coûts et l'incertitude d'une migration.", (2,)),
        Sentence("Cinq sortes d'acteurs sont invitées à travailler ensemble, dont les services informatiques de "
                 "grandes organisations européennes.", (3,)),
        Sentence("Le coût de la première migration se répartit alors entre plusieurs organisations.", (3, 4)),
    ]  # fmt: skip
    citations = (
        cite(1, METHOD_FR, "plusieurs organisations avancent ensemble au lieu de migrer chacune de son côté."),
        cite(2, METHOD_FR, RISKS),
        cite(3, METHOD_EN, "EuroCommons invites five kinds of actors to work together: the IT departments of large "
                           "European organisations, open-source publishers, integrators, foundations and actors of "
                           "the digital commons."),
        cite(4, REPORT, "Working in a coalition spreads the cost of the first migration over several organisations.",
             page=12, supported=False),
    )  # fmt: skip
    follow_ups = ("Qui est invité à participer ?", "Quels sont les onze domaines technologiques ?")
    return make(question, session_id, snapshot, "fr", sentences, citations=citations, follow_ups=follow_ups)


def coalitions_en(question: str, session_id: str, snapshot: str) -> Answer:
    sentences = [
        Sentence(
            "The method of EuroCommons rests on coalitions: several organisations move together instead of each "
            "migrating on its own.",
            (1,),
        ),
        Sentence("A document in French says: “" + RISKS + "”", (2,)),
    ]
    citations = (
        cite(1, METHOD_EN, "several organisations move together instead of each migrating on its own."),
        cite(2, METHOD_FR, RISKS),
    )
    follow_ups = ("Who is invited to take part?",)
    return make(question, session_id, snapshot, "en", sentences, citations=citations, follow_ups=follow_ups)


def budget(question: str, session_id: str, snapshot: str) -> Answer:
    sentences = [Sentence("Nos documents ne donnent ni le budget d'EuroCommons, ni son coût, ni l'origine de son "
                          "financement.", (1,))]  # fmt: skip
    citations = (
        cite(1, GAPS, "Nos documents ne donnent ni le budget d'EuroCommons, ni son coût, ni l'origine de son "
                      "financement."),
        cite(2, GAPS, "le plan de 18 milliards d'euros autour du numérique que la Caisse des Dépôts a annoncé le 26 "
                      "février 2026"),
    )  # fmt: skip
    follow_ups = ("Qui a lancé EuroCommons ?",)
    return make(
        question, session_id, snapshot, "fr", sentences,
        status="abstained", citations=citations, follow_ups=follow_ups,
    )  # fmt: skip


def teams_fr(question: str, session_id: str, snapshot: str) -> Answer:
    sentences = [
        Sentence("Sept solutions du catalogue peuvent remplacer Microsoft Teams et s'héberger chez vous, avec un "
                 "éditeur européen.", (1, 2, 3)),
        Sentence("Element est un client de messagerie et de visioconférence fondé sur le protocole Matrix.",
                 (1, 2, 3, 4, 5)),
    ]  # fmt: skip
    quotes = ("Element est un client de messagerie", "visioconférence", "protocole Matrix", "Microsoft Teams et Slack",
              "auto-hébergement")  # fmt: skip
    citations = tuple(cite(n, SHEET, quote) for n, quote in enumerate(quotes, start=1))
    follow_up = "Lesquelles acceptent la fédération Matrix ?"
    return alternatives_to_teams(question, session_id, snapshot, "fr", sentences, citations, follow_up)


def teams_en(question: str, session_id: str, snapshot: str) -> Answer:
    sentences = [
        Sentence("Seven solutions of the catalogue can replace Microsoft Teams and be hosted by you, with a European "
                 "publisher.", (1, 2, 3)),
        Sentence("Element is a messaging and video meeting client built on the Matrix protocol.", (1, 2, 3, 4, 5)),
    ]  # fmt: skip
    quotes = ("Element is a messaging", "video meeting", "Matrix protocol", "Microsoft Teams and Slack", "self-hosting")
    citations = tuple(cite(n, SHEET_EN, quote) for n, quote in enumerate(quotes, start=1))
    follow_up = "Which of them support Matrix federation?"
    return alternatives_to_teams(question, session_id, snapshot, "en", sentences, citations, follow_up)


def alternatives_to_teams(
    question: str, session_id: str, snapshot: str, language: Language, sentences: list[Sentence],
    citations: tuple[Citation, ...], follow_up: str,
) -> Answer:  # fmt: skip
    names = ("element", "jitsi-meet", "nextcloud", "bigbluebutton", "galene", "jami", "e-os")
    constraints = {
        "intent": "alternatives",
        "replaces": [{"label": "Microsoft Teams", "targets": ["Microsoft Teams"]}],
        "licences": ["AGPL"],
        "support_in_europe": True,
    }
    missed = {"failed": {"kind": "country", "values": ["EU"], "negated": False}}
    unknown = {"unknown": [{"kind": "deployment", "values": ["cloud"], "negated": False}]}
    return make(
        question, session_id, snapshot, language, sentences,
        text="\n".join(sentence.text for sentence in sentences),
        citations=citations,
        constraints=constraints,
        matches=tuple(entry(name) for name in names),
        near_misses=(entry("bigbluebutton") | missed,),
        not_documented=(entry("gnome") | unknown,),
        follow_ups=(follow_up,),
    )  # fmt: skip


def comparison(question: str, session_id: str, snapshot: str) -> Answer:
    quotes = ("Element est un client de messagerie", "Microsoft Teams et Slack", "auto-hébergement")
    names = ("element", "jitsi-meet", "bigbluebutton", "galene", "jami")
    cells = [{"text": "auto-hébergement et poste de travail (à vérifier)", "citations": [3], "verified": False}] * 4
    unknown = {"text": "non documenté", "citations": [], "verified": None}
    replaced = [{"text": "Microsoft Teams et Slack", "citations": [2], "verified": True}] * 5
    table = "| Critère | " + " | ".join(names) + " |\n| Produits remplacés | Microsoft Teams et Slack [2] |"
    sentences = [Sentence("Element : client de messagerie.", (1,)), Sentence(table, (2, 3))]
    return make(
        question, session_id, snapshot, "fr", sentences,
        text=f"Element : client de messagerie. [1]\n\n{table}",
        citations=tuple(cite(n, SHEET, quote) for n, quote in enumerate(quotes, start=1)),
        comparison={
            "entries": [{"id": name, "name": entry(name)["name"]} for name in names],
            "rows": [
                {"fact": "replaces", "label": "Produits remplacés", "cells": replaced},
                {"fact": "deployment", "label": "Déploiement", "cells": [*cells, unknown]},
            ],
        },
    )  # fmt: skip


@cache
def read_catalogue() -> Catalogue:
    """A part of the catalogue, enough to offer other values of a criterion."""
    names = ("element", "jitsi-meet", "nextcloud", "keycloak", "xwiki")
    return Catalogue.from_documents(_documents(CATALOGUE / f"{name}.yml" for name in names))


@cache
def whole_catalogue() -> Catalogue:
    return Catalogue.from_documents(catalogue_documents().values())


@cache
def catalogue_documents() -> dict[str, Document]:
    return {each.id: each for each in _documents(sorted(CATALOGUE.glob("*.yml")))}


def _documents(files: Iterable[Path]) -> Iterator[Document]:
    raw = (RawFile(f"corpus:{path.name}", path.name, path.read_bytes(), path.stem) for path in files)
    return (document for one in raw for document in read_yaml_file(one))


def entry(name: str) -> dict[str, Any]:
    return dict(yaml.safe_load((CATALOGUE / f"{name}.yml").read_text(encoding="utf-8")))


def hostile(question: str, session_id: str, snapshot: str) -> Answer:
    sentences = [Sentence(f"Réponse {HOSTILE_TEXT}", (1,))]
    bad = {"id": '"><script>', "name": "<script>window.pwned=true</script>", "homepage": "javascript:window.pwned=true",
           "licence": ["<b>MIT</b>"], "steward": "<i>x</i>", "replaces": ["<u>y</u>"]}  # fmt: skip
    return make(
        question, session_id, snapshot, "fr", sentences,
        citations=(cite(1, HOSTILE, HOSTILE_TEXT),), matches=(bad,), follow_ups=(f"Et {HOSTILE_TEXT} ?",),
    )  # fmt: skip


def long_answer(question: str, session_id: str, snapshot: str) -> Answer:
    quote = "ce travail commun porte sur des briques prioritaires."
    sentences = [Sentence(f"Point {n} : {quote}", (1, 2)) for n in range(1, 31)]
    citations = (cite(1, METHOD_FR, quote), cite(2, REPORT, "Large organisations report"))
    return make(question, session_id, snapshot, "fr", sentences, status="partial", citations=citations)


def broken(question: str, session_id: str, snapshot: str) -> Answer:
    raise RuntimeError("secret detail of the machine")


SCENARIOS: tuple[tuple[str, Callable[[str, str, str], Answer]], ...] = (
    ("how do the coalitions", coalitions_en),
    ("budget", budget),
    ("compare", comparison),
    ("replace teams", teams_en),
    ("teams", teams_fr),
    ("hostile", hostile),
    ("long", long_answer),
    ("panne", broken),
)
