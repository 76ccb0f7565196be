"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class WebhooksConfig(AppConfig):
    """The room `kernel.webhooks`."""

    name = "rapport.kernel.webhooks"
    label = "webhooks"

    def ready(self) -> None:
        """Bring the job that digests deliveries, the endpoints of the API, and the kind roles speak of."""
        from rapport.kernel.identity.api import Kind, register_kind
        from rapport.kernel.jobs.api import every, register_job
        from rapport.kernel.rest.api import register
        from rapport.kernel.webhooks.http.rest import router
        from rapport.kernel.webhooks.jobs import DAY, KIND, SWEEP, digest_delivery, run_sweep

        self._name_tables()
        register_kind(Kind("webhook", gettext_lazy("Webhooks")))
        register_job(KIND, digest_delivery, title=lambda: _("Digest a webhook"), lane="quick")
        register_job(SWEEP, run_sweep, title=lambda: _("Empty old calls of other systems"), lane="quick")
        every(SWEEP, DAY)
        register("/webhooks", lambda: router, tag="Incoming webhooks", kind="webhook")

    def _name_tables(self) -> None:
        from rapport.kernel.audit.api import register_columns, register_tables

        register_tables("webhook", {"webhook_endpoint": gettext_lazy("Address for reports")})
        register_columns(
            {
                "receiver": gettext_lazy("System"),
            }
        )
