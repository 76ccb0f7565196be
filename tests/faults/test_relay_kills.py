"""No fact is lost or counted twice while the relay is killed and writers commit late and out of order."""

import os
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from typing import ClassVar
from uuid import UUID

from django.db import connection, connections

from rapport.kernel.identity.models import Unit
from rapport.kernel.ids import new_id
from rapport.kernel.outbox.api import Fact
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.work.api import unit_of_work
from rapport.site.tests.running import wait_for
from tests.house import Shop

SECONDS, LEAST, PATIENCE = 12.0, 3, 60.0
"""How long the fire burns at least, how many kills it takes, how long a relay may take to live."""
MOST, LAST = 6_000, 1_800.0
"""Facts that are written at most, however slow the machine; seconds the last relay may take for them."""
_WAITS = """
with seen as (
    select coalesce((select snapshot from fact_cursor where consumer = %s), '1:1:') as upto
)
select exists (select from fact, seen
                where tenant_id = %s and name = %s and not pg_visible_in_snapshot(xid, upto))
"""


class FireLit(Fact, frozen=True, kw_only=True):
    """A fact to be counted."""

    name: ClassVar[str] = "fire.lit.v1"
    subject_kind: ClassVar[str] = "fire"
    subject_field: ClassVar[str] = "fire_id"

    fire_id: UUID
    label: str


class Killed(Exception):
    """The writer changes its mind."""


def write(shop: Shop, seed: int, over: threading.Event, committed: list[str]) -> None:
    """Commit facts in transactions of every length, some of which are taken back."""
    dice = random.Random(seed)
    while not over.is_set() and len(committed) < MOST:
        labels = [str(new_id()) for _ in range(dice.choice([1, 1, 3, 20]))]
        try:
            with unit_of_work(shop.actor) as work:
                for label in labels:
                    work.record(FireLit(fire_id=UUID(label), label=label))
                    work.flush()
                    if dice.random() < 0.04:
                        time.sleep(dice.random())
                if dice.random() < 0.1:
                    raise Killed
            committed.extend(labels)
        except Killed:
            pass
        time.sleep(0.003)
    connection.close()


def start_relay(name: str, *faults: str) -> "subprocess.Popen[str]":
    """Start a relay on the test's database and wait until it listens."""
    owner = connections["owner"].settings_dict
    url = f"postgresql://{owner['USER']}:{owner['PASSWORD']}@{owner['HOST']}:{owner['PORT']}/{owner['NAME']}"
    command = [sys.executable, "-m", "tests.faults.relay_under_fire", name, *faults]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "DATABASE_URL": url}
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def burn(shop: Shop, *faults: str) -> tuple[set[str], Counter[str], int]:
    """Write and kill for a while, let a last relay finish; returns committed, effects, and kills."""
    name = shop.slug
    committed: list[str] = []
    over = threading.Event()
    writers = [threading.Thread(target=write, args=(shop, seed, over, committed)) for seed in range(4)]
    for writer in writers:
        writer.start()
    dice, kills = random.Random(7), 0
    relay = start_relay(name, *faults)
    begun = time.monotonic()
    while time.monotonic() < begun + SECONDS or kills < LEAST:
        wait_for_life(shop, in_the_middle=kills % 2 == 0)
        time.sleep(dice.uniform(0, 0.05))
        relay.kill()
        relay.wait()
        kills += 1
        relay = start_relay(name, *faults)
    over.set()
    for writer in writers:
        writer.join()
    effects = settle(shop)
    relay.kill()
    relay.wait()
    return set(committed), effects, kills


def wait_for_life(shop: Shop, *, in_the_middle: bool) -> None:
    """Wait until the relay had an effect: in the middle of a window, or after its cursor moved."""
    begin, until = signs_of_life(shop), time.monotonic() + PATIENCE
    while time.monotonic() < until:
        effects, moved = signs_of_life(shop)
        if (effects > begin[0]) if in_the_middle else (moved != begin[1]):
            return
        time.sleep(0.01)


def signs_of_life(shop: Shop) -> tuple[int, object]:
    """Return how many effects there are, and when the relay's cursor last moved."""
    with as_tenant(shop.tenant_id):
        effects = Unit.objects.count()
    with connections["relay"].cursor() as cursor:
        consumer = f"test.under_fire.{shop.slug}"
        cursor.execute("select moved_at from fact_cursor where consumer = %s", [consumer])
        return effects, cursor.fetchone()


def settle(shop: Shop) -> "Counter[str]":
    """Wait until the last relay has closed a window behind which nothing waits, and return the effects."""
    wait_for(lambda: not waits(shop), "the relay's last window", LAST)
    with as_tenant(shop.tenant_id):
        return Counter(Unit.objects.values_list("name", flat=True))


def waits(shop: Shop) -> bool:
    """Tell whether a fact lies beyond the relay's cursor."""
    with connections["relay"].cursor() as cursor:
        cursor.execute(_WAITS, [f"test.under_fire.{shop.slug}", shop.tenant_id, FireLit.name])
        return bool(cursor.fetchone()[0])


class TestRelayUnderFire:
    def test_loses_nothing_and_repeats_nothing(self, shop: Shop) -> None:
        committed, effects, kills = burn(shop)
        assert kills >= LEAST
        assert len(committed) > 200
        assert committed - effects.keys() == set()
        assert effects.keys() - committed == set()
        assert [label for label, times in effects.items() if times > 1] == []

    def test_would_lose_facts_if_it_read_by_number(self, shop: Shop) -> None:
        committed, effects, _ = burn(shop, "by-number")
        assert committed - effects.keys()

    def test_would_repeat_facts_without_inbox_rows(self, shop: Shop) -> None:
        _, effects, _ = burn(shop, "no-inbox")
        assert any(times > 1 for times in effects.values())
