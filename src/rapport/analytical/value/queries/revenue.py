"""Reads: where the revenue comes from."""

from rapport.analytical.value.contracts import CurvePoint, RevenueCurve, RevenueView
from rapport.analytical.value.models import WorthSummary
from rapport.analytical.value.rules.curve import NOTHING
from rapport.kernel.identity.api import Actor
from rapport.kernel.tenancy.api import get_own_tenant


def get_revenue(actor: Actor) -> RevenueView:
    """Return the 80/20 curve of the customers the actor may see, in minor units of the tenant's currency."""
    actor.require("view", "worth")
    summary = WorthSummary.objects.first()
    if summary is None:
        return RevenueView(NOTHING, get_own_tenant(actor.tenant_id).currency, 0, 0, 0, None)
    curve = RevenueCurve(
        customers=summary.customers,
        revenue_minor=summary.revenue_minor,
        points=tuple(CurvePoint(customers, revenue) for customers, revenue in summary.points),
        top_fifth_share=summary.top_fifth_share,
        customers_for_eighty=summary.customers_for_eighty,
        gini=summary.gini,
    )
    return RevenueView(
        curve,
        summary.currency,
        summary.guest_orders,
        summary.guest_minor,
        summary.returned_minor,
        summary.as_of,
    )
