"""Plays the dialogues and prints the share of turns that are right, by language and by kind.

    python -m evals.dialogues [FILE ...] [--home DIR] [--json]

With ``--home`` the whole assistant answers over that home's index, and citations are checked; without it no model is
loaded.  Exit code 0 when the target is reached, 1 when it is not, 2 for wrong use.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from assistant.catalogue.catalogue import Catalogue
from evals.catalogue.checking import built_in_catalogue
from evals.dialogues.cases import FILES, Dialogue, dialogues_of
from evals.dialogues.checking import faults
from evals.dialogues.playing import Ask, play, without_model

TARGET = 0.95


@dataclass(frozen=True, slots=True)
class Played:
    """A dialogue and what is wrong with each turn."""

    dialogue: Dialogue
    faults: list[list[str]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Play every dialogue and print the figures."""
    made = argparse.ArgumentParser(prog="python -m evals.dialogues", description="Follow-ups, turn by turn.")
    made.add_argument("--home", type=Path, help="home whose index answers (none: resolution alone, without the model)")
    made.add_argument("--json", action="store_true", help="print one JSON object")
    made.add_argument("files", nargs="*", metavar="FILE", help=f"{', '.join(FILES)} (none: all)")
    options = made.parse_args(arguments)
    if unknown := [name for name in options.files if name not in FILES]:
        made.error(f"unknown file {', '.join(unknown)}; there are {', '.join(FILES)}")
    wanted = [each for name in options.files or FILES for each in dialogues_of(name)]
    with TemporaryDirectory() as folder:
        catalogue, begin = _assistant(options.home, Path(folder)) if options.home else _resolution()
        cited = options.home is not None
        played = [Played(one, faults(one, play(one, begin()), catalogue, cited=cited)) for one in wanted]
    print(json.dumps(_figures(played), ensure_ascii=False) if options.json else _text(played))
    return 0 if _share(played) >= TARGET else 1


def _resolution() -> tuple[Catalogue, Callable[[], Ask]]:
    catalogue = built_in_catalogue()
    return catalogue, lambda: without_model(catalogue)


def _assistant(home: Path, folder: Path) -> tuple[Catalogue, Callable[[], Ask]]:
    """The assistant over ``home``, whose sessions go to ``folder``."""
    from assistant.answer import Assistant
    from assistant.conversation.store import SessionStore
    from ingest.embedding.encoder import load_encoder
    from ingest.store import open_index

    encoder = load_encoder(home)
    sessions = SessionStore(f"sqlite:///{folder / 'sessions.db'}")
    assistant = Assistant(open_index(home, encoder), encoder, home / "cache", sessions)

    def begin() -> Ask:
        session = uuid4().hex
        return lambda text: assistant.ask(text, session_id=session)

    return assistant.catalogue, begin


def _share(played: Sequence[Played]) -> float:
    turns = [found for one in played for found in one.faults]
    return sum(not found for found in turns) / len(turns) if turns else 0.0


def _groups(played: Sequence[Played]) -> dict[str, list[Played]]:
    groups: dict[str, list[Played]] = defaultdict(list)
    for one in played:
        groups[one.dialogue.language].append(one)
        groups[one.dialogue.kind].append(one)
    return {"all": list(played), **dict(sorted(groups.items()))}


def _figures(played: Sequence[Played]) -> dict[str, object]:
    shares = {
        name: {"dialogues": len(some), "turns": sum(len(one.faults) for one in some), "right": round(_share(some), 4)}
        for name, some in _groups(played).items()
    }
    return {"shares": shares, "faults": {one.dialogue.id: one.faults for one in played if any(one.faults)}}


def _text(played: Sequence[Played]) -> str:
    lines = [f"{'':<12} {'dialogues':>9} {'turns':>6} {'right':>7}"]
    for name, some in _groups(played).items():
        turns = sum(len(one.faults) for one in some)
        lines.append(f"{name:<12} {len(some):>9} {turns:>6} {_share(some):>7.1%}")
    for one in played:
        for step, found in zip(one.dialogue.turns, one.faults, strict=True):
            lines += [f"{one.dialogue.id}: {step.ask}: {fault}" for fault in found]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
