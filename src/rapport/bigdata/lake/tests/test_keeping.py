"""Files stay few, older versions can be read, erased persons leave every version, parked facts come back."""

from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import pytest
from django.db import connections
from tests.house import Shop

from rapport.bigdata.lake.contracts import TableName
from rapport.bigdata.lake.operations import erasing, registry, writing
from rapport.bigdata.lake.operations.erasing import erase, find_erased, forget_erased
from rapport.bigdata.lake.operations.expiring import DAYS, expire
from rapport.bigdata.lake.operations.replaying import replay_parked
from rapport.bigdata.lake.operations.tidying import tidy
from rapport.bigdata.lake.operations.writing import LakeWriter
from rapport.bigdata.lake.queries.tables import find_table, list_files, list_stored_files
from rapport.bigdata.lake.tests.carrying import LampLit, labels, light, rows, waiting
from rapport.bigdata.stream.api import Batch
from rapport.kernel.ids import new_id
from rapport.kernel.outbox.models import ParkedFact
from rapport.kernel.tenancy.api import as_tenant


def take(*batches: Batch) -> None:
    LakeWriter(lambda table: None).take(batches)


def burn(shop: Shop, *names: str) -> TableName:
    """Write each lamp by a write of its own."""
    for name in names:
        light(shop, name)
        take(*waiting(shop))
    return TableName(shop.tenant_id, LampLit.name)


def test_small_files_become_one_with_the_same_facts(shop: Shop) -> None:
    table = burn(shop, "a", "b", "c")
    assert len(list_files(table)) == 3
    assert tidy(table, many=3) == 1
    assert labels(shop) == ["a", "b", "c"]
    assert tidy(table, many=3) == 1
    burn(shop, "d")
    assert labels(shop) == ["a", "b", "c", "d"]


def test_a_table_can_be_read_as_it_was(shop: Shop) -> None:
    table = burn(shop, "a", "b")
    tidy(table, many=2)
    assert len(list_files(table, version=0)) == 1
    found = find_table(table, version=0)
    assert found is not None
    assert found.to_pyarrow_table()["label"].to_pylist() == ["a"]


@pytest.mark.parametrize("few", [erasing.FEW, 0], ids=["by one pattern", "as one of thousands"])
def test_who_is_erased_leaves_every_version(shop: Shop, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr(erasing, "FEW", few)
    table = burn(shop, "hers", "his")
    proof = erase(table, [subjects(shop)["hers"]])
    assert (proof.deleted, proof.remaining) == (1, 0)
    assert labels(shop) == ["his"]
    assert len(list_stored_files(table)) == 1


def test_an_erased_customer_leaves_what_came_before_and_after(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(registry, "_erasures", {"lamp.broken.v1": ("lamp.joined.v1", "joined_id")})
    monkeypatch.setattr(erasing, "_proofs", lambda tenant_id: tmp_path / "proofs" / str(tenant_id))
    table = burn(shop, "hers", "his")
    hers = subjects(shop)["hers"]
    erased = TableName(shop.tenant_id, "lamp.broken.v1")
    light(shop, "told")
    (batch,) = waiting(shop, LampLit.name)
    told = batch.lines.replace(str(subject_of(batch)).encode(), hers.encode())
    take(Batch(batch.id, erased.tenant_id, erased.fact, told))
    assert find_erased(shop.tenant_id) == {hers}
    assert [proof.table for proof in forget_erased(shop.tenant_id, [])] == [table]
    assert labels(shop) == ["his"]
    assert forget_erased(shop.tenant_id, [table]) == []


def test_what_is_tied_to_an_erased_customer_goes_too(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(registry, "_erasures", {"lamp.broken.v1": ("lamp.joined.v1", "joined_id")})
    monkeypatch.setattr(registry, "_traces", {"lamp.hung.v1": ("lamp_id", "label")})
    monkeypatch.setattr(erasing, "_proofs", lambda tenant_id: tmp_path / "proofs" / str(tenant_id))
    writing.kinds_of_facts()["lamp.hung.v1"] = LampLit
    table = burn(shop, "of her device", "his")
    device, customer = subjects(shop)["of her device"], str(new_id())
    for fact, text in (("lamp.hung.v1", f'"label":"{device}"'), ("lamp.broken.v1", '"label":"told"')):
        light(shop, "told")
        batch = waiting(shop, LampLit.name)[-1]
        lines = batch.lines.replace(b'"label":"told"', text.encode())
        lines = lines.replace(str(subject_of(batch)).encode(), customer.encode())
        take(Batch(batch.id, shop.tenant_id, fact, lines))
    assert find_erased(shop.tenant_id) == {customer, device}
    assert {proof.remaining for proof in forget_erased(shop.tenant_id, [])} == {0}
    assert labels(shop) == ["his"]
    assert rows(shop, "lamp.hung.v1").num_rows == 0
    assert find_erased(shop.tenant_id) == {customer}
    burn(shop, "new")
    assert forget_erased(shop.tenant_id, [table]) == []


def subjects(shop: Shop) -> dict[str, str]:
    """Return the id of each lamp by its label."""
    table = rows(shop)
    return dict(zip(table["label"].to_pylist(), table["fact_subject_id"].to_pylist(), strict=True))


def subject_of(batch: Batch) -> UUID:
    """Return the subject of a batch's first fact."""
    return UUID(batch.lines.split(b'"subject_id":"')[1][:36].decode())


def test_a_parked_fact_is_written_once_it_fits(shop: Shop) -> None:
    light(shop, "bad", "good")
    (batch,) = waiting(shop, LampLit.name)
    take(
        Batch(batch.id, batch.tenant_id, batch.name, batch.lines.replace(b'"watts":null', b'"watts":"x"', 1))
    )
    assert labels(shop) == ["good"]
    replay_parked()
    assert labels(shop) == ["good"]
    with as_tenant(shop.tenant_id):
        parked = ParkedFact.objects.get(consumer="lake")
    parked.envelope["payload"]["watts"] = 5
    write("update parked_fact set envelope = %s where id = %s", parked, parked.id)
    assert replay_parked() == 1
    assert labels(shop) == ["bad", "good"]


def test_a_fact_written_and_not_forgotten_is_not_written_again(shop: Shop) -> None:
    """As when a run is killed between the table's commit and the database's."""
    light(shop, "hall")
    (batch,) = waiting(shop, LampLit.name)
    take(batch)
    envelope = msgspec.json.decode(batch.lines)
    parked = ParkedFact(tenant_id=shop.tenant_id, fact_id=envelope["id"], envelope=envelope)
    insert = """
        insert into parked_fact (envelope, tenant_id, consumer, fact_id, reason)
        values (%s, %s, 'lake', %s, '')
    """
    write(insert, parked, shop.tenant_id, envelope["id"])
    assert replay_parked() == 1
    assert labels(shop) == ["hall"]


def write(statement: str, parked: ParkedFact, *values: Any) -> None:
    """Write a parked fact as the relay does."""
    with connections["relay"].cursor() as cursor:
        cursor.execute(statement, [msgspec.json.encode(parked.envelope).decode(), *values])


def test_what_passes_is_deleted_once_it_is_old_and_nothing_else(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = burn(shop, "old", "new")
    monkeypatch.setenv(DAYS, "-1")
    assert expire(table) == 0
    monkeypatch.setattr(registry, "_passing", {LampLit.name})
    monkeypatch.setenv(DAYS, "0")
    assert expire(table) == 0
    assert labels(shop) == ["new", "old"]
    monkeypatch.setenv(DAYS, "-1")
    assert expire(table) == 2
    assert labels(shop) == []
    assert list_stored_files(table) == []
