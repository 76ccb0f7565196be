"""The door of events is killed again and again: what it acknowledged is kept, whatever the moment."""

import json
import os
import random
import signal
import threading
from uuid import uuid4

from rapport.bigdata.ingest.events import BehaviourRecorded
from rapport.bigdata.ingest.operations.sources import add_source
from rapport.bigdata.ingest.tests.conftest import facts_of
from tests.faults.stove import Stove
from tests.house import Shop

KILLS = 12


def burn(shop: Shop, *faults: str) -> tuple[set[str], set[str]]:
    """Send batches and kill whoever takes them; return which events were acknowledged, and which are kept."""
    key = add_source("Till", "server", actor=shop.actor)[1]
    dice, stove = random.Random(7), Stove("ingest_under_fire", key, *faults)
    acknowledged: set[str] = set()
    for _ in range(KILLS):
        child = stove.light()
        killer = threading.Timer(dice.uniform(0.05, 0.6), os.kill, [child, signal.SIGKILL])
        killer.start()
        said = ""
        while said != "gone":
            ids = [str(uuid4()) for _ in range(5)]
            stove.write(json.dumps([{"event": "page", "visitor": "v", "id": one, "url": "/"} for one in ids]))
            said = stove.read()
            acknowledged.update(ids if said == "202" else [])
        killer.join()
    stove.end()
    return acknowledged, {one["event_id"] for one in facts_of(shop, BehaviourRecorded.name)}


def test_what_was_acknowledged_is_kept(shop: Shop) -> None:
    acknowledged, kept = burn(shop)
    assert len(acknowledged) > 5 * KILLS
    assert acknowledged - kept == set()


def test_a_door_that_answers_before_it_keeps_would_be_seen(shop: Shop) -> None:
    acknowledged, kept = burn(shop, "hasty")
    assert acknowledged - kept
