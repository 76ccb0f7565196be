"""What customers can be filtered by of their worth, what was and what lies ahead; and the money's setting."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from rapport.analytical.value.contracts.cost_kinds import ORDER_KINDS
from rapport.analytical.value.contracts.labels import SEGMENT_LABELS
from rapport.analytical.value.models import CustomerProfit, CustomerWorth
from rapport.analytical.value.operations.prices import WORTH, declare_prices
from rapport.kernel.filters.api import FilterField, Option, Through, register_fields
from rapport.kernel.money.api import to_minor
from rapport.kernel.settings.api import Setting, declare_settings
from rapport.kernel.tenancy.api import current_tenant_id, get_own_tenant

_WORTH = _("Worth")


def register_filters() -> None:
    """Let lists and audiences ask for customers by what they are worth; measures in the shop's own money."""
    register_fields(
        "customer",
        FilterField(
            "segment",
            _("Segment"),
            "choice",
            Through(CustomerWorth.objects.all, "party_id", "segment"),
            rule="worth",
            options=_segments,
            indexed=True,
            group=_WORTH,
        ),
        _measure("recency_score", _("Recency score")),
        _measure("frequency_score", _("Frequency score")),
        _measure("monetary_score", _("Money score")),
        _measure("purchases", _("Purchases"), "orders"),
        _moment("first_purchase", _("First purchase"), "first_at"),
        _moment("last_purchase", _("Last purchase"), "last_at"),
        _ahead("alive", _("Still a customer (percent)"), "alive", stored=_share),
        _ahead("orders_ahead", _("Purchases expected within a year"), "orders_ahead", whole=False),
        _ahead("ahead", _("Revenue expected within a year"), "ahead_minor", whole=False, stored=_minor),
        _profit("profit", _("Profit"), "profit_minor", stored=_minor),
        _profit("year_profit", _("Profit of the last twelve months"), "year_profit_minor", stored=_minor),
        _profit("serving_cost", _("Cost to serve"), "serving_minor", stored=_minor),
    )


def declare_money() -> None:
    """Let the business say what money of a year from now is worth to it today, and what service costs."""
    declare_settings(
        WORTH,
        (
            Setting(
                key="worth.discount",
                label=_("Discount a year"),
                type="whole",
                default=10,
                least=0,
                most=100,
                unit=_("%"),
                help=_("By so much less is money worth that comes a year later."),
            ),
        ),
    )
    declare_prices(ORDER_KINDS)


def _measure(name: str, label: Any, column: str = "") -> FilterField:
    reach = Through(CustomerWorth.objects.all, "party_id", column or name)
    return FilterField(name, label, "number", reach, rule="worth", group=_WORTH)


def _ahead(
    name: str,
    label: Any,
    column: str,
    *,
    whole: bool = True,
    stored: Callable[[Any], Any] | None = None,
) -> FilterField:
    reach = Through(CustomerWorth.objects.all, "party_id", column)
    return FilterField(name, label, "number", reach, rule="worth", whole=whole, stored=stored, group=_WORTH)


def _profit(name: str, label: Any, column: str, *, stored: Callable[[Any], Any]) -> FilterField:
    reach = Through(CustomerProfit.objects.all, "party_id", column)
    return FilterField(
        *(name, label, "number", reach),
        rule="profit",
        whole=False,
        most=10**13,
        stored=stored,
        group=_WORTH,
    )


def _share(percent: Decimal) -> float:
    return float(percent) / 100


def _minor(amount: Decimal) -> int:
    """Return an amount of the shop's own money as the column holds it."""
    return to_minor(amount, get_own_tenant(current_tenant_id()).currency)


def _moment(name: str, label: Any, column: str) -> FilterField:
    reach = Through(CustomerWorth.objects.all, "party_id", column)
    return FilterField(name, label, "instant", reach, rule="worth", group=_WORTH)


def _segments(_actor: Any) -> list[Option]:
    return [Option(str(segment), label) for segment, label in SEGMENT_LABELS.items()]
