"""Tables of the room."""

from rapport.operational.marketing.models.campaign import Campaign, CampaignVariant
from rapport.operational.marketing.models.recipient import CampaignLink, CampaignRecipient, CampaignResponse

__all__ = ["Campaign", "CampaignLink", "CampaignRecipient", "CampaignResponse", "CampaignVariant"]
