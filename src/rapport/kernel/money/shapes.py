"""The currency as callers send it."""

from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema

from rapport.kernel.money.contracts import known_currencies


def _known(code: str) -> str:
    if code not in known_currencies():
        raise ValueError("must be a currency code (ISO 4217) such as EUR")
    return code


CurrencyCode = Annotated[
    str, AfterValidator(_known), WithJsonSchema({"type": "string", "enum": sorted(known_currencies())})
]
"""A currency by its code (ISO 4217)."""
