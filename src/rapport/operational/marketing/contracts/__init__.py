"""What crosses the room's walls."""

from rapport.operational.marketing.contracts.campaigns import (
    CampaignDraft,
    CampaignLine,
    ReachLine,
    Receipt,
    Variant,
)
from rapport.operational.marketing.contracts.effects import Arm, Effect, Interval

__all__ = [
    "Arm",
    "CampaignDraft",
    "CampaignLine",
    "Effect",
    "Interval",
    "ReachLine",
    "Receipt",
    "Variant",
]
