"""How often a widget, an address or a visitor may call; one bucket of calls each."""

from collections import OrderedDict

from rapport.kernel.rest.api import Allowance

WINDOW = 60
"""Seconds in which a bucket fills again."""
REMEMBERED = 20_000
RATES = {"visitor": 30, "letter": 6, "file": 12, "guest": 600, "widget": 30_000}
"""Calls a minute: a visitor's messages; letters, files and all calls of one address of the network; all calls
of a widget."""


class Guard:
    """Buckets by kind and name; the least lately used are forgotten, as if they had been quiet."""

    def __init__(self, rates: dict[str, int] | None = None) -> None:
        self.rates = rates or RATES
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
