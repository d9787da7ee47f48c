"""What was kept and dropped of a model's text, as a record and in words for the reader."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from assistant.generation.screening import Judged
from assistant.records import Verification
from ingest.records import Language
from ingest.yaml_files import read_yaml

_PATH = Path(__file__).with_name("texts.yml")


class Report:
    """The sentences judged so far."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._judged: list[Judged] = []
        self._rewritten = 0

    def add(self, judged: Judged, *, rewritten: bool = False) -> None:
        self._judged.append(judged)
        self._rewritten += rewritten and not judged.why

    @property
    def dropped(self) -> list[Judged]:
        return [judged for judged in self._judged if judged.why]

    @property
    def kept(self) -> int:
        return len(self._judged) - len(self.dropped)

    def verification(self, fallback: str | None, quoted: int, trust: float) -> Verification:
        """``quoted`` is how many sentences of the documents the fallback brought; ``trust`` is of the model."""
        return Verification(
            checked=len(self._judged),
            kept=self.kept,
            rewritten=self._rewritten,
            dropped=tuple(judged.dropped for judged in self.dropped),
            fallback=fallback,
            message=self._message(fallback, quoted),
            trust=round(trust, 3),
        )

    def _message(self, fallback: str | None, quoted: int) -> str:
        said = []
        if fallback:
            what = "replaced" if not self.kept else "completed" if quoted else "incomplete"
            said.append(self._say(what, reason=self._say(fallback)))
        unsupported = sum(judged.why in ("unsupported", "uncited", "doubtful", "dangling") for judged in self.dropped)
        if unsupported and (self.kept or not fallback):
            said.append(self._say("dropped_one" if unsupported == 1 else "dropped_many", count=str(unsupported)))
        return " ".join(said)

    def _say(self, key: str, **values: str) -> str:
        return _texts()[key][self._language].format(**values)


@cache
def _texts() -> dict[str, dict[Language, str]]:
    table: dict[str, dict[Language, str]] = read_yaml(_PATH)
    return table
