"""What the index holds, and what one file's documents change in it.  Values in, values out: no I/O."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ingest.errors import ReadError
from ingest.records import Document
from ingest.store.codec import text_hash
from ingest.texts import message


@dataclass(frozen=True, slots=True)
class Entry:
    """One document that is known, by its source; ``duplicate_of`` is the source of the one that stands for it."""

    source: str
    file: str
    id: str
    content_hash: str
    text_hash: str
    duplicate_of: str | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """What a file's new content does to the index.

    ``store`` holds the new or changed documents and, for those that repeat another's text, the source of the one
    that stands for them.  ``drop`` lists sources that go, ``promote`` those that stand for themselves from now on
    and ``repoint`` the new stand-in of others.  ``added``, ``updated``, ``deleted`` and ``unchanged`` count.
    """

    file: str
    store: list[tuple[Document, str | None]] = field(default_factory=list)
    drop: list[Entry] = field(default_factory=list)
    promote: list[Entry] = field(default_factory=list)
    repoint: dict[str, str] = field(default_factory=dict)
    added: int = 0
    updated: int = 0
    deleted: int = 0
    unchanged: int = 0


class Ledger:
    """The known documents, kept in step with the changes it hands out.

    The same text from two places is one document: the first that came stands for the others, and when it goes or
    changes, the first of the others in the order of their sources takes its place.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = {entry.source: entry for entry in entries}
        standing = [entry for entry in self._entries.values() if entry.duplicate_of is None]
        self._by_text = {entry.text_hash: entry.source for entry in standing}
        self._by_id = {entry.id: entry.source for entry in standing}
        self._by_file: dict[str, set[str]] = {}
        for entry in self._entries.values():
            self._by_file.setdefault(entry.file, set()).add(entry.source)

    def documents_of(self, file: str) -> int:
        return len(self._by_file.get(file, ()))

    def touched_by(self, file: str) -> set[str]:
        """Sources that a change of ``file`` can drop, promote or repoint: its own, and those that repeat them."""
        own = self._by_file.get(file, set())
        return own | {entry.source for entry in self._entries.values() if entry.duplicate_of in own}

    def standing(self) -> list[Entry]:
        """Entries that have chunks, in the order of their ids."""
        return sorted((self._entries[source] for source in self._by_id.values()), key=lambda entry: entry.id)

    def apply(self, file: str, documents: Sequence[Document]) -> Changes:
        """The changes that make ``documents`` the content of ``file``; an empty sequence removes it.

        Raises:
            ReadError: an id is used twice, in this file or by another source with another text.
        """
        self._refuse_taken_ids(file, documents)
        counts: Counter[str] = Counter()
        changes = Changes(file)
        kept = {document.source for document in documents}
        for source in sorted(self._by_file.get(file, set()) - kept):
            self._remove(self._entries[source], changes)
            counts["deleted"] += 1
        for document in documents:
            counts[self._place(document, file, changes)] += 1
        return replace(
            changes,
            added=counts["added"],
            updated=counts["updated"],
            deleted=counts["deleted"],
            unchanged=counts["unchanged"],
        )

    def _refuse_taken_ids(self, file: str, documents: Sequence[Document]) -> None:
        seen: dict[str, str] = {}
        for document in documents:
            holder = self._by_id.get(document.id)
            other = holder is not None and self._entries[holder].file != file
            if other and self._by_text.get(text_hash(document)) is None:
                raise ReadError(file, message("id_taken", id=document.id, holder=holder))
            if document.id in seen:
                raise ReadError(file, message("id_twice", id=document.id))
            seen[document.id] = document.source

    def _place(self, document: Document, file: str, changes: Changes) -> str:
        known = self._entries.get(document.source)
        text = text_hash(document)
        if known and (known.content_hash, known.id) == (document.content_hash, document.id):
            return "unchanged"
        if known and not (known.duplicate_of is None and known.text_hash == text):
            self._remove(known, changes)
        elif known:
            changes.drop.append(known)
            self._by_id.pop(known.id, None)
        stand_in = self._by_text.get(text)
        duplicate_of = stand_in if stand_in != document.source else None
        self._add(Entry(document.source, file, document.id, document.content_hash, text, duplicate_of))
        changes.store.append((document, duplicate_of))
        return "updated" if known else "added"

    def _add(self, entry: Entry) -> None:
        self._entries[entry.source] = entry
        self._by_file.setdefault(entry.file, set()).add(entry.source)
        if entry.duplicate_of is None:
            self._by_text[entry.text_hash] = entry.source
            self._by_id[entry.id] = entry.source

    def _remove(self, entry: Entry, changes: Changes) -> None:
        changes.drop.append(entry)
        del self._entries[entry.source]
        self._by_file[entry.file].discard(entry.source)
        if entry.duplicate_of is not None:
            return
        del self._by_text[entry.text_hash]
        del self._by_id[entry.id]
        repeats = sorted(other.source for other in self._entries.values() if other.duplicate_of == entry.source)
        for source in repeats:
            stand_in = None if source == repeats[0] else repeats[0]
            self._add(replace(self._entries[source], duplicate_of=stand_in))
            if stand_in is not None:
                changes.repoint[source] = stand_in
        if repeats:
            changes.promote.append(self._entries[repeats[0]])
