"""How a module's dotted name reads as floor, room and storey."""

from dataclasses import dataclass

ROOT = "rapport"
WHOLE_FLOORS = frozenset({"ui"})
"""Floors that are one room."""
STOREYS = {
    "apps": 9,
    "http": 8,
    "handlers": 7,
    "jobs": 7,
    "plugs": 7,
    "api": 6,
    "operations": 5,
    "queries": 4,
    "models": 3,
    "rules": 2,
    "events": 1,
    "contracts": 0,
}
"""Each storey with its height: a module may import its own height and what is lower."""
STOREYS_OF_PAGES = {
    "apps": 9,
    "api": 8,
    "http": 7,
    "templatetags": 6,
    "queries": 5,
    "registry": 4,
    "contracts": 3,
    "rules": 2,
}
"""Those of `ui`: what it hands out at its door are pieces of pages, and its contracts write themselves."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a module stands; `storey` is the first name inside the room, empty for the room itself."""

    floor: str
    room: str
    storey: str
    in_tests: bool

    @property
    def height(self) -> int | None:
        """How high the storey lies in its room; None for what is no storey."""
        return (STOREYS_OF_PAGES if self.floor in WHOLE_FLOORS else STOREYS).get(self.storey)


def locate(module: str) -> Place | None:
    """Return the place of one of our modules; None for anything outside, and for a floor itself."""
    parts = module.split(".")
    if parts[0] != ROOT or len(parts) < 2:
        return None
    floor = parts[1]
    depth = 2 if floor in WHOLE_FLOORS else 3
    if len(parts) < depth:
        return None
    storey = parts[depth] if len(parts) > depth else ""
    in_tests = "tests" in parts or parts[-1] == "conftest"
    return Place(floor, ".".join(parts[1:depth]), storey, in_tests)
