"""The front door of operational.marketing: few, documented functions; contracts in and out."""

from rapport.operational.marketing.contracts import CampaignDraft, CampaignLine, Effect, ReachLine, Variant
from rapport.operational.marketing.operations.campaigns import create_campaign, set_letters
from rapport.operational.marketing.operations.life import schedule_campaign
from rapport.operational.marketing.queries.campaigns import get_campaign
from rapport.operational.marketing.queries.effects import measure_effect

__all__ = [
    "CampaignDraft",
    "CampaignLine",
    "Effect",
    "ReachLine",
    "Variant",
    "create_campaign",
    "get_campaign",
    "measure_effect",
    "schedule_campaign",
    "set_letters",
]
