"""What customers can be filtered by of their worth: segment, recency, frequency, money and their scores."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from rapport.analytical.value.contracts.labels import SEGMENT_LABELS
from rapport.analytical.value.models import CustomerWorth
from rapport.kernel.filters.api import FilterField, Option, Through, register_fields

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
    )


def _measure(name: str, label: Any, column: str = "") -> FilterField:
    reach = Through(CustomerWorth.objects.all, "party_id", column or name)
    return FilterField(name, label, "number", reach, rule="worth", group=_WORTH)


def _moment(name: str, label: Any, column: str) -> FilterField:
    reach = Through(CustomerWorth.objects.all, "party_id", column)
    return FilterField(name, label, "instant", reach, rule="worth", group=_WORTH)


def _segments(_actor: Any) -> list[Option]:
    return [Option(str(segment), label) for segment, label in SEGMENT_LABELS.items()]
