"""The front door of key accounts: naming, teams, urgent needs."""

from rapport.customers.accounts.contracts import AccountLine, NeedLine, TeamDraft, TeamLine, TreeLine
from rapport.customers.accounts.operations.naming import (
    change_account,
    end_account,
    name_account,
    set_team,
)
from rapport.customers.accounts.operations.needs import acknowledge_need, raise_need, resolve_need
from rapport.customers.accounts.queries import find_account, get_need, list_tree

__all__ = [
    "AccountLine",
    "NeedLine",
    "TeamDraft",
    "TeamLine",
    "TreeLine",
    "acknowledge_need",
    "change_account",
    "end_account",
    "find_account",
    "get_need",
    "list_tree",
    "name_account",
    "raise_need",
    "resolve_need",
    "set_team",
]
