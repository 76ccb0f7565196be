"""The types of single values in bodies of orders."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from rapport.kernel.money.api import CurrencyCode
from rapport.kernel.rest.api import Exact

SAFE = r"^[^\x00]*$"
Text40 = Annotated[str, StringConstraints(pattern=SAFE, max_length=40)]
Text100 = Annotated[str, StringConstraints(pattern=SAFE, max_length=100)]
Text300 = Annotated[str, StringConstraints(pattern=SAFE, max_length=300)]
Text500 = Annotated[str, StringConstraints(pattern=SAFE, max_length=500)]
Number = Annotated[str, StringConstraints(pattern=SAFE, max_length=64)]
Source = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:-]*$", max_length=60)]
Currency = CurrencyCode
Country = Annotated[str, StringConstraints(pattern=r"^([A-Z]{2})?$")]
Minor = Annotated[int, Field(ge=0, lt=10**17, description="Minor units of the order's currency.")]
Price = Annotated[Decimal, Exact(12, 6, "±")]
Quantity = Annotated[Decimal, Exact(11, 4, "-")]
Kind = Literal["order", "cancellation", "adjustment"]
OrderStatus = Literal[
    "placed",
    "paid",
    "packed",
    "shipped",
    "delivered",
    "completed",
    "cancelled",
    "returned",
    "refunded",
]
