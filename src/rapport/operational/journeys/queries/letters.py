"""What journeys' letters lead to, and what their readers did."""

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Count, Q

from rapport.operational.journeys.contracts import LetterCount, Told
from rapport.operational.journeys.models import JourneyAnswer, JourneyEffect, JourneyLink
from rapport.operational.journeys.rules.graph import read_graph

MOST_TOLD = 50


_AGAIN = Q(why__startswith="failed ") | Q(why__startswith="refused ") | Q(why__startswith="silent ")
"""What was written after another message that found nobody (`operations.channels.judge`)."""


def list_told(journey_id: UUID, party_id: UUID) -> list[Told]:
    """Return what the messages of a journey's steps were for somebody, the newest first; two queries."""
    rows = JourneyEffect.objects.filter(traveller__journey_id=journey_id, party_id=party_id, kind="message")
    found = rows.select_related("traveller__version").order_by("-at", "-id")[:MOST_TOLD]
    return [
        Told(read_graph(row.traveller.version.graph).nodes[row.node], row.at, row.outcome, row.why)
        for row in found
    ]


def list_links(journey_id: UUID) -> Mapping[str, int]:
    """Return the numbers of the places a journey's letters lead to."""
    return dict(JourneyLink.objects.filter(journey_id=journey_id).values_list("url", "number"))


def count_letters(journey_id: UUID) -> dict[str, LetterCount]:
    """Return by step how many messages were handed over, and how many people opened or followed one."""
    handed = JourneyEffect.objects.filter(
        traveller__journey_id=journey_id, kind="message", outcome__startswith="handed"
    )
    written: dict[str, dict[str, int]] = {}
    again: dict[str, int] = {}
    rows = handed.values("node", "outcome").annotate(people=Count("id"), twice=Count("id", filter=_AGAIN))
    for row in rows:
        written.setdefault(row["node"], {})[row["outcome"].removeprefix("handed-")] = row["people"]
        again[row["node"]] = again.get(row["node"], 0) + row["twice"]
    answers = JourneyAnswer.objects.filter(journey_id=journey_id, machine=False).values("node")
    counted = answers.annotate(
        opened=Count("delivery_id", distinct=True),
        followed=Count("delivery_id", distinct=True, filter=Q(kind="click")),
    )
    known = {row["node"]: row for row in counted}
    return {
        node: LetterCount(
            sum(channels.values()),
            known[node]["opened"] if node in known else 0,
            known[node]["followed"] if node in known else 0,
            channels,
            again[node],
        )
        for node, channels in written.items()
    }
