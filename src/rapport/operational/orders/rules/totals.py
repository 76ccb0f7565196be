"""What lines and orders come to. All sums are integer minor units, each line rounded half to even.

A line: goods = quantity x unit price; total = goods - discount, plus tax unless the price includes it.
An order: total = subtotal - discount + shipping, plus tax unless prices include it; it always equals
the sum of its lines' totals and the shipping with its tax.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from rapport.kernel.money.contracts import minor_digits, round_minor, spread


@dataclass(frozen=True, slots=True)
class LineFigures:
    """What decides a line's sums; `tax_minor`, where another system states it, goes before `tax_rate`."""

    quantity: Decimal
    unit_price: Decimal
    discount_minor: int = 0
    tax_rate: Decimal = Decimal(0)
    tax_minor: int | None = None


@dataclass(frozen=True, slots=True)
class LineSums:
    """What a line comes to; `discount_minor` is positive for goods that are."""

    goods_minor: int
    discount_minor: int
    tax_minor: int
    total_minor: int


@dataclass(frozen=True, slots=True)
class OrderSums:
    """What an order comes to."""

    subtotal_minor: int
    discount_minor: int
    shipping_minor: int
    tax_minor: int
    total_minor: int


def goods_of(line: LineFigures, currency: str) -> int:
    """Return quantity x unit price in minor units."""
    return round_minor((line.quantity * line.unit_price).scaleb(minor_digits(currency)))


def price_line(line: LineFigures, currency: str, *, tax_included: bool) -> LineSums:
    """Return a line's sums; raises ValueError when the discount is more than the goods or of another sign."""
    goods = goods_of(line, currency)
    if line.discount_minor and not 0 < line.discount_minor * _sign(goods) <= abs(goods):
        raise ValueError("The discount is more than the goods.")
    base = goods - line.discount_minor
    tax = tax_of(base, line.tax_rate, included=tax_included) if line.tax_minor is None else line.tax_minor
    return LineSums(goods, line.discount_minor, tax, base if tax_included else base + tax)


def tax_of(base_minor: int, rate: Decimal, *, included: bool) -> int:
    """Return the tax on a base, or the tax a base holds when it is included; `rate` 0.19 is 19 percent."""
    if included:
        return base_minor - round_minor(Decimal(base_minor) / (1 + rate))
    return round_minor(base_minor * rate)


def share_discount(lines: Sequence[LineFigures], discount_minor: int, currency: str) -> list[LineFigures]:
    """Return the lines with a discount of the whole order spread over them by what each still costs.

    Raises ValueError when the discount is negative or more than all lines together.
    """
    left = [max(goods_of(line, currency) - line.discount_minor, 0) for line in lines]
    if not 0 <= discount_minor <= sum(left):
        raise ValueError("The discount is more than the goods.")
    parts = spread(discount_minor, left)
    return [
        replace(line, discount_minor=line.discount_minor + part)
        for line, part in zip(lines, parts, strict=True)
    ]


def sum_order(
    lines: Sequence[LineSums], *, shipping_minor: int = 0, shipping_tax_minor: int = 0, tax_included: bool
) -> OrderSums:
    """Return what the whole order comes to."""
    subtotal = sum(line.goods_minor for line in lines)
    discount = sum(line.discount_minor for line in lines)
    tax = sum(line.tax_minor for line in lines) + shipping_tax_minor
    total = subtotal - discount + shipping_minor + (0 if tax_included else tax)
    return OrderSums(subtotal, discount, shipping_minor, tax, total)


def _sign(amount: int) -> int:
    return (amount > 0) - (amount < 0)
