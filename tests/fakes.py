"""A fake of the assistant, written by hand: one document, one answer, no model, no index."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.catalogue.catalogue import Catalogue
from assistant.errors import EmptyQuestion, UnknownDocument
from assistant.events import Done, Start, Verified, telling
from assistant.records import Answer, Citation, Evidence, Filters, Sentence
from ingest.records import Chunk, Document, Language, Section

TEXT = "Une coalition réunit des organisations. Elle se retrouve chaque mois."
DOCUMENT = Document(
    id="articles/coalitions.fr",
    source="corpus:articles/coalitions.fr.md",
    kind="article",
    title="Les coalitions",
    text=TEXT,
    language="fr",
    sections=(Section(("Principe",), 0, len(TEXT)),),
    url="https://example.org/coalitions",
    domains=("security",),
)
NO_FILTERS = Filters()
FIRST, SECOND = "Une coalition réunit des organisations.", "Elle se retrouve chaque mois."
CHUNK = Chunk("articles/coalitions.fr#0", DOCUMENT.id, "fr", ("Principe",), None, 0, len(TEXT), TEXT)
EVIDENCE = Evidence(CHUNK, DOCUMENT.title, "article", 0.87, 1, url=DOCUMENT.url, domains=DOCUMENT.domains)

FACTS = {
    "id": "keycloak",
    "name": "Keycloak",
    "domain": "directories-and-identity",
    "secondary_domains": [],
    "summary_en": "Identity provider.",
    "summary_fr": "Fournisseur d’identité.",
    "licence": ["Apache-2.0"],
    "homepage": None,
    "repository": None,
    "steward": None,
    "steward_country": None,
    "governance": "foundation",
    "replaces": ["Okta"],
    "standards": ["SAML"],
    "features": ["single sign-on"],
    "deployment": ["self-hosted"],
    "commercial_support_in_europe": None,
    "aliases": ["RH-SSO"],
    "description_fr": None,
    "description_en": None,
    "organisations": None,
    "limits_fr": None,
    "limits_en": None,
    "notes_fr": None,
    "notes": None,
    "last_verified": "2026-11-23",
    "sources": [],
}
ENTRY = Document(
    "catalogue/keycloak.en", "corpus:keycloak.yml", "catalogue", "Keycloak", "Identity provider.", "en",
    entry="keycloak", facts=FACTS,
)  # fmt: skip


@dataclass
class Asked:
    """One call of ``FakeAssistant.ask``."""

    question: str
    language: str
    session_id: str | None
    filters: Filters


@dataclass
class FakeAssistant:
    """Answers every question with the same two cited sentences, and remembers what it was asked."""

    snapshot: str = "snapshot-1"
    asked: list[Asked] = field(default_factory=list)
    searched: list[tuple[str, int, Filters]] = field(default_factory=list)
    failure: Exception | None = None
    catalogue: Catalogue = field(default_factory=lambda: Catalogue.from_documents([ENTRY]))

    def ask(
        self,
        question: str,
        *,
        language: str = "auto",
        session_id: str | None = None,
        filters: Filters = NO_FILTERS,
    ) -> Answer:
        if self.failure is not None:
            raise self.failure
        if not question.strip():
            raise EmptyQuestion()
        self.asked.append(Asked(question, language, session_id, filters))
        return answer_to(question, "fr" if language == "auto" else language, session_id or "session-1", self.snapshot)

    def stream(self, question: str, **options):
        yield Start(question, options.get("session_id") or "session-1")
        answer = self.ask(question, **options)
        yield from telling(answer)
        yield Verified(answer.verification)
        yield Done(answer)

    def with_sessions(self, sessions) -> FakeAssistant:
        return self

    def without_model(self) -> FakeAssistant:
        return self

    def count_tokens(self, texts: list[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def search(self, query: str, *, k: int = 10, filters: Filters = NO_FILTERS) -> list[Evidence]:
        self.searched.append((query, k, filters))
        return [EVIDENCE][:k]

    def document(self, document_id: str) -> Document:
        if document_id != DOCUMENT.id:
            raise UnknownDocument(document_id)
        return DOCUMENT


def answer_to(question: str, language: Language, session_id: str, snapshot: str) -> Answer:
    return Answer(
        question=question,
        language=language,
        status="answered",
        text=f"{FIRST} [1] {SECOND} [2]",
        sentences=(Sentence(FIRST, (1,)), Sentence(SECOND, (2,))),
        citations=(_citation(1, FIRST), _citation(2, SECOND)),
        follow_ups=("Qui peut proposer un sujet ?",),
        session_id=session_id,
        snapshot=snapshot,
        timings_ms={"total": 41.0},
    )


def _citation(n: int, quote: str) -> Citation:
    start = TEXT.index(quote)
    return Citation(
        n, DOCUMENT.id, CHUNK.id, DOCUMENT.title, "article", "fr", DOCUMENT.url, None, quote, start, start + len(quote)
    )
