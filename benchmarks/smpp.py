"""SMS with receipts over one bind, every step committed, beside a bare client that keeps nothing."""

import asyncio
import os
import secrets
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import smpp34

from rapport.collaborative.delivery.api import (
    AccountDraft,
    MassDraft,
    add_account,
    draw_token,
    write_many,
)
from rapport.collaborative.mobile.api import LinkDraft, add_link
from rapport.customers.consent.api import ConsentDraft, record_consents
from rapport.customers.party.api import ContactDraft, CustomerDraft, create_customers
from rapport.kernel.identity.api import Actor, found_roles, system_actor
from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.api import create_tenant
from rapport.kernel.work.api import unit_of_work
from rapport.site.bench.contracts import Figure
from rapport.site.bench.meter import Reading
from rapport.site.bench.place import Place
from rapport.site.serving.web import bind

HOST, NUMBER = "127.0.0.1", "+4915200000001"
MESSAGES, WINDOW, A_SECOND, SHARE = 10_000, 50, 1000, 60
CHUNK, PURPOSE = 500, "newsletter"
PATIENCE = 600.0
RECEIPT = "id:{} sub:001 dlvrd:001 submit date:2611212330 done date:2611212330 stat:DELIVRD err:000 text:"
BARE = """
import asyncio, sys, time, smpp34
async def main(port, wanted, window):
    client = smpp34.Client(host="127.0.0.1", port=port, system_id="bench", password="secret",
                           bind_type="TRX", window_size=4 * window)
    line, left, began = await client.connect(), iter(range(wanted)), time.process_time()
    async def submit():
        for number in left:
            await line.submit_sm(source_addr="4915200000001", destination_addr=f"49176{number:07}",
                                 short_message=b"Your parcel is on its way.", registered_delivery=1)
    async def hear():
        heard = 0
        while heard < wanted:
            heard += isinstance(await line.next(), smpp34.DeliverSmEvent)
    await asyncio.gather(hear(), *(submit() for _ in range(window)))
    print(time.process_time() - began)
    await line.unbind()
asyncio.run(main(*map(int, sys.argv[1:])))
"""
"""What the bare client runs: it submits within the window, takes receipts, keeps nothing; says its CPU."""


class Centre:
    """A message centre of another make, in this process: takes what is submitted, reports at once."""

    def __init__(self, port: int) -> None:
        self.server = smpp34.Server(HOST, port, system_id="SMSC")
        self.esme: Any = None
        self.names: dict[str, int] = {}
        self.began = self.ended = 0.0
        self.submitted = self.acknowledged = 0
        self.tasks = set[asyncio.Task[None]]()

    async def work(self) -> None:
        """Take whatever comes."""
        while True:
            event = await self.server.next()
            if isinstance(event, smpp34.Esme):
                self.esme = event
                self.began = self.ended = 0.0
                self.submitted = self.acknowledged = 0
            elif isinstance(event, smpp34.SubmitSmEvent):
                self.began = self.began or time.perf_counter()
                self.submitted += 1
                self.names[event.destination_addr] = self.names.get(event.destination_addr, 0) + 1
                name = f"{self.submitted:x}"
                event.accept(message_id=name)
                task = asyncio.create_task(self._report(event.destination_addr, name))
                self.tasks.add(task)
                task.add_done_callback(self.tasks.discard)

    async def _report(self, number: str, name: str) -> None:
        more = {"source_addr": number, "source_addr_ton": 1, "source_addr_npi": 1, "dest_addr_ton": 1}
        said = RECEIPT.format(name).encode()
        answer = await self.esme.deliver_sm(NUMBER[1:], said, esm_class=4, **more)
        while not answer.is_success:  # not kept yet: a centre hands it over again
            answer = await self.esme.deliver_sm(NUMBER[1:], said, esm_class=4, **more)
        self.acknowledged += 1
        self.ended = time.perf_counter()

    @property
    def pace(self) -> float:
        """Messages with their receipts a second, from the first submitted to the last acknowledged."""
        return self.acknowledged / (self.ended - self.began) if self.ended > self.began else 0.0


@dataclass(frozen=True, slots=True)
class Driven:
    """Messages a second of the bare client and of the channel, and what each took of CPU for all of them."""

    bare: float
    bare_cpu: float
    channel: float
    read: Reading
    twice: int


def run(place: Place) -> list[Figure]:
    """Write offers to customers who agreed; have a bare client send as many, then the channel's process."""
    with bind(HOST, 0) as free:
        port = int(free.getsockname()[1])
    os.environ["RAPPORT_CALLS_INSIDE"] = f"{HOST}:{port}"
    tenant = create_tenant("bench", "Bench", country="DE")
    found_roles(tenant.id)
    wanted, actor = place.scale(MESSAGES), system_actor(tenant.id)
    _write(wanted, _connect(port, actor), actor)
    with place.connect() as connection:
        connection.execute("vacuum analyze")
    driven = asyncio.run(_drive(place, port, wanted))
    delivered = _count(place, tenant.id)
    share = 100 * driven.channel / driven.bare if driven.bare else 0.0
    work = f"{wanted:,} offers by SMS with receipts over one bind, window {WINDOW}, all committed"
    a_message, floor = 1_000_000 / wanted, driven.bare_cpu * 1_000_000 / wanted
    read = driven.read
    return [
        Figure(work, driven.channel, "a second", floor=driven.bare, goal=A_SECOND),
        Figure("the same as a share of a bare client that keeps nothing", share, "%", goal=SHARE),
        Figure("CPU of the channel", read.cpu_of("channel") * a_message, "µs each", floor, better="less"),
        Figure("CPU of the database", read.cpu_of("postgresql") * a_message, "µs each", better="less"),
        Figure("messages not known to be delivered", wanted - delivered, "messages", goal=0, better="less"),
        Figure("messages submitted twice", driven.twice, "messages", goal=0, better="less"),
    ]


def _write(wanted: int, account_id: UUID, actor: Actor) -> None:
    """Have an offer wait for each of so many customers, who agreed."""
    for at in range(0, wanted, CHUNK):
        numbers = [f"+49176{one:07}" for one in range(at, min(at + CHUNK, wanted))]
        drafts = [CustomerDraft(one, contact_points=(ContactDraft("phone", one),)) for one in numbers]
        made = [one.id for one in create_customers(drafts, actor=actor)]
        record_consents([ConsentDraft(one, PURPOSE, "sms", True) for one in made], actor=actor)
        letters = [
            MassDraft(party, number, "", "Your parcel is on its way.", draw_token()[0])
            for party, number in zip(made, numbers, strict=True)
        ]
        with unit_of_work(actor) as work:
            write_many(letters, account_id, purpose=PURPOSE, group_id=new_id(), work=work)


def _connect(port: int, actor: Actor) -> UUID:
    draft = LinkDraft(
        name="Bench",
        host=HOST,
        port=port,
        security="none",
        system_id="bench",
        password=secrets.token_hex(4),
        window=WINDOW,
    )
    settings = {"links": [str(add_link(draft, actor=actor).id)], "country": "DE"}
    account = AccountDraft("sms", "Bench", NUMBER, settings=settings, active=True)
    return add_account(account, actor=actor).id


async def _drive(place: Place, port: int, wanted: int) -> Driven:
    """Have the bare client send everything, then the channel."""
    centre = Centre(port)
    await centre.server.start()
    working = asyncio.create_task(centre.work())
    try:
        command = [sys.executable, "-c", BARE, str(port), str(wanted), str(WINDOW)]
        bare = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        said, _ = await asyncio.to_thread(bare.communicate, timeout=PATIENCE)
        await _until(lambda: centre.acknowledged >= wanted)
        pace = centre.pace
        channel = place.command("channel", "sms", heard=False)
        try:
            await _until(lambda: centre.submitted < wanted, PATIENCE)
            with place.measuring(channel=channel.pid) as read:
                await _until(lambda: centre.acknowledged >= wanted, PATIENCE)
        finally:
            channel.terminate()
            await asyncio.to_thread(channel.wait)
        twice = sum(many - 2 for many in centre.names.values() if many > 2)  # once bare, once by the channel
        return Driven(pace, float(said), centre.pace, read, twice)
    finally:
        working.cancel()
        await centre.server.stop()


def _count(place: Place, tenant_id: UUID) -> int:
    with place.connect() as connection:
        connection.execute("select set_config('rapport.tenant', %s, false)", [str(tenant_id)])
        row = connection.execute("select count(*) from delivery where state = 'delivered'").fetchone()
    return int(str(row[0])) if row else 0


async def _until(holds: Any, seconds: float = 60.0) -> None:
    end = time.perf_counter() + seconds
    while not holds():
        if time.perf_counter() > end:
            raise TimeoutError("It did not come.")
        await asyncio.sleep(0.02)
