"""Facts come from the outbox into tables, each once, whatever is cut short, lost or repeated."""

import random
import shutil
from pathlib import Path
from typing import Any

import msgspec
import pytest
from deltalake.exceptions import DeltaError
from django.db import connections
from tests.house import Shop

from rapport.bigdata.lake.contracts import TableName
from rapport.bigdata.lake.operations import writing
from rapport.bigdata.lake.operations.placing import adopt_lake
from rapport.bigdata.lake.operations.writing import LakeWriter
from rapport.bigdata.lake.tests.carrying import LampLit, carry, labels, light, rows, waiting
from rapport.bigdata.stream.api import Batch, NotTaken
from rapport.bigdata.stream.operations.link import connected
from rapport.bigdata.stream.operations.sending import find_lost
from rapport.bigdata.stream.rules.packing import STREAM
from rapport.bigdata.stream.tests.serving import Stream
from rapport.kernel.ids import new_id
from rapport.kernel.outbox.models import ParkedFact
from rapport.kernel.tenancy.api import as_tenant


class Killed(Exception):
    """The process is gone."""


def die(*ignored: object, **more: object) -> None:
    raise Killed


def take(*batches: Batch) -> None:
    LakeWriter(lambda table: None).take(batches)


def test_a_fact_lies_in_the_lake_with_its_columns(shop: Shop, stream: Stream) -> None:
    light(shop, "hall", "stairs")
    assert TableName(shop.tenant_id, LampLit.name) in carry(stream)
    table = rows(shop)
    assert labels(shop) == ["hall", "stairs"]
    assert table["fact_actor_id"].to_pylist() == [str(shop.actor.id)] * 2
    assert table["month"].to_pylist() == [f"{day:%Y-%m}" for day in table["day"].to_pylist()]
    assert waiting(shop) == []


def test_batches_that_come_often_and_in_any_order_are_had_once(shop: Shop) -> None:
    batches = []
    for number in range(6):
        light(shop, f"lamp {number}")
        batches += [one for one in waiting(shop) if one not in batches]
    dice = random.Random(3)
    coming = [batch for batch in batches for _ in range(dice.randint(1, 5))]
    dice.shuffle(coming)
    for batch in coming:
        take(batch)
    assert labels(shop) == [f"lamp {number}" for number in range(6)]


@pytest.mark.parametrize("at", ["commit", "_read"])
def test_a_writer_killed_before_its_commit_writes_again(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    light(shop, "hall")
    batches = waiting(shop)
    with monkeypatch.context() as broken, pytest.raises(Killed):
        broken.setattr(writing, at, die)
        take(*batches)
    assert labels(shop) == []
    take(*batches)
    assert labels(shop) == ["hall"]


def test_a_writer_killed_after_its_commit_does_not_write_again(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    light(shop, "hall")
    batches = waiting(shop)
    with monkeypatch.context() as broken, pytest.raises(Killed):
        commit = writing.commit
        broken.setattr(writing, "commit", lambda *given: die(commit(*given)))
        take(*batches)
    assert labels(shop) == ["hall"]
    take(*batches)
    assert labels(shop) == ["hall"]
    assert waiting(shop) == []


def test_without_the_number_in_the_table_it_would(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control of the test before: a writer that forgets what the table says doubles."""
    light(shop, "hall")
    batches = waiting(shop)
    monkeypatch.setattr(writing, "count_writes", lambda table: 0)
    with monkeypatch.context() as broken, pytest.raises(Killed):
        commit = writing.commit
        broken.setattr(writing, "commit", lambda *given: die(commit(*given)))
        take(*batches)
    take(*batches)
    assert labels(shop) == ["hall", "hall"]


def test_a_deleted_stream_is_filled_with_what_the_lake_does_not_have(shop: Shop, stream: Stream) -> None:
    light(shop, "had")
    carry(stream)
    light(shop, "lost")
    waiting(shop)
    with connected(stream.url, [LakeWriter.reader]) as link:
        with connections["relay"].cursor() as cursor:
            cursor.execute("update fact_batch set sent_at = now() where sent_at is null")
        link.run(link.stream.delete_stream(STREAM))
    with connected(stream.url, [LakeWriter.reader]) as link:
        assert find_lost(link, [LakeWriter.reader.name], older=0) > 0
    carry(stream)
    assert labels(shop) == ["had", "lost"]


def test_what_fits_no_row_is_parked_and_stops_nothing(shop: Shop) -> None:
    light(shop, "good", "bad", "fine")
    (batch,) = waiting(shop, LampLit.name)
    lines = batch.lines.replace(b'"label":"bad","watts":null', b'"label":"bad","watts":"many"')
    take(Batch(batch.id, batch.tenant_id, batch.name, lines))
    assert labels(shop) == ["fine", "good"]
    with as_tenant(shop.tenant_id):
        parked = ParkedFact.objects.get(consumer="lake")
    assert parked.envelope["payload"]["label"] == "bad"
    assert "watts" in parked.reason


def test_a_misfit_outlives_a_writer_killed_anywhere_and_is_parked_once(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    light(shop, "good", "bad")
    (batch,) = waiting(shop, LampLit.name)
    lines = batch.lines.replace(b'"label":"bad","watts":null', b'"label":"bad","watts":"many"')
    broken = Batch(batch.id, batch.tenant_id, batch.name, lines)
    commit = writing.commit
    for dying in (die, lambda *given: die(commit(*given))):
        with monkeypatch.context() as patched, pytest.raises(Killed):
            patched.setattr(writing, "commit", dying)
            take(broken)
    take(broken)
    assert labels(shop) == ["good"]
    with as_tenant(shop.tenant_id):
        assert ParkedFact.objects.filter(consumer="lake").count() == 1


def test_an_emptied_lake_is_filled_from_the_beginning(shop: Shop, lake: Path) -> None:
    adopt_lake()
    light(shop, "hall")
    take(*waiting(shop))
    assert adopt_lake() is False
    shutil.rmtree(lake)
    assert adopt_lake() is True
    take(*[batch for batch in waiting(shop) if batch.name == LampLit.name])
    assert labels(shop) == ["hall"]


def test_a_field_that_comes_later_is_empty_in_older_rows(shop: Shop) -> None:
    light(shop, "old")
    (batch,) = waiting(shop, LampLit.name)
    shape = msgspec.defstruct("Before", [("lamp_id", str), ("label", str)])
    known = writing.kinds_of_facts()
    known[LampLit.name] = shape
    take(batch)
    assert "watts" not in rows(shop).column_names
    known[LampLit.name] = LampLit
    light(shop, "new")
    take(*waiting(shop))
    assert sorted(rows(shop)["watts"].to_pylist(), key=str) == [None, None]
    assert labels(shop) == ["new", "old"]


def test_a_column_that_became_another_is_parked_and_stops_no_other_table(shop: Shop) -> None:
    light(shop, "hall")
    take(*waiting(shop))
    light(shop, "stairs")
    batches = waiting(shop, LampLit.name)
    other = Batch(new_id(), shop.tenant_id, "lamp.mended.v1", batches[0].lines)
    shape = msgspec.defstruct("Changed", [("lamp_id", str), ("label", list[str])])
    writing.kinds_of_facts()[LampLit.name] = shape
    changed = batches[0].lines.replace(b'"stairs"', b'["stairs"]')
    table_of_other = claim(other)
    take(Batch(batches[0].id, shop.tenant_id, LampLit.name, changed), other)
    assert labels(shop) == ["hall"]
    assert rows(shop, table_of_other).num_rows == 1
    with as_tenant(shop.tenant_id):
        parked = ParkedFact.objects.get(consumer="lake")
    assert "label was string" in parked.reason


def test_a_table_that_cannot_be_written_holds_no_other_up(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    light(shop, "hall")
    (batch,) = waiting(shop, LampLit.name)
    other = Batch(new_id(), shop.tenant_id, "lamp.broken.v1", batch.lines)
    claim(other)
    commit = writing.commit

    def full(table: TableName, *more: Any) -> None:
        if table.fact == other.name:
            raise DeltaError("No space left on device")
        commit(table, *more)

    with monkeypatch.context() as broken, pytest.raises(NotTaken, match=r"lamp\.broken\.v1: No space"):
        broken.setattr(writing, "commit", full)
        take(other, batch)
    assert labels(shop) == ["hall"]
    take(other, batch)
    assert rows(shop, other.name).num_rows == 1
    assert labels(shop) == ["hall"]


def claim(batch: Batch) -> str:
    """Have the row of a batch of the test's own; return the name of its table."""
    with connections["relay"].cursor() as cursor:
        cursor.execute(
            "insert into fact_batch (id, tenant_id, name, row_ids, facts, oldest_at)"
            " values (%s, %s, %s, '{}', 1, now())",
            [batch.id, batch.tenant_id, batch.name],
        )
    return batch.name
