"""Adapts the bundled model to the questions written down: ``python -m evals.train_asked [--home DIR] [--steps N]``.

Low-rank adapters of its upper layers (``assistant/retrieval/question_layers.py``), learned by contrast: the questions
of one section, in both languages, are to be nearer to each other than to those of other sections and to those that no
page answers (supervised contrastive loss, Khosla et al. 2020, arXiv:2004.11362; with few examples of a class, Tunstall
et al. 2022, arXiv:2209.11055).  What is learned goes beside the code that uses it; then embed the questions anew
(``python -m evals.embed_asked``).
"""

from __future__ import annotations

import argparse
import copy
import random
import re
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from platformdirs import user_data_path
from torch import Tensor

from assistant.catalogue.words import fold
from assistant.retrieval.asked_as import NOWHERE, WEIGHTS
from assistant.retrieval.question_layers import QuestionLayers, tokens_of
from evals.embed_asked import numbers, questions
from ingest.embedding.encoder import load_encoder
from ingest.records import LANGUAGES

SECTIONS, EACH, UNANSWERED = 48, 4, 40
"""Sections of a batch, questions of each, and questions in it that no page answers."""
TEMPERATURE = 0.05
RATE = 5e-4
WARM_UP = 50
DECAY = 0.01
READ = 64
"""Questions read at once, as far as nothing is learned."""
PARTS = 6
"""A batch is read in so many parts, each of questions of about one length."""
LONGEST = 64
"""Tokens of a question."""
ROUGH = 0.2
"""How often a question is read as it is typed in haste."""
_MARKS = re.compile(r"[^\w\s]")


@dataclass(frozen=True, slots=True)
class Taught:
    """The states below the adapted layers, ``(t, d)`` for each question, and the questions of each section.

    ``rough`` has those of the questions as they are typed in haste.
    """

    states: Sequence[Tensor]
    rough: Sequence[Tensor]
    sections: Sequence[Sequence[int]]
    unanswered: Sequence[int]


def in_haste(question: str) -> str:
    """Without capitals, accents and marks: « ou a lieu levenement »."""
    return _MARKS.sub("", fold(question))


def prepared(model: QuestionLayers, tokenizer: Any) -> Taught:
    """All questions, read once as far as nothing is learned."""
    by_section: dict[int, list[int]] = defaultdict(list)
    texts: list[str] = []
    for language in LANGUAGES:
        number = numbers(language)
        for section, question in questions(language):
            by_section[number[section]].append(len(texts))
            texts.append(question)
    states = _lower_states(model, tokenizer, texts)
    rough = _lower_states(model, tokenizer, [in_haste(text) for text in texts])
    print(f"{len(texts)} questions read", file=sys.stderr, flush=True)
    unanswered = by_section.pop(numbers("fr")[NOWHERE])
    return Taught(states, rough, [members for members in by_section.values() if len(members) > 1], unanswered)


def _lower_states(model: QuestionLayers, tokenizer: Any, texts: Sequence[str]) -> list[Tensor]:
    states: list[Tensor] = []
    for start in range(0, len(texts), READ):
        ids, read = tokens_of(tokenizer, texts[start : start + READ], LONGEST)
        below, _ = model.lower(ids, read == 0)
        states += [each[: int(length)].clone() for each, length in zip(below, read.sum(1), strict=True)]
    return states


def batch(taught: Taught, chance: random.Random) -> tuple[list[Tensor], Tensor]:
    """The states of some questions and what each is of, shape ``(n,)``; each unanswered one is alone."""
    rows: list[int] = []
    of: list[int] = []
    for number, members in enumerate(chance.sample(taught.sections, min(SECTIONS, len(taught.sections)))):
        chosen = chance.sample(members, min(EACH, len(members)))
        rows += chosen
        of += [number] * len(chosen)
    alone = chance.sample(taught.unanswered, min(UNANSWERED, len(taught.unanswered)))
    of += [-1 - number for number in range(len(alone))]
    forms = [taught.rough if chance.random() < ROUGH else taught.states for _ in of]
    return [form[row] for form, row in zip(forms, [*rows, *alone], strict=True)], torch.tensor(of)


def vectors_of(model: QuestionLayers, states: Sequence[Tensor]) -> Tensor:
    """The vectors of questions by their lower states, ``(n, d)``, in their order."""
    by_length = sorted(range(len(states)), key=lambda at: len(states[at]))
    size = max(1, -(-len(states) // PARTS))
    parts = [by_length[start : start + size] for start in range(0, len(states), size)]
    found = torch.cat([model(*_padded([states[at] for at in part])) for part in parts])
    return found[torch.tensor(by_length).argsort()]


def _padded(states: Sequence[Tensor]) -> tuple[Tensor, Tensor, Tensor]:
    padded = torch.nn.utils.rnn.pad_sequence(list(states), batch_first=True)
    lengths = torch.tensor([len(each) for each in states])
    read = (torch.arange(padded.shape[1])[None] < lengths[:, None]).long()
    unseen = (read == 0)[:, None, None, :].to(padded.dtype) * torch.finfo(padded.dtype).min
    return padded, unseen.expand(-1, 1, padded.shape[1], -1), read


def loss(vectors: Tensor, of: Tensor) -> Tensor:
    """How far questions of one section are from being nearer to each other than to all others of the batch."""
    itself = torch.eye(len(vectors), dtype=torch.bool)
    logits = (vectors @ vectors.T / TEMPERATURE).masked_fill(itself, -torch.inf)
    alike = (of[:, None] == of[None]) & ~itself
    some = alike.any(1)
    told = logits.log_softmax(1)[some].masked_fill(~alike[some], 0).sum(1) / alike[some].sum(1)
    return -told.mean()


def train(model: QuestionLayers, taught: Taught, steps: int, rate: float = RATE) -> None:
    """Learn from so many batches, with a rate that falls to nothing."""
    chance = random.Random(0)  # noqa: S311 - the same batches in each run
    learned = model.learned()
    optimiser = torch.optim.AdamW(learned.values(), weight_decay=DECAY)
    losses: list[float] = []
    model.train()
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = rate * min(1.0, (step + 1) / WARM_UP) * (1 - step / steps)
        states, of = batch(taught, chance)
        found = loss(vectors_of(model, states), of)
        optimiser.zero_grad()
        found.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(learned.values(), 1.0)
        optimiser.step()
        losses.append(found.item())
        if len(losses) % 50 == 0:
            print(f"step {len(losses)} of {steps}: loss {np.mean(losses[-50:]):.3f}", file=sys.stderr, flush=True)
    model.eval()


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m evals.train_asked",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="example:\n  python -m evals.train_asked --steps 400 && python -m evals.embed_asked",
    )
    parser.add_argument("--home", type=Path, default=user_data_path("eurocommons"), help="where the model is kept")
    parser.add_argument("--steps", type=int, default=400, help="batches to learn from")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="the weights (safetensors)")
    options = parser.parse_args(argv)
    torch.manual_seed(0)
    tokenizer, transformer = load_encoder(options.home).parts
    model = QuestionLayers(copy.deepcopy(transformer).float())
    train(model, prepared(model, tokenizer), options.steps)
    model.save(options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
