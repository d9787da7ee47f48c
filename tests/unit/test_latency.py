"""The latency benchmark counts what it asked, and only asks this machine."""

import os

import httpx
import pytest

from evals.latency import WARM_UP, main, measure, read_questions, resident_mb


def client_of(answer):
    return httpx.Client(base_url="http://127.0.0.1", transport=httpx.MockTransport(answer))


def test_the_questions_are_mixed_and_all_different():
    questions = read_questions()
    assert len(questions) >= 40 and len(set(questions)) == len(questions)


def test_the_warm_up_is_asked_and_not_counted():
    asked = []

    def answer(request):
        asked.append(request)
        return httpx.Response(200, json={"status": "answered"})

    measured = measure(client_of(answer), ["Un ?", "Deux ?"], requests=7)
    assert len(asked) == 7 + WARM_UP
    assert (measured.requests, measured.failed, measured.statuses) == (7, 0, {"answered": 7})
    assert 0 < measured.p50_ms <= measured.p95_ms <= measured.max_ms


def test_refusals_are_failures():
    measured = measure(client_of(lambda _: httpx.Response(503)), ["Un ?"], requests=3, concurrency=2)
    assert (measured.failed, measured.statuses) == (3, {"HTTP 503": 3})


@pytest.mark.parametrize(
    "argv",
    [["--url", "http://example.org"], ["--url", "http://10.0.0.1:80"], ["--requests", "0"], ["--requests", "9999"]],
)
def test_another_machine_and_an_endless_run_are_refused(argv):
    with pytest.raises(SystemExit, match="2"):
        main(argv)


def test_a_server_that_is_not_there_is_said(capsys):
    assert main(["--url", "http://127.0.0.1:1"]) == 1
    assert "eurocommons serve" in capsys.readouterr().err


def test_memory_is_read_where_the_system_tells_it():
    assert (resident_mb(os.getpid()) or 1) > 0
    assert resident_mb(2**30) is None
