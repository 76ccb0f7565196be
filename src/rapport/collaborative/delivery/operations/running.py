"""A channel's process: it holds the channel alone, receives for every account, and sends what waits."""

import asyncio
import contextlib
import signal
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import structlog
from django.conf import settings
from django.db import connection

from rapport.collaborative.delivery.contracts import (
    AccountState,
    Adapter,
    Channel,
    Inbound,
    Outbound,
    Report,
    Retry,
    Taken,
    Unacceptable,
    wanted,
)
from rapport.collaborative.delivery.operations import channels, sending
from rapport.collaborative.delivery.operations.accounts import note_health
from rapport.collaborative.delivery.operations.receiving import take_in
from rapport.collaborative.delivery.operations.receiving_many import is_plain, take_in_many
from rapport.collaborative.delivery.operations.together import Together
from rapport.collaborative.delivery.operations.working import work
from rapport.collaborative.delivery.queries import accounts
from rapport.kernel.embedded.api import database_urls

LOOK_EVERY = 1.0
"""Seconds between looks for what fell due; what is written meanwhile is told at once."""
ACCOUNTS_EVERY, HEALTH_EVERY = 5.0, 15.0
MOST_AT_ONCE = 400
"""Deliveries of all accounts under way in one process."""
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Note:
    """What became of handing over a delivery, or what the other side reported of one."""

    tenant_id: UUID
    outcome: tuple[UUID, sending.Outcome] | None = None
    report: tuple[AccountState, Report] | None = None


class Desk:
    """Where the channel puts what comes in: committed when its methods return."""

    def __init__(self, channel: str) -> None:
        self.channel = channel
        self.notes = Together(_note, key=lambda given: given.tenant_id)
        self.messages = Together(take_in_many, key=lambda given: given[0].tenant_id)

    async def take(self, account: AccountState, message: Inbound) -> Taken:
        """Keep a message: plain words with others that come at the same time, anything else alone."""
        if is_plain(message):
            return await self.messages((account, message))
        return await work(take_in, account, message)

    async def report(self, account: AccountState, report: Report) -> bool:
        """Keep a report."""
        return await self.notes(Note(account.tenant_id, report=(account, report)))

    async def note(self, account: AccountState, delivery_id: UUID, outcome: sending.Outcome) -> None:
        """Keep what became of handing over a delivery, with what is reported at the same time."""
        await self.notes(Note(account.tenant_id, outcome=(delivery_id, outcome)))

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
        self.under_way: dict[asyncio.Task[None], UUID] = {}
        self.busy = Counter[UUID]()

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
        for (tenant_id,) in await work(_list_pairs, "channel_held", self.channel.name):
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
        self.served = found
        await self.adapter.serve(found, self.desk)
        return bool(found)

    async def _send_due(self) -> None:
        """Fill each account's window, the longest waiting first: a slow one keeps no other waiting."""
        served = {account.id: account for account in self.served}
        for tenant_id, account_id in await work(_list_pairs, "channel_waiting", self.channel.name):
            if account_id not in served or self.stopped.is_set():
                continue
            room = self.adapter.window(served[account_id]) - self.busy[account_id]
            room = min(room, MOST_AT_ONCE - len(self.under_way))
            if room > 0:
                for account, message in await work(sending.take_on, tenant_id, account_id, room):
                    task = asyncio.create_task(self._send(account, message))
                    self.under_way[task] = account_id
                    self.busy[account_id] += 1
                    task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self.busy[self.under_way.pop(task)] -= 1
        self.woken.set()
        if not task.cancelled() and (error := task.exception()):
            log.error("a delivery was left as it is", channel=self.channel.name, error=repr(error))

    async def _send(self, account: AccountState, message: Outbound) -> None:
        outcome: sending.Outcome
        try:
            outcome = await self.adapter.send(account, message)
        except (Retry, Unacceptable) as reason:
            outcome = reason
        except Exception as error:  # whatever broke, it may have been sent
            log.warning("a delivery is uncertain", channel=self.channel.name, error=repr(error))
            outcome = sending.Doubt(type(error).__name__)
        await self.desk.note(account, message.id, outcome)

    async def _pause(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.woken.wait(), seconds)


def run_channel(name: str) -> None:
    """Work for a channel until told to stop, or until no account of it is active."""
    asyncio.run(Runner(channels.get_channel(name), Path(settings.HOME)).run())


def _note(given: Sequence[Note]) -> list[bool]:
    outcomes = [one.outcome for one in given if one.outcome is not None]
    reports = [one.report for one in given if one.report is not None]
    found = iter(sending.note_all(given[0].tenant_id, outcomes, reports))
    return [one.report is None or next(found) for one in given]


def _list_pairs(function: str, channel: str) -> list[tuple[UUID, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_ASKED[function], [channel])
        rows: list[tuple[UUID, ...]] = cursor.fetchall()
        return rows


_ASKED = {
    "channel_waiting": "select tenant_id, id from channel_waiting(%s)",
    "channel_held": "select tenant_id from channel_held(%s)",
}
