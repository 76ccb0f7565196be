"""Figures of the home and the database, read when somebody asks: disk, backups, archive, jobs, relay."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import structlog
from django.db import connections
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from rapport.bigdata.stream.api import list_flows
from rapport.kernel.embedded.api import Layout, archive_state
from rapport.kernel.jobs.api import LANES, list_figures
from rapport.kernel.outbox.api import list_lags
from rapport.site import disk

log = structlog.get_logger(__name__)
CONNECTIONS = """
select usename, count(*), current_setting('max_connections')::int, pg_database_size(current_database())
  from pg_stat_activity where datname = current_database() group by usename
"""


class HomeFigures(Collector):
    """Those that cannot be read now are left out; `rapport_database_up` says whether the database is why."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def collect(self) -> Iterator[Metric]:
        """Yield the figures."""
        yield from self._home()
        up = 1.0
        for read in (_connections, _jobs, _relay):
            try:
                yield from list(_closing(read))
            except Exception as error:
                log.warning("figures cannot be read", reason=type(error).__name__)
                up = 0.0
        yield GaugeMetricFamily("rapport_database_up", "1 when the database answers", up)

    def _home(self) -> Iterator[Metric]:
        room = disk.measure(self.home)
        yield GaugeMetricFamily("rapport_disk_free_ratio", "Free share of the home's disk", room.ratio)
        yield GaugeMetricFamily("rapport_disk_free_bytes", "Free bytes of the home's disk", room.free)
        yield GaugeMetricFamily(
            "rapport_taking_in", "1 while data is taken in, 0 while the disk is nearly full", not room.short
        )
        taken = [path.stat().st_mtime for path in (self.home / "backups").glob("*T*Z")]
        yield GaugeMetricFamily("rapport_backups", "Backups kept in the home", len(taken))
        if taken:
            age = time.time() - max(taken)
            yield GaugeMetricFamily("rapport_backup_age_seconds", "Age of the newest backup", age)
        archive = archive_state(Layout(self.home))
        if archive is not None:
            waiting = "Pieces of the log that wait to be kept"
            yield GaugeMetricFamily("rapport_archive_waiting", waiting, archive.waiting)
            yield GaugeMetricFamily("rapport_archive_bytes", "Bytes of the kept log", archive.size)


def _closing(read: Callable[[], Iterator[Metric]]) -> Iterator[Metric]:
    try:
        yield from read()
    finally:
        for alias in ("default", "relay"):
            connections[alias].close()


def _connections() -> Iterator[Metric]:
    with connections["relay"].cursor() as cursor:
        cursor.execute(CONNECTIONS)
        rows = cursor.fetchall()
    open_now = GaugeMetricFamily("rapport_database_connections", "Open connections, by role", labels=["role"])
    for role, count, _most, _size in rows:
        open_now.add_metric([role], count)
    yield open_now
    yield GaugeMetricFamily("rapport_database_connections_max", "Connections the server takes", rows[0][2])
    yield GaugeMetricFamily("rapport_database_bytes", "Size of the database", rows[0][3])


def _jobs() -> Iterator[Metric]:
    jobs = GaugeMetricFamily(
        "rapport_jobs",
        "Background jobs: due, running, failed within a day",
        labels=["lane", "state"],
    )
    oldest = GaugeMetricFamily("rapport_queue_age_seconds", "Age of the job due for longest", labels=["lane"])
    ages: dict[str, float] = dict.fromkeys(LANES, 0.0)
    for figure in list_figures():
        jobs.add_metric([figure.lane, figure.state], figure.jobs)
        if figure.state == "queued":
            ages[figure.lane] = figure.oldest
    for lane, age in ages.items():
        oldest.add_metric([lane], age)
    yield jobs
    yield oldest


def _relay() -> Iterator[Metric]:
    facts = GaugeMetricFamily("rapport_relay_waiting", "Facts not delivered yet", labels=["consumer"])
    lag = GaugeMetricFamily("rapport_relay_lag_seconds", "Age of the oldest of them", labels=["consumer"])
    parked = GaugeMetricFamily(
        "rapport_facts_parked", "Facts a consumer could not digest", labels=["consumer"]
    )
    again = CounterMetricFamily("rapport_flow_again", "Batches that came again", labels=["flow"])
    refused = CounterMetricFamily(
        "rapport_flow_refused", "Batches refused for a while, as by a full disk", labels=["flow"]
    )
    for one in list_lags():
        facts.add_metric([one.consumer], one.facts)
        lag.add_metric([one.consumer], one.seconds)
        parked.add_metric([one.consumer], one.parked)
    for flow in list_flows():
        facts.add_metric([flow.name], flow.facts)
        lag.add_metric([flow.name], flow.seconds)
        parked.add_metric([flow.name], flow.parked)
        again.add_metric([flow.name], flow.again)
        refused.add_metric([flow.name], flow.refused)
    yield from (facts, lag, parked, again, refused)
