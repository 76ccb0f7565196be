"""What a number holds, read from what is kept with its account."""

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

import msgspec

from rapport.kernel.errors import Invalid

MOST_LINKS = 20


class NumberSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The links a number goes over, and the country national numbers are read in (ISO 3166-1, or empty)."""

    links: Annotated[list[UUID], msgspec.Meta(max_length=MOST_LINKS)] = msgspec.field(default_factory=list)
    country: Annotated[str, msgspec.Meta(pattern=r"^([A-Z]{2})?$")] = ""


def read_settings(kept: Mapping[str, Any]) -> NumberSettings:
    """Return the settings of a number; raises `Invalid` naming what is wrong."""
    try:
        return msgspec.convert(dict(kept), NumberSettings)
    except msgspec.ValidationError as error:
        path = str(error).rpartition("`$.")[2].partition("[")[0].rstrip("`")
        field = path if path in NumberSettings.__struct_fields__ else "settings"
        raise Invalid("The settings are wrong.", fields={field: "This value cannot be."}) from error


def check_settings(kept: Mapping[str, Any], secrets: Mapping[str, str]) -> None:
    """Raise `Invalid` for settings a number cannot work with; a number has no secrets, its links do."""
    read_settings(kept)
    if secrets:
        raise Invalid("The settings are wrong.", fields={"secrets": "A number has no secrets."})
