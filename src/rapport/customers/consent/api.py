"""The front door of consent: statements, wishes, and whether we may."""

from rapport.customers.consent.contracts import (
    CHANNELS,
    WAYS,
    ConsentDraft,
    ConsentLine,
    MoveCount,
    Permission,
    PreferenceState,
)
from rapport.customers.consent.contracts.law import ConfirmRule
from rapport.customers.consent.operations.confirming import set_confirm_rule
from rapport.customers.consent.operations.statements import (
    hold_withdrawals,
    record_consent,
    record_consents,
    set_preference,
    stop_contact,
)
from rapport.customers.consent.queries import (
    consents_of,
    count_moves,
    find_confirmed,
    find_preference,
    get_preference,
    list_consents,
    list_ledger,
    list_moves,
    may_contact,
    may_contact_many,
    refuse_unpermitted,
    select_allowed,
    select_joined,
)
from rapport.customers.consent.rules import decide, is_quiet

__all__ = [
    "CHANNELS",
    "WAYS",
    "ConfirmRule",
    "ConsentDraft",
    "ConsentLine",
    "MoveCount",
    "Permission",
    "PreferenceState",
    "consents_of",
    "count_moves",
    "decide",
    "find_confirmed",
    "find_preference",
    "get_preference",
    "hold_withdrawals",
    "is_quiet",
    "list_consents",
    "list_ledger",
    "list_moves",
    "may_contact",
    "may_contact_many",
    "record_consent",
    "record_consents",
    "refuse_unpermitted",
    "select_allowed",
    "select_joined",
    "set_confirm_rule",
    "set_preference",
    "stop_contact",
]
