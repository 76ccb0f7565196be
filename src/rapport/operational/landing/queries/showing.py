"""What visitors are shown: a page by its address, and the pop-ups that are for a visitor."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from rapport.customers.visitors.api import find_visit
from rapport.kernel.filters.api import InvalidFilter, get_kind, narrow, parse
from rapport.kernel.identity.api import system_actor
from rapport.kernel.tenancy.api import current_tenant_id
from rapport.operational.landing.contracts import PieceLine
from rapport.operational.landing.models import SitePiece
from rapport.operational.landing.queries.pieces import line_of, list_words, words_of
from rapport.operational.landing.rules import suits

SAME_VISIT = timedelta(minutes=30)
"""Whoever was first seen longer ago than this was here before."""


def find_tenant(shop: str) -> UUID | None:
    """Return the business a shop's address belongs to, whoever asks; None for no such shop."""
    with connection.cursor() as cursor:
        cursor.execute("select site_tenant(%s)", [shop[:60]])
        row = cursor.fetchone()
    return row[0] if row else None


def find_live(slug: str, kind: str = "page") -> PieceLine | None:
    """Return a live piece of the current tenant by its address, with its words."""
    row = SitePiece.objects.filter(slug=slug[:60], kind=kind, state="live").first()
    return None if row is None else line_of(row, list_words(row.id))


def list_popups(visitor: str, now: datetime) -> list[PieceLine]:
    """Return the live pop-ups that are for a visitor (the tracker's random id), the newest first.

    A visitor is a known customer only where that was proved. At most two queries and one for each pop-up
    with an audience.
    """
    rows = list(SitePiece.objects.filter(kind="popup", state="live").order_by("-created_at", "id"))
    if not rows:
        return []
    visit = find_visit(visitor)
    came = {
        "known": visit.customer_id is not None,
        "back": visit.first_at is not None and now - visit.first_at > SAME_VISIT,
        "looked": visit.views > 0,
        "cart": visit.open_cart,
    }
    chosen = [
        row
        for row in rows
        if suits({"who": row.who, "did": row.did}, **came) and _is_in(row, visit.customer_id, now)
    ]
    said = words_of([row.id for row in chosen])
    return [line_of(row, said.get(row.id, ())) for row in chosen]


def _is_in(row: SitePiece, customer_id: UUID | None, now: datetime) -> bool:
    """Tell whether a known customer belongs to the audience a pop-up asks for."""
    if row.who != "known" or not row.audience:
        return True
    actor = system_actor(current_tenant_id())
    try:
        tree = parse(dict(row.audience))
        people = get_kind("customer").rows(actor).filter(id=customer_id)
        return narrow(people, tree, "customer", actor=actor, now=now).exists()
    except InvalidFilter:
        # It asks for what there is no more: nobody is in it.
        return False


def find_popup(piece_id: UUID) -> SitePiece | None:
    """Return a live pop-up of the current tenant."""
    return SitePiece.objects.filter(id=piece_id, kind="popup", state="live").first()
