"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from ninja import Router


def _open_router() -> Router:
    """Load the endpoints once somebody asks for an address."""
    from rapport.analytical.reporting.http.rest import reports

    return reports


class ReportingConfig(AppConfig):
    """The room `analytical.reporting`."""

    name = "rapport.analytical.reporting"
    label = "reporting"

    def ready(self) -> None:
        """Bring the kind roles speak of, the endpoints, the places in the navigation."""
        from rapport.kernel.identity.api import Kind, register_kind
        from rapport.kernel.rest.api import register
        from rapport.ui.api import NavItem, may, register_nav

        register_kind(Kind("report", _("Reports"), ("view",)))
        register("/reports", _open_router, tag="Reports", kind="report")
        register_nav(
            NavItem(
                "dashboards",
                _("Dashboards"),
                "layout-dashboard",
                "dashboards",
                section="insight",
                order=5,
                allowed=may("view", "report"),
                under=("/dashboards", "/ask", "/metrics"),
            )
        )
