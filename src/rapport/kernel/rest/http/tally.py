"""What callers did since it was last written down: their calls, and a token's last use.

Written at most once a minute for each caller and process, so that a call costs nothing; a killed process
loses at most that minute's count.
"""

import time
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest

from rapport.kernel.errors import Forbidden
from rapport.kernel.identity.api import Actor, note_token_use
from rapport.kernel.metering.api import count_usage, find_left
from rapport.kernel.tenancy.api import as_tenant

METER = "api.calls"
SECONDS = 60.0
MOST_CALLS = 500
MOST_CALLERS = 50_000


@dataclass(slots=True)
class _Tally:
    """A caller's calls not yet written, how many may come before that, and by when to write (monotonic)."""

    calls: int
    room: int
    until: float
    refused: bool = False


_tallies: dict[UUID, _Tally] = {}


def tally_call(request: HttpRequest, actor: Actor) -> None:
    """Count a call; raises `Forbidden` (quota) when the plan's calls of this month are used up."""
    caller, now = actor.id or actor.tenant_id, time.monotonic()
    tally = _tallies.get(caller)
    if tally is None:
        if len(_tallies) >= MOST_CALLERS:
            _tallies.clear()
        tally = _tallies.setdefault(caller, _Tally(0, 0, now))
    if now >= tally.until or (tally.calls >= tally.room and not tally.refused):
        _write(request, actor, tally, now)
    elif not tally.refused:
        tally.calls += 1
    if tally.refused:
        raise Forbidden("Your plan's calls for this month are used up.", code="quota")


def _write(request: HttpRequest, actor: Actor, tally: _Tally, now: float) -> None:
    """Write this call with those since the last time, and read how many are left."""
    calls, tally.calls, tally.until = tally.calls, 0, now + SECONDS
    with as_tenant(actor.tenant_id):
        left = find_left(METER)
        free = MOST_CALLS if left is None else min(MOST_CALLS, left - calls)
        tally.refused, tally.room = free < 1, max(0, free - 1)
        if calls or not tally.refused:
            count_usage(METER, calls if tally.refused else calls + 1)
        if actor.kind == "token" and actor.id is not None:
            address, agent = request.META.get("REMOTE_ADDR", ""), request.headers.get("User-Agent", "")
            note_token_use(actor.id, address=address, agent=agent)
