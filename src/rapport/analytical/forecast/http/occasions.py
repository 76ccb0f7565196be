"""Days that are not like others, as lines of a card."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from rapport.analytical.forecast.contracts import OccasionView, SeriesView, Standing
from rapport.analytical.forecast.contracts.labels import OCCASION_LABELS, STANDING_LABELS, STANDING_TONES
from rapport.ui.api import Viewer


class Line(NamedTuple):
    """An occasion as it is read."""

    name: str
    times: str
    change: str
    standing: str
    tone: str
    ahead: str


def write_occasions(series: SeriesView, viewer: Viewer) -> list[Line]:
    """Return the occasions that were seen: those reckoned with first, then those to come."""
    ranked = sorted(
        series.occasions, key=lambda one: (one.standing is not Standing.USED, one.ahead is None, one.occasion)
    )
    return [_write(one, viewer) for one in ranked]


def write_gain(series: SeriesView, viewer: Viewer) -> str:
    """Return what knowing these days is worth, in a sentence; empty where they are not reckoned with."""
    if series.without is None or series.errors is None:
        return ""
    words = {"error": viewer.number(series.errors.mase, 3), "without": viewer.number(series.without, 3)}
    return _("Mean error in practice: %(error)s with these days known, %(without)s without.") % words


def _write(one: OccasionView, viewer: Viewer) -> Line:
    more = _("%(share)s more") if one.change >= 0 else _("%(share)s less")
    return Line(
        name=str(OCCASION_LABELS[one.occasion]),
        times=viewer.number(one.times),
        change=more % {"share": viewer.share(abs(one.change))},
        standing=str(STANDING_LABELS[one.standing]),
        tone=STANDING_TONES[one.standing],
        ahead=viewer.day(one.ahead) if one.ahead else "",
    )
