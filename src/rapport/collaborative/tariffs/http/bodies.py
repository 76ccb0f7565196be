"""What the room's endpoints take and answer."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from rapport.collaborative.tariffs.contracts import (
    Capability,
    Direction,
    Medium,
    Period,
    Reach,
    TariffKind,
)
from rapport.kernel.money.api import CurrencyCode
from rapport.kernel.rest.api import Answer, Body, Day, Exact, Moment, Name, Prefix, Switch

Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
AnyCountry = Annotated[str, StringConstraints(pattern=r"^([A-Z]{2})?$")]
NumberText = Annotated[
    str, StringConstraints(pattern=r"^(\+[1-9][0-9]{6,14}|[0-9]{3,8}|[A-Za-z][A-Za-z0-9]{0,10})$")
]
AnyNumber = Annotated[
    str, StringConstraints(pattern=r"^(\+[1-9][0-9]{6,14}|[0-9]{3,8}|[A-Za-z][A-Za-z0-9]{0,10})?$")
]
OperatorName = Annotated[str, StringConstraints(max_length=60, pattern=r"^[^\x00-\x1f]*$")]
Amount = Annotated[Decimal, Exact(6, 6)]
Minor = Annotated[int, Field(ge=1, le=10**15, description="Minor units of the currency.")]
Label = Annotated[Name, StringConstraints(max_length=120)]
Note = Annotated[str, StringConstraints(max_length=500, pattern=r"^[^\x00]*$")]
_NUMBER: JsonDict = {
    **{"number": "+4915200000001", "country": "DE", "valid_from": "2026-01-01"},
    "capabilities": ["sms-in", "sms-out", "keywords"],
}
_TARIFF: JsonDict = {
    **{"valid_from": "2026-01-01", "country": "DE", "cost": "0.069", "currency": "EUR"},
}
_BUDGET: JsonDict = {"name": "SMS a month", "amount_minor": 50000, "currency": "EUR"}


class NumberIn(Body):
    """A service number; days are of the business's zone, `valid_until` the last one, null without end."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_NUMBER]})

    number: NumberText
    country: Country
    valid_from: Day
    valid_until: Day | None = None
    operators: Annotated[list[OperatorName], Field(max_length=20)] = Field(default_factory=list)
    capabilities: Annotated[list[Capability], Field(max_length=7)] = Field(default_factory=list)
    owner_id: UUID | None = None
    note: Note = ""


class NumberChange(Body):
    """What to change; what is left out stays."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"valid_until": "2027-12-31"}]})

    number: NumberText = Field(default="")
    country: Country = Field(default="")
    valid_from: Day = Field(default=date(1970, 1, 1))
    valid_until: Day | None = None
    operators: Annotated[list[OperatorName], Field(max_length=20)] = Field(default_factory=list)
    capabilities: Annotated[list[Capability], Field(max_length=7)] = Field(default_factory=list)
    owner_id: UUID | None = None
    note: Note = ""


class NumberOut(Answer):
    """A service number; `owner_id` is the member who looks after it."""

    id: UUID
    number: str
    country: str
    valid_from: Day
    valid_until: Day | None
    operators: list[str]
    capabilities: list[Capability]
    owner_id: UUID | None
    note: str
    version: int
    created_at: Moment


class TariffIn(Body):
    """What a part costs the business (`cost`) and brings it (`price`) in `currency`, major units.

    `number` empty means every own number, `country` every country; `prefixes` are beginnings of the other
    side's number (E.164) by which an operator is known. It holds from a day of the business's zone on.
    """

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_TARIFF]})

    valid_from: Day
    kind: TariffKind = "normal"
    direction: Direction = "out"
    channel: Medium = "sms"
    number: AnyNumber = ""
    country: AnyCountry = ""
    operator: OperatorName = ""
    prefixes: Annotated[list[Prefix], Field(max_length=200)] = Field(default_factory=list)
    cost: Amount
    price: Amount = Decimal(0)
    currency: CurrencyCode


class EndIn(Body):
    """The last day a tariff holds, in the business's zone."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"ended_on": "2027-12-31"}]})

    ended_on: Day


class TariffOut(Answer):
    """A tariff; it never changes but for its end."""

    id: UUID
    kind: TariffKind
    direction: Direction
    channel: Medium
    number: str
    country: str
    operator: str
    prefixes: list[str]
    cost: Decimal
    price: Decimal
    currency: str
    valid_from: Day
    ended_on: Day | None
    version: int
    created_at: Moment


class BudgetIn(Body):
    """At most so much for messages that leave; `number` goes with reach `number`, `campaign_id` likewise."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_BUDGET]})

    name: Label
    amount_minor: Minor
    currency: CurrencyCode
    reach: Reach = "business"
    number: AnyNumber = ""
    campaign_id: UUID | None = None
    period: Period = "month"
    advertising: Switch = False
    active: Switch = True


class BudgetChange(Body):
    """What to change; what is left out stays. A raised budget has what it stopped asked again at once."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"amount_minor": 80000}]})

    name: Label = Field(default="")
    amount_minor: Minor = Field(default=1)
    currency: CurrencyCode = Field(default="")
    reach: Reach = "business"
    number: AnyNumber = ""
    campaign_id: UUID | None = None
    period: Period = "month"
    advertising: Switch = False
    active: Switch = True


class BudgetOut(Answer):
    """A budget; `spent_minor` is null where something was spent in a currency without a rate."""

    id: UUID
    name: str
    amount_minor: int
    currency: str
    reach: Reach
    number: str
    campaign_id: UUID | None
    period: Period
    advertising: bool
    active: bool
    spent_minor: int | None
    owner_id: UUID | None
    version: int
    created_at: Moment


class CostOut(Answer):
    """What messages cost and brought, in minor units of one currency; `key` is what they were added up by.

    Messages without a tariff are in `messages`, `parts` and `unpriced` alone, with an empty currency.
    """

    key: str
    currency: str
    messages: int
    parts: int
    cost_minor: int
    price_minor: int
    margin_minor: int
    unpriced: int


class ChargeOut(Answer):
    """What one message cost and brought (major units, exact; null where nobody knew)."""

    id: UUID
    message_id: UUID
    conversation_id: UUID
    campaign_id: UUID | None = Field(validation_alias="group_id")
    number: str
    channel: str
    direction: Direction
    state: Literal["aside", "spent"]
    country: str
    operator: str
    kind: TariffKind
    parts: int
    cost: Decimal | None
    price: Decimal | None
    currency: str
    tariff_id: UUID | None
    at: Moment
