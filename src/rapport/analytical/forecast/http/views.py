"""The page of what is expected: a figure with its past and its band, and how far such words were off."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.analytical.forecast.contracts import Measure, RunView, SeriesView, Tier
from rapport.analytical.forecast.contracts.labels import MEASURE_LABELS, REFUSAL_WORDS
from rapport.analytical.forecast.http.charts import draw_forecast, write_value
from rapport.analytical.forecast.http.departures import write_departures
from rapport.analytical.forecast.http.occasions import write_gain, write_occasions
from rapport.analytical.forecast.http.words import write_ground, write_scores, write_sentences
from rapport.analytical.forecast.jobs import LEARN
from rapport.analytical.forecast.queries import find_run, find_series, list_departures, list_series
from rapport.customers.consent.contracts.channels import name_channel
from rapport.kernel.identity.api import actor_of
from rapport.kernel.jobs.api import enqueue
from rapport.ui.api import Action, Empty, Stat, Tab, Toast, Viewer, get_viewer, go_to

TABS = (Measure.REVENUE, Measure.ORDERS, Measure.UNITS, Measure.CONTACTS)
WEEK = 7


def show_forecast(request: HttpRequest) -> HttpResponse:
    """What is expected of the next four weeks."""
    actor, viewer = actor_of(request), get_viewer()
    chosen = _choose(request)
    run = find_run(actor)
    channels = list_series(actor, chosen, Tier.CHANNEL) if chosen is Measure.CONTACTS else []
    series = _find(request, chosen, channels) if run else None
    told = series if series and series.errors and series.ahead else None
    errors = told.errors if told else None
    context = {
        "title": _("Forecast"),
        "lead": _("What will probably come in within four weeks, and how far such words were off."),
        "tabs": [Tab(MEASURE_LABELS[one], f"/forecast?of={one}", current=one is chosen) for one in TABS],
        "channels": _list_channels(channels, series),
        "departures": write_departures(list_departures(actor), viewer),
        "actions": _list_actions(request),
        "series": told,
        "warnings": _warn(run, viewer) if run else [],
        "stats": _write_stats(told, viewer) if told else [],
        "chart": draw_forecast(told, viewer) if told else None,
        "sentences": write_sentences(told, errors, viewer) if told and errors else [],
        "ground": write_ground(told, errors, viewer) if told and errors else [],
        "occasions": write_occasions(told, viewer) if told else [],
        "gain": write_gain(told, viewer) if told else "",
        "scores": write_scores(errors, viewer) if errors else [],
        "empty": _say_nothing(run, series),
    }
    return render(request, "forecast/forecast.html", context)


@require_POST
def learn_again(request: HttpRequest) -> HttpResponse:
    """Have forecasts learnt now instead of tonight."""
    enqueue(LEARN, {}, actor=actor_of(request), key=LEARN)
    toast = Toast(_("Forecasts are being learnt; it takes a few seconds."))
    return go_to(request, reverse("forecast"), toast)


def _choose(request: HttpRequest) -> Measure:
    asked = request.GET.get("of", "")
    return next((one for one in TABS if str(one) == asked), Measure.REVENUE)


def _find(request: HttpRequest, chosen: Measure, channels: list[SeriesView]) -> SeriesView | None:
    """Return the figure that was asked for; of messages those of the channel asked for, or of the busiest."""
    actor = actor_of(request)
    if chosen is not Measure.CONTACTS:
        return find_series(chosen, Tier.TOTAL, actor=actor)
    asked = request.GET.get("channel", "")
    one = next((one for one in channels if one.subject == asked), channels[0] if channels else None)
    return find_series(chosen, Tier.CHANNEL, one.subject, actor=actor) if one else None


def _list_channels(channels: list[SeriesView], shown: SeriesView | None) -> list[Tab]:
    return [
        Tab(
            name_channel(one.subject),
            f"/forecast?{urlencode({'of': str(one.measure), 'channel': one.subject})}",
            current=shown is not None and one.subject == shown.subject,
        )
        for one in channels
    ]


def _list_actions(request: HttpRequest) -> list[Action]:
    if not actor_of(request).may("edit", "forecast"):
        return []
    return [Action(_("Learn now"), reverse("forecast_learn"), "refresh-cw", post=True)]


def _say_nothing(run: RunView | None, series: SeriesView | None) -> Empty:
    text = _("It is learnt at night.")
    refusal = (series and series.refusal) or (run and run.refusal)
    if refusal:
        text = str(REFUSAL_WORDS[refusal])
    return Empty(_("Nothing can be said of the time ahead yet"), text, icon="telescope")


def _warn(run: RunView, viewer: Viewer) -> list[str]:
    warnings = []
    if run.stale and run.last_day:
        day = {"day": viewer.day(run.last_day)}
        warnings.append(
            _("Nothing has come in since %(day)s: this says what would have come after it.") % day
        )
    if run.future:
        count = {"count": viewer.number(run.future)}
        warnings.append(_("%(count)s order lines are dated in the future and were left out.") % count)
    return warnings


def _write_stats(series: SeriesView, viewer: Viewer) -> list[Stat]:
    """Sum up the next week and the next four, beside as many days just past."""
    stats = []
    for days, label, note in (
        (1, _("Next day"), ""),
        (WEEK, _("Next 7 days"), _("beside the 7 days before")),
        (4 * WEEK, _("Next 28 days"), _("beside the 28 days before")),
    ):
        ahead = sum(one.point for one in series.ahead[:days])
        before = sum(one.value for one in series.history[-days:])
        change = round(ahead / before - 1, 2) if note and before else None
        stats.append(
            Stat(label, write_value(series, ahead, viewer), note=note, change=change, icon="telescope")
        )
    return stats
