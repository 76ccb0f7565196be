"""What crosses the room's walls."""

from rapport.operational.marketing.contracts.campaigns import (
    Answer,
    CampaignDraft,
    CampaignLine,
    Handed,
    Overlap,
    ReachLine,
    Receipt,
    Variant,
)
from rapport.operational.marketing.contracts.effects import Arm, Effect, Interval

__all__ = [
    "Answer",
    "Arm",
    "CampaignDraft",
    "CampaignLine",
    "Effect",
    "Handed",
    "Interval",
    "Overlap",
    "ReachLine",
    "Receipt",
    "Variant",
]
