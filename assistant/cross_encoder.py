"""Opens the folder of a sentence-transformers cross-encoder that a setting names, after a look at what it holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder


def read_labels(folder: Path, setting: str) -> tuple[str, ...]:
    """The labels of a cross-encoder in the order of its figures, from its configuration.

    An embedding model would load too, with a scoring layer of random weights.

    Raises:
        ModelError: the folder holds no cross-encoder; the message names ``setting``.
    """
    if not folder.is_dir():
        raise _not_one(folder, setting, "there is no such folder")
    try:
        config: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise _not_one(folder, setting, "it holds no config.json") from None
    except (OSError, ValueError) as error:
        raise _not_one(folder, setting, f"its config.json cannot be read: {error}") from error
    architectures = config.get("architectures") or []
    if not any(name.endswith("ForSequenceClassification") for name in architectures):
        named = ", ".join(architectures) or "of no known sort"
        raise _not_one(folder, setting, f"its model is {named}, which scores no pair of texts")
    labels: dict[str, str] = config.get("id2label") or {"0": "score"}
    return tuple(labels[number] for number in sorted(labels, key=int))


def _not_one(folder: Path, setting: str, why: str) -> ModelError:
    return ModelError(
        f"{setting} is {str(folder)!r}, which is not the folder of a sentence-transformers CrossEncoder ({why});"
        " give such a folder, or leave it unset"
    )


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
        raise ModelError(
            f"cannot load the cross-encoder of {setting}, {str(folder)!r}: {error}; save it again with"
            " CrossEncoder.save_pretrained, or leave the setting unset"
        ) from error
