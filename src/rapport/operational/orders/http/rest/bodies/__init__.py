"""What callers send and get about orders, one file per direction."""

from rapport.operational.orders.http.rest.bodies.afterwards import (
    InvoiceIn,
    InvoiceOut,
    PaymentIn,
    PaymentOut,
    ReturnIn,
    ReturnLineIn,
    ReturnLineOut,
    ReturnOut,
)
from rapport.operational.orders.http.rest.bodies.incoming import (
    AddressIn,
    LineIn,
    OrderBulkIn,
    OrderChange,
    OrderIn,
    StatusIn,
)
from rapport.operational.orders.http.rest.bodies.outgoing import (
    AddressOut,
    LineOut,
    MarginOut,
    OrderOut,
    OrderWhole,
    StepOut,
)
from rapport.operational.orders.http.rest.bodies.words import SAFE, Kind, OrderStatus

__all__ = [
    "SAFE",
    "AddressIn",
    "AddressOut",
    "InvoiceIn",
    "InvoiceOut",
    "Kind",
    "LineIn",
    "LineOut",
    "MarginOut",
    "OrderBulkIn",
    "OrderChange",
    "OrderIn",
    "OrderOut",
    "OrderStatus",
    "OrderWhole",
    "PaymentIn",
    "PaymentOut",
    "ReturnIn",
    "ReturnLineIn",
    "ReturnLineOut",
    "ReturnOut",
    "StatusIn",
    "StepOut",
]
