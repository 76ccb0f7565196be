"""Links to message centres: as they are entered, and as the channel's process works with them."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal
from uuid import UUID

Security = Literal["tls", "none"]
BindMode = Literal["transceiver", "pair", "transmitter", "receiver"]
Alphabet = Literal["gsm", "latin"]
"""What a link means by data coding 0: septets of GSM 03.38, one to an octet, or Latin-1."""
Long = Literal["udh8", "udh16", "payload"]
"""How a link takes long messages: in parts with a reference of 8 or 16 bits, or whole."""
Ids = Literal["same", "decimal"]
"""How receipts name what was answered: by the same text, or in decimal what was answered in hexadecimal."""


@dataclass(frozen=True, slots=True)
class LinkDraft:
    """A link to be; an empty password stays as it was. `cost` is of a part, in `currency`.

    `prefixes` are the beginnings (E.164) of the numbers it is for, none meaning every number; `per_second`
    0 means no limit of its own.
    """

    name: str
    host: str
    system_id: str
    port: int = 2775
    security: Security = "tls"
    password: str = field(default="", repr=False)
    system_type: str = ""
    bind: BindMode = "transceiver"
    alphabet: Alphabet = "gsm"
    long: Long = "udh8"
    ids: Ids = "same"
    window: int = 10
    per_second: int = 0
    prefixes: tuple[str, ...] = ()
    rank: int = 1
    cost: Decimal | None = None
    currency: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class LinkState:
    """A link as its process works with it, its password readable; never shown, never kept."""

    id: UUID
    tenant_id: UUID
    name: str
    host: str
    port: int
    security: Security
    system_id: str
    system_type: str
    bind: BindMode
    alphabet: Alphabet
    long: Long
    ids: Ids
    window: int
    per_second: int
    prefixes: tuple[str, ...]
    rank: int
    cost: Decimal | None
    currency: str
    password: str = field(repr=False)
