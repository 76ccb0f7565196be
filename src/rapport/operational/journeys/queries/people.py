"""Who is or was on the way, within what the reader may see of journeys and customers."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import Count, QuerySet

from rapport.customers.party.api import load_names, visible_ids
from rapport.kernel.identity.api import Actor
from rapport.kernel.paging.api import Order, by_column, in_order
from rapport.operational.journeys.contracts import Published, Side, StepCount, Traveller
from rapport.operational.journeys.models import JourneyCount, JourneyTraveller
from rapport.operational.journeys.queries.journeys import list_journeys
from rapport.operational.journeys.rules.graph import read_graph

ORDERS: Mapping[str, Order] = {"entered": by_column("entered_at", "moment")}


def list_people(actor: Actor) -> QuerySet[JourneyTraveller]:
    """Return the times on the way of customers and in journeys the actor may see."""
    rows = JourneyTraveller.objects.filter(journey_id__in=list_journeys(actor).values("id"))
    return rows.filter(party_id__in=visible_ids(actor))


def load_people(ids: Sequence[UUID], actor: Actor) -> list[Traveller]:
    """Return people on the way in the order of their ids; for ids already within scope."""
    found = JourneyTraveller.objects.filter(id__in=ids).select_related("version", "journey")
    rows = in_order(ids, {row.id: row for row in found})
    graphs = {row.version_id: read_graph(row.version.graph) for row in rows}
    names = load_names([row.party_id for row in rows])
    return [
        Traveller(
            *(
                row.id,
                row.party_id,
                names.get(row.party_id, ("", ""))[0],
                row.journey_id,
                row.journey.name,
                row.version.number,
                row.node,
            ),
            graphs[row.version_id].nodes[row.node],
            *(None if row.left_at else row.due_at, row.entered_at, row.left_at, row.why, row.goal_at),
            *(row.held_out, tuple(row.path)),
        )
        for row in rows
    ]


def count_steps(published: Published) -> dict[str, StepCount]:
    """Return how many are at each step of a version now, and how many left it by each way.

    At an end those count who left there.
    """
    standing = JourneyTraveller.objects.filter(version_id=published.id, left_at=None)
    here = dict(standing.values_list("node").annotate(Count("id")))
    left: dict[str, dict[str, int]] = {}
    for row in JourneyCount.objects.filter(version_id=published.id):
        left.setdefault(row.node, {})[row.way] = row.people
    ended: dict[str, int] = {}
    for node in published.graph.nodes.values():
        for way, target in node.after.items():
            ended[target] = ended.get(target, 0) + left.get(node.id, {}).get(way, 0)
    ends = {name for name, node in published.graph.nodes.items() if node.kind == "exit"}
    return {
        name: StepCount(ended.get(name, 0) if name in ends else here.get(name, 0), left.get(name, {}))
        for name in published.graph.nodes
    }


def count_ends(journey_id: UUID) -> list[tuple[str, int]]:
    """Return how many are on the way and why the others are not, the most first."""
    rows = JourneyTraveller.objects.filter(journey_id=journey_id).values_list("why")
    return [(str(why), int(people)) for why, people in rows.annotate(people=Count("id")).order_by("-people")]


def count_older(journey_id: UUID, live: int) -> int:
    """Return how many are on the way on versions before the live one."""
    rows = JourneyTraveller.objects.filter(journey_id=journey_id, left_at=None)
    return int(rows.exclude(version__number=live).count())


def count_sides(journey_id: UUID) -> tuple[Side, Side]:
    """Return those led and those held out, with how many of them reached the goal."""
    rows = JourneyTraveller.objects.filter(journey_id=journey_id).values("held_out")
    counted = {row["held_out"]: row for row in rows.annotate(people=Count("id"), reached=Count("goal_at"))}

    def side(held: bool) -> Side:
        row = counted.get(held)
        return Side(row["people"], row["reached"]) if row else Side(0, 0)

    return side(False), side(True)
