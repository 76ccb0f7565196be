"""Announcements reach the streams of their own business, after the commit, and survive a lost connection."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from django.db import connection, connections, transaction
from tests.house import Shop

from rapport.kernel.ids import new_id
from rapport.kernel.live.api import RESYNC, Announcement, LiveHub, announce
from rapport.kernel.live.hub import QUEUE, Stream
from rapport.kernel.tenancy.api import as_tenant

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")


def _url() -> str:
    parts = connections["default"].get_connection_params()
    names = ("host", "port", "dbname", "user", "password")
    return " ".join(f"{name}={parts[name]}" for name in names)


def _with_hub(story: Callable[[LiveHub], Awaitable[None]]) -> None:
    async def run() -> None:
        hub = LiveHub(_url)
        try:
            await asyncio.wait_for(story(hub), 20)
        finally:
            hub.close()

    # In a thread of its own: where a browser has been driven, this thread has a running loop already.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, run()).result()


def _announce(tenant_id: UUID, topic: str, *, fail: bool = False) -> None:
    try:
        with as_tenant(tenant_id):
            announce(topic, done=50)
            if fail:
                raise LookupError
    except LookupError:
        pass
    finally:
        connection.close()


async def _first(stream: Stream) -> Announcement | None:
    """Return the next announcement that is no call to ask again."""
    while True:
        found = await stream.queue.get()
        if found is None or found.topic != RESYNC:
            return found


def test_it_reaches_its_own_business_after_the_commit(shop: Shop, other_shop: Shop) -> None:
    async def story(hub: LiveHub) -> None:
        ours, theirs = hub.open(shop.tenant_id, ["job.*"]), hub.open(other_shop.tenant_id, ["job.*"])
        await hub.listening.wait()
        await asyncio.to_thread(_announce, shop.tenant_id, "job.lost", fail=True)
        await asyncio.to_thread(_announce, shop.tenant_id, "list.customers")
        await asyncio.to_thread(_announce, shop.tenant_id, "job.1")
        await asyncio.to_thread(_announce, other_shop.tenant_id, "job.2")
        assert await _first(ours) == Announcement("job.1", {"done": 50})
        assert await _first(theirs) == Announcement("job.2", {"done": 50})

    _with_hub(story)


def test_a_lost_connection_is_mended_and_says_so(shop: Shop) -> None:
    async def story(hub: LiveHub) -> None:
        stream = hub.open(shop.tenant_id, ["job.1"])
        await hub.listening.wait()
        assert (await stream.queue.get()) == Announcement(RESYNC)
        await asyncio.to_thread(_cut)
        assert (await stream.queue.get()) == Announcement(RESYNC)
        await asyncio.to_thread(_announce, shop.tenant_id, "job.1")
        assert await _first(stream) == Announcement("job.1", {"done": 50})

    _with_hub(story)


def _cut() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where query ilike 'listen%%' and usename = current_user and datname = current_database()"
        )
    connection.close()


def test_a_slow_reader_is_told_to_ask_again() -> None:
    async def story(hub: LiveHub) -> None:
        stream = Stream(new_id(), ["a"])
        for _ in range(QUEUE + 1):
            stream.offer(Announcement("a"))
        assert stream.queue.qsize() == 1
        assert stream.queue.get_nowait() == Announcement(RESYNC)

    _with_hub(story)


def test_a_document_is_no_hint(shop: Shop) -> None:
    with as_tenant(shop.tenant_id), pytest.raises(ValueError, match="hint"):
        announce("job.1", text="x" * 9000)


def test_nothing_is_announced_outside_a_business() -> None:
    with transaction.atomic(), pytest.raises(Exception, match=r"[Tt]enant|business"):
        announce("job.1")
