"""What members are told of forecasts."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.analytical.forecast.contracts import Measure, Side
from rapport.analytical.forecast.contracts.labels import name_figure
from rapport.analytical.forecast.operations.noticing import LEFT
from rapport.kernel.notices.api import NoticeKind, Told, register_notice


def register_notices() -> None:
    """Let members hear of figures that left the band they were expected in."""
    register_notice(NoticeKind(LEFT, gettext_lazy("A figure is not as expected"), "activity", _write, _lead))


def _write(told: Told) -> str:
    figure = {"figure": name_figure(Measure(told.values["measure"]), told.values["subject"])}
    if told.values["side"] == Side.ABOVE:
        return _("More than expected: %(figure)s.") % figure
    return _("Less than expected: %(figure)s.") % figure


def _lead(told: Told) -> str:
    return "/forecast"
