"""How fast one caller may go: a token bucket for each, kept by each web process for itself."""

import os
import time
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from rapport.kernel.errors import RapportError
from rapport.kernel.rest.rules import Allowance

WINDOW = 60
RATE = int(os.environ.get("RAPPORT_API_CALLS_PER_MINUTE", "60000"))
MOST_CALLERS = 50_000
_allowances: dict[UUID, Allowance] = {}


class TooFast(RapportError):
    """The caller has no calls left for now."""

    kind = "busy"


def take_call(caller_id: UUID) -> Allowance:
    """Take one of the caller's calls and return what is left; the level is below 1 when there was none."""
    now = time.monotonic()
    allowance = _allowances.get(caller_id)
    if allowance is None:
        if len(_allowances) >= MOST_CALLERS:
            _allowances.clear()
        allowance = _allowances.setdefault(caller_id, Allowance(float(RATE), now))
    if not allowance.take(now, RATE, WINDOW):
        raise TooFast(_("Too many calls. Wait as long as Retry-After says."), code="too-fast")
    return allowance


def tell_allowance(response: HttpResponse, caller_id: UUID) -> None:
    """Write the RateLimit headers, and Retry-After on a refusal."""
    allowance = _allowances.get(caller_id)
    if allowance is None:
        return
    response["RateLimit-Policy"] = f'"calls";q={RATE};w={WINDOW}'
    response["RateLimit-Limit"] = str(RATE)
    response["RateLimit-Remaining"] = str(int(allowance.level))
    response["RateLimit-Reset"] = str(allowance.seconds_until(RATE, RATE, WINDOW))
    if response.status_code == 429:
        response["Retry-After"] = str(max(1, allowance.seconds_until(1, RATE, WINDOW)))
