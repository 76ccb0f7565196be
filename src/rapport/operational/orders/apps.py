"""Registration of the room."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    """The room `operational.orders`."""

    name = "rapport.operational.orders"
    label = "orders"

    def ready(self) -> None:
        """Tell the rooms below where purchases are known, and bring the room's endpoints."""
        from rapport.analytical.value.api import register_purchase_source  # noqa: PLC0415 - models first
        from rapport.kernel.rest import api as rest  # noqa: PLC0415
        from rapport.operational.orders.http.rest import router  # noqa: PLC0415
        from rapport.operational.orders.plugs import OrderPurchases  # noqa: PLC0415

        register_purchase_source(OrderPurchases())
        rest.register("/orders", lambda: router, tag="Orders")
