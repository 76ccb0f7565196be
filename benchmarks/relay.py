"""Carry 1,000,000 facts from the outbox into the stream, beside the same messages sent bare."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from order_facts import tell_orders

from rapport.bigdata.stream.api import Reader, stream_url
from rapport.bigdata.stream.operations.gathering import gather
from rapport.bigdata.stream.operations.link import AWAY, Link, connected
from rapport.bigdata.stream.operations.sending import IN_FLIGHT, send_waiting
from rapport.kernel.identity.api import system_actor
from rapport.kernel.ids import new_id
from rapport.kernel.outbox.api import Load
from rapport.kernel.tenancy.api import create_tenant
from rapport.site.bench.contracts import Figure
from rapport.site.bench.place import Place

FACTS = 1_000_000
GOAL = 10_000
MESSAGE_BYTES = 200_000


@contextmanager
def linked(place: Place) -> Iterator[Link]:
    """Have the embedded stream of the place while the block runs."""
    server = place.command("stream", heard=False)
    try:
        while True:
            try:
                with connected(stream_url(place.home) or "nats://127.0.0.1:1", [Reader("lake")]) as link:
                    yield link
                    return
            except AWAY:
                time.sleep(0.1)
    finally:
        server.terminate()
        server.wait()


def run(place: Place) -> list[Figure]:
    """Gather and send; then as many bytes in as many messages by the client alone."""
    facts = place.scale(FACTS)
    tell_orders(system_actor(create_tenant("bench", "Bench").id), facts)
    with linked(place) as link:
        with place.measuring() as reading:
            gather()
            messages = sum(iter(lambda: send_waiting(link), 0))
        floor = _send_bare(link, messages)
    work = f"{facts:,} facts from the outbox into the stream"
    return [
        Figure(work, facts / reading.seconds, "facts/s", facts / floor, goal=GOAL),
        Figure("CPU of sender and database", reading.cpu_seconds / facts * 1e6, "µs/fact", better="less"),
        Figure("memory of the sender", reading.peak_mib["python"], "MiB", goal=512, better="less"),
    ]


def _send_bare(link: Link, messages: int) -> float:
    """Return the seconds for as many messages of a fixed text."""
    text = bytes(MESSAGE_BYTES)
    began = time.perf_counter()
    for _ in range(0, messages, IN_FLIGHT):
        link.publish_all([("fact.bare.bare.v1", str(new_id()), Load(text)) for _ in range(IN_FLIGHT)])
    return time.perf_counter() - began
