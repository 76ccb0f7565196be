"""Count everybody's worth again: one pass of set-based statements over all purchases of a tenant."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.backends.utils import CursorWrapper

from rapport.analytical.value.contracts import RevenueCurve
from rapport.analytical.value.models import WorthSummary
from rapport.analytical.value.operations import statements as sql
from rapport.analytical.value.operations.cuts import encode_cuts
from rapport.analytical.value.operations.insights import tell_customers
from rapport.analytical.value.operations.profit import count_profit, sum_profit, tell_profit
from rapport.analytical.value.operations.profit.counting import span_of
from rapport.analytical.value.operations.sources import find_purchase_source
from rapport.analytical.value.rules.curve import Totals, assemble_curve, list_needed_ranks
from rapport.analytical.value.rules.quintiles import Cuts
from rapport.analytical.value.rules.segments import GRID
from rapport.kernel.identity.api import Actor
from rapport.kernel.tenancy.api import TenantProfile, get_own_tenant
from rapport.kernel.work.api import unit_of_work

TABLES = ("worth_purchase", "worth_history", "worth_fresh", "worth_changed", "worth_gone")


def recount_worth(*, actor: Actor) -> int:
    """Score every customer, draw the curve, write what changed; returns how many customers changed.

    Safe to run again: nothing is written for customers whose worth is the same. Two countings of one tenant
    wait for each other.
    """
    source = find_purchase_source()
    if source is None:
        return 0
    with unit_of_work(actor) as work, connection.cursor() as cursor:
        tenant = get_own_tenant(actor.tenant_id)
        begin_counting(cursor, actor.tenant_id)
        source.load_purchases("worth_purchase", currency=tenant.currency)
        sum_up(cursor, tenant, work.now)
        _score(cursor, work.now)
        _summarise(cursor, work.now, tenant.currency)
        count_profit(cursor, tenant=tenant, now=work.now)
        sum_profit(cursor, currency=tenant.currency, now=work.now)
        tell_profit(cursor, actor=actor, tenant=tenant, now=work.now)
        return tell_customers(cursor, actor=actor, tenant=tenant, now=work.now)


def take_turn(cursor: CursorWrapper, tenant_id: UUID) -> None:
    """Wait for whoever else writes the tenant's worths; a tenant the statistics do not know must not be
    planned as one row."""
    cursor.execute("select pg_advisory_xact_lock(hashtextextended('worth', hashtext(%s::text)))", [tenant_id])
    cursor.execute("set local enable_nestloop = off")
    cursor.execute("set local work_mem = '128MB'")


def begin_counting(cursor: CursorWrapper, tenant_id: UUID) -> None:
    """Take the tenant's turn and set up what a counting works on."""
    take_turn(cursor, tenant_id)
    for table in TABLES:
        cursor.execute(f"drop table if exists pg_temp.{table}")
    cursor.execute(sql.MAKE_PURCHASES)
    cursor.execute(sql.MAKE_CHANGED)
    cursor.execute(sql.MAKE_GONE)


def sum_up(cursor: CursorWrapper, tenant: TenantProfile, now: datetime) -> None:
    """Sum the loaded purchases up, customer by customer."""
    cursor.execute("analyze worth_purchase")
    cursor.execute(sql.SUM_UP, {"year": span_of(tenant, now).moment})


def _score(cursor: CursorWrapper, now: datetime) -> None:
    grid = [str(segment) for row in GRID for segment in row]
    cursor.execute(sql.SCORE, {"grid": grid})
    cursor.execute("analyze worth_fresh")
    cursor.execute(sql.WRITE, {"now": now})
    cursor.execute(sql.FORGET_ALL)


def _summarise(cursor: CursorWrapper, now: datetime, currency: str) -> None:
    curve, returned_minor = _read_curve(cursor)
    cursor.execute(sql.GUESTS)
    guests: Any = cursor.fetchone()
    WorthSummary.objects.update_or_create(
        defaults={
            "as_of": now,
            "currency": currency,
            "customers": curve.customers,
            "revenue_minor": curve.revenue_minor,
            "returned_minor": returned_minor + guests[2],
            "guest_orders": guests[0],
            "guest_minor": guests[1],
            "top_fifth_share": curve.top_fifth_share,
            "customers_for_eighty": curve.customers_for_eighty,
            "gini": curve.gini,
            "points": [[point.customers, point.revenue_minor] for point in curve.points],
            "cuts": encode_cuts(_read_cuts(cursor)),
        }
    )


def _read_curve(cursor: CursorWrapper) -> tuple[RevenueCurve, int]:
    cursor.execute(sql.MEASURE)
    row: Any = cursor.fetchone()
    customers, revenue, returned, weighted, eighty = row
    cursor.execute(sql.READ_RANKS, {"ranks": list_needed_ranks(customers)})
    sums = dict(cursor.fetchall())
    return assemble_curve(Totals(customers, revenue, int(weighted), eighty), sums), returned


def _read_cuts(cursor: CursorWrapper) -> Cuts:
    """Return where each part ends; the last part's end is everybody's and no cut."""

    def read(score: str, *columns: str) -> tuple[tuple[Any, ...], ...]:
        descending = ", ".join(f"{column} desc" for column in columns)
        cursor.execute(sql.READ_CUTS.format(columns=", ".join(columns), score=score, descending=descending))
        return tuple(cursor.fetchall()[:-1])

    return Cuts(
        recency=read("r", "last_at", "party_id"),
        frequency=read("f", "orders", "gross_minor", "party_id"),
        monetary=read("m", "gross_minor", "party_id"),
    )
