"""Registration of the room."""

from django.apps import AppConfig


class MoneyConfig(AppConfig):
    """The room `kernel.money`."""

    name = "rapport.kernel.money"
    label = "money"

    def ready(self) -> None:
        """Bring the room's endpoints."""
        from rapport.kernel.money.http.rest import get_router
        from rapport.kernel.rest import api as rest

        rest.register("/rates", get_router, tag="Exchange rates", kind="settings")
