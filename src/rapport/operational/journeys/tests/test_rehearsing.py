"""A dry run: the same ways as the journey's, over what happened, and nothing done."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
import pytest
from django.test import Client
from django.utils import timezone
from tests.house import ApiCaller, Shop

from rapport.bigdata.lake.api.tables import TableName
from rapport.bigdata.lake.operations.writing import commit, kinds_of_facts
from rapport.bigdata.lake.rules.rows import read_rows
from rapport.bigdata.realtime.events import TriggerFired
from rapport.collaborative.delivery.models import Delivery
from rapport.kernel.ids import new_id
from rapport.kernel.lots import is_first
from rapport.kernel.outbox.api import Envelope, Fact
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.journeys.contracts.graph import Graph
from rapport.operational.journeys.models import JourneyRehearsal
from rapport.operational.journeys.operations.rehearsals import ask_rehearsal
from rapport.operational.journeys.operations.rehearsing import run_rehearsal
from rapport.operational.journeys.rules.rehearsing import LEAVING, Past, Rehearsed, rehearse
from rapport.operational.journeys.tests.walking import chain, effects, journey, people, travellers
from rapport.operational.marketing.events import CampaignAnswered

START = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
JOURNEY, ANN, BOB = UUID(int=1), UUID(int=2), UUID(int=3)
LETTER = ("message", {"subject": "Hello", "text": "Dear {{name}}", "unreached": "leave"})
ORDER = ("await", {"fact": "order.placed.v1", "amount": 3, "unit": "days"})


def walk(graph: Graph, *coming: tuple[int, UUID], days: int = 30, **known: Any) -> list[Rehearsed]:
    """Return the ways of who came in so many days after the start."""
    past: dict[str, Any] = {
        "heard": {},
        "found": {},
        "reached": {},
        "zone": ZoneInfo("Europe/Berlin"),
        **known,
    }
    told = Past(journey_id=JOURNEY, seed="seed", until=START + days * DAY, **past)
    return rehearse(graph, [(START + day * DAY, party) for day, party in coming], told)


class TestWays:
    def test_who_does_it_goes_the_one_way_and_who_does_not_the_other(self) -> None:
        graph = chain(ORDER, ("tag", {"tag": "bought"}))
        heard = {"order.placed.v1": {ANN: [START - DAY, START + 2 * DAY], BOB: [START + 5 * DAY]}}
        ann, bob = walk(graph, (0, ANN), (0, BOB), heard=heard)
        assert (ann.path, ann.left_at) == (("n1", "n2", "n3", "n4"), START + 2 * DAY)
        assert (bob.path, bob.left_at) == (("n1", "n2", "n4"), START + 3 * DAY)
        assert bob.ways == (("n1", "next"), ("n2", "not"))

    def test_the_end_of_what_is_known_leaves_people_where_they_are(self) -> None:
        (ann,) = walk(chain(("wait", {"amount": 5, "unit": "days"})), (0, ANN), days=4)
        assert (ann.path, ann.why, ann.left_at) == (("n1", "n2"), "on-the-way", None)

    def test_conditions_lots_and_messages_part_people(self) -> None:
        graph = chain(("branch", {"filter": "country:is:DE"}), ("split", {"share": 40}), LETTER)
        everybody = [UUID(int=100 + number) for number in range(60)]
        reached = everybody[::2]
        trips = walk(
            graph, *((0, one) for one in everybody), found={"n2": everybody[:50]}, reached={"n4": reached}
        )
        first = {one for one in everybody[:50] if is_first(f"{JOURNEY}n3", one, 40)}
        assert {trip.party_id for trip in trips if "n4" in trip.path} == first
        assert {trip.party_id for trip in trips if trip.why == "unreached"} == first - set(reached)
        assert all(trip.why == "done" for trip in trips if trip.party_id not in first)

    def test_a_time_of_day_comes_where_the_customer_lives(self) -> None:
        zones = {BOB: ZoneInfo("Asia/Shanghai")}
        ann, bob = walk(chain(("until", {"clock": "09:00"})), (0, ANN), (0, BOB), zones=zones)
        assert ann.left_at == datetime(2026, 6, 2, 7, 0, tzinfo=UTC)
        assert bob.left_at == datetime(2026, 6, 2, 1, 0, tzinfo=UTC)


class TestComingAndLeaving:
    @pytest.mark.parametrize(("again", "came"), [("never", 1), ("after", 2), ("always", 3)])
    def test_coming_in_again_is_as_the_way_in_says(self, again: str, came: int) -> None:
        entry = {"trigger": "fact", "again": again, "again_days": 10}
        graph = chain(("wait", {"amount": 2, "unit": "days"}), entry=entry)
        assert len(walk(graph, (0, ANN), (1, ANN), (3, ANN), (12, ANN))) == came

    def test_the_goal_a_fact_and_conditions_end_the_way(self) -> None:
        entry = {
            **{"trigger": "fact", "goal": "order.placed.v1", "goal_ends": "yes"},
            "leave_fact": "consent.withdrawn.v1",
        }
        graph = chain(("wait", {"amount": 9, "unit": "days"}), entry=entry)
        heard = {"order.placed.v1": {ANN: [START + DAY]}, "consent.withdrawn.v1": {BOB: [START + 2 * DAY]}}
        other = UUID(int=9)
        trips = walk(graph, (0, ANN), (0, BOB), (0, other), heard=heard, found={LEAVING: {other}})
        assert [(trip.why, trip.left_at) for trip in trips] == [
            ("goal", START + DAY),
            ("fact", START + 2 * DAY),
            ("condition", START),
        ]
        assert trips[0].goal_at == START + DAY

    def test_who_is_held_out_is_led_nowhere(self) -> None:
        everybody = [UUID(int=100 + number) for number in range(40)]
        trips = walk(
            chain(LETTER, entry={"trigger": "fact", "hold_out": 30}), *((0, one) for one in everybody)
        )
        held = {trip.party_id for trip in trips if trip.why == "held-out"}
        assert held == {one for one in everybody if is_first("seed", one, 30)} != set()


def remember(shop: Shop, *facts: Fact, at: datetime) -> None:
    """Have the lake remember facts of one kind."""
    lines = msgspec.json.Encoder().encode_lines(
        Envelope(
            *(new_id(), shop.tenant_id, one.name, at, at, one.subject_kind, new_id(), None, None, None, None),
            msgspec.to_builtins(one),
        )
        for one in facts
    )
    rows, misfits = read_rows(lines, kinds_of_facts().get(facts[0].name), None)
    assert misfits == []
    commit(TableName(shop.tenant_id, facts[0].name), rows, 1)


def fired(party: UUID, at: datetime, kind: str = "idle") -> TriggerFired:
    """Return that a trigger fired for a customer."""
    return TriggerFired(
        visitor_id=new_id(),
        trigger_id=new_id(),
        trigger="Cart",
        kind=kind,
        thing="T-1",
        happened_at=at,
        window_at=at,
        customer_id=party,
    )


def followed(party: UUID, at: datetime, *, machine: bool) -> CampaignAnswered:
    """Return that a letter was followed."""
    return CampaignAnswered(
        campaign_id=new_id(),
        customer_id=party,
        delivery_id=new_id(),
        what="click",
        url="",
        machine=machine,
        at=at,
    )


def test_the_past_is_walked_and_nothing_is_done(
    shop: Shop, api: ApiCaller, signed_in: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAPPORT_LAKE_URL", str(tmp_path))
    entry = {"trigger": "fact", "fact": "trigger.fired.v1", "rule": "idle"}
    step = ("await", {"fact": "campaign.answered.v1", "amount": 2, "unit": "days"})
    line = journey(shop, chain(step, ("tag", {"tag": "keen"}), LETTER, entry=entry))
    keen, slow, silent = people(shop, 3)
    (unasked,) = people(shop, 1, agreed=False, prefix="u")
    at = timezone.now() - 5 * DAY
    told = [fired(one, at) for one in (keen, slow, unasked)] + [fired(silent, at, kind="present")]
    remember(shop, *told, at=at)
    later = at + DAY
    remember(
        shop,
        followed(keen, later, machine=False),
        followed(slow, later, machine=True),
        followed(unasked, later, machine=False),
        at=later,
    )
    asked = ask_rehearsal(line.id, 30, actor=shop.actor)
    assert b"It is being walked." in signed_in.get(f"/journeys/{line.id}/dry-run").content
    assert run_rehearsal(asked, actor=shop.actor) == 3
    assert run_rehearsal(asked, actor=shop.actor) == 0
    found = api.get(f"/journeys/{line.id}/dry-run").json()
    assert found["came"] == {"n1": 3, "n2": 3, "n3": 2, "n4": 2, "n5": 2}
    assert (found["ends"], found["reached"]) == ({"done": 2, "unreached": 1}, {"n4": 1})
    page = signed_in.get(f"/journeys/{line.id}/dry-run").content.decode()
    assert "P 0" in page and "U 0" in page and "P 2" not in page and "Could not be reached" in page
    assert travellers(shop, line.id) == [] and effects(shop) == []
    with as_tenant(shop.tenant_id):
        assert not Delivery.objects.exists()
        assert JourneyRehearsal.objects.count() == 1
    assert api.post(f"/journeys/{line.id}/dry-run", {"days": 7}).json()["state"] == "waiting"


def test_whom_programs_send_nobody_can_know(shop: Shop, api: ApiCaller) -> None:
    line = journey(shop, chain(("tag", {"tag": "new"})))
    refused = api.post(f"/journeys/{line.id}/dry-run", {"days": 7})
    assert (refused.status_code, refused.json()["code"]) == (409, "program")
    assert api.get(f"/journeys/{line.id}/dry-run").status_code == 404
