"""Reads: what one customer is worth."""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from rapport.analytical.value.contracts import (
    CustomerWorthView,
    Scores,
    Segment,
    WorthAhead,
)
from rapport.analytical.value.models import CustomerProfit, CustomerWorth, WorthSummary
from rapport.analytical.value.queries.profits import COLUMNS, view_profit
from rapport.analytical.value.rules.history import PurchaseHistory, count_recency_days
from rapport.analytical.value.rules.loyalty import measure_loyalty
from rapport.analytical.value.rules.reasons import explain
from rapport.customers.party.api import PartyRef, resolve_customer
from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import Actor
from rapport.kernel.tenancy.api import get_own_tenant


def get_worth(party_id: UUID, *, actor: Actor) -> CustomerWorthView:
    """Return what a customer is worth; raises `Missing` when nothing was bought, `Forbidden` without the
    right."""
    found = find_worth(party_id, actor=actor)
    if found is None:
        raise Missing("This customer has not bought anything yet.")
    return found


def find_worth(party: PartyRef, *, actor: Actor) -> CustomerWorthView | None:
    """Return what a customer is worth, or None when nothing was bought.

    Of a customer merged away it is the survivor's. Raises `Missing` for whom the actor may not see. Recency
    counts whole days in the tenant's zone.
    """
    actor.require("view", "worth")
    party_id = resolve_customer(party, actor=actor)
    one = WorthSummary.objects.order_by()
    mine = CustomerProfit.objects.filter(party_id=OuterRef("party_id"))
    row = (
        CustomerWorth.objects.filter(party_id=party_id)
        .annotate(
            all_as_of=Subquery(one.values("as_of")[:1]),
            all_currency=Subquery(one.values("currency")[:1]),
            all_revenue_minor=Subquery(one.values("revenue_minor")[:1]),
            profit=Subquery(mine.values(row=JSONObject(**{name: name for name in COLUMNS}))[:1]),
        )
        .first()
    )
    if row is None or row.all_as_of is None:
        return None
    history = PurchaseHistory(
        party_id, row.first_at, row.last_at, row.orders, row.gross_minor, row.returned_minor
    )
    scores = Scores(row.recency_score, row.frequency_score, row.monetary_score)
    days = count_recency_days(row.last_at, timezone.now(), ZoneInfo(get_own_tenant(actor.tenant_id).zone))
    return CustomerWorthView(
        party_id=party_id,
        currency=row.all_currency,
        first_at=row.first_at,
        last_at=row.last_at,
        recency_days=days,
        orders=row.orders,
        gross_minor=row.gross_minor,
        returned_minor=row.returned_minor,
        mean_minor=history.mean_minor,
        share_of_revenue=row.gross_minor / row.all_revenue_minor if row.all_revenue_minor else 0.0,
        scores=scores,
        segment=Segment(row.segment),
        reasons=explain(history, scores, days),
        as_of=max(row.as_of, row.all_as_of),
        ahead=_read_ahead(row),
        profit=view_profit(party_id, row.profit, row.all_currency) if row.profit else None,
    )


def _read_ahead(row: CustomerWorth) -> WorthAhead | None:
    """Return what the newest fit says, or None where it says nothing of the customer (all is set or none)."""
    if (
        row.alive is None
        or row.orders_ahead is None
        or row.ahead_minor is None
        or row.ahead_low_minor is None
        or row.ahead_high_minor is None
        or row.lifetime_minor is None
    ):
        return None
    return WorthAhead(
        alive=row.alive,
        purchases=row.orders_ahead,
        money_minor=row.ahead_minor,
        low_minor=row.ahead_low_minor,
        high_minor=row.ahead_high_minor,
        lifetime_minor=row.lifetime_minor,
        loyalty=measure_loyalty(row.orders, row.alive),
    )
