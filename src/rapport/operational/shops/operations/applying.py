"""A kept report is applied: once in effect, however often and in whatever order reports come."""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection as database
from django.utils import timezone

from rapport.kernel.errors import Conflict, RapportError, Upstream
from rapport.kernel.identity.api import system_actor
from rapport.kernel.ids import new_id
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
from rapport.operational.shops.models import ShopConnection, ShopDelivery
from rapport.operational.shops.operations.buyers import find_buyer, take_in
from rapport.operational.shops.operations.receiving import shop_actor
from rapport.operational.shops.rules.reading import Unreadable
from rapport.operational.shops.rules.shopify import read_shopify
from rapport.operational.shops.rules.woocommerce import read_woocommerce

Subject = tuple[str, UUID | None, str]
READERS = {"woocommerce": read_woocommerce, "shopify": read_shopify}
_NEWER = """
insert into shop_customer as known (id, connection_id, external_id, version) values (%s, %s, %s, %s)
on conflict (tenant_id, connection_id, external_id) do update set version = excluded.version
 where known.version <= excluded.version
returning 1
"""


def apply_delivery(tenant_id: UUID, delivery_id: UUID) -> str:
    """Apply a report and note what became of it; returns its status.

    What is wrong with the report itself is noted on it. Raises `Upstream` where trying again helps.
    """
    with unit_of_work(system_actor(tenant_id)):
        delivery = ShopDelivery.objects.select_for_update().filter(id=delivery_id).first()
        if delivery is None or delivery.status != ShopDelivery.Status.RECEIVED:
            return delivery.status if delivery else ShopDelivery.Status.IGNORED
        connection = ShopConnection.objects.get(id=delivery.connection_id)
        try:
            kind, subject_id, detail = _apply(connection, delivery)
        except Conflict as error:
            raise Upstream(error.message, code=error.code) from error
        except (RapportError, Unreadable) as error:
            return _close(delivery, ShopDelivery.Status.FAILED, _words(error))
        status = ShopDelivery.Status.APPLIED if subject_id else ShopDelivery.Status.IGNORED
        return _close(delivery, status, detail, kind, subject_id)


def _apply(connection: ShopConnection, delivery: ShopDelivery) -> Subject:
    report = _read(connection, delivery)
    with unit_of_work(shop_actor(connection)) as work:
        if isinstance(report, OrderReport):
            return _take_order(connection, report, work)
        if isinstance(report, CustomerReport):
            return _take_customer(connection, report, work)
        if isinstance(report, RefundOf):
            return _take_refund(connection, report, work)
        if isinstance(report, OrderGone):
            return _cancel(connection, report, delivery.received_at, work)
    return "", None, report.why if isinstance(report, Nothing) else ""


def _read(connection: ShopConnection, delivery: ShopDelivery) -> Report:
    try:
        data: Any = json.loads(bytes(delivery.body))
    except (ValueError, RecursionError) as error:
        raise Unreadable("no JSON") from error
    if not isinstance(data, dict):
        raise Unreadable("no JSON object")
    return READERS[connection.kind](delivery.topic, data, connection.source)


def _take_order(connection: ShopConnection, report: OrderReport, work: Work) -> Subject:
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
    return "order", answer.id, answer.outcome or ""


def _take_customer(connection: ShopConnection, report: CustomerReport, work: Work) -> Subject:
    with database.cursor() as cursor:
        cursor.execute(_NEWER, [new_id(), connection.id, report.external_id, report.version])
        if cursor.fetchone() is None:
            return "customer", None, "an older report"
    return "customer", take_in(connection, report.draft, "upsert", work), ""


def _take_refund(connection: ShopConnection, report: RefundOf, work: Work) -> Subject:
    order = find_order_of(connection.source, report.order_id)
    if order is None:
        return "order", None, "the order's own report brings this refund"
    settle_order(order.id, Settlement(refunds=(report.refund,)), work)
    return "order", order.id, "refund"


def _cancel(connection: ShopConnection, report: OrderGone, received_at: datetime, work: Work) -> Subject:
    version = int(received_at.timestamp() * 1000)
    order = drop_order(connection.source, report.order_id, version, work)
    if order is None:
        return "order", None, "an order that never came"
    return "order", order.id, "deleted"


def _close(
    delivery: ShopDelivery, status: str, detail: str, kind: str = "", subject_id: UUID | None = None
) -> str:
    delivery.status = status
    delivery.detail = detail[:1000]
    delivery.subject_kind = kind
    delivery.subject_id = subject_id
    delivery.applied_at = timezone.now()
    delivery.save(update_fields=["status", "detail", "subject_kind", "subject_id", "applied_at"])
    return status


def _words(error: RapportError | Unreadable) -> str:
    if isinstance(error, Unreadable):
        return str(error)
    fields = "; ".join(f"{name}: {text}" for name, text in error.fields.items())
    return f"{error.message} {fields}".strip()
