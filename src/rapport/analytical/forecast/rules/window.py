"""Which days are learnt from: whole ones, after the last long silence, not too long ago."""

import numpy as np

from rapport.analytical.forecast.rules.methods import Floats

LONGEST = 3 * 365
SILENCE = 35
"""After so many days without any order in between, what was before is another story."""
PATIENCE = 14
"""While the newest order is no older, days without orders are days on which nothing was ordered."""


def choose_last(newest: int, yesterday: int) -> int:
    """Return the last day to learn from: yesterday, or the newest day with orders where it is long ago."""
    return yesterday if yesterday - newest <= PATIENCE else newest


def choose_first(days: Floats, last: int) -> int:
    """Return the first day to learn from, of the days with orders (rising, none after `last`)."""
    known = days[days > last - LONGEST]
    silences = np.flatnonzero(np.diff(known) > SILENCE)
    return int(known[silences[-1] + 1] if len(silences) else known[0])
