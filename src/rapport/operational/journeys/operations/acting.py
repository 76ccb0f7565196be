"""Steps that do something for each one: done once, in the transaction that moves them on."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from rapport.customers.party.api import publish, record_facts, tag_customers
from rapport.customers.timeline.api import CUSTOMER, Subject, TaskDraft, add_task
from rapport.kernel.errors import RapportError
from rapport.kernel.fields.api import write_values_bulk
from rapport.kernel.ids import new_id
from rapport.kernel.work.api import Work
from rapport.operational.journeys import events
from rapport.operational.journeys.contracts import JourneyLine, Published
from rapport.operational.journeys.contracts.graph import Node
from rapport.operational.journeys.models import JourneyEffect, JourneyTraveller
from rapport.operational.journeys.operations.channels import find_held, hold, judge
from rapport.operational.journeys.operations.messages import Reader, write_messages, write_other
from rapport.operational.journeys.operations.moving import move_these
from rapport.operational.journeys.rules.effects import Done
from rapport.operational.marketing.events import LeadRaised

TOO_MANY_TASKS = 100


@dataclass(frozen=True, slots=True)
class Acting:
    """The step something is done at, and for whom: customers by their time on the way."""

    line: JourneyLine
    version: Published
    node: Node
    people: Mapping[UUID, UUID]
    visits: Mapping[UUID, int]
    things: Mapping[UUID, str]
    work: Work


def act(line: JourneyLine, version: Published, node: Node, work: Work, *, limit: int) -> int:
    """Do what a step does for up to `limit` of those due there, and move them on; returns how many."""
    most = min(limit, TOO_MANY_TASKS) if node.kind == "task" else limit
    due = JourneyTraveller.objects.filter(
        version_id=version.id, node=node.id, left_at=None, due_at__lte=work.now
    )
    rows = list(due.select_for_update(skip_locked=True).order_by("due_at", "id")[:most])
    if not rows:
        return 0
    done = _do_due(line, version, node, rows, work)
    JourneyEffect.objects.bulk_create(
        JourneyEffect(
            traveller_id=row.id,
            party_id=row.party_id,
            node=node.id,
            visit=row.visit,
            kind=node.kind,
            outcome=done[row.id].outcome,
            why=done[row.id].why,
            ref_id=done[row.id].ref_id,
            at=work.now,
        )
        for row in rows
        if row.id in done
    )
    leaving = [name for name, one in done.items() if one.leaves]
    if leaving:
        JourneyTraveller.objects.filter(id__in=leaving).update(left_at=work.now, why="unreached")
    staying = [name for name, one in done.items() if one.stays]
    if staying:
        hold(staying, node, work.now)
    going = [row.id for row in rows if row.id not in {*leaving, *staying}]
    if going:
        move_these(going, version.id, version.graph, node, now=work.now)
    return len(rows)


def _do_due(
    line: JourneyLine, version: Published, node: Node, rows: Sequence[JourneyTraveller], work: Work
) -> Mapping[UUID, Done]:
    """Do it for those who come to the step; whose message found nobody here gets the other one."""
    held = find_held(rows, node) if node.kind == "message" else {}
    done: dict[UUID, Done] = {}
    if unfound := judge(held):
        again = {
            row.id: (
                Reader(row.party_id, row.thing),
                held[row.id].outcome.removeprefix("handed-"),
                unfound[row.id],
            )
            for row in rows
            if row.id in unfound
        }
        done |= _safely(again, lambda: write_other(line, node, again, work))
    fresh = [row for row in rows if row.id not in held]
    if fresh:
        people = {row.id: row.party_id for row in fresh}
        visits = {row.id: row.visit for row in fresh}
        things = {row.id: row.thing for row in fresh}
        done |= _do(Acting(line, version, node, people, visits, things, work))
    return done


def _do(acting: Acting) -> Mapping[UUID, Done]:
    return _safely(acting.people, lambda: _ACTS[acting.node.kind](acting))


def _safely(people: Iterable[UUID], do: Callable[[], Mapping[UUID, Done]]) -> Mapping[UUID, Done]:
    """Do it; what the house refuses is written down as the outcome and stops nobody."""
    try:
        with transaction.atomic():
            return do()
    except RapportError as error:
        return {one: Done(f"failed: {error.code}"[:40]) for one in people}


def _message(acting: Acting) -> Mapping[UUID, Done]:
    readers = {one: Reader(party, acting.things[one]) for one, party in acting.people.items()}
    return write_messages(acting.line, acting.node, readers, acting.work)


def _task(acting: Acting) -> Mapping[UUID, Done]:
    node, work = acting.node, acting.work
    assignee = node.text("assignee") or acting.line.owner_id
    draft = TaskDraft(
        title=node.text("title"),
        body=node.text("text"),
        due_at=work.now + timedelta(days=node.number("days")),
        assignee_id=UUID(str(assignee)) if assignee else None,
    )
    return {
        one: Done("made", add_task(Subject(CUSTOMER, party, party), draft, actor=work.actor).id)
        for one, party in acting.people.items()
    }


def _lead(acting: Acting) -> Mapping[UUID, Done]:
    node, work = acting.node, acting.work
    ids = {one: new_id() for one in acting.people}
    facts = [
        LeadRaised(
            lead_id=ids[one],
            customer_id=party,
            origin="journey",
            origin_id=acting.line.id,
            origin_name=acting.line.name,
            title=node.text("title"),
            text=node.text("text"),
            what="",
            url="",
            delivery_id=None,
            task_id=None,
            assignee_id=None,
            at=work.now,
        )
        for one, party in acting.people.items()
    ]
    record_facts(facts, work)
    return {one: Done("raised", ids[one]) for one in acting.people}


def _field(acting: Acting) -> Mapping[UUID, Done]:
    node, parties = acting.node, _parties(acting)
    value = node.text("value") or None
    refused = write_values_bulk(
        CUSTOMER, [(party, {node.text("field"): value}) for party in parties], actor=acting.work.actor
    )
    if refused:
        return {one: Done("refused") for one in acting.people}
    publish(parties, acting.work)
    return {one: Done("changed") for one in acting.people}


def _tag(acting: Acting) -> Mapping[UUID, Done]:
    tag = [acting.node.text("tag")]
    add = acting.node.text("change") == "add"
    tag_customers(
        _parties(acting), add=tag if add else (), remove=() if add else tag, actor=acting.work.actor
    )
    return {one: Done("changed") for one in acting.people}


def _signal(acting: Acting) -> Mapping[UUID, Done]:
    facts = [
        events.JourneySignalled(
            customer_id=party,
            journey_id=acting.line.id,
            journey=acting.line.name,
            node=acting.node.id,
            visit=acting.visits[one],
            signal=acting.node.text("name"),
            at=acting.work.now,
        )
        for one, party in acting.people.items()
    ]
    record_facts(facts, acting.work)
    return {one: Done("told") for one in acting.people}


def _parties(acting: Acting) -> Sequence[UUID]:
    return sorted(set(acting.people.values()))


_ACTS: dict[str, Callable[[Acting], Mapping[UUID, Done]]] = {
    "message": _message,
    "task": _task,
    "lead": _lead,
    "field": _field,
    "tag": _tag,
    "signal": _signal,
}
