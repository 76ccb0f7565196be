"""What the warehouse gives to rooms below: that marts were not published is told to who looks after them."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from rapport.analytical.warehouse.operations.noticing import BLOCKED
from rapport.kernel.notices.api import NoticeKind, Told, register_notice


def register_notices() -> None:
    """Let members hear of marts that were not published."""
    register_notice(
        NoticeKind(BLOCKED, gettext_lazy("Marts do not add up"), "database", _write, _lead, way="mail")
    )


def _write(told: Told) -> str:
    tests = int(told.values.get("tests", 0))
    said = ngettext("%(tests)s test found something", "%(tests)s tests found something", tests)
    return _("Marts were not published: %(found)s") % {"found": said % {"tests": tests}}


def _lead(told: Told) -> str:
    return "/marts/reckoning"
