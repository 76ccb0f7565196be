"""The front door: which customers are probably one, and what people decide."""

from rapport.customers.likeness.contracts import Expectation, PairLine, SearchLine
from rapport.customers.likeness.operations.deciding import keep_apart, merge_pair, reopen_pair
from rapport.customers.likeness.queries import count_pairs, find_last_search, list_pairs

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
]
