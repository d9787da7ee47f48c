"""An answer in the making: its sentences, and the citations that they share."""

from __future__ import annotations

from assistant.records import Citation, Sentence
from ingest.records import Span
from ingest.store import Index, Passage


class Draft:
    """Sentences in order, and citations numbered from 1 in the order of their first use."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._sentences: list[Sentence] = []
        self._tables: set[Sentence] = set()
        self._citations: dict[tuple[str, int, int], Citation] = {}

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple(self._sentences)

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(self._citations.values())

    def say(self, text: str, *citations: int) -> None:
        """Add a sentence with the numbers of what supports it."""
        self._sentences.append(Sentence(text, tuple(dict.fromkeys(citations))))

    def say_table(self, text: str, *citations: int) -> None:
        """Add a Markdown table, which holds its marks in its cells; it stands apart from the sentences."""
        self.say(text, *citations)
        self._tables.add(self._sentences[-1])

    def cite(self, document_id: str, span: Span, quote: str) -> int:
        """Number of the citation of ``span`` in a document, which reads ``quote``; the same span has one number.

        Raises:
            KeyError: no passage of this document holds the span's beginning.
        """
        key = (document_id, span.start, span.end)
        if key not in self._citations:
            passage = self._index.passage_at(document_id, span.start)
            self._citations[key] = _citation(len(self._citations) + 1, passage, span, quote)
        return self._citations[key].n

    def cites(self, document_id: str, span: Span) -> bool:
        """Whether a quote cited so far holds ``span``."""
        return any(
            document == document_id and start <= span.start and span.end <= end
            for document, start, end in self._citations
        )

    def text(self, separator: str = " ") -> str:
        """The sentences, each followed by its marks: ``... [1] ... [2][3]``."""
        return separator.join(map(self.marked, self._sentences))

    def marked(self, sentence: Sentence) -> str:
        """A sentence followed by its marks."""
        if sentence in self._tables:
            return f"\n{sentence.text}"  # Markdown wants an empty line before a table
        return " ".join([sentence.text, "".join(f"[{n}]" for n in sentence.citations)]).rstrip()


def _citation(n: int, passage: Passage, span: Span, quote: str) -> Citation:
    chunk, document = passage.chunk, passage.document
    return Citation(
        n=n,
        document_id=document.id,
        chunk_id=chunk.id,
        title=document.title,
        kind=document.kind,
        language=chunk.language,
        url=document.url,
        page=chunk.page,
        quote=quote,
        start=span.start,
        end=span.end,
    )
