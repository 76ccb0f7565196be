"""Where an address somebody typed must be confirmed before its owner counts as having agreed, by country.

Who writes from a telephone or a mailbox has shown that it is theirs: this is about what is typed into forms.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

CONFIRMED = ("email", "sms")
"""Channels an address of which can be asked to confirm; what holds for SMS holds for MMS."""


@dataclass(frozen=True, slots=True)
class ConfirmRule:
    """On which channels people of a country (ISO 3166-1) are asked to confirm, and where that is written.

    `own` says that the business wrote it, over what the house knows or beside it.
    """

    country: str
    channels: tuple[str, ...]
    source: str
    own: bool = False


LAW = (
    ConfirmRule("AT", CONFIRMED, "TKG 2021 § 174; DSB, 9 Oct 2019, DSB-D130.073/0008-DSB/2019"),
    ConfirmRule("CN", ("sms",), "MIIT Order 31 (2015), Art. 18"),
    ConfirmRule("DE", CONFIRMED, "UWG § 7; BGH, 10 Feb 2011, I ZR 164/09"),
)
"""What the house knows; courts and offices that found an agreement unproved without it."""


def lay_over(own: Collection[ConfirmRule]) -> list[ConfirmRule]:
    """Return what holds, by country: the business's own rules, else what the house knows."""
    held: Mapping[str, ConfirmRule] = {one.country: one for one in (*LAW, *own)}
    return [held[country] for country in sorted(held)]
