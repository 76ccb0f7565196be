"""What customers can be filtered by of what is recommended to them: who would buy a product, as list or
audience."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from rapport.analytical.recommendation.models import Suggestion
from rapport.analytical.recommendation.queries.sources import find_goods_source
from rapport.kernel.filters.api import FilterField, Option, Through, register_fields

FIRST = 10
MOST_OPTIONS = 500


def register_filters() -> None:
    """Let lists and audiences ask for the customers among whose first ten a product stands."""
    register_fields(
        "customer",
        FilterField(
            "would_buy",
            _("Would buy"),
            "reference",
            Through(lambda: Suggestion.objects.filter(rank__lte=FIRST), "party_id", "product_id"),
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
