"""Values of answers as readers write them."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.analytical.reporting.contracts import Answer, Column, Dimension, Metric
from rapport.analytical.reporting.rules.periods import NAMES
from rapport.kernel.money.api import to_major
from rapport.ui.api import Viewer

PERIODS = {
    "7d": gettext_lazy("7 days"),
    "28d": gettext_lazy("28 days"),
    "90d": gettext_lazy("90 days"),
    "365d": gettext_lazy("365 days"),
    "month": gettext_lazy("This month"),
    "quarter": gettext_lazy("This quarter"),
    "year": gettext_lazy("This year"),
    "all": gettext_lazy("All time"),
}
assert tuple(PERIODS) == NAMES
WORDS = {
    "web": gettext_lazy("Web shop"),
    "app": gettext_lazy("App"),
    "shop": gettext_lazy("Shop"),
    "store": gettext_lazy("Store"),
    "phone": gettext_lazy("Phone"),
    "email": gettext_lazy("E-mail"),
    "mobile": gettext_lazy("Mobile"),
    "sms": gettext_lazy("SMS"),
    "marketplace": gettext_lazy("Marketplace"),
    "wholesale": gettext_lazy("Wholesale"),
    "manual": gettext_lazy("By hand"),
    "contact": gettext_lazy("Contact"),
    "form": gettext_lazy("Form"),
    "consent": gettext_lazy("Consent given"),
    "refusal": gettext_lazy("Consent refused"),
    "task": gettext_lazy("Task done"),
    "visit": gettext_lazy("Visit"),
    "return": gettext_lazy("Return"),
    "need": gettext_lazy("Urgent need"),
    "in": gettext_lazy("From customers"),
    "out": gettext_lazy("To customers"),
    "damaged": gettext_lazy("Damaged"),
    "wrong_item": gettext_lazy("Not what was ordered"),
    "not_as_described": gettext_lazy("Not as described"),
    "changed_mind": gettext_lazy("Changed their mind"),
    "other": gettext_lazy("Another reason"),
    "person": gettext_lazy("Person"),
    "company": gettext_lazy("Company"),
    "household": gettext_lazy("Household"),
    "prospect": gettext_lazy("Prospect"),
    "customer": gettext_lazy("Customer"),
    "former": gettext_lazy("Former customer"),
    "own": gettext_lazy("Own"),
    "purchased": gettext_lazy("Purchased"),
    "rented": gettext_lazy("Rented"),
    "call": gettext_lazy("Call"),
    "letter": gettext_lazy("Letter"),
    "meeting": gettext_lazy("Meeting"),
    "chat": gettext_lazy("Chat"),
    "note": gettext_lazy("Note"),
}


def write_figure(
    value: float | None, metric: Metric, currency: str, viewer: Viewer, *, short: bool = False
) -> str:
    """Return a metric's value: money in its currency, a share as a percentage, a dash for nothing."""
    if value is None:
        return "–"
    if metric.measure == "money":
        minor = round(value)
        return viewer.money_short(minor, currency) if short else viewer.money(minor, currency)
    if metric.measure == "share":
        return viewer.share(value, metric.digits)
    return viewer.number(round(value, 1) if metric.measure == "minutes" else round(value, 2))


def scale_figure(value: float | None, metric: Metric, currency: str) -> float | None:
    """Return a value as charts and files hold it: money in major units."""
    if value is None:
        return None
    if metric.measure == "money":
        return float(to_major(round(value), currency))
    return round(float(value), 4)


def write_split(value: Any, dimension: Dimension, names: Mapping[str, str], viewer: Viewer) -> str:
    """Return a dimension's value in words; what is not said is said to be so."""
    text = "" if value is None else str(value)
    if text in names:
        return names[text]
    if not text:
        return _("Not said")
    writers: Mapping[str, Callable[[str], str]] = {
        "day": lambda text: _write_step(date.fromisoformat(text[:10]), dimension.name, viewer),
        "weekday": lambda text: viewer.weekdays()[int(text) - 1],
        "country": viewer.country,
        "language": viewer.language,
    }
    write = writers.get(dimension.word)
    return write(text) if write else str(WORDS.get(text, text))


def write_cell(answer: Answer, row: tuple[Any, ...], at: int, viewer: Viewer) -> str:
    """Return one cell of an answer."""
    column = answer.columns[at]
    if column.dimension:
        return write_split(row[at], column.dimension, answer.names.get(column.name, {}), viewer)
    assert column.metric is not None
    return write_figure(row[at], column.metric, currency_of(answer, row), viewer)


def currency_of(answer: Answer, row: tuple[Any, ...]) -> str:
    """Return the currency money of a row is in: its own where rows are split by currency."""
    if "currency" in answer.question.by:
        return str(row[answer.question.by.index("currency")] or answer.currency)
    return answer.currency


def title_of(columns: tuple[Column, ...]) -> str:
    """Return what a question is about: its metrics, and what they are split by."""
    what = ", ".join(one.label for one in columns if one.metric)
    how = ", ".join(one.label for one in columns if one.dimension)
    return _("%(what)s by %(how)s") % {"what": what, "how": how.lower()} if how else what


def say_period(text: str, viewer: Viewer) -> str:
    """Return a stretch of days in words."""
    if text in PERIODS:
        return str(PERIODS[text])
    first, _sign, last = text.partition("..")
    return viewer.days(date.fromisoformat(first), date.fromisoformat(last))


def _write_step(day: date, step: str, viewer: Viewer) -> str:
    if step == "month":
        return viewer.month(day)
    if step == "quarter":
        return f"{day.year} Q{(day.month - 1) // 3 + 1}"
    return str(day.year) if step == "year" else viewer.day(day)


def change_of(answer: Answer) -> float | None:
    """Return by which share a number changed to the stretch before; None where one of them is not known."""
    now, earlier = answer.whole[0], answer.before[0] if answer.before else None
    return round(now / earlier - 1, 3) if now is not None and earlier else None


def say_lost(answer: Answer) -> str:
    """Say which money is not in the figures for want of a rate."""
    if not answer.lost:
        return ""
    return _("Without %(currencies)s: no rate to %(own)s is known. Enter rates in the settings.") % {
        "currencies": ", ".join(answer.lost),
        "own": answer.currency,
    }
