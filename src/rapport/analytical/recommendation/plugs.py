"""What customers can be filtered by: who would buy a product; and the business's own rules."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from rapport.analytical.recommendation.models import Suggestion
from rapport.analytical.recommendation.queries.sources import find_goods_source
from rapport.kernel.filters.api import FilterField, Option, Through, register_fields
from rapport.kernel.settings.api import Setting, SettingGroup, declare_settings

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


def declare_rules() -> None:
    """Let the business say what counts beside what was learnt, and how many customers are compared."""
    declare_settings(
        SettingGroup(
            key="recommendation",
            label=_("Recommendations"),
            icon="sparkles",
            order=75,
            help=_("What counts beside what was learnt from purchases."),
        ),
        (
            Setting(
                key="recommendation.margin",
                label=_("Weight of the margin"),
                type="whole",
                default=0,
                least=0,
                most=100,
                unit=_("%"),
                help=_("At 100 a product that costs nothing counts twice; at 0 only what was learnt counts."),
            ),
            Setting(
                key="recommendation.category",
                label=_("Of one category at most"),
                type="whole",
                default=3,
                least=1,
                most=20,
                help=_("So many products of one category stand in a list of what is new to somebody."),
            ),
            Setting(
                key="recommendation.slice",
                label=_("Customers compared"),
                type="whole",
                default=5,
                least=0,
                most=50,
                unit=_("%"),
                help=_("Of so many customers the shop shows what chance draws, always the same customers."),
            ),
        ),
    )


def _products(_actor: Any) -> list[Option]:
    source = find_goods_source()
    offered = source.list_offered() if source else ()
    named = sorted(offered, key=lambda one: (one.name, one.sku))[:MOST_OPTIONS]
    return [Option(str(one.id), one.name) for one in named]
