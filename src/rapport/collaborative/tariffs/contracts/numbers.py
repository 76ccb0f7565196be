"""Service numbers and tariffs: as they are entered, and as messages are reckoned by."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal
from uuid import UUID

Capability = Literal["sms-in", "sms-out", "mms-in", "mms-out", "voice-in", "voice-out", "keywords"]
TariffKind = Literal["normal", "free", "premium"]
"""What a message is to the customer: charged by their operator as usual, free, or above that."""
Direction = Literal["in", "out"]
Medium = Literal["sms", "mms"]


@dataclass(frozen=True, slots=True)
class NumberDraft:
    """A number or short code the business may use, in a country (ISO 3166-1), with these operators.

    `number` is E.164, a short code or a name that only sends. Without `valid_until` it has no end; both days
    are days of the business's zone, the last one included.
    """

    number: str
    country: str
    valid_from: date
    valid_until: date | None = None
    operators: tuple[str, ...] = ()
    capabilities: tuple[Capability, ...] = ()
    owner_id: UUID | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class TariffDraft:
    """What a part costs the business (`cost`) and brings it (`price`), in `currency` (major units, exact).

    It holds from `valid_from` on, a day of the business's zone, for messages of one `direction`: with
    `number` (empty: every own number), to or from `country` (empty: every one) and, where given, numbers
    that begin with one of `prefixes` (E.164), by which an operator is known.
    """

    valid_from: date
    kind: TariffKind = "normal"
    direction: Direction = "out"
    channel: Medium = "sms"
    number: str = ""
    country: str = ""
    operator: str = ""
    prefixes: tuple[str, ...] = ()
    cost: Decimal = Decimal(0)
    price: Decimal = Decimal(0)
    currency: str = "EUR"


@dataclass(frozen=True, slots=True)
class Tariff:
    """A tariff as messages are reckoned by it; `ended_on` is the last day it holds."""

    id: UUID
    kind: TariffKind
    direction: Direction
    channel: str
    number: str
    country: str
    operator: str
    prefixes: tuple[str, ...]
    cost: Decimal
    price: Decimal
    currency: str
    valid_from: date
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Charged:
    """What one message costs and brings in `currency` (major units, exact); None where nobody knows."""

    country: str
    parts: int
    kind: str = "normal"
    operator: str = ""
    cost: Decimal | None = None
    price: Decimal | None = None
    currency: str = ""
    tariff_id: UUID | None = None
