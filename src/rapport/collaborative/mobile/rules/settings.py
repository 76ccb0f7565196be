"""What a number holds, read from what is kept with its account."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec

from rapport.kernel.errors import Invalid, say

MOST_LINKS = 20
SECRETS = ("gate_key", "gate_secret")


class NumberSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The links a number goes over, and the country national numbers are read in (ISO 3166-1, or empty).

    Or, with `gate_url`, the provider it goes over by HTTP: what is posted there (`gate_fields`, lines of a
    name, = and a value with {to} {from} {text} {token} in it; `gate_head` a header that may hold {key}),
    where in the answer the id stands, what the provider calls what it brings, and the cost of a part.
    """

    links: Annotated[list[UUID], msgspec.Meta(max_length=MOST_LINKS)] = msgspec.field(default_factory=list)
    country: Annotated[str, msgspec.Meta(pattern=r"^([A-Z]{2})?$")] = ""
    gate_url: Annotated[str, msgspec.Meta(pattern=r"^(https?://[^\s@]+)?$", max_length=500)] = ""
    gate_form: Literal["json", "form"] = "json"
    gate_fields: Annotated[str, msgspec.Meta(max_length=2000)] = ""
    gate_head: Annotated[str, msgspec.Meta(max_length=300)] = ""
    gate_id: Annotated[str, msgspec.Meta(max_length=100)] = "id"
    gate_names: Annotated[str, msgspec.Meta(max_length=1000)] = ""
    gate_cost: Annotated[str, msgspec.Meta(pattern=r"^([0-9]{1,4}(\.[0-9]{1,6})?)?$")] = ""
    gate_currency: Annotated[str, msgspec.Meta(pattern=r"^([A-Z]{3})?$")] = ""

    @property
    def gate_price(self) -> Decimal | None:
        """What a part costs over the provider, where that is known."""
        return Decimal(self.gate_cost) if self.gate_cost else None


def read_settings(kept: Mapping[str, Any]) -> NumberSettings:
    """Return the settings of a number; raises `Invalid` naming what is wrong."""
    try:
        return msgspec.convert(dict(kept), NumberSettings)
    except msgspec.ValidationError as error:
        path = str(error).rpartition("`$.")[2].partition("[")[0].rstrip("`")
        field = path if path in NumberSettings.__struct_fields__ else "settings"
        raise Invalid("The settings are wrong.", fields={field: "This value cannot be."}) from error


def check_settings(kept: Mapping[str, Any], secrets: Mapping[str, str]) -> None:
    """Raise `Invalid` for settings a number cannot work with; only over a provider it has secrets."""
    settings = read_settings(kept)
    wrong = {name: say("There is no such secret.") for name in secrets if name not in SECRETS}
    if settings.gate_url and settings.links:
        wrong["gate_url"] = say("A number goes over links or over a provider, not over both.")
    if secrets and not settings.gate_url:
        wrong["gate_url"] = say("Keys are for a provider.")
    if bool(settings.gate_cost) != bool(settings.gate_currency):
        wrong["gate_cost"] = say("A cost and its currency belong together.")
    for name, lines in (("gate_fields", settings.gate_fields), ("gate_names", settings.gate_names)):
        if not all("=" in line for line in lines.splitlines() if line.strip()):
            wrong[name] = say("Each line is a name, = and a value.")
    if settings.gate_head and ":" not in settings.gate_head:
        wrong["gate_head"] = say("A header is a name, : and a value.")
    if wrong:
        raise Invalid("The settings are wrong.", fields=wrong)
