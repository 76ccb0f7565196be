"""Figures that are not as expected, as lines of a card."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rapport.analytical.forecast.contracts import Departure, Grain, Measure, Tier
from rapport.analytical.forecast.contracts.labels import name_figure
from rapport.analytical.forecast.http.charts import write_amount
from rapport.analytical.forecast.queries.sources import find_product_source
from rapport.ui.api import Viewer

SHOWN = 8


class Line(NamedTuple):
    """A figure outside its band, as it is read."""

    name: str
    when: str
    text: str
    href: str


def write_departures(found: Sequence[Departure], viewer: Viewer) -> list[Line]:
    """Return the first of these figures as lines; one query for the names of categories."""
    shown = found[:SHOWN]
    ids = [UUID(one.subject) for one in shown if one.tier is Tier.CATEGORY and one.subject]
    source = find_product_source()
    names = source.name_categories(ids) if source and ids else {}
    return [_write(one, {str(key): name for key, name in names.items()}, viewer) for one in shown]


def _write(one: Departure, names: dict[str, str], viewer: Viewer) -> Line:
    how = one.how
    words = {
        "came": write_amount(one.measure, one.currency, how.came, viewer),
        "low": write_amount(one.measure, one.currency, how.low, viewer),
        "high": write_amount(one.measure, one.currency, how.high, viewer),
    }
    return Line(
        name=_name(one, names),
        when=_say_when(one, viewer),
        text=_("%(came)s came; %(low)s to %(high)s were expected.") % words,
        href=_lead(one),
    )


def _say_when(one: Departure, viewer: Viewer) -> str:
    how = one.how
    if one.grain is Grain.WEEK:
        return ngettext("%(steps)s week from %(day)s", "%(steps)s weeks from %(day)s", how.steps) % {
            "steps": viewer.number(how.steps),
            "day": viewer.day(how.first),
        }
    return viewer.day(how.first) if how.first == how.last else viewer.days(how.first, how.last)


def _name(one: Departure, names: dict[str, str]) -> str:
    if one.tier is Tier.CATEGORY:
        return name_figure(one.measure, names.get(one.subject) or _("No category"))
    return name_figure(one.measure, one.subject)


def _lead(one: Departure) -> str:
    if one.tier is Tier.CATEGORY:
        return "/forecast/products"
    channel = f"&channel={one.subject}" if one.measure is Measure.CONTACTS else ""
    return f"/forecast?of={one.measure}{channel}"
