"""How fast callers may go: a token bucket for each caller and each business, kept by each web process.

A business's bucket holds as much as a few callers' do, so that many tokens of one flood nobody else.
"""

import os
import time
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from rapport.kernel.errors import RapportError
from rapport.kernel.rest.rules import Allowance

WINDOW = 60
RATE = int(os.environ.get("RAPPORT_API_CALLS_PER_MINUTE", "60000"))
TENANT_RATE = int(os.environ.get("RAPPORT_API_CALLS_PER_MINUTE_TENANT", str(4 * RATE)))
MOST_CALLERS = 50_000
_allowances: dict[UUID, Allowance] = {}


class TooFast(RapportError):
    """The caller has no calls left for now."""

    kind = "busy"


def take_call(caller_id: UUID, tenant_id: UUID) -> None:
    """Take one of the caller's calls and one of their business's; raises `TooFast` when one has none left."""
    now = time.monotonic()
    own = _allowance_of(caller_id, RATE, now)
    shared = _allowance_of(tenant_id, TENANT_RATE, now)
    if not own.take(now, RATE, WINDOW):
        raise TooFast(_("Too many calls. Wait as long as Retry-After says."), code="too-fast")
    if not shared.take(now, TENANT_RATE, WINDOW):
        own.level += 1
        raise TooFast(_("Too many calls. Wait as long as Retry-After says."), code="business-too-fast")


def _allowance_of(who: UUID, rate: int, now: float) -> Allowance:
    allowance = _allowances.get(who)
    if allowance is None:
        if len(_allowances) >= MOST_CALLERS:
            _allowances.clear()
        allowance = _allowances.setdefault(who, Allowance(float(rate), now))
    return allowance


def tell_allowance(response: HttpResponse, caller_id: UUID, tenant_id: UUID) -> None:
    """Write the RateLimit headers of the caller, and Retry-After on a refusal, also of the whole business."""
    allowance, shared = _allowances.get(caller_id), _allowances.get(tenant_id)
    if allowance is None or shared is None:
        return
    response["RateLimit-Policy"] = f'"calls";q={RATE};w={WINDOW}'
    response["RateLimit-Limit"] = str(RATE)
    response["RateLimit-Remaining"] = str(int(allowance.level))
    response["RateLimit-Reset"] = str(allowance.seconds_until(RATE, RATE, WINDOW))
    if response.status_code == 429:
        own = allowance.seconds_until(1, RATE, WINDOW)
        response["Retry-After"] = str(max(1, own, shared.seconds_until(1, TENANT_RATE, WINDOW)))
