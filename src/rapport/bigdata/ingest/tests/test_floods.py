"""Floods: more names of events than a business may have, from several senders at once, without end."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from tests.house import Shop
from tests.locks import somebody_waits

from rapport.bigdata.ingest.models import RejectedEvent
from rapport.bigdata.ingest.operations import taking
from rapport.bigdata.ingest.operations.taking import OWN_NAMES, take_events
from rapport.bigdata.ingest.queries import find_holder, list_days, list_own_names
from rapport.bigdata.ingest.rules.reading import read_json
from rapport.bigdata.ingest.tests.conftest import ask, told
from rapport.kernel.tenancy.api import as_tenant

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")


def test_names_of_two_floods_at_once(shop: Shop, add: Any) -> None:
    """The second waits for what the first is about to name: both have no more than is allowed."""
    _source, key = add()
    begun, may_end = threading.Event(), threading.Event()

    def name_slowly() -> None:
        body = json.dumps([{"event": f"a {n}", "visitor": "v"} for n in range(OWN_NAMES - 100)]).encode()
        with as_tenant(shop.tenant_id):
            holder = find_holder(key)
            assert holder is not None
            take_events(holder, read_json(body), received_at=datetime.now(UTC))
            begun.set()
            may_end.wait(120)
        connection.close()

    def flood() -> tuple[int, int]:
        answer = told(ask([{"event": f"b {n}", "visitor": "v"} for n in range(300)], key))
        connection.close()
        return answer["accepted"], answer["rejected"]

    with ThreadPoolExecutor(2) as threads:
        slow = threads.submit(name_slowly)
        assert begun.wait(120)
        second = threads.submit(flood)
        while not second.done() and not somebody_waits():
            threading.Event().wait(0.01)
        may_end.set()
        slow.result()
        assert second.result() == (100, 200)
    with as_tenant(shop.tenant_id):
        assert len(list_own_names()) == OWN_NAMES


def test_of_a_flood_a_days_worth_is_kept_and_all_of_it_counted(
    shop: Shop, add: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "KEPT_A_DAY", 30)
    source, key = add()
    for part in range(4):
        flood = [{"event": f"{part} {number}", "visitor": "v"} for number in range(OWN_NAMES)]
        assert told(ask(flood, key))["accepted"] == (OWN_NAMES if part == 0 else 0)
    with as_tenant(shop.tenant_id):
        assert RejectedEvent.objects.filter(source_id=source.id).count() == 30
        (day,) = list_days([source.id], since=datetime.now(UTC).date())[source.id]
    assert (day.accepted, day.rejected) == (OWN_NAMES, 3 * OWN_NAMES)
