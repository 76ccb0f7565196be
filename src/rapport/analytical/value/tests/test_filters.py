"""Customers are asked by what they are worth."""

from datetime import UTC, datetime

import pytest
from tests.house import Shop

from rapport.analytical.value.models import CustomerWorth
from rapport.customers.party.api import list_customers
from rapport.customers.party.contracts import CustomerFilter
from rapport.customers.party.tests.people import enter
from rapport.kernel.filters.api import InvalidFilter, describe, parse
from rapport.kernel.tenancy.api import as_tenant

LATELY = datetime(2026, 3, 1, tzinfo=UTC)
SCORES = {"recency_score": 5, "frequency_score": 4, "monetary_score": 3}
SUMS = {"orders": 7, "gross_minor": 9_900, "returned_minor": 0}


def names(shop: Shop, form: str) -> list[str]:
    with as_tenant(shop.tenant_id):
        page = list_customers(shop.actor, filter=CustomerFilter(where=parse(form)), sort="name")
    return [row.name for row in page.rows]


def test_by_segment_scores_and_moments(shop: Shop) -> None:
    ada = enter(shop, "Ada")
    enter(shop, "Nobody")
    with as_tenant(shop.tenant_id):
        CustomerWorth.objects.create(
            party_id=ada.id,
            first_at=LATELY,
            last_at=LATELY,
            segment="champions",
            as_of=LATELY,
            **SCORES,
            **SUMS,
        )
        words = describe(parse("segment:is:champions"), "customer", actor=shop.actor, locale="en")
    assert words == "Segment is Champions"
    for form in ("segment:any_of:champions|loyal", "recency_score:at_least:5", "last_purchase:on:2026-03-01"):
        assert names(shop, form) == ["Ada"], form
    assert names(shop, "segment:empty") == ["Nobody"]
    assert names(shop, "segment:is_not:champions") == []
    with pytest.raises(InvalidFilter):
        names(shop, "segment:is:princes")
