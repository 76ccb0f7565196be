"""The life of a journey: published as a version, paused, resumed, stopped."""

from uuid import UUID

from django.db import connection

from rapport.collaborative.delivery.api import drop_group, hold_group, list_accounts, release_group
from rapport.kernel.errors import Clash, Conflict, Said, say
from rapport.kernel.fields.api import list_fields
from rapport.kernel.filters.api import InvalidFilter, check, parse
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import unit_of_work
from rapport.operational.journeys.contracts import JourneyLine
from rapport.operational.journeys.contracts.graph import KINDS, Graph, Node
from rapport.operational.journeys.models import Journey, JourneyVersion
from rapport.operational.journeys.operations.following import note_links
from rapport.operational.journeys.operations.journeys import save
from rapport.operational.journeys.operations.waking import wake
from rapport.operational.journeys.queries.journeys import get_draft, get_journey_for_update, line_of
from rapport.operational.journeys.rules.checking import Flaw, check_graph
from rapport.operational.journeys.rules.graph import write_graph

_MOVE = """
update journey_traveller t set version_id = %(version)s
 where t.journey_id = %(journey)s and t.left_at is null and t.version_id <> %(version)s
   and (t.node, (select s ->> 'kind' from journey_version v, jsonb_array_elements(v.graph -> 'steps') s
                  where v.id = t.version_id and s ->> 'id' = t.node))
       in (select * from unnest(%(nodes)s::text[], %(kinds)s::text[]))
"""
_LEAVE = """
update journey_traveller set left_at = %(now)s, why = 'stopped', waits_for = ''
 where journey_id = %(journey)s and left_at is null
"""


def publish_journey(journey_id: UUID, *, move: bool = False, actor: Actor) -> JourneyLine:
    """Make the picture drawn the version people enter by from now on.

    Who is on the way stays on their version; with `move` those whose step is in the new one, too, go on
    there. Raises `Missing`, `Conflict` (stopped), `Clash` naming each step that is not sound.
    """
    with unit_of_work(actor) as work:
        row = get_journey_for_update(journey_id, actor=actor)
        if row.state == "stopped":
            raise _not_now()
        graph = get_draft(line_of(row))
        require_sound(line_of(row), graph, actor=actor)
        row.live, row.state = row.live + 1, "live"
        made = JourneyVersion.objects.create(
            journey=row,
            number=row.live,
            graph=write_graph(graph),
            published_by_id=actor.member_id,
            published_at=work.now,
        )
        note_links(row, graph, work)
        if move and row.live > 1:
            _move_people(row, made.id, graph)
        wake(actor)
        return save(row, work)


def pause_journey(journey_id: UUID, *, actor: Actor) -> JourneyLine:
    """Have everybody stay where they are, and nobody enter; raises `Missing`, `Conflict`.

    Messages no channel has claimed yet are held back.
    """
    with unit_of_work(actor) as work:
        row = get_journey_for_update(journey_id, actor=actor)
        if row.state != "live":
            raise _not_now()
        row.state = "paused"
        hold_group(row.id)
        return save(row, work)


def resume_journey(journey_id: UUID, *, actor: Actor) -> JourneyLine:
    """Go on where a journey was paused; raises `Missing`, `Conflict`."""
    with unit_of_work(actor) as work:
        row = get_journey_for_update(journey_id, actor=actor)
        if row.state != "paused":
            raise _not_now()
        row.state = "live"
        release_group(row.id)
        wake(actor)
        return save(row, work)


def stop_journey(journey_id: UUID, *, actor: Actor) -> JourneyLine:
    """End a journey for everybody on the way; messages no channel has claimed yet are never sent.

    Raises `Missing`, `Conflict`.
    """
    with unit_of_work(actor) as work:
        row = get_journey_for_update(journey_id, actor=actor)
        if row.state not in ("live", "paused"):
            raise _not_now()
        row.state = "stopped"
        with connection.cursor() as cursor:
            cursor.execute(_LEAVE, {"journey": row.id, "now": work.now})
        drop_group(row.id, "stopped", work)
        return save(row, work)


def require_sound(line: JourneyLine, graph: Graph, *, sends: bool = True, actor: Actor) -> None:
    """Refuse a picture that could not be live; raises `Clash` naming each step that is not sound.

    What it sends from is asked where it `sends`.
    """
    flaws = find_flaws(line, graph, actor=actor) if sends else _find_drawn(graph, actor)
    if flaws:
        fields = {f"steps.{flaw.node}": flaw.reason for flaw in reversed(flaws)}
        raise Clash("The journey is not ready yet.", fields=fields, code="not-sound")


def find_flaws(line: JourneyLine, graph: Graph, *, actor: Actor) -> list[Flaw]:
    """Return all that keeps a picture from being live, the business's own fields and addresses included."""
    return _find_drawn(graph, actor) + _check_accounts(line, graph, actor)


def _find_drawn(graph: Graph, actor: Actor) -> list[Flaw]:
    flaws = check_graph(graph)
    fields = {field.code for field in list_fields("customer") if not field.retired}
    for node in graph.nodes.values():
        flaws += [Flaw(node.id, reason) for reason in _check_filters(node, actor)]
        if node.kind == "field" and node.text("field") and node.text("field") not in fields:
            flaws.append(Flaw(node.id, say("There is no such field.")))
    return flaws


def _check_filters(node: Node, actor: Actor) -> list[Said | str]:
    wrong: list[Said | str] = []
    for setting in KINDS[node.kind].settings:
        if setting.type == "filter" and node.text(setting.name):
            try:
                check(parse(node.text(setting.name)), "customer", actor=actor)
            except InvalidFilter as error:
                wrong += [one.reason for one in error.refusals][:1] or [say("The filter cannot be read.")]
    return wrong


def _check_accounts(line: JourneyLine, graph: Graph, actor: Actor) -> list[Flaw]:
    chosen = {"email": line.email_account_id, "sms": line.sms_account_id}
    rows = list_accounts(actor).filter(id__in=[one for one in chosen.values() if one], active=True)
    there = set(rows.values_list("channel", flat=True))
    flaws = []
    for node in graph.nodes.values():
        if node.kind == "message":
            asked = {node.text("channel"), node.text("instead")} - {""}
            if asked - there:
                flaws.append(Flaw(node.id, say("The journey has no connected address to send this from.")))
    return flaws


def _move_people(row: Journey, version_id: UUID, graph: Graph) -> None:
    nodes = list(graph.nodes.values())
    with connection.cursor() as cursor:
        cursor.execute(
            _MOVE,
            {
                "journey": row.id,
                "version": version_id,
                "nodes": [one.id for one in nodes],
                "kinds": [one.kind for one in nodes],
            },
        )


def _not_now() -> Conflict:
    return Conflict("This is not possible in the state the journey is in.", code="state")
