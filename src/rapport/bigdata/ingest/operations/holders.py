"""Who a key belongs to and how fast it may go, kept in mind by each process for a few seconds."""

import time
from collections import OrderedDict
from dataclasses import dataclass
from uuid import UUID

from rapport.bigdata.ingest.contracts import Holder
from rapport.bigdata.ingest.operations.taking import METER
from rapport.bigdata.ingest.queries import find_holder
from rapport.kernel.metering.api import find_left
from rapport.kernel.rest.api import Allowance
from rapport.kernel.tenancy.api import as_tenant

HOLDS = 10.0
"""Seconds a key's standing is believed: so long a shut source may still send."""
REMEMBERED = 10_000
WINDOW = 60


@dataclass(frozen=True, slots=True)
class _Known:
    holder: Holder | None
    left: int | None
    until: float


_known: OrderedDict[str, _Known] = OrderedDict()
_allowances: dict[UUID, Allowance] = {}


def find_known(key: str) -> tuple[Holder | None, int | None]:
    """Return whose key it is, and how many events the plan leaves this month (None: as many as come)."""
    now = time.monotonic()
    known = _known.get(key)
    if known is None or known.until < now:
        holder = find_holder(key)
        left = None
        if holder is not None:
            with as_tenant(holder.tenant_id):
                left = find_left(METER)
        known = _known[key] = _Known(holder, left, now + HOLDS)
        _known.move_to_end(key)
        if len(_known) > REMEMBERED:
            _known.popitem(last=False)
    return known.holder, known.left


def forget_known() -> None:
    """Forget every key's standing, as a new process begins."""
    _known.clear()
    _allowances.clear()


def wait_for(holder: Holder, events: int) -> int:
    """Take so many events from what a source may send a minute; returns 0, or the seconds to wait."""
    now, rate = time.monotonic(), holder.per_minute
    allowance = _allowances.get(holder.source_id)
    if allowance is None:
        if len(_allowances) >= REMEMBERED:
            _allowances.clear()
        allowance = _allowances.setdefault(holder.source_id, Allowance(float(rate), now))
    # A batch larger than a minute's worth passes once the whole minute has been saved up.
    many = min(events, rate)
    return (
        0 if allowance.take(now, rate, WINDOW, many) else max(1, allowance.seconds_until(many, rate, WINDOW))
    )
