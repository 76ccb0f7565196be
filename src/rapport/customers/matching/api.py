"""The front door of matching: meeting on arrival, merging, parting."""

from rapport.customers.matching.contracts import Duplicate, MatchRuleLine, MergeLine
from rapport.customers.matching.operations.arrive import take_in_customers
from rapport.customers.matching.operations.locking import lock_arrivals
from rapport.customers.matching.operations.merge import merge_customers, unmerge_customers
from rapport.customers.matching.operations.settings import set_match_rules
from rapport.customers.matching.queries import (
    list_duplicates,
    list_holders,
    list_many_holders,
    list_match_rules,
    list_merges,
)

__all__ = [
    "Duplicate",
    "MatchRuleLine",
    "MergeLine",
    "list_duplicates",
    "list_holders",
    "list_many_holders",
    "list_match_rules",
    "list_merges",
    "lock_arrivals",
    "merge_customers",
    "set_match_rules",
    "take_in_customers",
    "unmerge_customers",
]
