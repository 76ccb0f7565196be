"""What became of recipients whose turn came."""

from collections.abc import Iterable
from typing import Final

from rapport.kernel.statements import update_rows
from rapport.operational.marketing.models import CampaignRecipient

_HANDED: Final = {"state": "text", "reason": "text", "handed_at": "timestamptz", "delivery_id": "uuid"}


def note_recipients(rows: Iterable[CampaignRecipient]) -> None:
    """Write what became of recipients (given on, refused and why), in one statement."""
    update_rows("campaign_recipient", _HANDED, rows)
