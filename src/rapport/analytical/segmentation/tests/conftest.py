"""Fixtures of the segmentation room."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from tests.house import Shop

from rapport.analytical.segmentation.tests.crowds import EACH, NOW, draw_crowd
from rapport.analytical.value.models import CustomerWorth
from rapport.analytical.value.tests.customers import enter_customers
from rapport.kernel.tenancy.api import as_tenant


@pytest.fixture
def few_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    """The choice itself is tested beside its rules; here two numbers of groups by one method will do."""
    from rapport.analytical.segmentation.rules.grouping import choosing

    monkeypatch.setattr(choosing, "MOST", 3)
    monkeypatch.setattr(choosing, "DRAWS", 2)
    monkeypatch.setattr(choosing, "METHODS", ("k_means",))


@pytest.fixture
def crowd(shop: Shop) -> list[UUID]:
    """Customers of three kinds with their worth; the ids in the order of their kinds."""
    rows, _kinds = draw_crowd(EACH)
    ids = enter_customers(shop, len(rows))
    with as_tenant(shop.tenant_id):
        CustomerWorth.objects.bulk_create(
            CustomerWorth(
                party_id=party_id,
                first_at=datetime.fromtimestamp(row["first"], UTC),
                last_at=datetime.fromtimestamp(row["last"], UTC),
                orders=int(row["orders"]),
                gross_minor=int(row["gross_minor"]),
                returned_minor=0,
                recency_score=3,
                frequency_score=3,
                monetary_score=3,
                segment="need_attention",
                as_of=datetime.fromtimestamp(NOW, UTC),
            )
            for party_id, row in zip(ids, rows, strict=True)
        )
    return ids
