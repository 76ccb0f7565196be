"""The step is killed after some transactions: nobody is lost or written to twice, every count is right."""

import os
import random
import subprocess
import sys
from collections import Counter

import pytest
from django.db import connections

from rapport.collaborative.delivery.models import Delivery
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.work.api import unit_of_work
from rapport.operational.journeys.models import JourneyCount, JourneyEffect, JourneyTraveller
from rapport.operational.journeys.operations.entering import enter_people
from rapport.operational.journeys.queries.journeys import find_published
from rapport.operational.journeys.tests.walking import chain, journey, people
from tests.house import Shop

PEOPLE, KILLS = 600, 6
LETTER = ("message", {"subject": "Hello", "text": "Dear {{name}}, good to see you."})


def start(shop: Shop, *faults: str) -> "subprocess.Popen[str]":
    """Have the step run on the test's database."""
    owner = connections["owner"].settings_dict
    url = f"postgresql://{owner['USER']}:{owner['PASSWORD']}@{owner['HOST']}:{owner['PORT']}/{owner['NAME']}"
    command = [sys.executable, "-m", "tests.faults.journeys_under_fire", str(shop.tenant_id), *faults]
    return subprocess.Popen(
        command, env={**os.environ, "DATABASE_URL": url}, stdout=subprocess.PIPE, text=True
    )


def burn(shop: Shop, *faults: str) -> int:
    """Kill the step again and again after a few transactions, then let it finish; returns the kills."""
    dice, killed = random.Random(7), 0
    for _ in range(KILLS):
        process = start(shop, *faults)
        assert process.stdout is not None
        for _line in range(dice.randrange(1, 4)):
            process.stdout.readline()
        killed += process.poll() is None
        process.kill()
        process.wait()
    process = start(shop)
    process.communicate(timeout=240)
    assert process.returncode == 0
    return killed


def prepare(shop: Shop) -> None:
    """Have many come in by one statement, each to be drawn, written to and tagged."""
    line = journey(shop, chain(("split", {"share": 50}), LETTER, ("tag", {"tag": "greeted"}), LETTER))
    ids = people(shop, PEOPLE)
    with unit_of_work(shop.actor) as work:
        published = find_published(line.id, 1)
        assert published is not None
        assert enter_people(line, published, actor=shop.actor, now=work.now, ids=ids) == PEOPLE


def letters(shop: Shop) -> Counter[int]:
    """Return how many customers got how many letters."""
    with as_tenant(shop.tenant_id):
        got = Counter(Delivery.objects.values_list("party_id", flat=True))
    return Counter(got.values())


@pytest.mark.django_db(transaction=True, databases="__all__")
def test_nobody_is_lost_and_nothing_is_done_twice(shop: Shop) -> None:
    prepare(shop)
    assert burn(shop) >= KILLS // 2
    with as_tenant(shop.tenant_id):
        rows = list(JourneyTraveller.objects.all())
        counts = {(row.node, row.way): row.people for row in JourneyCount.objects.all()}
        effects = Counter(JourneyEffect.objects.values_list("node", flat=True))
    assert {row.why for row in rows} == {"done"}
    first = sum("n3" in row.path for row in rows)
    assert letters(shop) == Counter({2: first})
    assert effects == {"n3": first, "n4": first, "n5": first}
    assert counts["n2", "a"] == first
    assert counts["n2", "b"] == PEOPLE - first
    assert counts["n1", "next"] == PEOPLE
    assert counts["n5", "next"] == first


@pytest.mark.django_db(transaction=True, databases="__all__")
def test_a_step_torn_in_two_would_be_seen(shop: Shop) -> None:
    prepare(shop)
    burn(shop, "torn")
    assert max(letters(shop)) > 2
