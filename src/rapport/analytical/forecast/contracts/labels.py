"""The words people read for measures, methods and refusals."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rapport.analytical.forecast.contracts.series import Measure, Refusal
from rapport.customers.consent.contracts.channels import name_channel

MEASURE_LABELS: dict[Measure, Promise] = {
    Measure.REVENUE: _("Revenue"),
    Measure.ORDERS: _("Orders"),
    Measure.UNITS: _("Pieces"),
    Measure.CONTACTS: _("Messages received"),
}
METHOD_LABELS: dict[str, Promise] = {
    "seasonal_naive": _("As a week ago (seasonal naive)"),
    "drift": _("As a week ago, and straight on (drift)"),
    "ets": _("Level, fading trend and weekdays (ETS)"),
    "theta": _("Half way to the straight line (Theta)"),
    "tsb": _("How likely anything, and how much (TSB)"),
}
METHOD_NAMES: dict[str, str | Promise] = {
    "seasonal_naive": _("As before"),
    "drift": _("Straight on"),
    "ets": _("Fading trend"),
    "theta": "Theta",
    "tsb": _("Now and then"),
}
"""The same for weeks, as short as a list wants it."""
REFUSAL_WORDS: dict[Refusal, Promise] = {
    Refusal.NOTHING: _("Nothing has come in yet."),
    Refusal.SHORT: _("There is too little to learn from: it takes about fifteen weeks of days."),
    Refusal.CONSTANT: _("It was the same every day: there is nothing to learn."),
    Refusal.QUIET: _("Nothing has come in for eight weeks."),
}


def name_figure(measure: Measure, subject: str = "") -> str:
    """Return what a figure of the whole business, of a channel or of something by its name is called, in the
    active language."""
    label = str(MEASURE_LABELS[measure])
    return f"{label} · {name_channel(subject)}" if subject else label
