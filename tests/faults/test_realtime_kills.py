"""The process of live figures is killed again and again: each event counts once, each trigger fires once."""

import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection, connections

from rapport.bigdata.realtime.api import READER, add_trigger
from rapport.bigdata.realtime.tests.telling import ago, event, in_disorder, table
from rapport.bigdata.stream.operations.link import connected
from rapport.bigdata.stream.rules.packing import subject_of
from rapport.bigdata.stream.tests.serving import Stream, streaming
from rapport.kernel.outbox.api import Load
from rapport.kernel.tenancy.api import as_tenant
from tests.house import Shop

EVENTS, VISITORS, KILLS, WAIT = 400, 12, 6, 240.0


@pytest.fixture(scope="module")
def stream(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stream]:
    """A server on loopback."""
    with streaming(tmp_path_factory.mktemp("stream")) as running:
        yield running


def send(shop: Shop, stream: Stream) -> None:
    """Put what visitors did into the stream: each event up to five times, in disorder."""
    dice = random.Random(3)
    events = [
        event(
            shop,
            f"v{number % VISITORS}",
            "product",
            ago(1) - timedelta(seconds=dice.uniform(0, 240)),
            sku="T",
        )
        for number in range(EVENTS)
    ]
    with connected(stream.url, [READER]) as link:
        messages = [
            (subject_of(one.tenant_id, one.name), str(one.id), Load(one.lines))
            for one in in_disorder(shop, events, 3)
        ]
        assert [failure for failure in link.publish_all(messages) if failure] == []


def start(stream: Stream, *faults: str) -> "subprocess.Popen[str]":
    """Start the process on the test's database and wait until it takes."""
    owner = connections["owner"].settings_dict
    url = f"postgresql://{owner['USER']}:{owner['PASSWORD']}@{owner['HOST']}:{owner['PORT']}/{owner['NAME']}"
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.realtime_under_fire", *faults],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "DATABASE_URL": url, "RAPPORT_STREAM_URL": stream.url},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def count(shop: Shop) -> int:
    """Return how many events were counted, as a sign of life."""
    with as_tenant(shop.tenant_id), connection.cursor() as cursor:
        cursor.execute("select coalesce(sum(count), 0) from live_minute where measure = 'event'")
        return int((cursor.fetchone() or (0,))[0])


def burn(shop: Shop, stream: Stream, *faults: str) -> int:
    """Kill the process whenever it did something, then let one finish; returns how many kills."""
    send(shop, stream)
    dice, tick, kills, until = random.Random(5), threading.Event(), 0, time.monotonic() + WAIT
    with connected(stream.url, [READER]) as link:
        while kills < KILLS and link.count_undone(READER.name):
            process, before = start(stream, *faults), count(shop)
            while count(shop) == before and link.count_undone(READER.name) and time.monotonic() < until:
                tick.wait(0.01)
            tick.wait(dice.uniform(0, 0.15))
            process.kill()
            process.wait()
            kills += 1
        process = start(stream, *faults)
        while link.count_undone(READER.name) and time.monotonic() < until:
            tick.wait(0.1)
        process.kill()
        process.wait()
        assert link.count_undone(READER.name) == 0
    return kills


def views(shop: Shop) -> None:
    """Look out for who looks three times."""
    rule = {"name": "Keen", "kind": "times", "event": "product", "times": 3, "minutes": 10, "repeat": "week"}
    add_trigger(rule, actor=shop.actor)


@pytest.mark.usefixtures("transactional_db")
class TestRealtimeUnderFire:
    def test_counts_each_event_once_and_fires_once(self, shop: Shop, stream: Stream) -> None:
        views(shop)
        assert burn(shop, stream) > 2
        assert len(table(shop, "live_event")) == count(shop) == EVENTS
        assert VISITORS <= len(table(shop, "trigger_firing")) <= 2 * VISITORS, "a week may begin meanwhile"
        assert len({row[1] for row in table(shop, "trigger_firing")}) == VISITORS

    def test_would_count_twice_without_the_ids_of_events(self, shop: Shop, stream: Stream) -> None:
        burn(shop, stream, "no-ids")
        assert count(shop) > EVENTS
