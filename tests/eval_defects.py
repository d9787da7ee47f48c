"""Assistants with a known defect, each a wrapper around the real one; what is not broken is left as it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from assistant.answer import Assistant
from assistant.records import Answer, Citation, Sentence
from ingest.store import Index

ABSTAINING = {"fr": "Je n'ai pas trouvé de réponse dans les documents.", "en": "I found no answer in the documents."}
INVENTED = {"fr": "Le programme réunit déjà 4 217 organisations.", "en": "The programme gathers 4,217 organisations."}


class RandomChunks:
    """An index whose every search ends at some other passage: retrieval returns random chunks."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self.passages = list(index.passages)
        Random(1).shuffle(self.passages)

    def __getattr__(self, name):
        return getattr(self._index, name)


@dataclass
class Defective:
    """The real assistant, unbroken."""

    real: Assistant

    @property
    def snapshot(self):
        return self.real.snapshot

    def ask(self, question, *, session_id=None) -> Answer:
        return self.real.ask(question, session_id=session_id)

    def search(self, query, *, k=10):
        return self.real.search(query, k=k)

    def document(self, document_id):
        return self.real.document(document_id)


class ShiftedQuotes(Defective):
    """Every citation begins one character too late."""

    def ask(self, question, **options):
        answer = super().ask(question, **options)
        return replace(answer, citations=tuple(replace(one, start=one.start + 1) for one in answer.citations))


class ShiftedNumbers(Defective):
    """Every sentence cites the source of the next one."""

    def ask(self, question, **options):
        answer = super().ask(question, **options)
        cited = [sentence.citations for sentence in answer.sentences]
        sentences = [
            replace(one, citations=to) for one, to in zip(answer.sentences, cited[1:] + cited[:1], strict=True)
        ]
        return replace(answer, sentences=tuple(sentences))


class AlwaysFrench(Defective):
    """Answers in French whatever the question."""

    def ask(self, question, *, session_id=None):
        return self.real.ask(question, language="fr", session_id=session_id)


class NeverAbstains(Defective):
    """Where the documents do not answer, gives the best passage for an answer."""

    def ask(self, question, **options):
        answer = super().ask(question, **options)
        return answer if answer.status == "answered" else _said(answer, self.search(question, k=1)[0])


class AlwaysAbstains(Defective):
    """Knows nothing."""

    def ask(self, question, **options):
        answer = super().ask(question, **options)
        text = ABSTAINING[answer.language]
        return replace(answer, status="abstained", text=text, sentences=(Sentence(text),), citations=(), matches=())


class IgnoresFilters(Defective):
    """Selects the whole catalogue whatever the criteria."""

    def ask(self, question, **options):
        answer = super().ask(question, **options)
        every = tuple({"id": name, "name": entry.name} for name, entry in self.real.catalogue.entries.items())
        return replace(answer, matches=every) if answer.matches else answer


class InventsNumbers(Defective):
    """Adds to each answer a figure that no document gives, with the citation of what is before it."""

    def ask(self, question, **options):
        answer = super().ask(question, **options)
        if answer.status == "abstained" or not answer.prose:
            return answer
        invented = Sentence(INVENTED[answer.language], answer.prose[-1].citations)
        return replace(answer, text=f"{answer.text} {invented.text}", sentences=(invented, *answer.sentences))


def _said(answer: Answer, found) -> Answer:
    """The answer that a passage makes."""
    chunk = found.chunk
    quote = Citation(
        1, chunk.document_id, chunk.id, found.title, found.kind, chunk.language, found.url, None, chunk.text,
        chunk.start, chunk.start + len(chunk.text),
    )  # fmt: skip
    sentences = (Sentence(chunk.text, (1,)),)
    return replace(answer, status="answered", text=f"{chunk.text} [1]", sentences=sentences, citations=(quote,))
