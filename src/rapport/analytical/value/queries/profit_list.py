"""The list of customers by profit: the orders it is walked in, its lines."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import QuerySet

from rapport.analytical.value.contracts import ProfitRow
from rapport.analytical.value.models import CustomerProfit, CustomerWorth
from rapport.analytical.value.queries.profits import read_figures
from rapport.customers.party.api import load_names
from rapport.kernel.paging.api import Order, by_column, by_nullable, in_order

ORDERS: Mapping[str, Order] = {
    "profit_minor": by_nullable("profit_minor", "number"),
    "year_profit_minor": by_nullable("year_profit_minor", "number"),
    "serving_minor": by_column("serving_minor", "number"),
}
LOSS, GAIN, UNKNOWN = "loss", "gain", "unknown"


def narrow_profits(rows: QuerySet[CustomerProfit], brings: Sequence[str]) -> QuerySet[CustomerProfit]:
    """Narrow to who costs more than they bring since ever, who brings something, or of whom it is not
    known."""
    if LOSS in brings:
        return rows.filter(profit_minor__lt=0)
    if GAIN in brings:
        return rows.filter(profit_minor__gte=0)
    return rows.filter(profit_minor=None) if UNKNOWN in brings else rows


def load_profits(ids: Sequence[UUID]) -> list[ProfitRow]:
    """Return the lines of these profits in the order of their ids, by three queries; for ids within scope."""
    found = in_order(ids, {row.id: row for row in CustomerProfit.objects.filter(id__in=ids)})
    parties = [row.party_id for row in found]
    names = load_names(parties)
    segments = dict(CustomerWorth.objects.filter(party_id__in=parties).values_list("party_id", "segment"))
    return [
        _row(row, names.get(row.party_id, ("", "person")), segments.get(row.party_id, "")) for row in found
    ]


def _row(row: CustomerProfit, named: tuple[str, str], segment: str) -> ProfitRow:
    figures = read_figures(vars(row), "")
    return ProfitRow(
        id=row.party_id,
        name=named[0],
        kind=named[1],
        segment=segment,
        earned_minor=figures.earned_minor,
        margin_minor=figures.margin_minor,
        margin_share=figures.margin_share,
        coverage=figures.coverage,
        serving_minor=figures.serving_minor,
        profit_minor=figures.profit_minor,
        year_profit_minor=row.year_profit_minor,
    )
