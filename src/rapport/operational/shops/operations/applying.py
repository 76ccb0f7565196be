"""A kept report is applied: once in effect, however often and in whatever order reports come."""

import json
from dataclasses import replace
from typing import Any

from django.db import connection as database

from rapport.kernel.errors import Conflict, Invalid, Upstream
from rapport.kernel.identity.api import Actor
from rapport.kernel.ids import new_id
from rapport.kernel.webhooks.api import Delivery
from rapport.kernel.work.api import Work, unit_of_work
from rapport.operational.orders.api import drop_order, find_order_of, follow_orders, settle_order
from rapport.operational.orders.contracts import Settlement
from rapport.operational.products.api import ensure_products
from rapport.operational.shops.contracts import (
    CustomerReport,
    Nothing,
    OrderGone,
    OrderReport,
    RefundOf,
    Report,
)
from rapport.operational.shops.models import ShopConnection
from rapport.operational.shops.operations.buyers import find_buyer, take_in
from rapport.operational.shops.operations.connections import adopt_endpoint
from rapport.operational.shops.rules.envelope import GREETING
from rapport.operational.shops.rules.reading import Unreadable
from rapport.operational.shops.rules.shopify import read_shopify
from rapport.operational.shops.rules.woocommerce import read_woocommerce

READERS = {"woocommerce": read_woocommerce, "shopify": read_shopify}
_NEWER = """
insert into shop_customer as known (id, connection_id, external_id, version) values (%s, %s, %s, %s)
on conflict (tenant_id, connection_id, external_id) do update set version = excluded.version
 where known.version <= excluded.version
returning 1
"""


def apply_report(delivery: Delivery, actor: Actor) -> None:
    """Apply a report that was kept.

    Raises `Invalid` with what is wrong with the report, `Upstream` where trying again helps.
    """
    connection = adopt_endpoint(delivery.endpoint_id, delivery.receiver, actor=actor)
    try:
        report = _read(connection, delivery)
        with unit_of_work(replace(actor, name=connection.name)) as work:
            _apply(connection, report, delivery, work)
    except Conflict as error:
        raise Upstream(error.message, code=error.code) from error
    except Unreadable as error:
        raise Invalid(str(error), code="unreadable") from error
    except Invalid as error:
        fields = "; ".join(f"{name}: {text}" for name, text in error.fields.items())
        raise Invalid(f"{error.message} {fields}".strip(), code=error.code) from error


def _apply(connection: ShopConnection, report: Report, delivery: Delivery, work: Work) -> None:
    if isinstance(report, OrderReport):
        _take_order(connection, report, work)
    elif isinstance(report, CustomerReport):
        _take_customer(connection, report, work)
    elif isinstance(report, RefundOf):
        _take_refund(connection, report, work)
    elif isinstance(report, OrderGone):
        version = int(delivery.received_at.timestamp() * 1000)
        drop_order(connection.source, report.order_id, version, work)


def _read(connection: ShopConnection, delivery: Delivery) -> Report:
    if delivery.topic == GREETING:
        return Nothing("a greeting")
    try:
        data: Any = json.loads(delivery.body)
    except (ValueError, RecursionError) as error:
        raise Unreadable("no JSON") from error
    if not isinstance(data, dict):
        raise Unreadable("no JSON object")
    return READERS[connection.kind](delivery.topic, data, connection.source)


def _take_order(connection: ShopConnection, report: OrderReport, work: Work) -> None:
    buyer = find_buyer(connection, report, work)
    order = replace(report.order, party_id=buyer, unit_id=connection.unit_id)
    ensure_products(
        {
            line.sku: {"name": line.description, "unit_price": line.unit_price, "currency": order.currency}
            for line in order.lines
            if line.sku and line.unit_price is not None and line.unit_price >= 0
        },
        work=work,
    )
    (answer,) = follow_orders([(0, order)], "upsert", work)
    if answer.id is None:
        reasons = "; ".join(f"{name}: {text}" for name, text in answer.fields.items())
        raise Unreadable(reasons or answer.reason)
    settle_order(answer.id, report.settlement, work)


def _take_customer(connection: ShopConnection, report: CustomerReport, work: Work) -> None:
    """Take the newest word about a customer; an older one changes nothing."""
    with database.cursor() as cursor:
        cursor.execute(_NEWER, [new_id(), connection.id, report.external_id, report.version])
        newer = cursor.fetchone() is not None
    if newer:
        take_in(connection, report.draft, "upsert", work)


def _take_refund(connection: ShopConnection, report: RefundOf, work: Work) -> None:
    """Note a refund; one that comes before its order waits for the order's own report, which holds it too."""
    order = find_order_of(connection.source, report.order_id)
    if order is not None:
        settle_order(order.id, Settlement(refunds=(report.refund,)), work)
