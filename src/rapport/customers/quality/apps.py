"""Registration of the room."""

from django.apps import AppConfig


class QualityConfig(AppConfig):
    """The room `customers.quality`."""

    name = "rapport.customers.quality"
    label = "quality"

    def ready(self) -> None:
        """Bring the endpoints."""
        from rapport.customers.quality.http import rest as endpoints
        from rapport.kernel.rest import api as rest

        one = "/customers/{uuid:customer_id}"
        rest.register(f"{one}/completeness", lambda: endpoints.completeness, tag="Customers")
        rest.register(f"{one}/report", lambda: endpoints.report, tag="Customers")
        rest.register(f"{one}/erase", lambda: endpoints.erasure, tag="Customers")
