"""Metrics for Prometheus, in a registry of their own: one process's numbers, to be scraped from each worker."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily

from assistant.live import LiveAssistant
from assistant.records import Answer

LATENCY_BUCKETS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)


class Metrics:
    """Counts requests and answers, and tells which index is in use."""

    def __init__(self, live: LiveAssistant) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._registry.register(_IndexCollector(live))
        self._requests = Counter(
            "eurocommons_http_requests", "HTTP requests", ["route", "method", "status"], registry=self._registry
        )
        self._latency_s = Histogram(
            "eurocommons_http_request_duration_seconds",
            "Time from the request to the end of its response",
            ["route"],
            buckets=LATENCY_BUCKETS_S,
            registry=self._registry,
        )
        self._answers = Counter(
            "eurocommons_answers", "Answers given", ["status", "language", "writer"], registry=self._registry
        )

    def count_request(self, route: str, method: str, status: int, seconds: float) -> None:
        self._requests.labels(route, method, str(status)).inc()
        self._latency_s.labels(route).observe(seconds)

    def count_answer(self, answer: Answer) -> None:
        self._answers.labels(answer.status, answer.language, answer.writer).inc()

    def text(self) -> bytes:
        """The metrics in Prometheus's text format."""
        return generate_latest(self._registry)


class _IndexCollector:
    """Reads the index's state when the metrics are read."""

    def __init__(self, live: LiveAssistant) -> None:
        self._live = live

    def collect(self) -> Iterator[GaugeMetricFamily]:
        state = self._live.state
        ready = GaugeMetricFamily("eurocommons_index_ready", "1 when the index is loaded", labels=["snapshot"])
        ready.add_metric([state.snapshot or ""], float(state.name == "ready"))
        yield ready

    def describe(self) -> Iterator[GaugeMetricFamily]:
        yield GaugeMetricFamily("eurocommons_index_ready", "1 when the index is loaded", labels=["snapshot"])
