"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class OrdersConfig(AppConfig):
    """The room `operational.orders`."""

    name = "rapport.operational.orders"
    label = "orders"

    def ready(self) -> None:
        """Tell the rooms below where purchases are known and how order files come in; bring the endpoints."""
        from rapport.bigdata.lake.api import register_wordless
        from rapport.customers.intake.contracts import register_exporter, register_kind
        from rapport.customers.party.api import MergeParticipant, register_participant
        from rapport.kernel.fields import api as fields_of
        from rapport.kernel.identity import api as grants
        from rapport.kernel.outbox.api import subscribe
        from rapport.kernel.rest import api as rest
        from rapport.kernel.search import api as search
        from rapport.kernel.settings.api import guard_setting
        from rapport.operational.orders import handlers
        from rapport.operational.orders.events import SUMS
        from rapport.operational.orders.http.lists import SALES
        from rapport.operational.orders.http.product_card import draw_sales
        from rapport.operational.orders.http.rest import router
        from rapport.operational.orders.http.rest.custom import custom
        from rapport.operational.orders.http.seen import may_see_orders
        from rapport.operational.orders.operations.order_import.presets import ONLINE_RETAIL
        from rapport.operational.orders.plugs import (
            declare_personal,
            hold_currency,
            register_filters,
        )
        from rapport.ui.api import (
            Command,
            NavItem,
            PageCard,
            may,
            register_card,
            register_command,
            register_nav,
        )
        from rapport.ui.api.records import register_records

        self._name_tables()
        register_records("order", lambda: SALES)
        register_filters()
        declare_personal()
        subscribe(handlers.CONSUMER, handlers.FACTS, handlers.forget_returned_guests)
        subscribe(handlers.COSTED, handlers.COSTS, handlers.cost_lines_anew)
        subscribe(handlers.RESTORED, handlers.UNMERGED, handlers.tell_restored)
        guard_setting("business.currency", hold_currency)
        self._tell_knowledge()
        register_wordless(SUMS)
        register_participant(MergeParticipant("sales_order"))
        fields = {
            **{"status": _("Status"), "note": _("Note"), "guest_name": _("Guest's name")},
            **{"guest_email": _("Guest's e-mail"), "guest_phone": _("Guest's phone")},
        }
        verbs = ("view", "create", "edit", "delete", "export")
        grants.register_kind(grants.Kind("order", _("Orders"), verbs, fields))
        fields_of.register_kind("order", lambda: gettext("Order"))
        search.register_kind("order", lambda: gettext("Orders"), private_field="guest_email")
        self._register_jobs()
        register_nav(
            NavItem(
                "orders",
                _("Orders"),
                "shopping-bag",
                "orders",
                section="sales",
                order=30,
                key="o",
                allowed=may_see_orders,
            )
        )
        register_command(
            Command(
                "new-order",
                _("New order"),
                "order-new",
                "shopping-bag",
                "create",
                order=20,
                allowed=may("create", "order"),
            )
        )
        register_card(
            PageCard(
                "product",
                "sales",
                _("Sales"),
                draw_sales,
                column="main",
                order=10,
                icon="chart-line",
                allowed=may_see_orders,
                flush=True,
            )
        )
        place = "rapport.operational.orders.operations.order_import.kind:KIND"
        register_kind("orders", place, ONLINE_RETAIL)
        register_exporter("orders", "rapport.operational.orders.operations.order_import.exporting:ORDERS")
        rest.register("/orders", lambda: router, tag="Orders", kind="order")
        rest.register("/orders/{uuid:order_id}/custom-fields", lambda: custom, tag="Orders")

    def _tell_knowledge(self) -> None:
        from rapport.analytical.forecast.api import register_demand_source
        from rapport.analytical.recommendation.api import register_basket_source
        from rapport.analytical.value.api import register_purchase_source
        from rapport.analytical.warehouse.api import register_ledger
        from rapport.collaborative.logic.api import register_look_up
        from rapport.operational.orders.plugs import (
            OrderBaskets,
            OrderDemand,
            OrderLedger,
            OrderLookUp,
            OrderPurchases,
        )

        register_purchase_source(OrderPurchases())
        register_basket_source(OrderBaskets())
        register_demand_source(OrderDemand())
        register_ledger(OrderLedger())
        register_look_up(OrderLookUp())

    def _register_jobs(self) -> None:
        from rapport.kernel.jobs.api import every, register_job
        from rapport.operational.orders import jobs
        from rapport.operational.orders.operations import finding

        register_job(
            finding.INDEX_BATCH, jobs.run_index_batch, title=lambda: gettext("Have imported orders found")
        )
        register_job(jobs.COST_LINES, jobs.run_cost_lines, title=lambda: gettext("Cost the lines of orders"))
        every(jobs.COST_LINES, jobs.DAY)

    def _name_tables(self) -> None:
        from rapport.kernel.audit.api import register_columns, register_tables

        register_tables(
            "order",
            {
                "sales_order": _("Order"),
                "order_line": _("Order line"),
                "order_address": _("Address of an order"),
                "order_status": _("Status of an order"),
                "payment": _("Payment"),
                "invoice": _("Invoice"),
                "goods_return": _("Return"),
                "goods_return_line": _("Returned line"),
            },
        )
        register_columns(
            {
                "amount_minor": _("Amount"),
                "company": _("Company"),
                "cost_minor": _("Cost of goods"),
                "discount_minor": _("Discount"),
                "goods_return_id": _("Return"),
                "guest_email": _("E-mail of the guest"),
                "guest_name": _("Name of the guest"),
                "guest_phone": _("Phone of the guest"),
                "issued_at": _("Issued"),
                "line": _("Street and number"),
                "method": _("Method"),
                "net_minor": _("Net"),
                "order_id": _("Order"),
                "order_line_id": _("Line of an order"),
                "paid_minor": _("Paid"),
                "phone": _("Phone"),
                "placed_at": _("Placed"),
                "postcode": _("Postal code"),
                "product_id": _("Product"),
                "quantity": _("Quantity"),
                "reference": _("Reference"),
                "refunded_minor": _("Refunded"),
                "shipping_minor": _("Shipping"),
                "source_version": _("Version at the source"),
                "subtotal_minor": _("Subtotal"),
                "tax_included": _("Tax included"),
                "tax_minor": _("Tax"),
                "total_minor": _("Total"),
                "value_minor": _("Worth of the goods"),
            }
        )
