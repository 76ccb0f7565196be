"""Pages of value: where the revenue comes from, the segments and who is in them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rapport.analytical.value.contracts import RevenueView, SegmentSize
from rapport.analytical.value.contracts.labels import SEGMENT_ADVICE, SEGMENT_LABELS
from rapport.analytical.value.http.charts import draw_revenue
from rapport.analytical.value.queries import get_revenue, list_segments
from rapport.kernel.identity.api import actor_of, find_actor_of
from rapport.ui.api import Empty, Stat, Viewer, get_viewer


def may_see_worth(request: HttpRequest) -> bool:
    """Tell whether the page belongs into this reader's navigation."""
    actor = find_actor_of(request)
    return actor is not None and actor.scope("view", "worth") is not None


def show_worth(request: HttpRequest) -> HttpResponse:
    """The 80/20 curve and the ten segments, each figure leading to its customers."""
    actor, viewer = actor_of(request), get_viewer()
    revenue = get_revenue(actor)
    context = {
        "title": _("Worth"),
        "lead": _("What customers are worth, and how few of them bring most of the revenue."),
        "revenue": revenue,
        "stats": _write_stats(revenue, viewer),
        "chart": draw_revenue(revenue, viewer) if revenue.curve.customers else None,
        "segments": [_write_segment(size, revenue.currency, viewer) for size in list_segments(actor)],
        "empty": Empty(
            _("Nobody has bought anything yet"),
            _("As soon as orders are there, this page says who brings the revenue."),
            icon="coins",
        ),
    }
    return render(request, "value/worth.html", context)


def _write_stats(revenue: RevenueView, viewer: Viewer) -> list[Stat]:
    curve = revenue.curve
    customers = "/worth/customers"
    return [
        Stat(
            _("Revenue of customers"),
            viewer.money_short(curve.revenue_minor, revenue.currency),
            customers,
            _("%(count)s customers") % {"count": viewer.number(curve.customers)},
            icon="coins",
        ),
        Stat(
            _("The best fifth brings"),
            viewer.share(curve.top_fifth_share),
            customers,
            _("of the revenue"),
            icon="crown",
        ),
        Stat(
            _("Four fifths come from"),
            viewer.number(curve.customers_for_eighty),
            customers,
            _("%(share)s of customers")
            % {"share": viewer.share(curve.customers_for_eighty / curve.customers if curve.customers else 0)},
            icon="users",
        ),
        Stat(
            _("Orders without a customer"),
            viewer.money_short(revenue.guest_minor, revenue.currency),
            note=_("%(count)s guest orders") % {"count": viewer.number(revenue.guest_orders)},
            icon="user-x",
        ),
        Stat(
            _("Sent back or cancelled"),
            viewer.money_short(revenue.returned_minor, revenue.currency),
            icon="undo-2",
        ),
    ]


def _write_segment(size: SegmentSize, currency: str, viewer: Viewer) -> dict[str, object]:
    return {
        "href": f"/worth/customers?segment={size.segment}",
        "label": SEGMENT_LABELS[size.segment],
        "advice": SEGMENT_ADVICE[size.segment],
        "customers": viewer.number(size.customers),
        "customer_share": viewer.share(size.customer_share),
        "revenue": viewer.money(size.revenue_minor, currency),
        "revenue_share": viewer.share(size.revenue_share),
        "bar": f"{size.revenue_share:.3f}",
    }
