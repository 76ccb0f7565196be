"""What the warehouse gives to rooms below: who looks after marts is told what is wrong with them."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from rapport.analytical.warehouse.operations.noticing import BLOCKED, OLD, SILENT
from rapport.kernel.notices.api import NoticeKind, Told, register_notice


def register_notices() -> None:
    """Let members hear of marts that were not published."""
    register_notice(
        NoticeKind(BLOCKED, gettext_lazy("Marts do not add up"), "database", _write, _lead, way="mail")
    )
    register_notice(
        NoticeKind(SILENT, gettext_lazy("Data stopped coming"), "database", _write_silent, _lead, way="mail")
    )
    register_notice(
        NoticeKind(
            OLD, gettext_lazy("Marts are not built any more"), "database", _write_old, _lead, way="mail"
        )
    )


def _write_old(told: Told) -> str:
    hours = int(told.values.get("hours", 0))
    return ngettext(
        "Facts have waited for %(hours)s hour to be taken into the marts",
        "Facts have waited for %(hours)s hours to be taken into the marts",
        hours,
    ) % {"hours": hours}


def _write(told: Told) -> str:
    tests = int(told.values.get("tests", 0))
    said = ngettext("%(tests)s test found something", "%(tests)s tests found something", tests)
    return _("Marts were not published: %(found)s") % {"found": said % {"tests": tests}}


def _write_silent(told: Told) -> str:
    feeds = int(told.values.get("feeds", 0))
    return ngettext(
        "%(feeds)s feed that was regular has fallen silent",
        "%(feeds)s feeds that were regular have fallen silent",
        feeds,
    ) % {"feeds": feeds}


def _lead(told: Told) -> str:
    return "/marts/reckoning"
