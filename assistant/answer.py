"""Question to answer: understand, look in the catalogue's facts or retrieve passages, write, cite."""

from __future__ import annotations

import copy
import datetime
import logging
import uuid
from collections.abc import Generator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.asking import with_programme_named, without_introduction
from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.constraints import Constraints
from assistant.catalogue.meaning import FeatureMeanings
from assistant.catalogue.names import lexicon_of
from assistant.catalogue.parsing import parse_constraints
from assistant.catalogue.selection import select
from assistant.catalogue.untold import tells
from assistant.catalogue.words import fold
from assistant.clauses import questions_in, what_is_asked
from assistant.conversation.resolve import Resolution, resolve
from assistant.conversation.rewriting import Rewriter, Rewriting
from assistant.conversation.saying import nothing_before
from assistant.conversation.session import Asked, meant, turn_of, understand_in, understood_as
from assistant.conversation.state import Turn
from assistant.conversation.store import SessionStore
from assistant.conversation.turns import Sessions
from assistant.dossier.dossier import Dossier, make_dossier, no_dossier
from assistant.errors import NoDossierError, SessionsError, UnknownDocument
from assistant.events import Done, Event, Start, Understood, Verified, sources, telling
from assistant.generation.chat_model import ChatModel
from assistant.generation.rewriter import LlmRewriter
from assistant.generation.writer import LlmWriter
from assistant.glossary import without_idle_definitions
from assistant.records import Answer, Evidence, Filters
from assistant.retrieval.reranker import Reranker, load_reranker
from assistant.retrieval.retriever import POOL, Retriever
from assistant.settings import Settings
from assistant.several import answer_each
from assistant.spelling import respell
from assistant.timing import Timings
from assistant.understanding import LanguageChoice, Question, restore_elisions, understand
from assistant.verification.answers import Verification as CitationCheck
from assistant.verification.answers import verify, with_verification
from assistant.verification.checker import CitationChecker
from assistant.writing.extractive import Considered, consider, write_extractive
from assistant.writing.headings import headings_that_ask, words_of_question
from assistant.writing.typed import write_typed
from ingest.embedding.encoder import Encoder, load_encoder
from ingest.records import Document, Language
from ingest.store import Index, open_index

logger = logging.getLogger(__name__)

EVIDENCE = 8
"""Passages whose sentences are considered for an answer."""

LOOK_BACK = 10
"""Turns that a follow-up may point back to."""

GAP_EVIDENCE = 6
"""Passages that state what is not known, considered whatever their rank."""


class Assistant:
    """Answers questions over one open index; safe to share between threads."""

    def __init__(
        self,
        index: Index,
        encoder: Encoder,
        cache: Path | None = None,
        sessions: Sessions | None = None,
        reranker: Reranker | None = None,
        rewriter: Rewriter | None = None,
        model: ChatModel | None = None,
        entailment_model: str = "",
    ) -> None:
        self._index = index
        self._encoder = encoder
        self._sessions = sessions
        self._rewriter = rewriter
        self._retriever = Retriever(index, encoder, reranker)
        self._features = FeatureMeanings(encoder, cache)
        self.catalogue = Catalogue.from_documents(index.catalogue_documents())
        lexicon_of(self.catalogue)  # built now, so that the first question does not wait for it
        self._asked_by_pages = headings_that_ask(index.passages)
        names = [entry.name for entry in self.catalogue.entries.values()]
        self._checker = CitationChecker(encoder, names, entailment_model)
        self._model = model
        self._writer = LlmWriter(model, self._checker, index, self._vector_of) if model else None

    @property
    def snapshot(self) -> str:
        """Id of the index's content."""
        return self._index.snapshot

    def with_sessions(self, sessions: Sessions) -> Assistant:
        """The same assistant, over the same index and model, that keeps its conversations in ``sessions``."""
        other = copy.copy(self)
        other._sessions = sessions
        return other

    def without_model(self) -> Assistant:
        """The same assistant, which asks no language model: quick, to hear a conversation again."""
        other = copy.copy(self)
        other._rewriter, other._writer = None, None
        return other

    def warm_up(self) -> None:
        """Load what the first questions would wait for: the model, the features' meanings, the catalogue's words."""
        self.search("quitter Zoom", k=1)  # its language takes the words' frequencies to tell
        self._features.nearest("bonjour")
        self._checker.warm_up()
        if self._model:
            self._model.warm_up()
        select(self.catalogue, Constraints(intent="list", words=("bonjour",)))

    def ask(
        self,
        question: str,
        *,
        language: LanguageChoice = "auto",
        session_id: str | None = None,
        filters: Filters = Filters(),
    ) -> Answer:
        """Answer a question, with a citation for every sentence that states something.

        ``language`` is the answer's; "auto" takes the question's.  ``session_id`` takes up a conversation: the
        question may go on from what was asked in it.

        Raises:
            QuestionError: the question holds no letter and no digit.
            SessionsError: the session cannot be read or kept.
        """
        *_, done = self.stream(question, language=language, session_id=session_id, filters=filters)
        assert isinstance(done, Done)
        return done.answer

    def stream(
        self,
        question: str,
        *,
        language: LanguageChoice = "auto",
        session_id: str | None = None,
        filters: Filters = Filters(),
        constraints: Constraints | None = None,
    ) -> Generator[Event]:
        """The same, told as it happens; the last event holds the answer.  Closing the generator stops the work.

        ``constraints`` are answered in place of what the question would be read as, which only says them.

        Raises:
            QuestionError: the question holds no letter and no digit.
            SessionsError: the session cannot be read or kept.
        """
        timings = Timings()
        session = session_id or uuid.uuid4().hex
        yield Start(question, session)
        with timings.of("session"):
            turns = self._turns(session_id)
        with timings.of("understand"):
            understood = self._restored(understand_in(turns, question, language, self.catalogue))
        asked = self._read(understood, turns, filters, timings, constraints)
        found = None if constraints else (yield from self._answer_each(asked, turns, filters, timings))
        if found:
            asked, answer = found
        else:
            if asked.told:
                yield Understood(asked.told)
            answer = yield from self._answer(asked, filters, timings)
        answer = replace(
            answer, question=question, session_id=session, snapshot=self.snapshot, understood_as=asked.told
        )
        yield Verified(answer.verification)
        with timings.of("session"):
            self._keep(turn_of(asked.question, asked.resolution, answer, self.catalogue), named=session_id is not None)
        yield Done(replace(answer, timings_ms=timings.read_ms()))

    def dossier(self, question: str, *, language: LanguageChoice = "auto", date: datetime.date) -> Dossier:
        """The solutions that answer a question, as a document for a committee, dated ``date``.

        Raises:
            QuestionError: the question holds no letter and no digit.
            NoDossierError: it is not about solutions of the catalogue.
        """
        understood = self._understand(question, language)
        constraints = self._constraints(understood, Filters())
        if constraints.intent in ("none", "aggregate"):
            raise NoDossierError(no_dossier(question), question)
        selection = select(self.catalogue, constraints)
        return make_dossier(
            question, constraints, selection, self.catalogue, understood.language, snapshot=self.snapshot, date=date
        )

    def search(self, query: str, *, k: int = 10, filters: Filters = Filters()) -> list[Evidence]:
        """The ``k`` best passages, best first.

        Raises:
            QuestionError: the query holds no letter and no digit.
        """
        understood = self._understand(query)
        return self._retriever.search(self._retriever.query(understood.text, understood.asked_in), k, filters)

    def document(self, document_id: str) -> Document:
        """A whole document.

        Raises:
            UnknownDocument: no document has this id.
        """
        try:
            return self._index.document(document_id)
        except KeyError as error:
            raise UnknownDocument(document_id) from error

    def check_citations(self, answer: Answer) -> CitationCheck:
        """Each sentence of an answer against what it cites."""
        return verify(answer, self._index, self._checker)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Number of the embedding model's tokens in each text."""
        return self._encoder.count_tokens(texts)

    def _understand(self, question: str, language: LanguageChoice = "auto") -> Question:
        return self._restored(understand(question, language))

    def _restored(self, understood: Question) -> Question:
        if understood.asked_in == "en":
            return understood
        return replace(understood, text=restore_elisions(understood.text, self._index.lexical.knows))

    def _respelt(self, question: Question) -> Question:
        """The question as the documents would write it; the catalogue has its own way with misspelt names."""
        lexical = self._index.lexical
        text = respell(question.text, question.asked_in, lexical.knows, lexical.words_beginning)
        return replace(question, text=text)

    def _turns(self, session_id: str | None) -> list[Turn]:
        return self._sessions.turns(session_id, LOOK_BACK) if self._sessions and session_id else []

    def _keep(self, turn: Turn, *, named: bool) -> None:
        """Keep a turn; who asks once without naming a session gets the answer even where it cannot be kept."""
        if self._sessions is None:
            return
        try:
            self._sessions.add(turn.answer.session_id, turn)
        except SessionsError as error:
            if named:
                raise
            logger.warning("%s", error)

    def _read(
        self,
        understood: Question,
        turns: Sequence[Turn],
        filters: Filters,
        timings: Timings,
        constraints: Constraints | None = None,
    ) -> Asked:
        """What a question means after the turns before it; ``constraints`` say it all where they are given."""
        with timings.of("understand"):
            alone = constraints or self._constraints(understood, filters)
            resolution = (
                Resolution("facts", understood.text, constraints)
                if constraints
                else resolve(understood.text, alone, turns, self.catalogue)
            )
        if self._rewriter and turns:
            with timings.of("rewrite"):
                rewriting = Rewriting(self._rewriter, self.catalogue, lambda read: self._constraints(read, filters))
                resolution = rewriting.settle(understood, resolution, alone, turns)
        question = meant(understood, resolution)
        return Asked(question, alone, resolution, understood_as(question, alone, resolution, self.catalogue))

    def _answer_each(
        self, asked: Asked, turns: Sequence[Turn], filters: Filters, timings: Timings
    ) -> Generator[Event, None, tuple[Asked, Answer] | None]:
        """The answer to a message of several questions; None where one answer does."""
        parts = questions_in(asked.question.text, asked.question.asked_in)
        if len(parts) == 1 or asked.alone.intent in ("list", "alternatives", "compare"):
            return None  # « Lesquels remplacent Slack, et lesquels sont français ? » seeks one list
        return (
            yield from answer_each(
                asked,
                [replace(asked.question, asked=part, text=part) for part in parts],
                lambda part, before: self._read(part, [*turns, *before], filters, timings),
                lambda part, before: self._able(before)._answer(part, filters, timings),
                lambda part, answer: turn_of(part.question, part.resolution, answer, self.catalogue),
            )
        )

    def _able(self, before: Sequence[Answer]) -> Assistant:
        """The assistant without its model where that failed a moment ago: a message waits for it once."""
        failed = any(answer.verification.fallback not in (None, "unsupported") for answer in before)
        return self.without_model() if failed else self

    def _answer(self, asked: Asked, filters: Filters, timings: Timings) -> Generator[Event, None, Answer]:
        """The answer to what a question means, told as it is written."""
        question, resolution = asked.question, asked.resolution
        if resolution.way == "nothing":
            return (yield from _tell(nothing_before(question.asked, question.language, self.catalogue)))
        constraints = resolution.constraints or (asked.alone if resolution.way == "alone" else Constraints())
        if constraints.intent == "none" or filters.kind not in (None, "catalogue"):
            return (yield from self._from_passages(question, constraints, filters, timings, resolution.seen))
        if constraints.intent == "fact" and constraints.untold and self._is_told(question, constraints, filters):
            return (yield from self._from_passages(question, Constraints(), filters, timings))
        return (yield from _tell(self._from_facts(question, constraints, timings)))

    def _constraints(self, question: Question, filters: Filters) -> Constraints:
        """What the question asks of the catalogue, within the filters."""
        constraints = self._parsed(question)
        if constraints.intent == "none" and not constraints.programmes_choice:
            constraints = self._parsed(self._respelt(question))
        if constraints.intent == "none" or filters.kind not in (None, "catalogue"):
            return Constraints(programmes_choice=constraints.programmes_choice)
        if filters.domain and not constraints.domains:
            return replace(constraints, domains=(filters.domain,))
        return constraints

    def _parsed(self, question: Question) -> Constraints:
        """What the words ask of the catalogue; nothing where a section of a page asks the very question."""
        if words_of_question(question.text) in self._asked_by_pages:
            return Constraints()
        return parse_constraints(question.text, question.asked_in, self.catalogue, self._features.nearest)

    def _from_facts(self, question: Question, constraints: Constraints, timings: Timings) -> Answer:
        """The answer of the catalogue's typed facts."""
        with timings.of("facts"):
            selection = select(self.catalogue, constraints)
            answer = write_typed(question.asked, question.language, constraints, selection, self.catalogue, self._index)
        return self._checked(answer, timings)

    def _checked(self, answer: Answer, timings: Timings) -> Answer:
        """The answer of a writer without a model, with what the citation check found."""
        with timings.of("check"):
            return with_verification(answer, verify(answer, self._index, self._checker))

    def _is_told(self, question: Question, asked: Constraints, filters: Filters) -> bool:
        """Whether a passage tells what no fact of the catalogue does of the entries that are named."""
        names = [fold(name) for one in asked.entries for name in self.catalogue.names_of(one)]
        query = self._retriever.query(question.text, question.asked_in)
        return any(
            any(name in fold(sentence) for name in names) and tells(sentence, asked.untold)
            for one in self._retriever.search(query, EVIDENCE, filters)
            for sentence in (one.chunk.text[span.start : span.end] for span in one.chunk.sentences)
        )

    def _from_passages(
        self,
        question: Question,
        asked: Constraints,
        filters: Filters,
        timings: Timings,
        seen: frozenset[str] = frozenset(),
    ) -> Generator[Event, None, Answer]:
        """The answer of the sentences of the best passages, those ``seen`` left out, or an abstention."""
        considered = self._considered(question, asked, filters, timings, seen)
        yield from sources(considered.evidence)
        decision = considered.decision
        if self._writer is None or decision.status == "abstained" or decision.reason in ("gap", "premise"):
            with timings.of("write"):
                answer = write_extractive(considered, self._index)
            return (yield from _tell(self._checked(answer, timings)))
        with timings.of("model"):
            return (yield from self._writer.write(considered))

    def _considered(
        self, question: Question, asked: Constraints, filters: Filters, timings: Timings, seen: frozenset[str]
    ) -> Considered:
        """The passages found, and whether they answer; where they do not, whether they answer what alone asks in it."""
        question = self._respelt(replace(question, text=without_introduction(question.text, question.asked_in)))
        question = replace(question, text=with_programme_named(question.text, question.asked_in))
        with timings.of("embed"):
            query = self._retriever.query(question.text, question.asked_in)
        with timings.of("retrieve"):
            ranked = without_idle_definitions(self._retriever.search(query, 2 * POOL, filters), question.text)
            readable = self._readable([one for one in ranked if one.chunk.id not in seen], question.language)
            if asked.programmes_choice:
                readable = [one for one in readable if one.gaps] or readable
            evidence = _with_gaps(readable)
        with timings.of("write"):
            considered = consider(question, query, evidence, self._index)
        bare = what_is_asked(question.text, question.asked_in)
        if considered.decision.status != "abstained" or bare == question.text:
            return considered
        return self._considered(replace(question, text=bare), asked, filters, timings, seen)

    def _vector_of(self, text: str, language: Language) -> NDArray[np.float32]:
        return self._retriever.query(text, language).vector

    def _readable(self, ranked: list[Evidence], language: Language) -> list[Evidence]:
        """A document that has a version in the answer's language is quoted in that language alone."""
        return [one for one in ranked if one.chunk.language == language or not self._has_twin_in(one, language)]

    def _has_twin_in(self, one: Evidence, language: Language) -> bool:
        return self._index.is_told_in(self._index.work(one.chunk.document_id), language)


def _with_gaps(ranked: list[Evidence]) -> list[Evidence]:
    """The best passages, and the best of those that state gaps: few do, and in other words than people ask with."""
    return ranked[:EVIDENCE] + [one for one in ranked[EVIDENCE:] if one.gaps][:GAP_EVIDENCE]


def _tell(answer: Answer) -> Generator[Event, None, Answer]:
    yield from telling(answer)
    return answer


def open_assistant(settings: Settings) -> Assistant:
    """The assistant over the index that the settings name, with its model loaded.

    Raises:
        IndexMissing: there is no index yet.
        IndexMismatch: the index was made with another model or in another format.
        ModelError: the embedding model cannot be loaded, or the folder set for the reranker holds no cross-encoder.
    """
    encoder = load_encoder(settings.home, settings.embedding_model)
    index = open_index(settings.home, encoder, chroma_url=settings.chroma_url, database_url=settings.database_url)
    model = ChatModel(settings.llm) if settings.llm.configured else None
    return Assistant(
        index,
        encoder,
        settings.home / "cache",
        SessionStore(settings.sessions_database),
        load_reranker(settings.reranker_model),
        LlmRewriter(model) if model else None,
        model,
        settings.entailment_model,
    )
