"""The demo lives on: the same by its seed, quiet at night, through the doors, stopped by its source."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import connections
from django.utils import timezone

from rapport.bigdata.ingest.api import add_source
from rapport.bigdata.ingest.operations.sources import change_source
from rapport.customers.party.api import create_customer
from rapport.customers.party.contracts import ContactDraft, CustomerDraft
from rapport.kernel.identity.api import found_roles, system_actor
from rapport.kernel.tenancy.api import as_tenant, create_tenant
from rapport.operational.orders.api import NewLine, NewOrder, list_orders, upsert_orders
from rapport.site.demo.fill.behaviour import NAMES
from rapport.site.demo.fill.life import SOURCE, find_profile, live_on
from rapport.site.demo.life import STRETCH, Visit, draw_visits, due, stretch_of
from rapport.site.demo.nordlicht import NORDLICHT

NOON, NIGHT = datetime(2026, 11, 22, 20, tzinfo=UTC), datetime(2026, 11, 23, 2, tzinfo=UTC)
ADDRESS = ContactDraft("email", "ada@example.com")
HOUR = 3600 // STRETCH


def count_identified(tenant_id: UUID) -> int:
    with connections["relay"].cursor() as cursor:
        cursor.execute(
            "select count(*) from fact where tenant_id = %s and name = 'visitor.identified.v1'", [tenant_id]
        )
        return int(cursor.fetchall()[0][0])


def list_due(since: datetime) -> list[dict[str, Any]]:
    first = stretch_of(since)
    return [
        event
        for stretch in range(first, first + HOUR)
        for visit in draw_visits(NORDLICHT, stretch)
        for event in due(visit, stretch)
    ]


def find_stretch(moment: Callable[[Visit], dict[str, Any] | None]) -> int:
    """Return a stretch, of the last hour or the day after, in which a moment of visits comes exactly once."""
    first = stretch_of(timezone.now()) - HOUR
    return next(
        stretch
        for stretch in range(first, first + HOUR * 24)
        if sum(moment(visit) in due(visit, stretch) for visit in draw_visits(NORDLICHT, stretch)) == 1
    )


def test_an_hour_is_the_same_each_time_and_quieter_at_night() -> None:
    evening = list_due(NOON)
    assert evening == list_due(NOON)
    assert len({event["id"] for event in evening}) == len(evening)
    assert 0 < len(list_due(NIGHT)) * 4 < len(evening)


@pytest.mark.django_db(transaction=True, databases="__all__")
def test_what_happens_goes_through_the_doors_once_until_the_source_is_shut() -> None:
    tenant = create_tenant(NORDLICHT.slug, NORDLICHT.name, currency="EUR", zone="Europe/Berlin", country="DE")
    found_roles(tenant.id)
    actor = system_actor(tenant.id)
    source, _ = add_source(NAMES["en"], "site", actor=actor)
    profile = find_profile(tenant)
    assert profile is NORDLICHT
    buying = find_stretch(
        lambda visit: visit.events[-1] if visit.buys and "price" in (visit.cart or {}) else None
    )
    told = live_on(profile, tenant, buying)
    assert told == live_on(profile, tenant, buying) > 0
    with as_tenant(tenant.id):
        assert list_orders(actor).filter(source=SOURCE).count() == 1
        ada = create_customer(CustomerDraft(name="Ada", contact_points=(ADDRESS,)), actor=actor)
        line = NewLine(quantity=Decimal(1), unit_price=Decimal(9), description="Lamp")
        order = NewOrder((line,), currency="EUR", number="1", party_id=ada.id)
        upsert_orders([(0, order)], "create", actor=actor)
    known = find_stretch(lambda visit: visit.events[0] if visit.customer is not None else None)
    assert live_on(profile, tenant, known) > 0
    assert count_identified(tenant.id) == 1
    change_source(source.id, {"active": False}, actor=actor)
    assert live_on(profile, tenant, buying) == 0
    assert find_profile(create_tenant("a-shop", "A shop")) is None
