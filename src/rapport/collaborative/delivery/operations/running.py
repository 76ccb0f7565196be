"""A channel's process: it holds the channel alone, receives for every account, and sends what waits."""

import asyncio
import contextlib
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import psycopg
import structlog
from django.conf import settings
from django.db import close_old_connections, connection

from rapport.collaborative.delivery.contracts import (
    AccountState,
    Adapter,
    Channel,
    Inbound,
    Report,
    Retry,
    Taken,
    Unacceptable,
    wanted,
)
from rapport.collaborative.delivery.operations import channels, sending
from rapport.collaborative.delivery.operations.accounts import note_health
from rapport.collaborative.delivery.operations.claiming import claim_due
from rapport.collaborative.delivery.operations.receiving import take_in
from rapport.collaborative.delivery.operations.reporting import take_report
from rapport.collaborative.delivery.queries import accounts
from rapport.kernel.embedded.api import database_urls

LOOK_EVERY = 1.0
"""Seconds between looks for what fell due; what is written meanwhile is told at once."""
ACCOUNTS_EVERY, HEALTH_EVERY = 5.0, 15.0
Result = TypeVar("Result")
log = structlog.get_logger(__name__)


async def work(function: Callable[..., Result], *values: Any) -> Result:
    """Run a piece of database work in a thread, with a connection that is alive."""

    def run() -> Result:
        close_old_connections()
        try:
            return function(*values)
        finally:
            connection.close()

    return await asyncio.to_thread(run)


class Desk:
    """Where the channel puts what comes in: committed when its methods return."""

    def __init__(self, channel: str) -> None:
        self.channel = channel

    async def take(self, account: AccountState, message: Inbound) -> Taken:
        """Keep a message."""
        return await work(take_in, account, message)

    async def report(self, account: AccountState, report: Report) -> bool:
        """Keep a report."""
        return await work(take_report, account, report)

    async def find_door(self, door: str) -> AccountState | None:
        """Find the account behind a door."""
        return await work(accounts.find_door, self.channel, door)


class Runner:
    """One channel at work until it is told to stop, or has no account left."""

    def __init__(self, channel: Channel, home: Path) -> None:
        self.channel, self.home = channel, home
        self.adapter: Adapter = channel.make()
        self.desk = Desk(channel.name)
        self.stopped = asyncio.Event()
        self.woken = asyncio.Event()
        self.served: list[AccountState] = []
        self.under_way: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Hold the channel, mend what a dead process left, then receive and send."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._stop)
        url = database_urls(self.home)["default"]
        async with await psycopg.AsyncConnection.connect(url, autocommit=True) as held:
            if not await self._hold(held):
                return
            listening = loop.create_task(self._listen(held))
            try:
                await self._recover()
                await self._work(loop)
            finally:
                listening.cancel()
                await self.adapter.stop()
                if self.under_way:
                    await asyncio.wait(self.under_way, timeout=10)

    def _stop(self) -> None:
        self.stopped.set()
        self.woken.set()

    async def _hold(self, held: psycopg.AsyncConnection[Any]) -> bool:
        """Wait until no other process holds the channel; a second one stands by."""
        await held.execute(f"listen {channels.WAKE}".encode())
        while not self.stopped.is_set():
            asked = await held.execute(
                "select pg_try_advisory_lock(hashtextextended(%s, 0))", [f"channel {self.channel.name}"]
            )
            row = await asked.fetchone()
            if row and row[0]:
                return True
            await self._pause(LOOK_EVERY)
        return False

    async def _listen(self, held: psycopg.AsyncConnection[Any]) -> None:
        """Wake up when something is written; without the connection nobody holds the channel, so end."""
        try:
            async for notice in held.notifies():
                if notice.payload == self.channel.name:
                    self.woken.set()
        except psycopg.Error as error:
            log.warning("a channel lost its hold", channel=self.channel.name, reason=type(error).__name__)
            self._stop()

    async def _recover(self) -> None:
        for tenant_id in await work(_tenants, "channel_held", self.channel.name):
            counted = await work(sending.recover, tenant_id, self.channel.name)
            log.warning("deliveries of a dead sender", channel=self.channel.name, **counted)

    async def _work(self, loop: asyncio.AbstractEventLoop) -> None:
        reread = told = 0.0
        while not self.stopped.is_set():
            self.woken.clear()
            if loop.time() >= reread:
                reread = loop.time() + ACCOUNTS_EVERY
                if not await self._serve():
                    return
            await self._send_due()
            if loop.time() >= told:
                told = loop.time() + HEALTH_EVERY
                for account in self.served:
                    await work(note_health, account, self.adapter.health(account))
            await self._pause(LOOK_EVERY)

    async def _serve(self) -> bool:
        """Receive for the accounts there are now; False when there is none left."""
        wanted.clear_wanted_channel(self.home, self.channel.name)
        found = await work(accounts.load_active, self.channel.name)
        if found:
            wanted.want_channel(self.home, self.channel.name)
        if found != self.served:
            self.served = found
            await self.adapter.serve(found, self.desk)
        return bool(found)

    async def _send_due(self) -> None:
        """Fill the window, business by business, so that a large sender does not keep others waiting."""
        for tenant_id in await work(_tenants, "channel_due", self.channel.name):
            room = self.channel.limits.window - len(self.under_way)
            if room <= 0 or self.stopped.is_set():
                return
            for delivery_id in await work(claim_due, tenant_id, self.channel.name, room):
                task = asyncio.create_task(self._send(tenant_id, delivery_id))
                self.under_way.add(task)
                task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self.under_way.discard(task)
        self.woken.set()
        if not task.cancelled() and (error := task.exception()):
            log.error("a delivery was left as it is", channel=self.channel.name, error=repr(error))

    async def _send(self, tenant_id: UUID, delivery_id: UUID) -> None:
        given = await work(sending.hand_over, tenant_id, delivery_id)
        if given is None:
            return
        try:
            accepted = await self.adapter.send(*given)
        except Retry as reason:
            await work(sending.note_retry, tenant_id, delivery_id, reason)
        except Unacceptable as reason:
            await work(sending.note_unacceptable, tenant_id, delivery_id, reason)
        except Exception as error:  # whatever broke, it may have been sent
            log.warning("a delivery is uncertain", channel=self.channel.name, error=repr(error))
            await work(sending.note_uncertain, tenant_id, delivery_id, type(error).__name__)
        else:
            await work(sending.note_sent, tenant_id, delivery_id, accepted)

    async def _pause(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.woken.wait(), seconds)


def run_channel(name: str) -> None:
    """Work for a channel until told to stop, or until no account of it is active."""
    asyncio.run(Runner(channels.get_channel(name), Path(settings.HOME)).run())


def _tenants(function: str, channel: str) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(_ASKED[function], [channel])
        return [row[0] for row in cursor.fetchall()]


_ASKED = {
    "channel_due": "select tenant_id from channel_due(%s)",
    "channel_held": "select tenant_id from channel_held(%s)",
}
