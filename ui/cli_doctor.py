"""Checks of an installation: what is wrong, and what to do about it."""

from __future__ import annotations

import platform
import shutil
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from sqlalchemy import select

from assistant.settings import Settings
from assistant.version import DISTRIBUTION
from ingest.embedding.space import space_identity
from ingest.errors import IndexMissing, IngestError
from ingest.messages import Figure
from ingest.readers.digest import reading_digest
from ingest.sources import builtin_corpus, load
from ingest.store.location import Location, open_existing
from ingest.store.tables import files
from ui.cli_check import Check, Status
from ui.cli_texts import Texts

if TYPE_CHECKING:
    from ingest.embedding.encoder import Encoder
    from ingest.store import Index

OLDEST_PYTHON = (3, 11)
LITTLE_GB, TOO_LITTLE_GB = 2.0, 0.3


def examine(settings: Settings, texts: Texts) -> list[Check]:
    """Every check, in an order where a check that needs another comes after it."""
    doctor = _Doctor(settings, texts)
    return [
        doctor.run(name, check)
        for name, check in (
            ("python", doctor.python),
            ("packages", doctor.packages),
            ("home", doctor.home),
            ("disk", doctor.disk),
            ("model", doctor.model),
            *([("reranker", doctor.reranker)] if settings.reranker_model else []),
            ("index", doctor.index),
            ("corpus", doctor.corpus),
            ("llm", doctor.llm),
        )
    ]


class _Doctor:
    """Runs the checks; remembers the model, which the index's check needs, and the index, for the corpus's."""

    def __init__(self, settings: Settings, texts: Texts) -> None:
        self._settings = settings
        self._texts = texts
        self._encoder: Encoder | None = None
        self._index: Index | None = None

    def run(self, name: str, check: Callable[[], Check]) -> Check:
        """The check, or a failed one when it breaks: a doctor does not faint."""
        try:
            return check()
        except Exception as error:  # noqa: BLE001
            return Check(
                name,
                "fail",
                self._texts("doctor", "crashed", error=f"{type(error).__name__}: {error}"),
                self._texts("doctor", "crashed_advice"),
            )

    def python(self) -> Check:
        fits = sys.version_info[:2] >= OLDEST_PYTHON
        return self._check("python", "ok" if fits else "fail", version=platform.python_version())

    def packages(self) -> Check:
        requirements = list(_requirements())
        if not requirements:
            return Check("packages", "warn", self._say("packages_unknown"), self._say("packages_advice"))
        wrong = [found for found in map(_mismatch, requirements) if found]
        return self._check("packages", "fail" if wrong else "ok", count=len(requirements), wrong=", ".join(wrong))

    def home(self) -> Check:
        home = self._settings.home
        try:
            home.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=home):
                return self._check("home", "ok", home=home)
        except OSError as error:
            return self._check("home", "fail", home=home, error=error)

    def disk(self) -> Check:
        place = next(folder for folder in (self._settings.home, *self._settings.home.parents) if folder.exists())
        free_gb = shutil.disk_usage(place).free / 1e9
        status: Status = "fail" if free_gb < TOO_LITTLE_GB else "warn" if free_gb < LITTLE_GB else "ok"
        advice = "" if status == "ok" else self._say("disk_advice")
        return Check("disk", status, self._say("disk_ok", free=Figure(f"{free_gb:.1f}")), advice)

    def model(self) -> Check:
        from ingest.embedding.encoder import load_encoder

        started = time.perf_counter()
        try:
            encoder = load_encoder(self._settings.home, self._settings.embedding_model)
            encoder.encode_queries(["bonjour"])
        except IngestError as error:
            return self._check("model", "fail", error=error)
        self._encoder = encoder
        seconds = _seconds_since(started)
        return self._check("model", "ok", model=encoder.identity, seconds=seconds, dimension=encoder.dimension)

    def reranker(self) -> Check:
        from assistant.retrieval.reranker import load_reranker

        model = self._settings.reranker_model
        started = time.perf_counter()
        try:
            if reranker := load_reranker(model):
                reranker.relevance("bonjour", ["bonjour"])
        except IngestError as error:
            return self._check("reranker", "fail", error=error)
        return self._check("reranker", "ok", model=Path(model).name, seconds=_seconds_since(started))

    def index(self) -> Check:
        from ingest.store import open_index

        if self._encoder is None:
            return Check("index", "warn", self._say("index_untried"))
        try:
            self._index = open_index(
                self._settings.home,
                self._encoder,
                chroma_url=self._settings.chroma_url,
                database_url=self._settings.database_url,
            )
        except IndexMissing as error:
            return self._check("index", "fail", error=error)
        except IngestError as error:
            return Check("index", "fail", error.said(self._texts.language), self._say("index_mismatch_advice"))
        counts = {"documents": len(self._index.documents()), "passages": len(self._index.passages)}
        return self._check("index", "ok", snapshot=self._index.snapshot, **counts)

    def corpus(self) -> Check:
        if self._index is None or self._encoder is None:
            return Check("corpus", "warn", self._say("corpus_untried"))
        indexed, builtin = _indexed_files(self._settings, space_identity(self._encoder.identity)), _builtin_files()
        known = {source: sha256 for source, sha256 in indexed.items() if source.startswith("corpus:")}
        if not known:
            return Check("corpus", "ok", self._say("corpus_other"))
        counts = {
            "new": len(builtin.keys() - known.keys()),
            "gone": len(known.keys() - builtin.keys()),
            "changed": sum(builtin[source] != known[source] for source in builtin.keys() & known.keys()),
        }
        return self._check("corpus", "warn" if any(counts.values()) else "ok", count=len(builtin), **counts)

    def llm(self) -> Check:
        from ui.cli_doctor_llm import examine_model

        return examine_model(self._settings.llm, self._texts)

    def _check(self, name: str, status: Status, **values: object) -> Check:
        """The check whose texts are ``name_status`` and, unless all is well, ``name_advice``."""
        advice = "" if status == "ok" else self._say(f"{name}_advice")
        return Check(name, status, self._say(f"{name}_{status}", **values), advice)

    def _say(self, key: str, **values: object) -> str:
        return self._texts("doctor", key, **values)


def _seconds_since(started: float) -> Figure:
    return Figure(f"{time.perf_counter() - started:.1f}")


def _indexed_files(settings: Settings, space: str) -> dict[str, str]:
    """Digest of each file that the index knows, by source."""
    location = Location(settings.home, settings.chroma_url, settings.database_url)
    with open_existing(location, space).connect() as connection:
        return {row.source: row.digest for row in connection.execute(select(files))}


def _builtin_files() -> dict[str, str]:
    """Digest of each file of the built-in corpus, by source."""
    return {ref.source: reading_digest(load(ref).data) for ref in builtin_corpus()}


def _requirements() -> Iterator[Requirement]:
    """What this distribution requires here: from its metadata, or from the project file beside the code."""
    for requirement in map(Requirement, _required()):
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield requirement


def _required() -> Sequence[str]:
    try:
        return metadata.requires(DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        project = Path(__file__).parent.parent / "pyproject.toml"
        if not project.is_file():
            return []
        dependencies: list[str] = tomllib.loads(project.read_text(encoding="utf-8"))["project"]["dependencies"]
        return dependencies


def _mismatch(requirement: Requirement) -> str | None:
    """What is wrong with the installed version, or None."""
    try:
        installed = metadata.version(requirement.name)
    except metadata.PackageNotFoundError:
        return f"{requirement} (absent)"
    return None if requirement.specifier.contains(installed, prereleases=True) else f"{requirement} ({installed})"
