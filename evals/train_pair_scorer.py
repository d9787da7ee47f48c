"""Learns to read a sentence beside its translation: ``python -m evals.train_pair_scorer --texts FILE``.

Low-rank adapters of the upper layers of the bundled model and a head (``assistant/verification/adapted_encoder.py``),
on texts in both languages that are no set of the citation check (``python -m evals.parallel_texts`` makes them of
manuals).  True sentences beside their translation, or, said in other words, beside themselves, and the same made false
by the corruptions of the check, without the kinds called unseen, or by exchanging words.  Two losses: whether the told
sentence supports the claim, and, with half the weight, which tokens of the claim were changed.  What is learned goes
beside the code that uses it; then learn the coefficients anew (``python -m evals.train_citations``).
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from platformdirs import user_data_path
from sklearn.metrics import roc_auc_score  # type: ignore[import-untyped]
from torch.nn.functional import binary_cross_entropy_with_logits as cross_entropy

from assistant.verification.adapted_encoder import CLAIM, PADDING, AdaptedEncoder, tokens_of
from assistant.verification.pair_scorer import WEIGHTS
from assistant.verification.side_by_side import PLAIN
from evals.citation_pairs import KEYS, wrong_texts
from evals.scorer_pairs import FALSE, Example, examples, true_claims
from ingest.embedding.encoder import load_encoder

BATCH = 48
RATE = 1e-3
WARM_UP = 100
LEAST_RATE = 0.02
DECAY = 0.01
LONGEST = 192
"""Tokens of a pair."""
TOKENS_WEIGHT, NEW_WEIGHT = 0.5, 4.0
SMOOTHED = 0.02
HELD_BACK = 3_000
EACH = 500
"""Steps between two looks at what is held back."""
_UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class Tokens:
    """An example as the model reads it, each of shape ``(t,)``: ``new`` is 1 on a changed token, -1 where unknown."""

    ids: NDArray[np.int64]
    segments: NDArray[np.int64]
    words: NDArray[np.int64]
    new: NDArray[np.int64]
    true: bool


def prepared(found: Sequence[Example], tokenizer: Any) -> Iterator[Tokens]:
    """The examples as tokens, in their order."""
    for start in range(0, len(found), 1000):
        part = found[start : start + 1000]
        ids, segments, words, places = tokens_of(tokenizer, [one.pair for one in part], LONGEST)
        for row, one in enumerate(part):
            kept = segments[row] != PADDING
            sides = segments[row][kept].numpy()
            new = _new(one, sides, places[row])
            yield Tokens(ids[row][kept].numpy(), sides, words[row][kept].numpy(), new, one.true)


def _new(one: Example, segments: NDArray[np.int64], places: Sequence[tuple[int, int]]) -> NDArray[np.int64]:
    if one.changed is None:
        return np.full(len(segments), _UNKNOWN)
    new = np.where(segments == CLAIM, 0, _UNKNOWN)
    for at in np.flatnonzero(segments == CLAIM).tolist():
        start, end = places[at]
        new[at] = any(start < other_end and end > other for other, other_end in one.changed)
    return new


def _batch(part: Sequence[Tokens]) -> tuple[tuple[torch.Tensor, ...], torch.Tensor, torch.Tensor]:
    """What the model reads, and what it is to tell: which tokens are new, and which pairs are true."""
    shape = len(part), max(len(one.ids) for one in part)
    # Any token fills up: what is marked as padding is not read.
    ids, segments = np.ones(shape, np.int64), np.full(shape, PADDING)
    words, new = np.full(shape, PLAIN), np.full(shape, _UNKNOWN)
    for row, one in enumerate(part):
        cut = slice(len(one.ids))
        ids[row, cut], segments[row, cut], words[row, cut], new[row, cut] = one.ids, one.segments, one.words, one.new
    true = torch.tensor([float(one.true) for one in part])
    read = tuple(torch.from_numpy(each) for each in (ids, segments, words))
    return read, torch.from_numpy(new), true


def _batches(found: Sequence[Tokens], chance: random.Random) -> list[list[Tokens]]:
    """Batches of about one length, in any order."""
    by_length = sorted(found, key=lambda one: len(one.ids) + chance.gauss(0, 3))
    batches = [by_length[start : start + BATCH] for start in range(0, len(by_length), BATCH)]
    chance.shuffle(batches)
    return batches


def _loss(model: AdaptedEncoder, part: Sequence[Tokens]) -> torch.Tensor:
    read, new, true = _batch(part)
    supported, tokens = model(*read)
    weights = torch.where(true > 0, FALSE, 1.0)
    smoothed = true * (1 - 2 * SMOOTHED) + SMOOTHED
    loss = cross_entropy(supported, smoothed, weight=weights)
    if (known := new != _UNKNOWN).any():
        loss = loss + TOKENS_WEIGHT * cross_entropy(
            tokens[known], new[known].float(), pos_weight=torch.tensor(NEW_WEIGHT)
        )
    return loss


def train(model: AdaptedEncoder, taught: Sequence[Tokens], held: Sequence[Tokens], minutes: float, out: Path) -> None:
    """One pass over ``taught``, or as much of one as ``minutes`` allow, with a rate that falls to ``LEAST_RATE``."""
    batches, learned = _batches(taught, random.Random(0)), model.learned()  # noqa: S311
    adapters = [each for name, each in learned.items() if name.endswith((".up", ".down"))]
    head = [each for name, each in learned.items() if not name.endswith((".up", ".down"))]
    optimiser = torch.optim.AdamW([{"params": adapters, "weight_decay": 0.0}, {"params": head, "weight_decay": DECAY}])
    begun, losses = time.monotonic(), []
    for step, part in enumerate(batches, 1):
        done = max((time.monotonic() - begun) / (60 * minutes), step / len(batches))
        for group in optimiser.param_groups:
            group["lr"] = RATE * min(1.0, step / WARM_UP) * max(LEAST_RATE, 1 - done)
        _for_training(model)
        loss = _loss(model, part)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(learned.values(), 1.0)
        optimiser.step()
        optimiser.zero_grad()
        losses.append(loss.item())
        if step % 50 == 0:
            print(f"step {step} of {len(batches)}: loss {np.mean(losses[-50:]):.3f}", flush=True)
        if done >= 1 or step % EACH == 0:
            model.save(out)
            if held:
                print(f"  held back: AUC {_auc(model, held):.4f}", flush=True)
        if done >= 1:
            break


def _for_training(model: AdaptedEncoder) -> None:
    """Dropout in the head alone: in the layers it costs half of the speed."""
    model.train()
    model.layers.eval()


def _auc(model: AdaptedEncoder, held: Sequence[Tokens]) -> float:
    model.eval()
    scores, true = [], []
    with torch.inference_mode():
        for start in range(0, len(held), BATCH):
            read, _, right = _batch(held[start : start + BATCH])
            scores += model(*read)[0].tolist()
            true += right.tolist()
    return float(roc_auc_score(true, scores))


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m evals.train_pair_scorer",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="example:\n  python -m evals.train_pair_scorer --texts manuals.jsonl --held-back genealogy --minutes 60",
    )
    parser.add_argument("--texts", type=Path, required=True, metavar="FILE", help="of python -m evals.parallel_texts")
    parser.add_argument("--held-back", nargs="*", default=[], metavar="FAMILY", help="not learned from, judged on")
    parser.add_argument("--home", type=Path, default=user_data_path("eurocommons"), help="where the model is unpacked")
    parser.add_argument("--start", type=Path, metavar="FILE", help="weights to go on from (safetensors)")
    parser.add_argument("--minutes", type=float, default=60, help="longest time to learn for")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="the weights (safetensors)")
    options = parser.parse_args(argv)
    if wrong := wrong_texts(options.texts, (*KEYS, "family")):
        parser.error(f"{options.texts}: {wrong}; python -m evals.parallel_texts writes such a file")
    chance = random.Random(0)  # noqa: S311 - the same examples in each run
    torch.manual_seed(0)
    rows = [json.loads(line) for line in options.texts.read_text(encoding="utf-8").splitlines()]
    claims = true_claims(rows, chance)
    if unknown := set(options.held_back) - claims.keys():
        parser.error(f"no such family: {', '.join(sorted(unknown))}; there are {', '.join(claims)}")
    print({family: len(members) for family, members in claims.items()}, flush=True)
    found = list(examples(claims, chance))
    tokenizer, transformer = load_encoder(options.home).parts
    held = [one for one in found if one.family in options.held_back][:HELD_BACK]
    taught = [one for one in found if one.family not in options.held_back]
    print(f"{len(taught)} examples, {len(held)} held back", flush=True)
    model = AdaptedEncoder(transformer)
    if options.start:
        model.load(options.start)
    train(model, list(prepared(taught, tokenizer)), list(prepared(held, tokenizer)), options.minutes, options.out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
