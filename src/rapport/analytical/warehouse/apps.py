"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from ninja import Router


def _open_router() -> Router:
    """Load the endpoints with what reads the models, once somebody asks for an address."""
    from rapport.analytical.warehouse.http.rest import marts

    return marts


class WarehouseConfig(AppConfig):
    """The room `analytical.warehouse`."""

    name = "rapport.analytical.warehouse"
    label = "warehouse"

    def ready(self) -> None:
        """Bring the kind roles speak of, the notice, the cards, and the place in the navigation."""
        from rapport.analytical.warehouse.http.cards import register_cards
        from rapport.analytical.warehouse.jobs import EVERY, WATCH, run_watch
        from rapport.analytical.warehouse.plugs import register_notices
        from rapport.kernel.identity.api import Kind, register_kind
        from rapport.kernel.jobs.api import every, register_job
        from rapport.kernel.rest.api import register
        from rapport.ui.api import NavItem, may, register_nav

        register_kind(Kind("mart", _("Marts"), ("view",)))
        register_notices()
        register_job(WATCH, run_watch, title=lambda: gettext("See whether marts are fresh"))
        every(WATCH, EVERY)
        register("/marts", _open_router, tag="Marts", kind="mart")
        register_cards()
        register_nav(
            NavItem(
                "marts",
                _("Data dictionary"),
                "database",
                "marts",
                section="data",
                order=90,
                allowed=may("view", "mart"),
            )
        )
