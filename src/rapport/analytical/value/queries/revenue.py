"""Reads: where the revenue comes from."""

from rapport.analytical.value.contracts import CurvePoint, RevenueCurve, RevenueView
from rapport.analytical.value.models import WorthSummary
from rapport.analytical.value.queries.reach import list_worths, sees_everything
from rapport.analytical.value.rules.curve import NOTHING, draw_curve
from rapport.kernel.identity.api import Actor
from rapport.kernel.tenancy.api import get_own_tenant


def get_revenue(actor: Actor) -> RevenueView:
    """Return the 80/20 curve of the customers in sight, in minor units of the tenant's currency.

    Whoever sees the whole business gets the curve of the last counting, with the guests' revenue; a unit's
    clerk or manager one drawn now from their own customers.
    """
    whole = sees_everything(actor)
    summary = WorthSummary.objects.first()
    if summary is None:
        return RevenueView(NOTHING, get_own_tenant(actor.tenant_id).currency, 0, 0, 0, None)
    if not whole:
        return _draw_own(actor, summary)
    return RevenueView(
        curve=_read_curve(summary),
        currency=summary.currency,
        guest_orders=summary.guest_orders,
        guest_minor=summary.guest_minor,
        returned_minor=summary.returned_minor,
        as_of=summary.as_of,
    )


def _draw_own(actor: Actor, summary: WorthSummary) -> RevenueView:
    amounts = list(list_worths(actor).values_list("gross_minor", "returned_minor"))
    return RevenueView(
        curve=draw_curve(gross for gross, _ in amounts),
        currency=summary.currency,
        guest_orders=0,
        guest_minor=0,
        returned_minor=sum(returned for _, returned in amounts),
        as_of=summary.as_of,
    )


def _read_curve(summary: WorthSummary) -> RevenueCurve:
    return RevenueCurve(
        customers=summary.customers,
        revenue_minor=summary.revenue_minor,
        points=tuple(CurvePoint(customers, revenue) for customers, revenue in summary.points),
        top_fifth_share=summary.top_fifth_share,
        customers_for_eighty=summary.customers_for_eighty,
        gini=summary.gini,
    )
