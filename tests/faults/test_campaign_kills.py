"""A campaign killed at any moment goes on where it stopped: nobody is forgotten, nobody gets it twice."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from uuid import UUID

from django.db import connections

from rapport.collaborative.delivery.models import Delivery
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.marketing.models import Campaign, CampaignRecipient
from rapport.operational.marketing.operations import life
from rapport.operational.marketing.tests.selling import campaign, people
from tests.house import Shop

PEOPLE, KILLS = 400, 12
BREATH = 0.5
"""The longest a child lives, in seconds: a send takes many times as long."""


class Stove:
    """A process that forks the campaign's job as often as it is asked."""

    def __init__(self, shop: Shop, campaign_id: UUID, *faults: str) -> None:
        owner = connections["owner"].settings_dict
        where = f"{owner['USER']}:{owner['PASSWORD']}@{owner['HOST']}:{owner['PORT']}/{owner['NAME']}"
        command = [sys.executable, "-m", "tests.faults.campaign_under_fire", str(shop.tenant_id)]
        self.process = subprocess.Popen(
            [*command, str(campaign_id), *faults],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "DATABASE_URL": f"postgresql://{where}"},
        )
        self.read()

    def read(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def light(self) -> int:
        """Have a child send; returns its number."""
        assert self.process.stdin is not None
        self.process.stdin.write("again\n")
        self.process.stdin.flush()
        return int(self.read())

    def burn(self, seconds: float | None) -> None:
        """Have a child send; kill it after a while, or let it end."""
        child = self.light()
        if seconds is not None:
            time.sleep(seconds)
            os.kill(child, signal.SIGKILL)
        while self.read() != "gone":
            pass

    def burn_between(self) -> None:
        """Have a child send, and kill it between the two transactions of its fault."""
        child = self.light()
        assert self.read() == "between"
        os.kill(child, signal.SIGKILL)
        assert self.read() == "gone"

    def end(self) -> None:
        self.process.communicate()


def send_under_fire(shop: Shop, *faults: str) -> tuple[int, Counter[int], int]:
    """Kill a campaign again and again, then let it end.

    Returns how many kills fell into the send, how many letters each of those planned got, and how many
    letters others got.
    """
    people(shop, 40 if faults else PEOPLE)
    line = campaign(shop, hold_out=10)
    life.schedule_campaign(line.id, actor=shop.actor)
    dice, amid, stove = random.Random(11), 0, Stove(shop, line.id, *faults)
    for _ in range(2 if faults else KILLS):
        if faults:
            stove.burn_between()
        else:
            stove.burn(dice.uniform(0, BREATH))
        amid += state(shop, line.id) in ("scheduled", "sending")
    stove.burn(None)
    stove.end()
    assert state(shop, line.id) == "done"
    with as_tenant(shop.tenant_id):
        got = Counter(Delivery.objects.filter(group_id=line.id).values_list("party_id", flat=True))
        drawn = CampaignRecipient.objects.filter(campaign_id=line.id, state="handed")
        planned = set(drawn.values_list("party_id", flat=True))
    return amid, Counter(got[one] for one in planned), sum(got[one] for one in got.keys() - planned)


def state(shop: Shop, campaign_id: UUID) -> str:
    with as_tenant(shop.tenant_id):
        return Campaign.objects.get(id=campaign_id).state


def test_nobody_is_forgotten_and_nobody_is_written_to_twice(shop: Shop) -> None:
    amid, letters, strangers = send_under_fire(shop)
    assert amid >= KILLS / 2
    assert letters.keys() == {1}
    assert strangers == 0


def test_noting_whom_it_was_handed_to_afterwards_would_double(shop: Shop) -> None:
    """The control: recipients noted in a transaction of their own, after the letters."""
    _, letters, _ = send_under_fire(shop, "handed-first")
    assert max(letters) > 1


def test_noting_it_before_would_lose(shop: Shop) -> None:
    """The control: the same before the letters."""
    _, letters, _ = send_under_fire(shop, "noted-first")
    assert letters[0] > 0
