"""What journeys' letters lead to, and what their readers did."""

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Count, Q

from rapport.operational.journeys.contracts import LetterCount
from rapport.operational.journeys.models import JourneyAnswer, JourneyEffect, JourneyLink


def list_links(journey_id: UUID) -> Mapping[str, int]:
    """Return the numbers of the places a journey's letters lead to."""
    return dict(JourneyLink.objects.filter(journey_id=journey_id).values_list("url", "number"))


def count_letters(journey_id: UUID) -> dict[str, LetterCount]:
    """Return by step how many messages were handed over, and how many people opened or followed one."""
    handed = JourneyEffect.objects.filter(
        traveller__journey_id=journey_id, kind="message", outcome__startswith="handed"
    )
    written = dict(handed.values_list("node").annotate(Count("id")))
    answers = JourneyAnswer.objects.filter(journey_id=journey_id, machine=False).values("node")
    counted = answers.annotate(
        opened=Count("delivery_id", distinct=True),
        followed=Count("delivery_id", distinct=True, filter=Q(kind="click")),
    )
    known = {row["node"]: row for row in counted}
    return {
        node: LetterCount(
            people,
            known[node]["opened"] if node in known else 0,
            known[node]["followed"] if node in known else 0,
        )
        for node, people in written.items()
    }
