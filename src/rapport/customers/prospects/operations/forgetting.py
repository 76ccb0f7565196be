"""Taking what people wrote about a person out of the room's lines."""

from collections.abc import Sequence
from uuid import UUID

from rapport.customers.prospects.models import Prospect


def forget_prospects(party_ids: Sequence[UUID]) -> None:
    """Blank the words about parties that are erased; that they came, and whence, stays for the figures."""
    Prospect.objects.filter(party_id__in=list(party_ids)).update(lost_note="")
