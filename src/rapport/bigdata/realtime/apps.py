"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class RealtimeConfig(AppConfig):
    """The room `bigdata.realtime`."""

    name = "rapport.bigdata.realtime"
    label = "realtime"

    def ready(self) -> None:
        """Name the kinds of rights and the table with history; bring pages, endpoints, and the sweep."""
        from rapport.bigdata.realtime import jobs
        from rapport.bigdata.realtime.http import rest
        from rapport.bigdata.realtime.http.pages import may_see
        from rapport.bigdata.realtime.http.triggers import may_see as may_see_triggers
        from rapport.kernel.audit.api import register_columns, register_tables
        from rapport.kernel.identity.api import Kind, register_kind
        from rapport.kernel.jobs.api import every, register_job
        from rapport.kernel.rest.api import register
        from rapport.ui.api import NavItem, register_nav

        register_kind(Kind("realtime", _("Live figures"), ("view",)))
        register_kind(Kind("trigger", _("Triggers")))
        register_tables("trigger", {"live_trigger": _("Trigger")})
        register_columns(
            {
                "event": _("Event"),
                "minutes": _("Minutes"),
                "repeat": _("Fires again"),
                "same": _("The same"),
                "times": _("Times"),
                "who": _("Who it looks at"),
            }
        )
        register_job(
            jobs.SWEEP,
            jobs.run_sweep,
            title=lambda: gettext("Forget events that are no longer live"),
            lane="quick",
        )
        every(jobs.SWEEP, jobs.HOUR)
        register("/realtime", lambda: rest.figures, tag="Realtime", kind="realtime")
        register("/triggers", lambda: rest.triggers, tag="Triggers", kind="trigger")
        register_nav(NavItem("now", _("Live"), "activity", "now", order=15, allowed=may_see))
        register_nav(
            NavItem(
                "triggers",
                _("Triggers"),
                "zap",
                "triggers",
                section="settings",
                order=43,
                allowed=may_see_triggers,
                about=_("What visitors do, leave or are that you want to hear of."),
            )
        )
