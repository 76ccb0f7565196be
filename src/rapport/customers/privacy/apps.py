"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    """The room `customers.privacy`."""

    name = "rapport.customers.privacy"
    label = "privacy"

    def ready(self) -> None:
        """Say what roles speak of, name tables, declare settings, bring the jobs, pages and endpoints."""
        from rapport.customers.privacy import plugs
        from rapport.customers.privacy.http.rest import register_endpoints
        from rapport.kernel.audit.api import register_tables
        from rapport.kernel.identity.api import Kind, register_kind

        register_kind(Kind("request", _("Requests about data"), ("view", "create", "edit")))
        register_tables(
            "request",
            {
                "data_request": _("Request about data"),
                "request_step": _("Step of a request"),
                "retention_rule": _("Rule of keeping"),
            },
        )
        plugs.declare_personal()
        plugs.declare_choices()
        register_endpoints()
