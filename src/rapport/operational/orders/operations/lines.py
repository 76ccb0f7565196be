"""Making the lines of an order: products looked up, prices filled in, sums by the rules."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from rapport.kernel.errors import Clash, Invalid, Unknown
from rapport.operational.orders.contracts import NewLine, NewOrder
from rapport.operational.orders.models import Order, OrderLine
from rapport.operational.orders.rules.totals import (
    LineFigures,
    LineSums,
    OrderSums,
    price_line,
    share_discount,
    sum_order,
)
from rapport.operational.products.api import ProductBrief, find_briefs, find_briefs_by_sku

MOST_LINES = 1000
_HIGHEST_QUANTITY = Decimal(10) ** 12
_HIGHEST_PRICE = Decimal(10) ** 13


@dataclass(frozen=True, slots=True)
class Shelf:
    """The products that the lines of one or many orders speak of."""

    by_id: dict[UUID, ProductBrief]
    by_sku: dict[str, ProductBrief]

    def find(self, line: NewLine) -> ProductBrief | None:
        """Return the product of a line, or None when it names none that is known."""
        if line.product_id is not None:
            return self.by_id.get(line.product_id)
        return self.by_sku.get(line.sku) if line.sku else None


@dataclass(frozen=True, slots=True)
class Basket:
    """An order's lines with their sums."""

    lines: tuple[NewLine, ...]
    sums: tuple[LineSums, ...]
    order: OrderSums

    def rows(self, order: Order) -> list[OrderLine]:
        """Return the lines as rows of the order."""
        return [
            OrderLine(
                order=order,
                position=position,
                sku=line.sku,
                product_id=line.product_id,
                description=line.description,
                quantity=line.quantity,
                unit_price=line.unit_price or Decimal(0),
                discount_minor=sums.discount_minor,
                tax_minor=sums.tax_minor,
                total_minor=sums.total_minor,
                external_id=line.external_id,
                batch_id=order.batch_id,
            )
            for position, (line, sums) in enumerate(zip(self.lines, self.sums, strict=True), start=1)
        ]


def load_shelf(orders: Sequence[NewOrder]) -> Shelf:
    """Read the products that these orders speak of, in two queries at most."""
    ids = {line.product_id for order in orders for line in order.lines if line.product_id}
    skus = {line.sku for order in orders for line in order.lines if line.sku and not line.product_id}
    return Shelf(find_briefs(ids), find_briefs_by_sku(skus))


def fill_basket(new: NewOrder, currency: str, shelf: Shelf) -> Basket:
    """Return the order's lines, complete and summed; raises `Invalid` naming each wrong field."""
    wrong: dict[str, str] = {}
    if not new.lines:
        wrong["lines"] = _("An order needs at least one line.")
    if len(new.lines) > MOST_LINES:
        wrong["lines"] = _("At most %(count)s lines.") % {"count": MOST_LINES}
    filled = []
    for number, line in enumerate(new.lines):
        product = shelf.find(line)
        if line.product_id is not None and product is None:
            reason = _("There is no such product.")
            raise Unknown(reason, fields={f"lines.{number}.product_id": reason})
        if line.sku and line.unit_price is None and product is None:
            reason = _("There is no such product.")
            raise Unknown(reason, fields={f"lines.{number}.sku": reason})
        try:
            filled.append(_fill(line, currency, product))
        except Invalid as error:
            wrong.update({f"lines.{number}.{name}": text for name, text in error.fields.items()})
    if wrong:
        raise Invalid(_("The order is not right yet."), fields=wrong)
    return _sum(new, tuple(filled), currency)


def _fill(line: NewLine, currency: str, product: ProductBrief | None) -> NewLine:
    wrong: dict[str, str] = {}
    price = line.unit_price
    if price is None and product is not None and product.currency == currency:
        price = product.unit_price
    if price is None:
        wrong.setdefault("unit_price", _("A price is needed."))
    elif not price.is_finite() or abs(price) >= _HIGHEST_PRICE:
        wrong["unit_price"] = _("Not an amount of money.")
    if not line.quantity.is_finite() or line.quantity == 0 or abs(line.quantity) >= _HIGHEST_QUANTITY:
        wrong["quantity"] = _("Not a quantity.")
    if not 0 <= line.tax_rate <= 10:
        wrong["tax_rate"] = _("Not a rate of tax.")
    for name, text, longest in (("sku", line.sku, 100), ("external_id", line.external_id, 100)):
        if len(text) > longest or "\x00" in text:
            wrong[name] = _("At most %(count)s characters.") % {"count": longest}
    if wrong or price is None:
        raise Invalid(_("The line is not right yet."), fields=wrong)
    return replace(
        line,
        product_id=product.id if product else None,
        sku=line.sku or (product.sku if product else ""),
        description=(line.description or (product.name if product else line.sku)).replace("\x00", "")[:500],
        quantity=line.quantity.quantize(Decimal("0.0001")),
        unit_price=price.quantize(Decimal("0.000001")),
    )


def _sum(new: NewOrder, lines: tuple[NewLine, ...], currency: str) -> Basket:
    figures = [
        LineFigures(
            line.quantity, line.unit_price or Decimal(0), line.discount_minor, line.tax_rate, line.tax_minor
        )
        for line in lines
    ]
    try:
        shared = share_discount(figures, new.discount_minor, currency) if new.discount_minor else figures
        sums = tuple(price_line(each, currency, tax_included=new.tax_included) for each in shared)
    except ValueError as error:
        reason = _("A discount cannot be more than the goods cost, nor an amount beyond all bounds.")
        raise Clash(reason, code="sums", fields={"discount_minor": reason}) from error
    order = sum_order(
        sums,
        shipping_minor=new.shipping_minor,
        shipping_tax_minor=new.shipping_tax_minor,
        tax_included=new.tax_included,
    )
    return Basket(lines, sums, order)
