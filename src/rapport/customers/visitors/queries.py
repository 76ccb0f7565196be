"""Reads of what customers did on the site."""

from collections import Counter
from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from rapport.customers.visitors.contracts import Browsing, Visit
from rapport.customers.visitors.models import VisitorLink, VisitorProfile
from rapport.kernel.ids import named_id
from rapport.kernel.tenancy.api import current_tenant_id

TASTES = 5


def find_browsing(party_id: UUID) -> Browsing | None:
    """Return what a customer did on the site on all devices, None if they were never seen; one query."""
    rows = list(VisitorProfile.objects.filter(party_id=party_id).order_by("-last_at", "id"))
    if not rows:
        return None
    tastes: Counter[str] = Counter()
    for row in rows:
        tastes.update(row.tastes)
    newest = max(rows, key=lambda row: (row.viewed_at is not None, row.viewed_at or row.last_at))
    carts = [row.cart_at for row in rows if row.cart_at]
    ordered = max((row.order_at for row in rows if row.order_at), default=None)
    return Browsing(
        devices=len(rows),
        first_at=min(row.first_at for row in rows),
        last_at=rows[0].last_at,
        views=sum(row.views for row in rows),
        searches=sum(row.searches for row in rows),
        carts=sum(row.carts for row in rows),
        cart_at=max(carts, default=None),
        open_cart=bool(carts) and (ordered is None or ordered < max(carts)),
        viewed=newest.viewed,
        tastes=tuple(tastes.most_common(TASTES)),
    )


def find_customers_of(names: Collection[str]) -> dict[str, UUID]:
    """Return the customer each of these browsers is (random ids of the tracker), as last proved."""
    tenant_id = current_tenant_id()
    ids = {named_id(tenant_id, f"visitor:{name}"): name for name in names if name}
    links = VisitorLink.objects.filter(visitor_id__in=tuple(ids)).order_by("seen_at", "id")
    return {ids[visitor_id]: party_id for visitor_id, party_id in links.values_list("visitor_id", "party_id")}


def find_visit(name: str) -> Visit:
    """Return who a browser is (the tracker's random id) and what was done with it; two queries."""
    customer_id = find_customers_of([name]).get(name) if name else None
    visitor_id = named_id(current_tenant_id(), f"visitor:{name}")
    whose = Q(party_id=customer_id) if customer_id else Q(party_id__isnull=True)
    rows = list(VisitorProfile.objects.filter(whose, visitor_id=visitor_id)) if name else []
    if not rows:
        return Visit(customer_id)
    carts = max((row.cart_at for row in rows if row.cart_at), default=None)
    ordered = max((row.order_at for row in rows if row.order_at), default=None)
    return Visit(
        customer_id,
        first_at=min(row.first_at for row in rows),
        views=sum(row.views for row in rows),
        open_cart=carts is not None and (ordered is None or ordered < carts),
    )
