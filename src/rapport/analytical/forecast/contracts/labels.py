"""The words people read for measures, methods and refusals."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rapport.analytical.forecast.contracts.occasions import Occasion, Standing
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
OCCASION_LABELS: dict[Occasion, Promise] = {
    Occasion.CLOSED: _("Own holidays"),
    Occasion.PROMOTION: _("Campaigns, first three days"),
    Occasion.NEW_YEAR: _("New Year"),
    Occasion.BEFORE_LUNAR: _("Before Lunar New Year"),
    Occasion.LUNAR: _("Lunar New Year"),
    Occasion.VALENTINE: _("Before Valentine's Day"),
    Occasion.EASTER: _("Easter"),
    Occasion.MID_YEAR: _("Mid-year sale (18 June)"),
    Occasion.MID_AUTUMN: _("Before Mid-Autumn"),
    Occasion.NATIONAL: _("National Day of China"),
    Occasion.SINGLES: _("Singles' Day"),
    Occasion.BLACK_FRIDAY: _("Black Friday"),
    Occasion.DOUBLE_TWELVE: _("Double Twelve"),
    Occasion.BEFORE_CHRISTMAS: _("Before Christmas"),
    Occasion.CHRISTMAS: _("Christmas"),
}
STANDING_LABELS: dict[Standing, Promise] = {
    Standing.USED: _("Reckoned with"),
    Standing.ONCE: _("Seen once"),
    Standing.UNCLEAR: _("No clear change"),
    Standing.NO_HELP: _("Did not help"),
}
STANDING_TONES: dict[Standing, str] = {
    Standing.USED: "good",
    Standing.ONCE: "info",
    Standing.UNCLEAR: "plain",
    Standing.NO_HELP: "plain",
}


def name_figure(measure: Measure, subject: str = "") -> str:
    """Return what a figure of the whole business, of a channel or of something by its name is called, in the
    active language."""
    label = str(MEASURE_LABELS[measure])
    return f"{label} · {name_channel(subject)}" if subject else label
