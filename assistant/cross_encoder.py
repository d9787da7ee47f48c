"""Opens the folder of a sentence-transformers cross-encoder that a setting names, after a look at what it holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.texts import message
from ingest.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

    from ingest.messages import Message


def read_labels(folder: Path, setting: str) -> tuple[str, ...]:
    """The labels of a cross-encoder in the order of its figures, from its configuration.

    An embedding model would load too, with a scoring layer of random weights.

    Raises:
        ModelError: the folder holds no cross-encoder; the message names ``setting``.
    """
    if not folder.is_dir():
        raise _not_one(folder, setting, message("no_such_folder"))
    try:
        config: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise _not_one(folder, setting, message("no_config")) from None
    except (OSError, ValueError) as error:
        raise _not_one(folder, setting, message("wrong_config", error=error)) from error
    architectures = config.get("architectures") or []
    if not any(name.endswith("ForSequenceClassification") for name in architectures):
        named = ", ".join(architectures) or message("of_no_known_sort")
        raise _not_one(folder, setting, message("scores_no_pair", named=named))
    labels: dict[str, str] = config.get("id2label") or {"0": "score"}
    return tuple(labels[number] for number in sorted(labels, key=int))


def _not_one(folder: Path, setting: str, why: Message) -> ModelError:
    return ModelError(message("not_a_cross_encoder", setting=setting, folder=str(folder), why=why))


def load_cross_encoder(folder: Path, setting: str) -> CrossEncoder:
    """The model in ``folder``, without a look at the network.

    Raises:
        ModelError: it cannot be loaded; the message names ``setting``.
    """
    from sentence_transformers import CrossEncoder
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        model: CrossEncoder = CrossEncoder(str(folder), device="cpu", local_files_only=True)
        return model
    except (OSError, ValueError, RuntimeError) as error:
        said = message("unloadable_cross_encoder", setting=setting, folder=str(folder), error=error)
        raise ModelError(said) from error
