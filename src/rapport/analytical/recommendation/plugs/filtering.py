"""What customers can be filtered by: who would buy a product."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from rapport.analytical.recommendation.models import Suggestion
from rapport.analytical.recommendation.queries.sources import find_goods_source
from rapport.kernel.filters.api import FilterField, Option, Through, register_fields

MOST_OPTIONS = 500


def register_filters() -> None:
    """Let lists and audiences ask for the customers in whose list a product stands."""
    register_fields(
        "customer",
        FilterField(
            "would_buy",
            _("Would buy"),
            "reference",
            Through(Suggestion.objects.all, "party_id", "product_id"),
            rule="recommendation",
            options=_products,
            indexed=True,
            target="product",
            group=_("Recommendations"),
        ),
    )


def _products(_actor: Any) -> list[Option]:
    source = find_goods_source()
    offered = source.list_offered() if source else ()
    named = sorted(offered, key=lambda one: (one.name, one.sku))[:MOST_OPTIONS]
    return [Option(str(one.id), one.name) for one in named]
