"""The front door of operational.marketing: few, documented functions; contracts in and out."""

from rapport.operational.marketing.contracts import (
    Answer,
    CampaignDraft,
    CampaignLine,
    Effect,
    Handed,
    ReachLine,
    Variant,
)
from rapport.operational.marketing.contracts.following import LetterGroup, Read
from rapport.operational.marketing.contracts.outcomes import Told
from rapport.operational.marketing.operations.campaigns import create_campaign, set_letters
from rapport.operational.marketing.operations.dressing import Dressed, write_draft
from rapport.operational.marketing.operations.following import enter_answers, follow_group
from rapport.operational.marketing.operations.life import schedule_campaign
from rapport.operational.marketing.operations.outcomes import note_outcomes
from rapport.operational.marketing.operations.plain import dress_plain
from rapport.operational.marketing.operations.sending import send_campaign
from rapport.operational.marketing.queries.campaigns import get_campaign
from rapport.operational.marketing.queries.effects import measure_effect
from rapport.operational.marketing.queries.outcomes import list_called
from rapport.operational.marketing.queries.reach import list_handed

__all__ = [
    "Answer",
    "CampaignDraft",
    "CampaignLine",
    "Dressed",
    "Effect",
    "Handed",
    "LetterGroup",
    "ReachLine",
    "Read",
    "Told",
    "Variant",
    "create_campaign",
    "dress_plain",
    "enter_answers",
    "follow_group",
    "get_campaign",
    "list_called",
    "list_handed",
    "measure_effect",
    "note_outcomes",
    "schedule_campaign",
    "send_campaign",
    "set_letters",
    "write_draft",
]
