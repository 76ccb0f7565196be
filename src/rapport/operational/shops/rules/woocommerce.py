"""WooCommerce's reports (REST API v3) in the product's own words.

Line sums are without tax there, the discount is what lies between `subtotal` and `total`.
"""

from collections.abc import Iterator
from decimal import Decimal

from rapport.customers.party.contracts import AddressDraft, ContactDraft, CustomerDraft, ExternalIdDraft
from rapport.kernel.money.contracts import to_minor
from rapport.operational.orders.contracts import NewAddress, NewLine, NewOrder, RefundReport, Settlement
from rapport.operational.shops.contracts import CustomerReport, Nothing, OrderGone, OrderReport, Report
from rapport.operational.shops.rules.reading import (
    Json,
    amount,
    level,
    moment,
    needed,
    part,
    parts,
    text,
    version_of,
)

STATUSES = {
    "pending": "placed",
    "on-hold": "placed",
    "processing": "paid",
    "completed": "completed",
    "cancelled": "cancelled",
    "failed": "cancelled",
    "refunded": "refunded",
    "trash": "cancelled",
}


def read_woocommerce(topic: str, data: Json, source: str) -> Report:
    """Return what a report of this topic says."""
    kind, _, event = topic.partition(".")
    if kind == "order" and event == "deleted":
        return OrderGone(needed(data, "id"))
    if kind == "order" and event in ("created", "updated", "restored"):
        return _order(data, source)
    if kind == "customer" and event in ("created", "updated"):
        return _customer(data, source)
    return Nothing(f"{topic or 'no topic'}")


def _order(data: Json, source: str) -> Report:
    status = text(data, "status").removeprefix("wc-")
    if status in ("checkout-draft", "auto-draft"):
        return Nothing("a draft")
    currency = needed(data, "currency", 10).upper()
    billing, lines = part(data, "billing"), tuple(_lines(data, currency))
    shipping, shipping_tax = amount(data, "shipping_total"), amount(data, "shipping_tax")
    reached = sum(_total(line, currency) for line in lines) + to_minor(shipping, currency)
    lines = level(
        lines,
        reached=reached + to_minor(shipping_tax, currency),
        stated=amount(data, "total"),
        currency=currency,
    )
    customer_id = text(data, "customer_id", 100)
    email = text(billing, "email", 254)
    order = NewOrder(
        lines=lines,
        currency=currency,
        number=text(data, "number", 64) or needed(data, "id", 64),
        source=source,
        external_id=needed(data, "id"),
        source_version=version_of(moment(data, "date_modified_gmt") or moment(data, "date_created_gmt")),
        status=STATUSES.get(status, "placed"),
        placed_at=moment(data, "date_created_gmt"),
        channel=text(data, "created_via", 40),
        country=text(billing, "country", 2),
        shipping_minor=to_minor(shipping, currency),
        shipping_tax_minor=to_minor(shipping_tax, currency),
        guest_name=_name(billing),
        guest_email=email,
        guest_phone=text(billing, "phone", 40),
        note=text(data, "customer_note", 10_000),
        addresses=tuple(_addresses(data)),
    )
    registered = customer_id not in ("", "0")
    buyer = None
    if registered or email:
        identity = (ExternalIdDraft(source, customer_id),) if registered else ()
        buyer = _person(billing, part(data, "shipping"), email, identity)
    return OrderReport(order, _settlement(data, currency), buyer, registered)


def _lines(data: Json, currency: str) -> Iterator[NewLine]:
    for item in parts(data, "line_items"):
        quantity = amount(item, "quantity") or Decimal(1)
        before, after = amount(item, "subtotal"), amount(item, "total")
        yield NewLine(
            quantity=quantity,
            unit_price=(before / quantity).quantize(Decimal("0.000001")),
            sku=text(item, "sku", 100),
            description=text(item, "name", 500),
            discount_minor=max(to_minor(before, currency) - to_minor(after, currency), 0),
            tax_minor=to_minor(amount(item, "total_tax"), currency),
            external_id=text(item, "id", 100),
        )
    for fee in parts(data, "fee_lines"):
        yield NewLine(
            unit_price=amount(fee, "total"),
            description=text(fee, "name", 500),
            tax_minor=to_minor(amount(fee, "total_tax"), currency),
            external_id=text(fee, "id", 100),
        )


def _total(line: NewLine, currency: str) -> int:
    goods = to_minor(line.quantity * (line.unit_price or Decimal(0)), currency)
    return goods - line.discount_minor + (line.tax_minor or 0)


def _settlement(data: Json, currency: str) -> Settlement:
    paid_at = moment(data, "date_paid_gmt")
    refunds = tuple(
        RefundReport(
            external_id=needed(item, "id"),
            amount_minor=abs(to_minor(amount(item, "total"), currency)),
            reason=text(item, "reason", 200),
        )
        for item in parts(data, "refunds")
    )
    return Settlement(
        paid_minor=to_minor(amount(data, "total"), currency) if paid_at else 0,
        method=text(data, "payment_method_title", 60),
        reference=text(data, "transaction_id", 200),
        paid_at=paid_at,
        refunds=refunds,
    )


def _addresses(data: Json) -> Iterator[NewAddress]:
    for purpose, name in (("billing", "billing"), ("delivery", "shipping")):
        given = part(data, name)
        if text(given, "address_1") or text(given, "city"):
            yield NewAddress(
                purpose="billing" if purpose == "billing" else "delivery",
                name=_name(given),
                company=text(given, "company"),
                line=_street(given),
                city=text(given, "city", 200),
                region=text(given, "state", 200),
                postcode=text(given, "postcode", 20),
                country=text(given, "country", 2),
                phone=text(given, "phone", 40),
            )


def _customer(data: Json, source: str) -> CustomerReport:
    external_id = needed(data, "id")
    billing = part(data, "billing")
    named = {**billing}
    for name in ("first_name", "last_name"):
        named[name] = text(data, name) or text(billing, name)
    email = text(data, "email", 254) or text(billing, "email", 254)
    draft = _person(named, part(data, "shipping"), email, (ExternalIdDraft(source, external_id),))
    at = moment(data, "date_modified_gmt") or moment(data, "date_created_gmt")
    return CustomerReport(external_id, version_of(at), draft)


def _person(given: Json, shipping: Json, email: str, identity: tuple[ExternalIdDraft, ...]) -> CustomerDraft:
    phone = text(given, "phone", 40)
    contacts = [ContactDraft("email", email)] if email else []
    contacts += [ContactDraft("phone", phone)] if phone else []
    where = given if text(given, "city") else shipping
    address = AddressDraft(
        street=_street(where),
        postal_code=text(where, "postcode", 20),
        city=text(where, "city", 120),
        region=text(where, "state", 120),
        country=text(where, "country", 2).upper(),
    )
    return CustomerDraft(
        name=_name(given) or text(given, "company") or email,
        given_name=text(given, "first_name", 150),
        family_name=text(given, "last_name", 150),
        country=text(where, "country", 2).upper(),
        city=text(where, "city", 120),
        stage="customer",
        origin="self",
        contact_points=tuple(contacts),
        addresses=(address,) if address.city or address.street else (),
        external_ids=identity,
    )


def _name(given: Json) -> str:
    return " ".join(filter(None, (text(given, "first_name", 150), text(given, "last_name", 149))))


def _street(given: Json) -> str:
    return ", ".join(filter(None, (text(given, "address_1", 240), text(given, "address_2", 240))))
