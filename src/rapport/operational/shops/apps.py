"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ShopsConfig(AppConfig):
    """The room `operational.shops`."""

    name = "rapport.operational.shops"
    label = "shops"

    def ready(self) -> None:
        """Say how shops' reports are verified and applied, and take the place in the navigation."""
        from rapport.kernel.webhooks.api import register_receiver
        from rapport.operational.shops.http.pages import may_connect
        from rapport.operational.shops.operations import apply_report
        from rapport.operational.shops.rules import envelope
        from rapport.ui.api import NavItem, register_nav

        self._name_tables()
        register_receiver(
            "woocommerce",
            title=lambda: "WooCommerce",
            verify=envelope.verify_woocommerce,
            topic=envelope.topic_of_woocommerce,
            key=envelope.key_of_woocommerce,
            handle=apply_report,
        )
        register_receiver(
            "shopify",
            title=lambda: "Shopify",
            verify=envelope.verify_shopify,
            topic=envelope.topic_of_shopify,
            key=envelope.key_of_shopify,
            handle=apply_report,
        )
        register_nav(
            NavItem(
                *("shops", _("Shops"), "plug", "shops"),
                section="settings",
                order=40,
                allowed=may_connect,
                about=_("WooCommerce and Shopify shops that report their orders here."),
            )
        )

    def _name_tables(self) -> None:
        from rapport.kernel.audit.api import register_columns, register_tables

        register_tables("webhook", {"shop_connection": _("Connected shop")})
        register_columns(
            {
                "endpoint_id": _("Address for reports"),
                "guests": _("Guests"),
            }
        )
