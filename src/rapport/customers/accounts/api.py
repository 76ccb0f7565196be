"""The front door of key accounts: naming, teams, urgent needs; the hours in which the business works."""

from rapport.customers.accounts.contracts import AccountLine, NeedLine, TeamDraft, TeamLine, TreeLine
from rapport.customers.accounts.operations.naming import (
    change_account,
    end_account,
    name_account,
    set_team,
)
from rapport.customers.accounts.operations.needs import acknowledge_need, raise_need, resolve_need
from rapport.customers.accounts.queries import find_account, get_need, list_tree, read_hours
from rapport.customers.accounts.rules import Hours, add_working

__all__ = [
    "AccountLine",
    "Hours",
    "NeedLine",
    "TeamDraft",
    "TeamLine",
    "TreeLine",
    "acknowledge_need",
    "add_working",
    "change_account",
    "end_account",
    "find_account",
    "get_need",
    "list_tree",
    "name_account",
    "raise_need",
    "read_hours",
    "resolve_need",
    "set_team",
]
