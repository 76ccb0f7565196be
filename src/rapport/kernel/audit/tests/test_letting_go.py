"""Old history goes and the chain stays whole; what goes without its line is seen."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError
from django.utils import timezone
from tests.house import Shop

from rapport.kernel.audit.api import check_seals, count_old, let_go_changes, list_changes, seal_changes
from rapport.kernel.audit.tests.test_history import owner_connection
from rapport.kernel.identity.models import Unit
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.work.api import unit_of_work

YEARS_AGO = timezone.now() - timedelta(days=3 * 366)
SINCE = timezone.now() - timedelta(days=2 * 366)


def as_owner(shop: Shop, *statements: str) -> None:
    """Do what only the owner of the tables may, past the walls, to this business."""
    with owner_connection() as owner:
        for table in ("change", "change_seal"):
            owner.execute(f"alter table {table} no force row level security")
        for statement in statements:
            owner.execute(statement.format(tenant=shop.tenant_id))
        for table in ("change", "change_seal"):
            owner.execute(f"alter table {table} force row level security")


@pytest.fixture
def aged(shop: Shop) -> UUID:
    """A unit changed under two seals three years ago and under two seals now."""
    with unit_of_work(shop.actor):
        unit = Unit.objects.create(name="Centre", code="c")
    for number in range(2):
        rename(shop, unit.id, f"Old {number}")
        moment = (YEARS_AGO + timedelta(days=number)).isoformat()
        there = f"tenant_id = '{{tenant}}' and number = {number + 1}"
        as_owner(shop, f"update change_seal set at = '{moment}' where {there}")
    for number in range(2):
        rename(shop, unit.id, f"New {number}")
    return unit.id


def rename(shop: Shop, unit_id: UUID, name: str) -> None:
    with unit_of_work(shop.actor):
        Unit.objects.filter(id=unit_id).update(name=name)
    with as_tenant(shop.tenant_id):
        assert seal_changes()


def intact(shop: Shop) -> list[bool]:
    with as_tenant(shop.tenant_id):
        return [check.intact for check in check_seals()]


def test_the_chain_goes_on_from_what_was_let_go(shop: Shop, aged: UUID) -> None:
    with as_tenant(shop.tenant_id):
        old = count_old(SINCE)
        assert old >= 3
    with unit_of_work(shop.actor):
        assert let_go_changes(SINCE, most=2) == 2
    with unit_of_work(shop.actor):
        assert let_go_changes(SINCE, most=1_000) == old - 2
    with unit_of_work(shop.actor):
        assert let_go_changes(SINCE, most=1_000) == 0
    with as_tenant(shop.tenant_id):
        seal_changes()
        checks = check_seals()
        lines = list_changes(subject_id=aged)
        (went,) = list_changes(tables=["change_seal"])
        assert count_old(SINCE) == 0
    assert [check.intact for check in checks] == [True] * 5
    assert [check.let_go for check in checks] == [True, True, False, False, False]
    assert [line.fields["name"][1] for line in lines] == ["New 1", "New 0"]
    assert (went.op, went.actor_id) == ("L", shop.actor.id)


@pytest.mark.parametrize(
    "tampering",
    [
        "delete from change where tenant_id = '{tenant}' and op = 'L'",
        "delete from change where tenant_id = '{tenant}' and op = 'U' and after ->> 'name' = 'New 0'",
        "update change set after = '{{}}' where tenant_id = '{tenant}' and op = 'U'",
        "update change_seal set digest = sha256('x') where tenant_id = '{tenant}' and number = 2",
        "delete from change_seal where tenant_id = '{tenant}' and number = 1",
    ],
)
def test_what_is_kept_cannot_be_edited_behind_it(shop: Shop, aged: UUID, tampering: str) -> None:
    with unit_of_work(shop.actor):
        let_go_changes(SINCE, most=1_000)
    with as_tenant(shop.tenant_id):
        seal_changes()
    assert all(intact(shop))
    as_owner(shop, tampering)
    assert not all(intact(shop))


def test_what_goes_without_its_line_is_seen(shop: Shop, aged: UUID) -> None:
    as_owner(
        shop, "delete from change where tenant_id = '{tenant}' and op = 'U' and after ->> 'name' = 'Old 0'"
    )
    assert intact(shop) == [False, True, True, True]


def test_the_last_year_is_kept_whoever_asks(shop: Shop, aged: UUID) -> None:
    for moment in (timezone.now(), timezone.now() - timedelta(days=360), datetime(9999, 1, 1, tzinfo=UTC)):
        with pytest.raises(IntegrityError), unit_of_work(shop.actor):
            let_go_changes(moment, most=1_000)
    assert all(intact(shop))


def test_another_business_loses_nothing(shop: Shop, other_shop: Shop, aged: UUID) -> None:
    with unit_of_work(other_shop.actor):
        assert let_go_changes(SINCE, most=1_000) == 0
    with as_tenant(shop.tenant_id):
        assert len(list_changes(subject_id=aged)) == 5
