"""Which widget a door leads to, kept in mind by each process for a few seconds; whether agents are in."""

import time
from collections import OrderedDict
from datetime import UTC, datetime, timedelta

from rapport.collaborative.chat.contracts import CHANNEL
from rapport.collaborative.chat.rules.settings import read_settings
from rapport.collaborative.delivery.api import find_door
from rapport.collaborative.delivery.contracts import AccountState
from rapport.customers.accounts.api import add_working, read_hours
from rapport.kernel.tenancy.api import as_tenant

HOLDS = 5.0
"""Seconds a widget is believed to be as it was: so long one that was switched off may still write."""
REMEMBERED = 10_000
_known: OrderedDict[str, tuple[AccountState | None, float]] = OrderedDict()


def find_widget(door: str) -> AccountState | None:
    """Return the widget behind a door, None for any other word."""
    now = time.monotonic()
    found = _known.get(door)
    if found is None or found[1] < now:
        found = _known[door] = (find_door(CHANNEL, door), now + HOLDS)
        _known.move_to_end(door)
        if len(_known) > REMEMBERED:
            _known.popitem(last=False)
    return found[0]


def forget_widgets() -> None:
    """Forget every widget, as a new process begins."""
    _known.clear()


def is_open(account: AccountState, now: datetime | None = None) -> bool:
    """Tell whether agents answer at this moment (aware; now if left out)."""
    if read_settings(account.settings).hours == "always":
        return True
    at = now or datetime.now(UTC)
    with as_tenant(account.tenant_id):
        hours = read_hours()
    try:
        return add_working(at, 1, hours) - at <= timedelta(minutes=1)
    except ValueError:  # nobody ever works
        return False
