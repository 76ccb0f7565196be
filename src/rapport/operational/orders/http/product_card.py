"""The card orders hang on a product's page: what it sold month by month, and its newest orders."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from rapport.kernel.identity.api import actor_of, tenant_of
from rapport.operational.orders.http.labels import STATUS_LABELS, STATUS_TONES
from rapport.operational.orders.queries.sales import list_lines_sold, list_months_sold

YEAR = timedelta(days=365)


def draw_sales(request: HttpRequest, subject: UUID | None) -> str:
    """Twelve months and the newest orders; nothing for a product nobody bought."""
    actor = actor_of(request)
    if subject is None:
        return ""
    months = list_months_sold(subject, actor, timezone.now() - YEAR)
    lines = list_lines_sold(subject, actor)
    if not lines:
        return ""
    best = max((month.total_minor for month in months), default=0)
    context = {
        "months": [(month, f"{max(0, month.total_minor) / best if best > 0 else 0:.3f}") for month in months],
        "lines": [(line, STATUS_LABELS[line.status], STATUS_TONES[line.status]) for line in lines],
        "currency": tenant_of(request).currency,
    }
    return render_to_string("orders/product_sales.html", context, request)
