"""Presets that ship with order files."""

from typing import Final

from rapport.customers.intake.contracts import Options, Preset

ONLINE_RETAIL: Final = Preset(
    name="online-retail",
    kind="orders",
    mapping={
        "invoice": ["InvoiceNo"],
        "sku": ["StockCode"],
        "description": ["Description"],
        "quantity": ["Quantity"],
        "at": ["InvoiceDate"],
        "price": ["UnitPrice"],
        "customer": ["CustomerID"],
        "country": ["Country"],
    },
    layout={},
    options=Options(keys=("invoice",)),
    built_in=True,
)
"""The columns of the UCI Online Retail set: zone and currency are the tenant's own."""
