"""What an address of MMS holds, read from what is kept with its account."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Literal

import msgspec

from rapport.kernel.errors import Invalid, say

Class = Literal["image-basic", "image-rich", "video-rich", "megapixel"]
SECRETS = ("password", "own_password")
_WORD = r"^[!-~]*$"


@dataclass(frozen=True, slots=True)
class Frame:
    """How large a message may be: bytes of all its parts, pixels of a picture lying down."""

    size: int
    width: int
    height: int


FRAMES: dict[Class, Frame] = {
    "image-basic": Frame(30_000, 160, 120),
    "image-rich": Frame(100_000, 640, 480),
    "video-rich": Frame(300_000, 640, 480),
    "megapixel": Frame(600_000, 1600, 1200),
}
"""The classes of content telephones are made for (OMA MMS Conformance, sizes in full bytes)."""


class MmsSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the message centre is, who we are there, and who it is here (`own_user`).

    `schema` and `mm7_version` are what it speaks of 3GPP TS 23.140; `cost` is of a message, in `currency`;
    `country` is whose national numbers are meant (ISO 3166-1, or empty).
    """

    url: Annotated[str, msgspec.Meta(pattern=r"^https?://[^\s@]+$", max_length=500)]
    user: Annotated[str, msgspec.Meta(pattern=_WORD, max_length=100)] = ""
    own_user: Annotated[str, msgspec.Meta(pattern=r"^[!-9;-~]*$", max_length=100)] = ""
    vasp_id: Annotated[str, msgspec.Meta(max_length=100)] = ""
    vas_id: Annotated[str, msgspec.Meta(max_length=100)] = ""
    service_code: Annotated[str, msgspec.Meta(max_length=100)] = ""
    schema: Annotated[str, msgspec.Meta(pattern=r"^REL-[5-9]-MM7-[0-9]-[0-9]$")] = "REL-6-MM7-1-4"
    mm7_version: Annotated[str, msgspec.Meta(pattern=r"^[5-9]\.[0-9]{1,2}\.[0-9]{1,2}$")] = "6.8.0"
    content: Class = "video-rich"
    country: Annotated[str, msgspec.Meta(pattern=r"^([A-Z]{2})?$")] = ""
    cost: Annotated[str, msgspec.Meta(pattern=r"^([0-9]{1,4}(\.[0-9]{1,6})?)?$")] = ""
    currency: Annotated[str, msgspec.Meta(pattern=r"^([A-Z]{3})?$")] = ""

    @property
    def frame(self) -> Frame:
        """How large a message may be."""
        return FRAMES[self.content]

    @property
    def price(self) -> Decimal | None:
        """What a message costs, where that is known."""
        return Decimal(self.cost) if self.cost else None


def read_settings(kept: Mapping[str, Any]) -> MmsSettings:
    """Return the settings of an account; raises `Invalid` naming what is wrong."""
    try:
        return msgspec.convert(dict(kept), MmsSettings)
    except msgspec.ValidationError as error:
        path = str(error).rpartition("`$.")[2].rstrip("`")
        missing = "url" if "required field" in str(error) else "settings"
        field = path if path in MmsSettings.__struct_fields__ else missing
        raise Invalid("The settings are wrong.", fields={field: "This value cannot be."}) from error


def check_settings(kept: Mapping[str, Any], secrets: Mapping[str, str]) -> None:
    """Raise `Invalid` for settings an address cannot work with."""
    settings = read_settings(kept)
    wrong = {name: say("There is no such secret.") for name in secrets if name not in SECRETS}
    for user, password in (("user", "password"), ("own_user", "own_password")):
        if bool(getattr(settings, user)) != bool(secrets.get(password)):
            wrong[password] = say("A name and a password belong together.")
    if bool(settings.cost) != bool(settings.currency):
        wrong["cost"] = say("A cost and its currency belong together.")
    if wrong:
        raise Invalid("The settings are wrong.", fields=wrong)
