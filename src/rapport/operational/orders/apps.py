"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrdersConfig(AppConfig):
    """The room `operational.orders`."""

    name = "rapport.operational.orders"
    label = "orders"

    def ready(self) -> None:
        """Tell the rooms below where purchases are known and how order files come in; bring the endpoints."""
        from rapport.analytical.value.api import register_purchase_source  # noqa: PLC0415 - models first
        from rapport.customers.intake.contracts import register_exporter, register_kind  # noqa: PLC0415
        from rapport.customers.party.api import MergeParticipant, register_participant  # noqa: PLC0415
        from rapport.kernel.identity import api as grants  # noqa: PLC0415
        from rapport.kernel.rest import api as rest  # noqa: PLC0415
        from rapport.operational.orders.http.rest import router  # noqa: PLC0415
        from rapport.operational.orders.http.seen import may_see_orders  # noqa: PLC0415
        from rapport.operational.orders.operations.order_import.presets import ONLINE_RETAIL  # noqa: PLC0415
        from rapport.operational.orders.plugs import OrderPurchases  # noqa: PLC0415
        from rapport.ui.api import NavItem, register_nav  # noqa: PLC0415

        register_purchase_source(OrderPurchases())
        register_participant(MergeParticipant("sales_order"))
        fields = {
            **{"status": _("Status"), "note": _("Note"), "guest_name": _("Guest's name")},
            **{"guest_email": _("Guest's e-mail"), "guest_phone": _("Guest's phone")},
        }
        verbs = ("view", "create", "edit", "delete", "export")
        grants.register_kind(grants.Kind("order", _("Orders"), verbs, fields))
        register_nav(
            NavItem(
                "orders", _("Orders"), "shopping-bag", "orders", order=30, key="o", allowed=may_see_orders
            )
        )
        place = "rapport.operational.orders.operations.order_import.kind:KIND"
        register_kind("orders", place, ONLINE_RETAIL)
        register_exporter("orders", "rapport.operational.orders.operations.order_import.exporting:ORDERS")
        rest.register("/orders", lambda: router, tag="Orders")
