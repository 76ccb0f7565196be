"""What levels, roles, states and outcomes are called."""

from collections.abc import Mapping

from rapport.customers.accounts.models import AccountMember, KeyAccount, UrgentNeed
from rapport.customers.accounts.queries import read_service
from rapport.ui.api import Label, Tone

LEVELS: Mapping[str, Label] = dict(KeyAccount.Level.choices)
LEVEL_TONES: Mapping[str, Tone] = {"premium": "accent", "priority": "info", "standard": "plain"}
ROLES: Mapping[str, Label] = dict(AccountMember.Role.choices)
STATES: Mapping[str, Label] = dict(UrgentNeed.State.choices)
STATE_TONES: Mapping[str, Tone] = {"open": "bad", "acknowledged": "warn", "resolved": "good"}
OUTCOMES: Mapping[str, Label] = {value: word for value, word in UrgentNeed.Outcome.choices if value}


def name_levels() -> dict[str, Label]:
    """The service levels by the names the business gave them."""
    return {level: name_level(level) for level in LEVELS}


def name_level(level: str) -> str:
    """A service level by the name the business gave it."""
    return read_service(level).name or str(LEVELS[level])
