"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class SubscribersConfig(AppConfig):
    """The room `kernel.subscribers`."""

    name = "rapport.kernel.subscribers"
    label = "subscribers"

    def ready(self) -> None:
        """Hear the facts somebody wants; bring the jobs, the API, the kind of right, the table's name."""
        from rapport.kernel.audit.api import register_columns, register_tables
        from rapport.kernel.identity.api import Kind, register_kind
        from rapport.kernel.jobs.api import every, register_job
        from rapport.kernel.outbox.api import subscribe_wanted
        from rapport.kernel.rest.api import register
        from rapport.kernel.subscribers import handlers, jobs, queries
        from rapport.kernel.subscribers.http.rest import router
        from rapport.kernel.subscribers.plugs import register_notices

        register_notices()
        register_kind(Kind("subscriber", gettext_lazy("Outgoing webhooks")))
        register_tables("subscriber", {"subscriber": gettext_lazy("Outgoing webhook")})
        register_columns(
            {
                "ended": gettext_lazy("Ended"),
                "facts": gettext_lazy("Facts"),
                "url": gettext_lazy("Address"),
            }
        )
        register_job(jobs.SEND, jobs.send_waiting, title=lambda: _("Tell a subscriber"), lane="calls")
        register_job(jobs.SWEEP, jobs.run_sweep, title=lambda: _("Forget old dispatches"), lane="quick")
        every(jobs.SWEEP, jobs.DAY)
        subscribe_wanted(handlers.CONSUMER, queries.list_wanted, handlers.note_facts)
        register("/subscribers", lambda: router, tag="Outgoing webhooks", kind="subscriber")
