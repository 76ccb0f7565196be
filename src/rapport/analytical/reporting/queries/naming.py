"""What notices call the records of this room, apart from what reads questions: it is there at once."""

from collections.abc import Collection
from uuid import UUID

from django.db.models.functions import Left

from rapport.analytical.reporting.models import ReportComment
from rapport.kernel.identity.api import Actor

BEGINNING = 120


def name_comments(ids: Collection[UUID], actor: Actor) -> dict[UUID, str]:
    """Return the beginnings of comments, by id."""
    if not actor.may("view", "report"):
        return {}
    rows = ReportComment.objects.filter(id__in=tuple(ids)).annotate(start=Left("body", BEGINNING))
    return dict(rows.values_list("id", "start"))
