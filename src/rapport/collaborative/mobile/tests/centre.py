"""A message centre of another make, in the test's own process, and what the tests of SMS share."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, TypeVar

import smpp34
from tests.house import Shop

from rapport.collaborative.delivery.contracts import AccountState
from rapport.collaborative.delivery.models import Conversation
from rapport.collaborative.delivery.operations.running import Desk
from rapport.collaborative.delivery.operations.working import work
from rapport.collaborative.delivery.tests.post import account
from rapport.collaborative.mobile.contracts import LinkDraft
from rapport.collaborative.mobile.operations.links import add_link
from rapport.collaborative.mobile.transports.sms import SmsAdapter
from rapport.kernel.tenancy.api import as_tenant

HOST, NUMBER, ADA, WAIT = "127.0.0.1", "+4915200000001", "+4917612345678", 120.0
RECEIPT = "id:{} sub:001 dlvrd:001 submit date:2611212330 done date:2611212330 stat:{} err:{} text:"
Result = TypeVar("Result")


def free_port() -> int:
    with socket.create_server((HOST, 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


class Centre:
    """Keeps what is submitted, answers as it is told to, and reports on each where it is told to."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.submitted: list[Any] = []
        self.refusals: list[int] = []
        self.silent = False
        self.report = ""
        self.esmes: dict[str, Any] = {}
        self.tasks: set[asyncio.Task[Any]] = set()

    async def __aenter__(self) -> "Centre":
        self.server = smpp34.Server(HOST, self.port, system_id="SMSC")
        await self.server.start()
        self._spawn(self._work())
        return self

    async def __aexit__(self, *_error: object) -> None:
        for task in list(self.tasks):
            task.cancel()
        await self.server.stop()

    def _spawn(self, what: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.create_task(what)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def _work(self) -> None:
        while True:
            event = await self.server.next()
            if isinstance(event, smpp34.Esme):
                self.esmes[event.session_id] = event
            elif isinstance(event, smpp34.Unbound):
                self.esmes.pop(event.session_id, None)
            elif isinstance(event, smpp34.SubmitSmEvent):
                self._answer(event)

    def _answer(self, event: Any) -> None:
        if self.refusals:
            event.reject(self.refusals.pop(0))
            return
        self.submitted.append(event)
        if self.silent:
            return
        name = f"P{len(self.submitted):x}"
        if self.report == "early":
            self._spawn(self._report(event, name, first=True))
            return
        event.accept(message_id=name)
        if self.report:
            self._spawn(self._report(event, name))

    async def _report(self, event: Any, name: str, *, first: bool = False) -> None:
        await self.say(event.source_addr, RECEIPT.format(name, "DELIVRD", "000").encode(), esm_class=4)
        if first:
            event.accept(message_id=name)

    async def say(self, number: str, content: bytes, **more: Any) -> Any:
        """Hand a message over; returns the answer."""
        await reached(lambda: any(one.can_receive for one in self.esmes.values()))
        esme = next(one for one in self.esmes.values() if one.can_receive)
        more = {"source_addr": ADA[1:], "source_addr_ton": 1, "source_addr_npi": 1, **more}
        return await esme.deliver_sm(number.lstrip("+"), content, dest_addr_ton=1, **more)


def connected(shop: Shop, port: int, *, number: str = NUMBER, **link: Any) -> AccountState:
    """A number of the shop over a link of its own."""
    values = {"name": "Operator", "host": HOST, "port": port, "security": "none", "system_id": "shop"}
    row = add_link(LinkDraft(**{**values, "password": "secret", **link}), actor=shop.actor)
    settings = {"links": [str(row.id)], "country": "DE"}
    return account(shop, number, channel="sms", name="Service", settings=settings)


def run_apart(task: Coroutine[Any, Any, Result]) -> Result:
    """Run in a thread of its own: where a browser has been driven, this one has a running loop already."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, task).result()


async def until(holds: Callable[[], object]) -> None:
    end = asyncio.get_running_loop().time() + WAIT
    while not await work(holds):
        assert asyncio.get_running_loop().time() < end
        await asyncio.sleep(0.02)


async def reached(holds: Callable[[], object]) -> None:
    """Wait until something of the loop's own holds."""
    end = asyncio.get_running_loop().time() + WAIT
    while not holds():
        assert asyncio.get_running_loop().time() < end
        await asyncio.sleep(0.02)


def with_centre(
    places: list[AccountState], port: int, act: Callable[[SmsAdapter, Centre], Awaitable[Result]]
) -> Result:
    """Have numbers bound to a centre, as the channel's process does, while `act` works."""

    async def run() -> Result:
        adapter = SmsAdapter()
        async with Centre(port) as centre:
            await adapter.serve(places, Desk("sms"))
            try:
                await reached(lambda: all(adapter.window(one) for one in places))
                return await act(adapter, centre)
            finally:
                with suppress(TimeoutError):
                    await adapter.stop()

    return run_apart(run())


def threads(shop: Shop) -> list[Conversation]:
    """The shop's conversations, the oldest first."""
    with as_tenant(shop.tenant_id):
        return list(Conversation.objects.order_by("id"))
