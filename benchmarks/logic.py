"""Customers send keywords by SMS: how long until their answers are handed to the message centre."""

import asyncio
import os
import secrets
import time
from contextlib import suppress
from subprocess import Popen
from typing import Any
from uuid import UUID

import smpp34

from rapport.collaborative.delivery.api import AccountDraft, add_account
from rapport.collaborative.logic.api import (
    Definition,
    ServiceDraft,
    Then,
    When,
    create_service,
    publish_service,
)
from rapport.collaborative.mobile.api import LinkDraft, add_link
from rapport.kernel.identity.api import found_roles, system_actor
from rapport.kernel.tenancy.api import create_tenant
from rapport.site.bench.contracts import Figure
from rapport.site.bench.meter import percentile
from rapport.site.bench.place import Place
from rapport.site.serving.web import bind

HOST, NUMBER = "127.0.0.1", "+4915200000001"
PEOPLE, A_SECOND, SLOWEST_MS, SERVICES = 1000, 100, 300, 50
SECONDS, FEWEST_SECONDS, PATIENCE = 60, 12, 120.0


class Centre:
    """A message centre of another make, in this process: hands keywords over, notes when answers come."""

    def __init__(self, port: int) -> None:
        self.server = smpp34.Server(HOST, port, system_id="SMSC")
        self.esme: Any = None
        self.asked: dict[str, list[float]] = {}
        self.took: list[float] = []
        self.answered = self.refused = 0

    async def work(self) -> None:
        """Take whatever comes."""
        while True:
            event = await self.server.next()
            if isinstance(event, smpp34.Esme):
                self.esme = event
            elif isinstance(event, smpp34.SubmitSmEvent):
                self.answered += 1
                event.accept(message_id=f"{self.answered:x}")
                if began := self.asked.get(event.destination_addr):
                    self.took.append(time.perf_counter() - began.pop(0))

    async def ask(self, person: int, word: str) -> None:
        """Have somebody send a keyword."""
        number = f"49176{person:07}"
        self.asked.setdefault(number, []).append(time.perf_counter())
        answer = await self.esme.deliver_sm(
            NUMBER[1:],
            word.encode(),
            dest_addr_ton=1,
            source_addr=number,
            source_addr_ton=1,
            source_addr_npi=1,
        )
        self.refused += not answer.is_success


def run(place: Place) -> list[Figure]:
    """Open a number with fifty services, bind it in its own process, send keywords at an even pace."""
    with bind(HOST, 0) as free:
        port = int(free.getsockname()[1])
    os.environ["RAPPORT_CALLS_INSIDE"] = f"{HOST}:{port}"
    tenant = create_tenant("bench", "Bench", country="DE")
    found_roles(tenant.id)
    _furnish(tenant.id, port)
    pace, seconds = place.scale(A_SECOND), place.seconds(SECONDS, FEWEST_SECONDS)
    centre = asyncio.run(_drive(place, port, pace, seconds))
    work = (
        f"keyword handed over until its answer is, {pace} a second for {seconds} s, {SERVICES} services live"
    )
    sent, late = pace * seconds, sum(map(len, centre.asked.values()))
    return [
        Figure(f"{work}, p50", percentile(centre.took, 0.5) * 1000, "ms", better="less"),
        Figure(f"{work}, p95", percentile(centre.took, 0.95) * 1000, "ms", None, SLOWEST_MS, "less"),
        Figure("keywords answered", len(centre.took), "messages", goal=sent),
        Figure("keywords without an answer", late, "messages", goal=0, better="less"),
        Figure("not taken in", centre.refused, "messages", goal=0, better="less"),
    ]


def _furnish(tenant_id: UUID, port: int) -> None:
    actor = system_actor(tenant_id)
    draft = LinkDraft(
        name="Bench",
        host=HOST,
        port=port,
        security="none",
        system_id="bench",
        password=secrets.token_hex(4),
        window=50,
    )
    settings = {"links": [str(add_link(draft, actor=actor).id)], "country": "DE"}
    add_account(AccountDraft("sms", "Bench", NUMBER, settings=settings, active=True), actor=actor)
    for number in range(SERVICES):
        when = When(words=(f"word{number}", f"other{number}"), how="fuzzy" if number % 2 else "keyword")
        then = Then(answer=f"Answer {number} for {{{{first_name|you}}}}.")
        made = create_service(
            ServiceDraft(f"Service {number}", definition=Definition(when, then)), actor=actor
        )
        publish_service(made.id, actor=actor)


async def _drive(place: Place, port: int, pace: int, seconds: int) -> Centre:
    """Everybody writes once before, so that they are known; then they write at the pace."""
    centre = Centre(port)
    await centre.server.start()
    working = asyncio.create_task(centre.work())
    channel: Popen[str] = place.command("channel", "sms", heard=False)
    try:
        await _until(lambda: centre.esme is not None and centre.esme.can_receive)
        people = place.scale(PEOPLE)
        for start in range(0, people, 20):
            await asyncio.gather(*(centre.ask(one, "hello") for one in range(start, min(start + 20, people))))
        centre.asked.clear()
        began, asking = time.perf_counter(), list[asyncio.Task[None]]()
        for number in range(pace * seconds):
            await asyncio.sleep(max(0.0, began + number / pace - time.perf_counter()))
            word = f"word{number % SERVICES} please"
            asking.append(asyncio.create_task(centre.ask(number % people, word)))
        await asyncio.gather(*asking)
        with suppress(TimeoutError):
            await _until(lambda: not any(centre.asked.values()), PATIENCE / 4)
        return centre
    finally:
        channel.terminate()
        await asyncio.to_thread(channel.wait)
        working.cancel()
        await centre.server.stop()


async def _until(holds: Any, seconds: float = PATIENCE) -> None:
    end = time.perf_counter() + seconds
    while not holds():
        if time.perf_counter() > end:
            raise TimeoutError("It did not come.")
        await asyncio.sleep(0.02)
