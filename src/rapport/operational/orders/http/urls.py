"""Addresses of the room."""

from django.urls import path, re_path
from django.views.decorators.http import require_POST

from rapport.kernel.identity.api import needs
from rapport.operational.orders.http import lists
from rapport.operational.orders.http.own import OWN
from rapport.operational.orders.http.pages import actions, detail, new, picking

_view, _edit, _create = needs("view", "order"), needs("edit", "order"), needs("create", "order")
_FACTS = "note|channel|guest_name|guest_email|guest_phone"
_ID = r"(?P<order_id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"

urlpatterns = [
    path("orders", _view(lists.show_orders), name="orders"),
    path("orders/new", _create(new.show_new_order), name="order-new"),
    path("orders/new/sums", _create(new.show_sums), name="order-new-sums"),
    path("orders/pick/customers", _view(picking.find_customers), name="order-pick-customers"),
    path("orders/pick/customer", _create(picking.choose_customer), name="order-pick-customer"),
    path("orders/pick/products", _create(picking.find_products), name="order-pick-products"),
    path("orders/pick/line", _create(picking.add_line), name="order-pick-line"),
    path("orders/pick/none", _create(picking.nothing), name="order-pick-none"),
    path("orders/<uuid:order_id>", _view(detail.show_order), name="order"),
    path("orders/<uuid:order_id>/status", _edit(actions.change_status), name="order-status"),
    path("orders/<uuid:order_id>/status/back", _edit(actions.take_back), name="order-status-back"),
    path("orders/<uuid:order_id>/payment", _edit(actions.note_payment), name="order-payment"),
    path("orders/<uuid:order_id>/refund", _edit(actions.give_refund), name="order-refund"),
    path("orders/<uuid:order_id>/invoice", _edit(actions.issue_invoice), name="order-invoice"),
    path(
        "orders/<uuid:order_id>/invoices/<uuid:invoice_id>/void",
        _edit(actions.void_invoice),
        name="order-invoice-void",
    ),
    path("orders/<uuid:order_id>/return", _edit(actions.note_return), name="order-return"),
    path("orders/<uuid:order_id>/customer", _edit(picking.give_order), name="order-customer"),
    re_path(rf"^orders/{_ID}/fact/(?P<name>{_FACTS})$", _edit(actions.edit_fact), name="order-fact"),
    path("orders/<uuid:order_id>/custom/<slug:code>", _edit(OWN.edit)),
    path("orders/<uuid:order_id>/custom/<slug:code>/undo", _edit(require_POST(OWN.undo))),
]
