"""The types of single values in bodies of orders."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

SAFE = r"^[^\x00]*$"
Text40 = Annotated[str, StringConstraints(pattern=SAFE, max_length=40)]
Text100 = Annotated[str, StringConstraints(pattern=SAFE, max_length=100)]
Text300 = Annotated[str, StringConstraints(pattern=SAFE, max_length=300)]
Text500 = Annotated[str, StringConstraints(pattern=SAFE, max_length=500)]
Number = Annotated[str, StringConstraints(pattern=SAFE, max_length=64)]
Source = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:-]*$", max_length=60)]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Country = Annotated[str, StringConstraints(pattern=r"^([A-Z]{2})?$")]
Minor = Annotated[int, Field(ge=0, lt=10**17, description="Minor units of the order's currency.")]
Price = Annotated[Decimal, Field(max_digits=19, decimal_places=6, gt=-(10**13), lt=10**13)]
Quantity = Annotated[Decimal, Field(max_digits=16, decimal_places=4, gt=-(10**12), lt=10**12)]
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
