"""Move 1,000,000 people on a journey one step on, and write to somebody as soon as a fact comes."""

import time
from uuid import UUID

from crowd import draw_crowd
from django.db import connection

from rapport.bigdata.realtime.events import TriggerFired
from rapport.collaborative.delivery.api import AccountDraft, add_account
from rapport.customers.consent.api import ConsentDraft, record_consents
from rapport.customers.party.api import ContactDraft, CustomerDraft, create_customers
from rapport.kernel.identity.api import Actor, found_roles, system_actor
from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.api import as_tenant, create_tenant
from rapport.kernel.work.api import unit_of_work
from rapport.operational.journeys.api import (
    JourneyDraft,
    JourneyLine,
    create_journey,
    publish_journey,
    read_graph,
    step_everybody,
)
from rapport.operational.journeys.operations.entering import enter_people
from rapport.operational.journeys.queries.journeys import find_published
from rapport.site.bench.carrying import carrying, wait_until
from rapport.site.bench.contracts import Figure
from rapport.site.bench.meter import percentile
from rapport.site.bench.place import Place

Step = tuple[str, dict[str, object], dict[str, str]]
"""Kind, settings, and what follows by each way."""
PEOPLE, ASKED, MIB = 1_000_000, 60, 512
GOAL_STEP, GOAL_MESSAGE = 30.0, 3_000
LETTER: dict[str, object] = {
    "channel": "email",
    "subject": "Hello {{name}}",
    "text": "Dear {{name}}, good to see you.",
}
_FLOOR = "update bench_floor set node = 'n3', due_at = now(), path = path || 'n3'::text"
_HANDED = "select count(*) from delivery where address = %s"


def run(place: Place) -> list[Figure]:
    """Walk a crowd over lots, a filter and a wait, then time facts to messages with every process at work."""
    tenant = create_tenant("bench", "Bench", country="DE")
    found_roles(tenant.id)
    actor, people = system_actor(tenant.id), place.scale(PEOPLE)
    draw_crowd(place, tenant.id, customers=people, orders=1, touches=1)
    line = _put_live(
        actor,
        ("split", {"share": 50}, {"a": "n3", "b": "n3"}),
        ("branch", {"filter": "country:is:DE;spent:at_least:30.00"}, {"yes": "n4", "no": "n4"}),
        ("wait", {"amount": 2, "unit": "days"}, {"next": "n5"}),
    )
    _enter(line, actor)
    with place.connect() as owner:
        owner.execute("vacuum analyze journey_traveller")
    steps = 3
    with place.measuring() as reading:
        made = step_everybody(actor=actor)
    assert made == people * steps, (made, people)
    floor = _floor(place, people)
    waits, goal = _time_messages(place, actor), GOAL_STEP * people / PEOPLE
    return [
        Figure(
            f"one step of {people:,} people; floor: moving bare rows",
            reading.seconds / steps,
            "s",
            floor,
            goal=goal,
            better="less",
        ),
        Figure("the same, CPU", reading.cpu_seconds / steps, "s", goal=goal, better="less"),
        Figure("memory while they step", reading.peak_mib["python"], "MiB", goal=MIB, better="less"),
        Figure("fact → message handed over, p50", percentile(waits, 0.5) * 1000, "ms", better="less"),
        Figure(
            "fact → message handed over, p95",
            percentile(waits, 0.95) * 1000,
            "ms",
            goal=GOAL_MESSAGE,
            better="less",
        ),
    ]


def _put_live(
    actor: Actor, *steps: tuple[str, dict[str, object], dict[str, str]], **entry: str
) -> JourneyLine:
    """Draw a journey of steps one behind the other, n2 onwards, with an end behind the last."""
    account = add_account(
        AccountDraft("email", "Bench", f"bench-{len(steps)}@example.com", active=True), actor=actor
    )
    drawn: list[dict[str, object]] = [
        {"id": "n1", "kind": "entry", "settings": entry or {"trigger": "program"}, "after": {"next": "n2"}}
    ]
    for number, (kind, settings, after) in enumerate(steps, start=2):
        drawn.append({"id": f"n{number}", "kind": kind, "settings": settings, "after": after})
    drawn.append({"id": f"n{len(steps) + 2}", "kind": "exit"})
    draft = JourneyDraft("Bench", email_account_id=account.id)
    made = create_journey(draft, actor=actor, graph=read_graph({"steps": drawn}))
    return publish_journey(made.id, actor=actor)


def _enter(line: JourneyLine, actor: Actor) -> None:
    with unit_of_work(actor) as work:
        published = find_published(line.id, line.live)
        assert published is not None
        enter_people(line, published, actor=actor, now=work.now)


def _floor(place: Place, people: int) -> float:
    """Read what a bare update of as many plain rows with the same keys takes."""
    with place.connect() as owner:
        owner.execute(
            "create table bench_floor as select uuidv7() as id, 'n2'::text as node, now() as due_at,"
            " array['n1', 'n2'] as path from generate_series(1, %s)",
            [people],
        )
        owner.execute("create index on bench_floor (node, due_at, id)")
        owner.execute("create index on bench_floor (due_at)")
        began = time.perf_counter()
        owner.execute(_FLOOR)
        return time.perf_counter() - began


def _time_messages(place: Place, actor: Actor) -> list[float]:
    """Return how long each message took from its fact, one after the other."""
    trigger = {"trigger": "fact", "fact": "trigger.fired.v1"}
    _put_live(actor, ("message", LETTER, {"next": "n3"}), **trigger)
    drafts = [
        CustomerDraft(name=f"Asked {at}", contact_points=(ContactDraft("email", f"asked{at}@example.org"),))
        for at in range(ASKED)
    ]
    ids = [one.id for one in create_customers(drafts, actor=actor)]
    record_consents([ConsentDraft(one, "marketing", "email", True) for one in ids], actor=actor)
    worker = place.command("worker", heard=False)
    try:
        with carrying(place):
            _time(ids[0], 0, actor)  # every process is at work
            return [_time(one, at, actor) for at, one in enumerate(ids[1:], start=1)]
    finally:
        worker.terminate()
        worker.wait(30)


def _time(party_id: UUID, at: int, actor: Actor) -> float:
    began = time.perf_counter()
    with unit_of_work(actor) as work:
        work.record(
            TriggerFired(
                visitor_id=new_id(),
                trigger_id=new_id(),
                trigger="Cart left alone",
                kind="idle",
                happened_at=work.now,
                window_at=work.now,
                customer_id=party_id,
                thing="T-1",
            )
        )
    wait_until(lambda: _is_handed(at, actor), "a message", longest=120)
    return time.perf_counter() - began


def _is_handed(at: int, actor: Actor) -> bool:
    with as_tenant(actor.tenant_id), connection.cursor() as cursor:
        cursor.execute(_HANDED, [f"asked{at}@example.org"])
        return bool(cursor.fetchone()[0])
