"""How long ``POST /v1/ask`` takes: p50 and p95 over mixed questions, against a server on this machine.

    python -m evals.latency --requests 200 --concurrency 1 --pid PID

Start the server first: ``eurocommons serve``.  It is an open measurement of what a client waits for, transfer and JSON
included; the answer's own ``timings_ms`` tell where the server spends it.
"""

from __future__ import annotations

import argparse
import ipaddress
import itertools
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import numpy as np

DEFAULT_URL = "http://127.0.0.1:7860"
MAX_REQUESTS = 5_000
MAX_CONCURRENCY = 32
WARM_UP = 10


@dataclass(frozen=True, slots=True)
class Latency:
    """What a run measured; times are milliseconds at the client.

    ``rss_mb`` is the server's resident memory after the run, None where it cannot be read.
    """

    requests: int
    concurrency: int
    failed: int
    statuses: dict[str, int]
    p50_ms: float
    p95_ms: float
    max_ms: float
    requests_per_s: float
    rss_mb: float | None = None


def measure(client: httpx.Client, questions: Sequence[str], requests: int, concurrency: int = 1) -> Latency:
    """Ask ``requests`` questions in turn, ``concurrency`` at once, after a warm-up that is not counted."""
    for question in itertools.islice(itertools.cycle(questions), WARM_UP):
        _ask(client, question)
    asked = list(itertools.islice(itertools.cycle(questions), requests))
    started = time.perf_counter()
    with ThreadPoolExecutor(concurrency) as pool:
        answers = list(pool.map(lambda question: _ask(client, question), asked))
    seconds = time.perf_counter() - started
    times_ms = np.array([elapsed_ms for elapsed_ms, _ in answers])
    statuses = Counter(status for _, status in answers)
    return Latency(
        requests=requests,
        concurrency=concurrency,
        failed=sum(count for status, count in statuses.items() if status.startswith("HTTP")),
        statuses=dict(statuses),
        p50_ms=round(float(np.percentile(times_ms, 50)), 1),
        p95_ms=round(float(np.percentile(times_ms, 95)), 1),
        max_ms=round(float(times_ms.max()), 1),
        requests_per_s=round(requests / seconds, 1),
    )


def read_questions() -> list[str]:
    """The questions of ``latency_questions.txt``, French and English."""
    lines = files(__package__).joinpath("latency_questions.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def resident_mb(pid: int) -> float | None:
    """Resident memory of a process in megabytes, where /proc tells it."""
    status = Path(f"/proc/{pid}/status")
    if not status.is_file():
        return None
    resident = next(line for line in status.read_text(encoding="utf-8").splitlines() if line.startswith("VmRSS"))
    return round(int(resident.split()[1]) / 1024, 1)


def _ask(client: httpx.Client, question: str) -> tuple[float, str]:
    """Milliseconds, and the answer's status or ``HTTP`` and the response's code."""
    started = time.perf_counter()
    response = client.post("/v1/ask", json={"question": question})
    elapsed_ms = (time.perf_counter() - started) * 1000
    return elapsed_ms, response.json()["status"] if response.status_code == 200 else f"HTTP {response.status_code}"


def _loopback(url: str) -> str:
    """Only this machine is measured: a benchmark is a load that nobody else asked for."""
    host = urlsplit(url).hostname or ""
    try:
        on_this_machine = ipaddress.ip_address(host).is_loopback
    except ValueError:
        on_this_machine = host == "localhost"
    if not on_this_machine:
        raise argparse.ArgumentTypeError(f"{url!r} is not an address of this machine; take {DEFAULT_URL}")
    return url


def _count(limit: int) -> Callable[[str], int]:
    def count(value: str) -> int:
        if not value.isdecimal() or not 1 <= int(value) <= limit:
            raise argparse.ArgumentTypeError(f"{value!r} is not a whole number from 1 to {limit}")
        return int(value)

    return count


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.latency", description="Measure POST /v1/ask.")
    parser.add_argument("--url", type=_loopback, default=DEFAULT_URL)
    parser.add_argument("--requests", type=_count(MAX_REQUESTS), default=200)
    parser.add_argument("--concurrency", type=_count(MAX_CONCURRENCY), default=1)
    parser.add_argument("--pid", type=int, help="the server's process, to read its memory")
    args = parser.parse_args(argv)
    try:
        with httpx.Client(base_url=args.url, timeout=60, trust_env=False) as client:
            measured = measure(client, read_questions(), args.requests, args.concurrency)
    except httpx.HTTPError as error:
        sys.stderr.write(f"no answer from {args.url} ({error}); start it: eurocommons serve\n")
        return 1
    rss_mb = resident_mb(args.pid) if args.pid else None
    print(json.dumps(asdict(measured) | {"rss_mb": rss_mb}, ensure_ascii=False))
    return 1 if measured.failed else 0


if __name__ == "__main__":
    sys.exit(main())
