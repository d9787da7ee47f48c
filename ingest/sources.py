"""Finds what there is to read in a file, a folder, a web page, a feed or the built-in corpus, and loads it."""

from __future__ import annotations

import logging
import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import ingest
from ingest.errors import ReadError
from ingest.fetch import fetch, megabytes
from ingest.readers import READERS, ending
from ingest.readers.feed import FeedItem, read_feed
from ingest.readers.identifier import default_id
from ingest.readers.raw import RawFile
from ingest.texts import message

log = logging.getLogger(__name__)

CORPUS_PARTS = ("articles", "domains", "catalogue", "glossary.yml", "pdf")
_CORPUS = "corpus:"
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+)://", re.IGNORECASE)
_FEED_ENDINGS = frozenset({".atom", ".rss", ".xml"})


@dataclass(frozen=True, slots=True)
class Limits:
    """What a source may cost: bytes of one file or page, seconds to fetch it, and whether from a private network."""

    max_bytes: int = 50_000_000
    timeout_s: float = 30.0
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class SourceRef:
    """One source to load: a file (``path``), a web page (``url``), or one that came with its feed (``raw``).

    ``root`` is the argument that led to it, in the spelling that ``source`` has: the source itself, a folder above
    it, ``corpus:``, or the feed that announced it.
    """

    source: str
    root: str
    path: Path | None = None
    url: str | None = None
    raw: RawFile | None = None


def find_sources(arg: str, limits: Limits = Limits()) -> Iterator[SourceRef]:
    """The sources in a file, folder, URL or feed; raises ``ReadError`` when the argument itself cannot be read.

    A folder is walked in the order of its names, without hidden files, links that lead out of it, and files that no
    reader knows.  A URL is fetched here, since only its content tells a page from a feed.
    """
    scheme = _SCHEME.match(arg)
    if scheme:
        yield from _on_the_web(arg, scheme[1].lower(), limits)
        return
    path = _existing(arg)
    if path.is_dir():
        yield from (SourceRef(file.as_posix(), path.as_posix(), path=file) for file in _files(path))
    else:
        yield from _file(path, limits)


def builtin_corpus(folder: Path | None = None) -> Iterator[SourceRef]:
    """The programme's documents that come with the assistant, or those of another corpus ``folder``.

    A page that also exists as ``pdf/<its name>.pdf`` is read from there, so that citations of it have page numbers.
    """
    corpus = (folder or Path(ingest.__file__).parent.parent / "corpus").resolve()
    printed = {file.stem for file in (corpus / "pdf").glob("*.pdf")}
    for part in (corpus / name for name in CORPUS_PARTS if (corpus / name).exists()):
        for file in [part] if part.is_file() else _files(part):
            if file.suffix != ".md" or file.stem not in printed:
                yield SourceRef(f"{_CORPUS}{file.relative_to(corpus).as_posix()}", _CORPUS, path=file)


def load(ref: SourceRef, limits: Limits = Limits()) -> RawFile:
    """The source's bytes; raises ``ReadError`` when it is missing, too large or cannot be fetched."""
    if ref.raw is not None:
        return ref.raw
    if ref.path is not None:
        return RawFile(ref.source, ref.path.name, _bytes(ref, ref.path, limits), _file_id(ref.source))
    return fetch(
        ref.url or ref.source,
        timeout_s=limits.timeout_s,
        max_bytes=limits.max_bytes,
        allow_private=limits.allow_private,
    )


def _existing(arg: str) -> Path:
    try:
        path = Path(arg).expanduser().resolve()
        exists = path.is_dir() or path.is_file()
    except (OSError, RuntimeError) as error:  # no permission, too long a name; no home folder
        raise ReadError(arg, message("unreadable", error=error)) from error
    if not exists:
        raise ReadError(arg, message("no_such_file"))
    return path


def _on_the_web(url: str, scheme: str, limits: Limits) -> Iterator[SourceRef]:
    if scheme not in ("http", "https"):
        raise ReadError(url, message("wrong_scheme", scheme=scheme))
    raw = load(SourceRef(url, url, url=url), limits)
    if ending(raw.name) in _FEED_ENDINGS:
        yield from _announced(raw)
    else:
        yield SourceRef(raw.source, raw.source, raw=raw)


def _file(path: Path, limits: Limits) -> Iterator[SourceRef]:
    ref = SourceRef(path.as_posix(), path.as_posix(), path=path)
    if path.suffix.lower() in _FEED_ENDINGS:
        yield from _announced(load(ref, limits))
    else:
        yield ref


def _announced(feed: RawFile) -> Iterator[SourceRef]:
    for found in read_feed(feed):
        yield SourceRef(found.url, feed.source, url=found.url, raw=_from_feed(found))


def _from_feed(found: FeedItem) -> RawFile | None:
    if found.page is None:
        return None
    return RawFile(found.url, "item.html", found.page, default_id(found.url, found.url.partition("://")[2]), found.url)


def _files(folder: Path) -> Iterator[Path]:
    """The files below ``folder`` that a reader knows, in the order of their paths; logs how many others there are."""
    files = sorted(_visible(folder))
    known = [file for file in files if ending(file.name) in READERS]
    skipped = Counter(ending(file.name) or "no ending" for file in files if ending(file.name) not in READERS)
    if skipped:
        kinds = ", ".join(f"{kind} ({count})" for kind, count in sorted(skipped.items()))
        log.warning("%s: skipped %d files that no reader knows: %s", folder, skipped.total(), kinds)
    real = {file for file in known if not file.is_symlink()}
    return (file for file in known if file in real or file.resolve() not in real)


def _visible(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder, onerror=_unreadable):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files = (Path(parent, name) for name in names if not name.startswith("."))
        yield from (file for file in files if file.is_file() and file.resolve().is_relative_to(folder))


def _unreadable(error: OSError) -> None:
    log.warning("%s: cannot be listed: %s", error.filename, error.strerror)


def _bytes(ref: SourceRef, path: Path, limits: Limits) -> bytes:
    try:
        size = path.stat().st_size
        if size > limits.max_bytes:
            limit = megabytes(limits.max_bytes)
            raise ReadError(ref.source, message("file_too_large", size=megabytes(size), limit=limit))
        return path.read_bytes()
    except OSError as error:
        raise ReadError(ref.source, message("unreadable", error=error)) from error


def _file_id(source: str) -> str:
    """From the path below the corpus, else from the file's name alone: the id must not depend on which folder above
    the file was given."""
    path = Path(source.removeprefix(_CORPUS))
    readable = path.with_suffix("").as_posix() if source.startswith(_CORPUS) else path.stem
    return default_id(source, readable)
