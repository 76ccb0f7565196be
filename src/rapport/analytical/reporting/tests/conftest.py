"""Marts of a small shop, as a build publishes them, in a home of the test's own."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import duckdb
import pytest
from django.utils import timezone
from tests.house import Shop

from rapport.analytical.warehouse.models import MartBuild
from rapport.analytical.warehouse.queries.catalogue import list_models
from rapport.kernel.embedded.api import Layout
from rapport.kernel.tenancy.api import as_tenant

ORDER, GUEST, OTHER = (UUID(int=number) for number in (1, 2, 3))


def ago(days: int) -> date:
    """Return a day before today (UTC)."""
    return timezone.now().date() - timedelta(days=days)


def write_marts(file: Path, rows: dict[str, list[dict[str, Any]]]) -> None:
    """Make a file of marts: every table with its columns, and these rows."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(file) as connection:
        for model in list_models():
            if not model.stands:
                continue
            columns = ", ".join(f'"{one.name}" {one.type}' for one in model.columns)
            connection.execute(f"create table {model.name} ({columns})")
            for row in rows.get(model.name, []):
                names, marks = ", ".join(row), ", ".join("?" for _ in row)
                connection.execute(f"insert into {model.name} ({names}) values ({marks})", list(row.values()))


def note_build(tenant_id: UUID) -> None:
    """Have a build that was published."""
    with as_tenant(tenant_id):
        MartBuild.objects.create(
            state="published",
            full=True,
            facts=1,
            tables={},
            failures=[],
            started_at=timezone.now(),
            seconds=0.1,
        )


def sale(order: UUID, day: date, minor: int, **more: Any) -> dict[str, Any]:
    """Return an order line."""
    line = {"order_id": str(order), "line_id": "1", "day": day, "channel": "web", "country": "DE"}
    line |= {"unit": "", "currency": "EUR", "sku": "T1", "pieces": 2, "total_minor": minor, "party_id": None}
    return line | more


def sold(day: date, minor: int, **more: Any) -> dict[str, Any]:
    """Return a day of sales."""
    row = {"day": day, "channel": "web", "country": "DE", "unit": "", "currency": "EUR", "orders": 1}
    return row | {"pieces": 2, "bought_minor": minor, "guests": 0} | more


@pytest.fixture
def empty_marts(shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """Return a shop whose marts were built of nothing."""
    monkeypatch.setenv("RAPPORT_HOME", str(tmp_path))
    write_marts(Layout(tmp_path).lake / "marts" / f"{shop.tenant_id}.duckdb", {})
    note_build(shop.tenant_id)
    return shop


@pytest.fixture
def marts(shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """Return a shop that sold for 30, 20 and 50 EUR in the last days, for 40 before, once in a strange
    currency."""
    monkeypatch.setenv("RAPPORT_HOME", str(tmp_path))
    unit = str(UUID(int=77))
    rows: dict[str, list[dict[str, Any]]] = {
        "sales_days": [
            sold(ago(1), 3000),
            sold(ago(2), 2000, channel="phone", unit=unit),
            sold(ago(3), 5000, country="CN"),
            sold(ago(40), 4000),
            sold(ago(3), 999, currency="XAF"),
        ],
        "product_days": [
            {"sku": "T1", "day": ago(1), "currency": "EUR", "orders": 1, "pieces": 2, "bought_minor": 3000},
            {"sku": "C'2", "day": ago(3), "currency": "EUR", "orders": 1, "pieces": 1, "bought_minor": 5000},
        ],
        "order_lines": [
            sale(ORDER, ago(1), 3000),
            sale(GUEST, ago(2), 2000, channel="phone", unit=unit),
            sale(OTHER, ago(3), 5000, country="CN", sku="C'2"),
        ],
        "products": [{"product_id": "p1", "sku": "T1", "title": "Tea & <b>", "category": "Tea"}],
        "customers": [
            {"customer_id": str(UUID(int=9)), "stage": "customer", "country": "DE"}
            | {"created_at": datetime.now(UTC) - timedelta(days=5)}
        ],
        "interaction_days": [
            {"day": ago(4), "kind": "contact", "channel": "phone", "direction": "in", "times": 7}
        ],
        "prospect_sources": [{"source": "fair", "captured": 10, "converted": 3, "lost": 1}],
    }
    write_marts(Layout(tmp_path).lake / "marts" / f"{shop.tenant_id}.duckdb", rows)
    note_build(shop.tenant_id)
    return shop
