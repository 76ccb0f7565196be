"""The front door: which customers are probably one, and what people decide."""

from rapport.customers.likeness.contracts import Expectation, PairLine, SearchLine
from rapport.customers.likeness.operations.deciding import keep_apart, merge_pair, reopen_pair
from rapport.customers.likeness.queries import count_pairs, find_last_search, list_pairs
from rapport.kernel.identity.api import Actor

__all__ = [
    "Expectation",
    "PairLine",
    "SearchLine",
    "count_pairs",
    "find_last_search",
    "keep_apart",
    "list_pairs",
    "merge_pair",
    "reopen_pair",
    "search_now",
]


def search_now(*, actor: Actor) -> SearchLine:
    """Look through all customers at once, here and now: seconds for thousands; jobs do it for more.

    Raises `Forbidden` when the actor may not merge customers.
    """
    from rapport.customers.likeness.operations.searching import search_pairs  # noqa: PLC0415 - loads DuckDB

    return search_pairs(actor=actor)
