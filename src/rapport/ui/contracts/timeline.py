"""Timeline entries in groups of one day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from rapport.ui.contracts.parts import TimelineEntry
from rapport.ui.contracts.viewer import Viewer
from rapport.ui.rules.dates import in_zone


@dataclass(frozen=True, slots=True)
class DayGroup:
    """What happened on one day of the viewer."""

    day: date
    label: str
    entries: list[TimelineEntry]


def by_day(entries: Iterable[TimelineEntry], viewer: Viewer) -> list[DayGroup]:
    """Entries (already newest first) grouped by the viewer's days."""
    groups = groupby(entries, key=lambda entry: in_zone(entry.at, viewer.zone).date())
    return [DayGroup(day, viewer.long_day(day), list(group)) for day, group in groups]
