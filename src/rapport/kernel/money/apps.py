"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class MoneyConfig(AppConfig):
    """The room `kernel.money`."""

    name = "rapport.kernel.money"
    label = "money"

    def ready(self) -> None:
        """Bring the room's endpoints."""
        from rapport.kernel.money.http.rest import get_router
        from rapport.kernel.rest import api as rest

        self._name_tables()
        rest.register("/rates", get_router, tag="Exchange rates", kind="settings")

    def _name_tables(self) -> None:
        from rapport.kernel.audit.api import register_columns, register_tables

        register_tables("settings", {"exchange_rate": gettext_lazy("Exchange rate")})
        register_columns(
            {
                "rate": gettext_lazy("Rate"),
            }
        )
