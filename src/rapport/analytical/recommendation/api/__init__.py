"""The front door of recommendation: register sources, ask what to recommend to whom.

Models are learnt behind `api.learning`, which brings numpy and scipy.
"""

from rapport.analytical.recommendation.queries import (
    find_live,
    get_version,
    list_pairs,
    list_takers,
    list_versions,
    rank_actions,
    register_action_source,
    suggest_for_basket,
    suggest_for_customer,
)
from rapport.analytical.recommendation.queries.sources import register_basket_source, register_goods_source

__all__ = [
    "find_live",
    "get_version",
    "list_pairs",
    "list_takers",
    "list_versions",
    "rank_actions",
    "register_action_source",
    "register_basket_source",
    "register_goods_source",
    "suggest_for_basket",
    "suggest_for_customer",
]
