"""Figures for Prometheus at /metrics: requests, work in hand, database, disk, backups, parked facts."""

import asyncio
import hmac
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

from rapport.site.serving.figures import HomeFigures
from rapport.site.serving.messages import Receive, Scope, Send, answer, header, refuse

FORMAT = b"text/plain; version=0.0.4; charset=utf-8"
LOOPBACK = frozenset({"127.0.0.1", "::1"})
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.08, 0.15, 0.3, 0.6, 1.2, 2.5, 5.0, 10.0)

registry = CollectorRegistry()
ProcessCollector(registry=registry)
PlatformCollector(registry=registry)
request_seconds = Histogram(
    "rapport_request_seconds",
    "Time in Django of answered requests, by route",
    ["method", "route", "status"],
    buckets=BUCKETS,
    registry=registry,
)
failures = Counter("rapport_failures_total", "Requests that ended in a fault of ours", registry=registry)
refused = Counter(
    "rapport_refused_total", "Requests turned away: busy, disk, size", ["reason"], registry=registry
)
inside = Gauge("rapport_requests_inside", "Requests taken on and not yet answered", registry=registry)
streams = Gauge("rapport_streams_open", "Downloads and event streams running", ["kind"], registry=registry)


class Metrics:
    """Answers /metrics to this machine, or to whoever shows RAPPORT_METRICS_TOKEN."""

    def __init__(self, home: Path) -> None:
        registry.register(HomeFigures(home))
        self.thread = ThreadPoolExecutor(1, thread_name_prefix="metrics")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or not may_read(scope):
            await refuse(send, 404, "Not found", "There is nothing here.")
            return
        loop = asyncio.get_running_loop()
        await answer(send, 200, await loop.run_in_executor(self.thread, generate_latest, registry), FORMAT)


def may_read(scope: Scope) -> bool:
    """Tell whether the asker may see the figures."""
    token = os.environ.get("RAPPORT_METRICS_TOKEN")
    if token:
        shown = header(scope, b"authorization") or b""
        return hmac.compare_digest(shown, f"Bearer {token}".encode())
    client = scope.get("client")
    forwarded = header(scope, b"x-forwarded-for") or header(scope, b"forwarded")
    return client is not None and client[0] in LOOPBACK and forwarded is None
