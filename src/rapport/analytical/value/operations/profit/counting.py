"""Counting what customers bring and cost, from the purchases summed up already and what services were
done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.backends.utils import CursorWrapper

from rapport.analytical.value.contracts.cost_kinds import ORDER_KINDS, list_cost_kinds
from rapport.analytical.value.operations.profit import statements as sql
from rapport.analytical.value.operations.sources import list_cost_sources
from rapport.analytical.value.queries.prices import read_price
from rapport.analytical.value.rules.profit import find_year_start
from rapport.kernel.tenancy.api import TenantProfile

COST_TABLE = "worth_cost"


@dataclass(frozen=True, slots=True)
class Span:
    """Where the last twelve months begin: the month, and its first moment in the tenant's zone."""

    month: date
    moment: datetime


def span_of(tenant: TenantProfile, now: datetime) -> Span:
    """Return where the last twelve months of the tenant begin."""
    zone = ZoneInfo(tenant.zone)
    month = find_year_start(now.astimezone(zone).date())
    return Span(month, datetime(month.year, month.month, 1, tzinfo=zone))


def count_profit(
    cursor: CursorWrapper,
    *,
    tenant: TenantProfile,
    now: datetime,
    party_ids: Sequence[UUID] | None = None,
) -> None:
    """Write the profit of everybody, or of these few, after `worth_history` was summed up.

    What changed is left in `worth_profit_changed` to be told.
    """
    for table in sql.TABLES:
        cursor.execute(f"drop table if exists pg_temp.{table}")
    cursor.execute(sql.MAKE_COSTS)
    cursor.execute(sql.MAKE_CHANGED)
    for source in list_cost_sources():
        source.load_costs(COST_TABLE, currency=tenant.currency, zone=tenant.zone, party_ids=party_ids)
    cursor.execute("analyze worth_cost")
    cursor.execute(sql.PROFIT, {**_write_prices(tenant), "year_month": span_of(tenant, now).month})
    cursor.execute("analyze worth_profit")
    cursor.execute(sql.WRITE, {"now": now})
    if party_ids is None:
        cursor.execute(sql.FORGET_ALL)
    else:
        cursor.execute(sql.FORGET_SOME, {"party_ids": list(party_ids)})


def _write_prices(tenant: TenantProfile) -> dict[str, Any]:
    prices = {kind.key: read_price(kind, tenant.currency) for kind in list_cost_kinds()}
    return {
        "kinds": list(prices),
        "prices": list(prices.values()),
        **{f"price_{kind.key}": prices[kind.key] for kind in ORDER_KINDS},
    }
