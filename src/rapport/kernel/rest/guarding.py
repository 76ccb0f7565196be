"""How often strangers may call: one bucket of calls for each kind and name of caller."""

from collections import OrderedDict
from collections.abc import Mapping

from rapport.kernel.rest.rules import Allowance

WINDOW = 60
"""Seconds in which a bucket fills again."""
REMEMBERED = 20_000


class Guard:
    """Buckets by kind and name, with calls a minute of each kind; the least lately used are forgotten."""

    def __init__(self, rates: Mapping[str, int]) -> None:
        self.rates = rates
        self._known: OrderedDict[tuple[str, str], Allowance] = OrderedDict()

    def wait_for(self, now: float, *callers: tuple[str, str]) -> int:
        """Take one call of each caller (kind, name); returns 0, or the seconds the slowest has to wait."""
        return max(self._wait(now, caller) for caller in callers)

    def _wait(self, now: float, caller: tuple[str, str]) -> int:
        rate = self.rates[caller[0]]
        bucket = self._known.get(caller)
        if bucket is None:
            bucket = self._known[caller] = Allowance(float(rate), now)
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        self._known.move_to_end(caller)
        return 0 if bucket.take(now, rate, WINDOW) else max(1, bucket.seconds_until(1, rate, WINDOW))
