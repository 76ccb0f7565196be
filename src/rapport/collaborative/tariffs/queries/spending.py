"""What messages cost, added up: for budgets, and for whoever asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import F, Sum

from rapport.collaborative.tariffs.contracts import CostLine, CostSplit
from rapport.collaborative.tariffs.models import MessageSpend
from rapport.kernel.identity.api import Actor
from rapport.kernel.money.api import to_minor

SPLITS: Mapping[CostSplit, str] = {
    "number": "number",
    "campaign": "group_id",
    "country": "country",
    "month": "month",
}


@dataclass(frozen=True, slots=True)
class Spent:
    """What left in a month from a number, for a campaign or none, in a currency (major units, exact)."""

    month: date
    number: str
    campaign_id: UUID | None
    advertises: bool
    currency: str
    cost: Decimal


def load_spent(month: date, *, whole: bool) -> list[Spent]:
    """Return what messages that left cost in a month, or since ever, by one statement."""
    rows = MessageSpend.objects.filter(direction="out")
    if not whole:
        rows = rows.filter(month=month)
    names = ("month", "number", "group_id", "advertises", "currency")
    return [Spent(*row) for row in rows.values_list(*names).annotate(Sum("cost"))]


def list_costs(by: CostSplit, first: date, last: date, *, actor: Actor) -> list[CostLine]:
    """Return costs and margins of the months from `first` to `last`, by what is asked, by one statement.

    In the order of months, else the dearest first; messages that belong to no campaign are under an empty
    key. Raises `Forbidden`.
    """
    actor.require("view", "channel")
    rows = MessageSpend.objects.filter(month__gte=first.replace(day=1), month__lte=last)
    summed = rows.values("currency", key=F(SPLITS[by])).annotate(
        sent=Sum("messages"),
        pieces=Sum("parts"),
        unknown=Sum("unpriced"),
        paid=Sum("cost"),
        taken=Sum("price"),
    )
    lines = [_line(row) for row in summed if row["sent"] or row["paid"]]
    if by == "month":
        return sorted(lines, key=lambda one: (one.key, one.currency))
    return sorted(lines, key=lambda one: (-one.cost_minor, one.key, one.currency))


def _line(row: Mapping[str, object]) -> CostLine:
    currency = str(row["currency"])
    return CostLine(
        key="" if row["key"] is None else str(row["key"]),
        currency=currency,
        messages=_whole(row["sent"]),
        parts=_whole(row["pieces"]),
        cost_minor=_minor(row["paid"], currency),
        price_minor=_minor(row["taken"], currency),
        unpriced=_whole(row["unknown"]),
    )


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _minor(value: object, currency: str) -> int:
    return to_minor(value, currency) if currency and isinstance(value, Decimal) else 0
