"""Which time zones there are (IANA), read from the machine once: each look costs some hundred files."""

from functools import lru_cache
from zoneinfo import available_timezones


@lru_cache(maxsize=1)
def known_zones() -> frozenset[str]:
    """Every zone's name."""
    return frozenset(available_timezones())
