"""The desk's own cards on the home page."""

from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string

from rapport.analytical.value.api import get_revenue, list_segments
from rapport.analytical.value.contracts.labels import SEGMENT_LABELS
from rapport.analytical.value.http.charts import draw_revenue
from rapport.customers.party.api import list_customers
from rapport.desk.customer.http.words import STATUS_LABELS, STATUS_TONES
from rapport.kernel.identity.api import actor_of, find_actor_of
from rapport.operational.orders.api import list_orders
from rapport.ui.api import get_viewer

NEWEST = 8


def may_see_worth(request: HttpRequest) -> bool:
    """Whether this member may see what customers are worth."""
    actor = find_actor_of(request)
    return actor is not None and actor.may("view", "worth")


def may_see_customers(request: HttpRequest) -> bool:
    """Whether this member may see customers."""
    actor = find_actor_of(request)
    return actor is not None and actor.may("view", "customer")


def draw_revenue_curve(request: HttpRequest, subject: UUID | None) -> str:
    """The 80/20 curve."""
    revenue = get_revenue(actor_of(request))
    if not revenue.curve.customers:
        return ""
    return render_to_string("home/revenue.html", {"chart": draw_revenue(revenue, get_viewer())}, request)


def draw_new_customers(request: HttpRequest, subject: UUID | None) -> str:
    """The newest customers."""
    page = list_customers(actor_of(request), sort="-created", limit=4 * NEWEST)
    rows = [row for row in page.rows if row.kind != "household"][:NEWEST]
    return render_to_string("home/new_customers.html", {"rows": rows}, request) if rows else ""


def may_see_orders(request: HttpRequest) -> bool:
    """Whether this member may see orders."""
    actor = find_actor_of(request)
    return actor is not None and actor.may("view", "order")


def draw_new_orders(request: HttpRequest, subject: UUID | None) -> str:
    """The newest orders."""
    orders = list_orders(actor_of(request)).order_by("-placed_at", "id")[:NEWEST]
    rows = [
        {
            "order": one,
            "label": STATUS_LABELS.get(one.status, one.status),
            "tone": STATUS_TONES.get(one.status, "plain"),
        }
        for one in orders
    ]
    return render_to_string("home/new_orders.html", {"orders": rows}, request) if rows else ""


def draw_segments(request: HttpRequest, subject: UUID | None) -> str:
    """How many customers each segment holds."""
    sizes = [
        {"label": SEGMENT_LABELS[size.segment], "size": size, "bar": f"{size.customer_share:.3f}"}
        for size in list_segments(actor_of(request))
        if size.customers
    ]
    return render_to_string("home/segments.html", {"sizes": sizes}, request) if sizes else ""
