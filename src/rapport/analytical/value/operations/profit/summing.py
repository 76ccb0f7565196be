"""Summing up everybody's profit: totals, the whale curve and that of the cost to serve."""

from datetime import datetime
from typing import Any

from django.db.backends.utils import CursorWrapper

from rapport.analytical.value.contracts import Period
from rapport.analytical.value.models import ProfitSummary
from rapport.analytical.value.operations.profit import statements as sql
from rapport.analytical.value.rules.curve import Totals, assemble_curve, list_needed_ranks
from rapport.analytical.value.rules.whale import Ends, assemble_whale, list_whale_ranks

_PREFIX = {Period.ALL: "", Period.YEAR: "year_"}
SUMMED = (
    *("customers", "known", "earned", "known_revenue", "goods", "shipping", "discount", "serving", "profit"),
)


def sum_profit(cursor: CursorWrapper, *, currency: str, now: datetime) -> None:
    """Write both periods' summaries from `worth_profit`, which must hold everybody."""
    cursor.execute(sql.KINDS)
    serving = dict(cursor.fetchall())
    for period, prefix in _PREFIX.items():
        seen = sql.SEEN.format(p=prefix)
        cursor.execute(sql.SUMS.format(p=prefix, seen=seen))
        row: Any = cursor.fetchone()
        losers, lost, gainers, gained = row[9:]
        ProfitSummary.objects.update_or_create(
            period=str(period),
            defaults={
                "as_of": now,
                "currency": currency,
                "sums": dict(zip(SUMMED, row[:9], strict=True)),
                "whale": _read_whale(cursor, prefix, row[1], Ends(gainers, gained, losers, lost)),
                "cost_curve": _read_costs(cursor, prefix),
                "serving": serving,
            },
        )


def _read_whale(cursor: CursorWrapper, prefix: str, customers: int, ends: Ends) -> dict[str, Any]:
    sums = _read_ranks(cursor, prefix, "profit_minor", list_whale_ranks(customers))
    whale = assemble_whale(customers, ends, sums)
    return {
        "customers": whale.customers,
        "total_minor": whale.total_minor,
        "peak_customers": whale.peak_customers,
        "peak_minor": whale.peak_minor,
        "losers": whale.losers,
        "lost_minor": whale.lost_minor,
        "points": [[point.customers, point.profit_minor] for point in whale.points],
        "top_fifth_share": whale.top_fifth_share,
    }


def _read_costs(cursor: CursorWrapper, prefix: str) -> dict[str, Any]:
    cursor.execute(sql.COSTS.format(p=prefix, seen=sql.SEEN.format(p=prefix)))
    row: Any = cursor.fetchone()
    customers, whole, weighted, eighty = row
    sums = _read_ranks(cursor, prefix, "serving_minor", list_needed_ranks(customers))
    curve = assemble_curve(Totals(customers, whole, weighted, eighty), sums)
    return {
        "customers": curve.customers,
        "revenue_minor": curve.revenue_minor,
        "points": [[point.customers, point.revenue_minor] for point in curve.points],
        "top_fifth_share": curve.top_fifth_share,
        "customers_for_eighty": curve.customers_for_eighty,
        "gini": curve.gini,
    }


def _read_ranks(cursor: CursorWrapper, prefix: str, value: str, ranks: list[int]) -> dict[int, int]:
    seen = sql.SEEN.format(p=prefix)
    cursor.execute(sql.RANKS.format(p=prefix, value=f"{prefix}{value}", seen=seen), {"ranks": ranks})
    return dict(cursor.fetchall())
