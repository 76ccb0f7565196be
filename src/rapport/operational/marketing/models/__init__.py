"""Tables of the room."""

from rapport.operational.marketing.models.asset import CampaignAsset
from rapport.operational.marketing.models.campaign import Campaign, CampaignVariant
from rapport.operational.marketing.models.outcome import CampaignOutcome
from rapport.operational.marketing.models.recipient import (
    CampaignLead,
    CampaignLink,
    CampaignRecipient,
    CampaignResponse,
)

__all__ = [
    "Campaign",
    "CampaignAsset",
    "CampaignLead",
    "CampaignLink",
    "CampaignOutcome",
    "CampaignRecipient",
    "CampaignResponse",
    "CampaignVariant",
]
