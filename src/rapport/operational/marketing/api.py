"""The front door of operational.marketing: few, documented functions; contracts in and out."""

from rapport.operational.marketing.contracts import (
    Answer,
    Arm,
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
from rapport.operational.marketing.operations.editing import draw_blocks, name_block, read_blocks
from rapport.operational.marketing.operations.following import (
    enter_answers,
    follow_group,
    lead_readers,
    read_reader,
)
from rapport.operational.marketing.operations.life import schedule_campaign
from rapport.operational.marketing.operations.outcomes import note_outcomes
from rapport.operational.marketing.operations.plain import dress_plain
from rapport.operational.marketing.operations.sending import send_campaign
from rapport.operational.marketing.queries.campaigns import get_campaign
from rapport.operational.marketing.queries.effects import measure_effect
from rapport.operational.marketing.queries.outcomes import list_called
from rapport.operational.marketing.queries.reach import list_handed
from rapport.operational.marketing.queries.receipts import count_answered, find_answered
from rapport.operational.marketing.rules.always_valid import compare_running
from rapport.operational.marketing.rules.blocks import press
from rapport.operational.marketing.rules.content import check_blocks

__all__ = [
    "Answer",
    "Arm",
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
    "check_blocks",
    "compare_running",
    "count_answered",
    "create_campaign",
    "draw_blocks",
    "dress_plain",
    "enter_answers",
    "find_answered",
    "follow_group",
    "get_campaign",
    "lead_readers",
    "list_called",
    "list_handed",
    "measure_effect",
    "name_block",
    "note_outcomes",
    "press",
    "read_blocks",
    "read_reader",
    "schedule_campaign",
    "send_campaign",
    "set_letters",
    "write_draft",
]
