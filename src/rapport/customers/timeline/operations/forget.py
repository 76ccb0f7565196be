"""Throwing away what was kept and said about parties."""

from collections.abc import Sequence
from uuid import UUID

from rapport.customers.timeline.models import Attachment, Note, Task, Touch


def forget_kept(party_ids: Sequence[UUID]) -> list[UUID]:
    """Throw away notes, tasks and files of these parties and the words of their timelines; returns the blobs.

    When something happened stays, what it was about goes. The caller has authorised it.
    """
    blobs = list(Attachment.objects.filter(party_id__in=party_ids).values_list("blob_id", flat=True))
    for model in (Note, Task, Attachment):
        model._default_manager.filter(party_id__in=party_ids).delete()
    Touch.objects.filter(party_id__in=party_ids).update(title="–", summary="")
    return blobs
