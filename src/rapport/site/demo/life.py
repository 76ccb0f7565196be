"""What goes on in a demo shop in a stretch of ten seconds: drawn from the seed, so the same each time."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from rapport.site.demo.catalogue import SELLING, make_products
from rapport.site.demo.profiles import Profile
from rapport.site.demo.purchases import HOURS
from rapport.site.demo.visits import Front, draw_visit

STRETCH = 10
"""Seconds of one stretch."""
LONGEST = 200
"""Seconds a visit lasts at most."""
BUSIEST = 0.9
"""The chance that a visit begins in a stretch of the busiest hour; at night it is a tenth of it and less."""
KNOWN, BUYS = 0.35, 0.7
"""Shares of visitors who are customers, and of those at the checkout who buy."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit and what it comes to: `customer` says which, as a share of all of them, None for a stranger."""

    events: tuple[dict[str, Any], ...]
    customer: float | None
    buys: bool

    @property
    def cart(self) -> dict[str, Any] | None:
        """What lies in the cart."""
        return next((one for one in self.events if one["event"] == "cart"), None)


def front_of(profile: Profile, day: date) -> Front:
    """Return what visitors see of a shop on a day."""
    selling = [one for one in make_products(profile, day) if one.stage in SELLING]
    return Front(profile.slug, profile.name, profile.currency, selling)


def stretch_of(moment: datetime) -> int:
    """Return the number of the stretch a moment lies in."""
    return int(moment.timestamp()) // STRETCH


def draw_visits(profile: Profile, stretch: int) -> list[Visit]:
    """Return the visits that may still go on in a stretch, in the order they began."""
    begun = range(stretch - LONGEST // STRETCH, stretch + 1)
    fronts = {day: front_of(profile, day) for day in {_begin_of(one).date() for one in begun}}
    drawn = (_draw(profile, one, fronts[_begin_of(one).date()]) for one in begun)
    return [visit for visit in drawn if visit is not None]


def due(visit: Visit, stretch: int) -> list[dict[str, Any]]:
    """Return the events of a visit that fall into a stretch."""
    return [one for one in visit.events if stretch_of(datetime.fromisoformat(one["at"])) == stretch]


def _begin_of(stretch: int) -> datetime:
    return datetime.fromtimestamp(stretch * STRETCH, UTC)


def _draw(profile: Profile, stretch: int, front: Front) -> Visit | None:
    """Return the visit that begins in a stretch: few at night by the shop's clock, most in the evening."""
    random = Random(f"{profile.seed}:{stretch}")
    begin = _begin_of(stretch)
    push = HOURS[begin.astimezone(ZoneInfo(profile.zone)).hour] / max(HOURS)
    if random.random() >= BUSIEST * push:
        return None
    customer = random.random() if random.random() < KNOWN else None
    visitor = f"{random.getrandbits(64):016x}"
    events = draw_visit(random, front, visitor, begin)
    buys = events[-1]["event"] == "checkout" and random.random() < BUYS
    return Visit(tuple(events), customer, buys)
