"""How far forecasts were off, in words of everybody."""

from django.utils.translation import gettext as _

from rapport.analytical.forecast.contracts import Errors, SeriesView
from rapport.analytical.forecast.contracts.labels import METHOD_LABELS
from rapport.analytical.forecast.http.charts import write_value
from rapport.ui.api import Fact, Viewer

SMALL = 0.02


def write_sentences(series: SeriesView, errors: Errors, viewer: Viewer) -> list[str]:
    """Return how good such forecasts were on days of the past, as somebody would tell it."""
    days = sum(step.value for step in series.history[-28:]) / max(len(series.history[-28:]), 1)
    return [
        _("On a usual day it was off by %(error)s; a usual day has %(usual)s.")
        % {"error": write_value(series, errors.error, viewer), "usual": write_value(series, days, viewer)},
        _compare(errors, viewer),
        _judge_band(errors, viewer),
    ]


def _compare(errors: Errors, viewer: Viewer) -> str:
    if abs(errors.gain) < SMALL:
        return _("That is as close as to say that each day will be as the same weekday a week ago.")
    if errors.gain > 0:
        return _(
            "That is %(share)s closer than to say that each day will be as the same weekday a week ago."
        ) % {"share": viewer.share(errors.gain)}
    return _(
        "To say that each day will be as the same weekday a week ago was %(share)s closer: read it with care."
    ) % {"share": viewer.share(-errors.gain)}


def _judge_band(errors: Errors, viewer: Viewer) -> str:
    return _("%(share)s of the days fell into the band; it is meant for 80 %%.") % {
        "share": viewer.share(errors.inside)
    }


def write_ground(series: SeriesView, errors: Errors, viewer: Viewer) -> list[Fact]:
    """Return what the forecast rests on."""
    first, last = series.first_day, series.last_day
    return [
        *([Fact(_("Learnt from"), viewer.days(first, last))] if first and last else []),
        Fact(_("Method kept"), str(METHOD_LABELS[series.method])),
        Fact(_("Days judged"), viewer.number(errors.steps)),
        Fact(_("Learnt"), viewer.moment(series.as_of)),
    ]


def write_scores(errors: Errors, viewer: Viewer) -> list[dict[str, str]]:
    """Return the error of each method beside the others, the smallest first."""
    ranked = sorted(errors.scores.items(), key=lambda one: (one[1], one[0]))
    return [{"method": str(METHOD_LABELS[name]), "score": viewer.number(score, 3)} for name, score in ranked]
