"""Reads of recommendation."""

from rapport.analytical.recommendation.queries.actions import rank_actions, register_action_source
from rapport.analytical.recommendation.queries.bars import list_bars
from rapport.analytical.recommendation.queries.baskets import suggest_for_basket
from rapport.analytical.recommendation.queries.customers import list_takers, suggest_for_customer
from rapport.analytical.recommendation.queries.live import measure_live
from rapport.analytical.recommendation.queries.pairs import list_pairs
from rapport.analytical.recommendation.queries.versions import find_live, get_version, list_versions

__all__ = [
    "find_live",
    "get_version",
    "list_bars",
    "list_pairs",
    "list_takers",
    "list_versions",
    "measure_live",
    "rank_actions",
    "register_action_source",
    "suggest_for_basket",
    "suggest_for_customer",
]
