"""Facts about orders lead to a counting, once for a burst."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

from tests.house import Shop

from rapport.analytical.value import api
from rapport.analytical.value.handlers import note_purchases
from rapport.analytical.value.models import CustomerWorth, WorthDue
from rapport.analytical.value.operations import due
from rapport.analytical.value.tests.sources import GivenPurchases, buy, draw_purchases
from rapport.kernel.jobs.api import list_recent_jobs
from rapport.kernel.outbox.api import Envelope
from rapport.kernel.tenancy.api import as_tenant

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def _fact(shop: Shop, name: str, **payload: str | None) -> Envelope:
    return Envelope(
        id=uuid4(),
        tenant_id=shop.tenant_id,
        name=name,
        occurred_at=NOW,
        recorded_at=NOW,
        subject_kind="order",
        subject_id=uuid4(),
        payload=dict(payload),
        actor_id=None,
        unit_id=None,
        cause_id=None,
        subject_version=1,
    )


def test_a_burst_of_facts_is_one_job(shop: Shop) -> None:
    mine, lost = UUID(int=5), UUID(int=6)
    with as_tenant(shop.tenant_id):
        note_purchases([_fact(shop, "order.placed.v1", party_id=str(mine)) for _ in range(3)])
        note_purchases([_fact(shop, "order.placed.v1", party_id=None)])
        note_purchases([_fact(shop, "customer.merged.v1", customer_id=str(mine), merged_id=str(lost))])
        assert set(WorthDue.objects.values_list("party_id", flat=True)) == {mine, lost}
        kinds = [job.kind for job in list_recent_jobs(shop.actor)]
    assert kinds.count("worth.count_due") == 1


def test_those_who_are_due_are_counted_and_no_longer_due(shop: Shop, purchases: GivenPurchases) -> None:
    purchases.rows[shop.tenant_id] = [buy(UUID(int=5), 3, 700), *draw_purchases(3, 8)]
    with as_tenant(shop.tenant_id):
        due.note_due([UUID(int=5)])
    assert due.count_due(actor=shop.actor) == 9
    assert due.count_due(actor=shop.actor) == 0
    with as_tenant(shop.tenant_id):
        assert CustomerWorth.objects.filter(party_id=UUID(int=5)).exists()
        assert api.get_revenue(shop.actor).curve.customers == 9
