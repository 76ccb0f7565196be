"""The channel is killed while it sends: no answer is lost or becomes another letter, no offer comes twice."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes
from typing import Any
from uuid import UUID

import pytest
from aiosmtpd.controller import Controller
from django.db import connections

from rapport.collaborative.delivery.api import begin_conversation
from rapport.collaborative.delivery.contracts import AccountState
from rapport.collaborative.delivery.models import Delivery
from rapport.collaborative.delivery.tests.post import account
from rapport.customers.consent.api import ConsentDraft, record_consents
from rapport.customers.party.tests.people import enter
from rapport.kernel.tenancy.api import as_tenant
from tests.house import Shop

LETTERS, KILLS, PATIENCE = 80, 6, 240.0
HOST = "127.0.0.1"


class FarServer:
    """Counts letters by their Message-ID; now and then it takes one and the sender dies before it hears."""

    def __init__(self) -> None:
        self.kept: Counter[str] = Counter()
        self.bodies: dict[str, set[bytes]] = {}
        self.taken = threading.Event()
        self.port = 0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        name = str(message_from_bytes(envelope.content)["Message-ID"])
        self.kept[name] += 1
        self.bodies.setdefault(name, set()).add(envelope.content)
        self.taken.set()
        return "250 2.0.0 kept"


@pytest.fixture
def far() -> Iterator[FarServer]:
    handler = FarServer()
    with socket.create_server((HOST, 0)) as probe:
        handler.port = probe.getsockname()[1]
    controller = Controller(handler, hostname=HOST, port=handler.port, ready_timeout=60)
    controller.start()
    yield handler
    controller.stop()


def start(far: FarServer, *faults: str) -> "subprocess.Popen[bytes]":
    """Start the channel on the test's database."""
    owner = connections["owner"].settings_dict
    url = f"postgresql://{owner['USER']}:{owner['PASSWORD']}@{owner['HOST']}:{owner['PORT']}/{owner['NAME']}"
    inside = {"DATABASE_URL": url, "RAPPORT_CALLS_INSIDE": f"{HOST}:{far.port}"}
    command = [sys.executable, "-m", "tests.faults.email_under_fire", *faults]
    return subprocess.Popen(command, env={**os.environ, **inside})


def write(shop: Shop, far: FarServer, purpose: str) -> AccountState:
    """Have letters wait: answers, or offers to customers who agreed."""
    place = account(shop, settings={"smtp_host": HOST, "smtp_port": far.port, "smtp_security": "none"})
    people = [enter(shop, f"Ada {at}", f"ada{at}@example.org") for at in range(LETTERS)]
    record_consents([ConsentDraft(one.id, "newsletter", "email", True) for one in people], actor=shop.actor)
    for at, one in enumerate(people):
        begin_conversation(one.id, place.id, f"ada{at}@example.org", "Tea", purpose=purpose, actor=shop.actor)
    return place


def states(shop: Shop) -> Counter[str]:
    with as_tenant(shop.tenant_id):
        return Counter(Delivery.objects.order_by("id").values_list("state", flat=True))


def burn(shop: Shop, far: FarServer, *faults: str) -> None:
    """Kill the sender each time the far side took a letter, then let a last one finish."""
    for _kill in range(KILLS):
        far.taken.clear()
        process = start(far, *faults)
        assert far.taken.wait(PATIENCE)
        process.kill()
        process.wait()
    process = start(far, *faults)
    try:
        until = time.monotonic() + PATIENCE
        while states(shop).keys() & {"waiting", "claimed", "sending"} and time.monotonic() < until:
            time.sleep(0.2)
    finally:
        process.kill()
        process.wait()


def references(shop: Shop) -> dict[str, UUID]:
    with as_tenant(shop.tenant_id):
        rows = Delivery.objects.order_by("id").values_list("message__reference", "id")
        return dict(rows)


def test_no_answer_is_lost_and_a_repeated_one_is_the_same_letter(shop: Shop, far: FarServer) -> None:
    write(shop, far, "")
    burn(shop, far)
    assert states(shop) == {"sent": LETTERS}
    assert far.kept.keys() == references(shop).keys()
    assert {len(bodies) for bodies in far.bodies.values()} == {1}


def test_no_offer_comes_twice_and_the_doubtful_are_marked(shop: Shop, far: FarServer) -> None:
    write(shop, far, "newsletter")
    burn(shop, far)
    counted = states(shop)
    assert counted["sent"] + counted["uncertain"] == LETTERS
    assert max(far.kept.values()) == 1
    assert len(far.kept) >= counted["sent"]


def test_offers_would_come_twice_if_the_doubtful_were_sent_again(shop: Shop, far: FarServer) -> None:
    write(shop, far, "newsletter")
    burn(shop, far, "blind")
    assert max(far.kept.values()) > 1
