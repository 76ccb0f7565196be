"""Shopify's reports (REST Admin order and customer resources) in the product's own words.

Amounts are in the shop's currency; prices hold the tax where `taxes_included` says so.
"""

from collections.abc import Iterator
from decimal import Decimal

from rapport.customers.party.contracts import AddressDraft, ContactDraft, CustomerDraft, ExternalIdDraft
from rapport.kernel.money.contracts import to_minor
from rapport.operational.orders.contracts import NewAddress, NewLine, NewOrder, RefundReport, Settlement
from rapport.operational.shops.contracts import (
    CustomerReport,
    Nothing,
    OrderGone,
    OrderReport,
    RefundOf,
    Report,
)
from rapport.operational.shops.rules.reading import (
    Json,
    Unreadable,
    amount,
    level,
    moment,
    needed,
    part,
    parts,
    text,
    version_of,
)

ORDER_EVENTS = frozenset(
    {"create", "updated", "paid", "cancelled", "fulfilled", "partially_fulfilled", "edited"}
)


def read_shopify(topic: str, data: Json, source: str) -> Report:
    """Return what a report of this topic says."""
    kind, _, event = topic.partition("/")
    if kind == "orders" and event == "delete":
        return OrderGone(needed(data, "id"))
    if kind == "orders" and event in ORDER_EVENTS and "line_items" in data:
        return _order(data, source)
    if kind == "customers" and event in ("create", "update", "enable", "disable"):
        return _customer(data, source)
    if kind == "refunds" and event == "create":
        currency = _refund_currency(data)
        return RefundOf(needed(data, "order_id"), _refund(data, currency))
    return Nothing(f"{topic or 'no topic'}")


def _order(data: Json, source: str) -> Report:
    if data.get("test") is True:
        return Nothing("a test order")
    currency = needed(data, "currency", 10).upper()
    included = data.get("taxes_included") is True
    lines = tuple(_lines(data, currency))
    shipping = sum((amount(one, "discounted_price") for one in _shipping(data)), Decimal(0))
    shipping_tax = sum(
        (amount(tax, "price") for one in _shipping(data) for tax in parts(one, "tax_lines")), Decimal(0)
    )
    reached = sum(_total(line, currency, included) for line in lines) + to_minor(shipping, currency)
    reached += 0 if included else to_minor(shipping_tax, currency)
    lines = level(lines, reached=reached, stated=amount(data, "total_price"), currency=currency)
    customer = part(data, "customer")
    billing = part(data, "billing_address") or part(data, "shipping_address")
    email = text(data, "email", 254) or text(data, "contact_email", 254) or text(customer, "email", 254)
    phone = text(data, "phone", 40) or text(billing, "phone", 40)
    order = NewOrder(
        lines=lines,
        currency=currency,
        number=needed(data, "name", 64).removeprefix("#") or needed(data, "id", 64),
        source=source,
        external_id=needed(data, "id"),
        source_version=version_of(moment(data, "updated_at") or moment(data, "created_at")),
        status=_status(data),
        placed_at=moment(data, "processed_at") or moment(data, "created_at"),
        channel=text(data, "source_name", 40),
        country=text(billing, "country_code", 2),
        tax_included=included,
        shipping_minor=to_minor(shipping, currency),
        shipping_tax_minor=to_minor(shipping_tax, currency),
        guest_name=text(billing, "name") or _name(customer),
        guest_email=email,
        guest_phone=phone,
        note=text(data, "note", 10_000),
        addresses=tuple(_addresses(data)),
    )
    customer_id = text(customer, "id", 100)
    buyer = None
    if customer_id or email:
        identity = (ExternalIdDraft(source, customer_id),) if customer_id else ()
        buyer = _person({**billing, **_given(customer)}, email, phone, identity, billing)
    return OrderReport(order, _settlement(data, currency), buyer, bool(customer_id))


def _status(data: Json) -> str:
    money, goods = text(data, "financial_status"), text(data, "fulfillment_status")
    if data.get("cancelled_at") or money == "voided":
        return "cancelled"
    if money == "refunded":
        return "refunded"
    if goods == "fulfilled":
        return "completed" if money in ("paid", "partially_refunded") else "shipped"
    return "paid" if money in ("paid", "partially_refunded") else "placed"


def _lines(data: Json, currency: str) -> Iterator[NewLine]:
    for item in parts(data, "line_items"):
        quantity, price = amount(item, "quantity") or Decimal(1), amount(item, "price")
        off = sum((amount(one, "amount") for one in parts(item, "discount_allocations")), Decimal(0))
        tax = sum((amount(one, "price") for one in parts(item, "tax_lines")), Decimal(0))
        yield NewLine(
            quantity=quantity,
            unit_price=price,
            sku=text(item, "sku", 100),
            description=text(item, "name", 500) or text(item, "title", 500),
            discount_minor=to_minor(min(off or amount(item, "total_discount"), quantity * price), currency),
            tax_minor=to_minor(tax, currency),
            external_id=text(item, "id", 100),
        )


def _total(line: NewLine, currency: str, included: bool) -> int:
    goods = to_minor(line.quantity * (line.unit_price or Decimal(0)), currency) - line.discount_minor
    return goods if included else goods + (line.tax_minor or 0)


def _shipping(data: Json) -> list[Json]:
    return [line for line in parts(data, "shipping_lines") if line.get("is_removed") is not True]


def _settlement(data: Json, currency: str) -> Settlement:
    status = text(data, "financial_status")
    paid = Decimal(0)
    if status in ("paid", "partially_paid", "partially_refunded", "refunded"):
        paid = amount(data, "total_price") - amount(data, "total_outstanding")
    gateways = data.get("payment_gateway_names")
    method = str(gateways[0])[:60] if isinstance(gateways, list) and gateways else ""
    return Settlement(
        paid_minor=max(to_minor(paid, currency), 0),
        method=method,
        paid_at=moment(data, "processed_at") or moment(data, "created_at"),
        refunds=tuple(_refund(item, currency) for item in parts(data, "refunds")),
    )


def _refund(data: Json, currency: str) -> RefundReport:
    given = [
        amount(one, "amount")
        for one in parts(data, "transactions")
        if text(one, "kind") == "refund" and text(one, "status") in ("success", "")
    ]
    back = tuple(
        (text(one, "line_item_id", 100), amount(one, "quantity"))
        for one in parts(data, "refund_line_items")
        if text(one, "restock_type") == "return"
    )
    return RefundReport(
        external_id=needed(data, "id"),
        amount_minor=max(to_minor(sum(given, Decimal(0)), currency), 0),
        at=moment(data, "processed_at") or moment(data, "created_at"),
        reason=text(data, "note", 200),
        lines=back,
    )


def _refund_currency(data: Json) -> str:
    for one in parts(data, "transactions"):
        if currency := text(one, "currency", 3):
            return currency.upper()
    if not any(parts(data, "transactions")):
        return "USD"  # no money moved, so none is converted
    raise Unreadable("currency is missing")


def _addresses(data: Json) -> Iterator[NewAddress]:
    for purpose, name in (("billing", "billing_address"), ("delivery", "shipping_address")):
        given = part(data, name)
        if given:
            yield NewAddress(
                purpose="billing" if purpose == "billing" else "delivery",
                name=text(given, "name") or _name(given),
                company=text(given, "company"),
                line=_street(given),
                city=text(given, "city", 200),
                region=text(given, "province", 200),
                postcode=text(given, "zip", 20),
                country=text(given, "country_code", 2),
                phone=text(given, "phone", 40),
            )


def _customer(data: Json, source: str) -> CustomerReport:
    external_id = needed(data, "id")
    where = part(data, "default_address")
    phone = text(data, "phone", 40) or text(where, "phone", 40)
    identity = (ExternalIdDraft(source, external_id),)
    draft = _person({**where, **_given(data)}, text(data, "email", 254), phone, identity, where)
    at = moment(data, "updated_at") or moment(data, "created_at")
    return CustomerReport(external_id, version_of(at), draft)


def _given(data: Json) -> dict[str, str]:
    """Return the names an object holds, without blanks that would hide another's."""
    return {name: found for name in ("first_name", "last_name") if (found := text(data, name, 150))}


def _person(
    named: Json, email: str, phone: str, identity: tuple[ExternalIdDraft, ...], where: Json
) -> CustomerDraft:
    contacts = [ContactDraft("email", email)] if email else []
    contacts += [ContactDraft("phone", phone)] if phone else []
    address = AddressDraft(
        street=_street(where),
        postal_code=text(where, "zip", 20),
        city=text(where, "city", 120),
        region=text(where, "province", 120),
        country=text(where, "country_code", 2).upper(),
    )
    fallback = identity[0].external_id if identity else ""
    return CustomerDraft(
        name=_name(named) or text(named, "name") or email or phone or fallback,
        given_name=text(named, "first_name", 150),
        family_name=text(named, "last_name", 150),
        country=address.country,
        city=address.city,
        stage="customer",
        origin="self",
        contact_points=tuple(contacts),
        addresses=(address,) if address.city or address.street else (),
        external_ids=identity,
    )


def _name(given: Json) -> str:
    return " ".join(filter(None, (text(given, "first_name", 150), text(given, "last_name", 149))))


def _street(given: Json) -> str:
    return ", ".join(filter(None, (text(given, "address1", 240), text(given, "address2", 240))))
