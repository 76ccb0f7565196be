"""Registration of the room."""

from django.apps import AppConfig


class MoneyConfig(AppConfig):
    """The room `kernel.money`."""

    name = "rapport.kernel.money"
    label = "money"

    def ready(self) -> None:
        """Bring the room's endpoints."""
        from rapport.kernel.money.http.rest import get_router  # noqa: PLC0415 - models must be loaded first
        from rapport.kernel.rest import api as rest  # noqa: PLC0415

        rest.register("/rates", get_router, tag="Exchange rates")
