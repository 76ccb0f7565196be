"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QualityConfig(AppConfig):
    """The room `customers.quality`."""

    name = "rapport.customers.quality"
    label = "quality"

    def ready(self) -> None:
        """Hang the card, bring the endpoints."""
        from rapport.customers.quality.http import rest as endpoints
        from rapport.customers.quality.http.cards import draw_completeness
        from rapport.kernel.rest import api as rest
        from rapport.ui.api import PageCard, register_card

        register_card(
            PageCard(
                "customer",
                "completeness",
                _("Completeness"),
                draw_completeness,
                column="left",
                order=40,
                icon="list-checks",
                hears=("quality", "reach", "about", "consent"),
            )
        )
        one = "/customers/{uuid:customer_id}"
        rest.register(f"{one}/completeness", lambda: endpoints.completeness, tag="Customers")
        rest.register(f"{one}/report", lambda: endpoints.report, tag="Customers")
        rest.register(f"{one}/erase", lambda: endpoints.erasure, tag="Customers")
