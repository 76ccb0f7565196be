"""Old facts of some subjects leave the outbox; those of a parcel that stay keep their ids."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
import pytest
from django.db import connections
from tests.house import Shop

from rapport.kernel.ids import new_id
from rapport.kernel.outbox.api import let_go_of_facts, load_lines
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.work.api import unit_of_work

NAME = "lamp.seen.v1"
TODAY = datetime.now(UTC).date()


def tell(shop: Shop, days: int, monkeypatch: pytest.MonkeyPatch, *subjects: UUID) -> UUID:
    """Write a parcel as if so many days ago; returns its id."""
    at = datetime.now(UTC) - timedelta(days=days)
    row_id = UUID(f"{int(at.timestamp() * 1000):012x}{new_id().hex[12:]}")
    lines = b"\n".join(
        msgspec.json.encode({"subject_id": one, "version": None, "payload": {"lamp": one}})
        for one in subjects
    )
    with monkeypatch.context() as then, unit_of_work(shop.actor) as work:
        then.setattr("rapport.kernel.outbox.operations.new_id", lambda: row_id)
        work.record_bulk(NAME, "lamp", [(len(subjects), lines)])
    return row_id


def facts(row_id: UUID) -> list[dict[str, Any]]:
    return [msgspec.json.decode(line) for line in load_lines([row_id]).splitlines()]


def test_who_stays_keeps_their_ids(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    ours, others = new_id(), new_id()
    mixed = tell(shop, 60, monkeypatch, others, ours, others, ours, others)
    alone = tell(shop, 60, monkeypatch, others)
    young = tell(shop, 5, monkeypatch, others)
    before = [(one["id"], one["subject_id"]) for one in facts(mixed)]
    with as_tenant(shop.tenant_id):
        gone = let_go_of_facts([NAME], before=TODAY - timedelta(days=30), keeps={ours}.__contains__)
    assert gone == 4
    assert [(one["id"], one["subject_id"]) for one in facts(mixed)] == [before[1], before[3]]
    assert facts(alone) == []
    assert len(facts(young)) == 1
    with connections["relay"].cursor() as cursor:
        cursor.execute("select count(*) from fact where id = any(%s)", [[mixed, alone, young]])
        assert cursor.fetchone() == (2,)


def test_another_business_and_the_last_weeks_stay(
    shop: Shop, other_shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = tell(other_shop, 60, monkeypatch, new_id())
    young = tell(shop, 5, monkeypatch, new_id())
    with as_tenant(shop.tenant_id):
        let_go_of_facts([NAME], before=TODAY + timedelta(days=1), keeps=lambda one: False)
    assert (len(facts(theirs)), len(facts(young))) == (1, 1)
