"""Scheduled reports in words: what is sent, when, what became of it."""

from django.utils.translation import gettext as _

from rapport.analytical.reporting.contracts.dashboards import BUILTINS
from rapport.analytical.reporting.contracts.dimensions import DIMENSIONS
from rapport.analytical.reporting.contracts.metrics import METRICS
from rapport.analytical.reporting.contracts.sending import RunLine, ScheduleLine
from rapport.analytical.reporting.queries.addresses import read_address
from rapport.kernel.errors import RapportError
from rapport.ui.api import Tone, Viewer

TONES: dict[str, Tone] = {"waiting": "plain", "writing": "info", "sent": "good", "failed": "bad"}


def say_when(line: ScheduleLine, viewer: Viewer) -> str:
    """Return how often a report is sent, with its local hour."""
    at = {"at": line.at.strftime("%H:%M"), "zone": line.zone}
    if line.every == "day":
        return _("Every day at %(at)s (%(zone)s)") % at
    if line.every == "week":
        day = viewer.weekdays()[line.on_day - 1]
        return _("Every %(weekday)s at %(at)s (%(zone)s)") % {**at, "weekday": day}
    return _("On day %(day)s of each month at %(at)s (%(zone)s)") % {**at, "day": line.on_day}


def say_target(line: ScheduleLine) -> str:
    """Return what is sent."""
    if line.board:
        known = BUILTINS.get(line.board)
        return _("Dashboard: %(name)s") % {"name": known.label if known else _("an own one")}
    return name_question(line.question)


def name_question(address: str) -> str:
    """Return what a question asks: its metrics and splits; the bare address where they are gone."""
    try:
        question = read_address(address)
        what = ", ".join(str(METRICS[name].label) for name in question.metrics)
        how = ", ".join(str(DIMENSIONS[name].label).lower() for name in question.by)
    except (RapportError, KeyError):
        return address[:80]
    return _("%(what)s by %(how)s") % {"what": what, "how": how} if how else what


def say_run(run: RunLine, viewer: Viewer) -> str:
    """Return what became of one time a report was made."""
    if run.reason:
        return _(run.reason)
    if run.undelivered:
        return _("%(count)s letters were not taken by the mail server.") % {
            "count": viewer.number(run.undelivered)
        }
    return ""
