"""The pure rules: sound pictures, changes of them, places of boxes, times of day on every night of a year."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.kernel.errors import Conflict, Invalid, RapportError
from rapport.operational.journeys.contracts.graph import ADDABLE, KINDS, Graph
from rapport.operational.journeys.operations.moving import DUE_AT
from rapport.operational.journeys.rules.checking import check_graph, reach
from rapport.operational.journeys.rules.clock import next_at
from rapport.operational.journeys.rules.editing import add_after, lead, move, remove
from rapport.operational.journeys.rules.graph import new_graph, read_graph, with_settings, write_graph
from rapport.operational.journeys.rules.layout import lay_out

NEEDED: dict[str, dict[str, Any]] = {
    "branch": {"filter": "country:is:DE"},
    "message": {"subject": "Hello", "text": "Dear {{name}}"},
    "task": {"title": "Call"},
    "lead": {"title": "Buys much"},
    "field": {"field": "size"},
    "tag": {"tag": "new"},
    "signal": {"name": "hello"},
}
draws = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 10_000), st.integers(0, 10_000)), max_size=25)


def drawn(presses: list[tuple[int, int, int]]) -> Graph:
    """Return what somebody drew who pressed these buttons; refusals change nothing."""
    graph = new_graph()
    for press, one, other in presses:
        names, places = sorted(graph.nodes), _places(graph)
        place = places[one % len(places)]
        try:
            if press < 5:
                kind = ADDABLE[other % len(ADDABLE)]
                graph, name = add_after(graph, *place, kind)
                graph = graph.with_nodes(with_settings(graph.nodes[name], NEEDED.get(kind, {})))
            elif press == 5:
                graph = remove(graph, names[other % len(names)])
            elif press < 9:
                graph = move(graph, names[other % len(names)], *place)
            else:
                graph = lead(graph, *place, names[other % len(names)])
        except RapportError:
            continue
    return graph


def _places(graph: Graph) -> list[tuple[str, str]]:
    return [(node.id, way) for node in graph.nodes.values() for way in node.after]


class TestDrawing:
    @given(draws)
    def test_no_press_of_a_button_leaves_a_way_that_leads_nowhere(
        self, presses: list[tuple[int, int, int]]
    ) -> None:
        graph = drawn(presses)
        for node in graph.nodes.values():
            assert set(node.after) == set(KINDS[node.kind].ways)
            assert set(node.after.values()) <= set(graph.nodes)
        assert reach(graph, graph.entry.id) == set(graph.nodes)
        assert read_graph(write_graph(graph)) == graph

    @given(draws.map(lambda presses: [one for one in presses if one[0] != 9]))
    def test_what_is_drawn_without_leading_back_is_sound(self, presses: list[tuple[int, int, int]]) -> None:
        assert check_graph(drawn(presses)) == []

    @given(draws)
    def test_every_step_has_a_place_of_its_own_below_what_leads_to_it(
        self, presses: list[tuple[int, int, int]]
    ) -> None:
        graph = drawn(presses)
        layout = lay_out(graph)
        assert set(layout.spots) == set(graph.nodes)
        assert len(set(layout.spots.values())) == len(graph.nodes)
        for line in layout.lines:
            if not line.jump:
                assert layout.spots[line.end].row > layout.spots[line.start].row

    def test_a_circle_with_two_ways_in_goes_down_from_the_first_that_is_met(self) -> None:
        steps = [
            {"id": "n1", "kind": "entry", "after": {"next": "n2"}},
            {"id": "n2", "kind": "await", "after": {"came": "n3", "not": "n4"}},
            {"id": "n3", "kind": "await", "after": {"came": "n5", "not": "n4"}},
            {"id": "n4", "kind": "wait", "after": {"next": "n3"}},
            {"id": "n5", "kind": "exit"},
        ]
        layout = lay_out(read_graph({"steps": steps}))
        assert len(set(layout.spots.values())) == len(steps)
        down = [line for line in layout.lines if not line.jump]
        assert all(layout.spots[line.end].row > layout.spots[line.start].row for line in down)

    def test_the_way_in_and_ends_stay(self) -> None:
        with pytest.raises(Conflict):
            remove(new_graph(), "n1")
        with pytest.raises(Conflict):
            move(new_graph(), "n2", "n1", "next")


class TestSoundness:
    def test_a_circle_needs_a_rest(self) -> None:
        graph, name = add_after(new_graph(), "n1", "next", "branch")
        graph = graph.with_nodes(with_settings(graph.nodes[name], NEEDED["branch"]))
        circle = lead(graph, name, "no", name)
        assert {flaw.node for flaw in check_graph(circle)} == {name}
        rested, wait = add_after(circle, name, "no", "wait")
        assert check_graph(rested) == []
        assert rested.nodes[wait].after == {"next": name}

    def test_a_path_that_never_ends_is_named(self) -> None:
        steps = [
            {"id": "n1", "kind": "entry", "after": {"next": "n2"}},
            {"id": "n2", "kind": "wait", "after": {"next": "n2"}},
        ]
        assert [flaw.node for flaw in check_graph(read_graph({"steps": steps}))] == ["n1", "n2"]

    @pytest.mark.parametrize(
        ("step", "path"),
        [
            ({"id": "n2", "kind": "fly"}, "n2"),
            ({"id": "n2", "kind": "wait", "settings": {"colour": "red"}}, "n2.colour"),
            ({"id": "n2", "kind": "wait", "settings": {"amount": 0}}, "n2.amount"),
            ({"id": "n2", "kind": "wait", "settings": {"amount": True}}, "n2.amount"),
            ({"id": "n2", "kind": "until", "settings": {"clock": "25:00"}}, "n2.clock"),
            ({"id": "n2", "kind": "wait", "after": {"yes": "n1"}}, "n2"),
            ({"id": "n1", "kind": "exit"}, "n1"),
            ({"id": "n 2", "kind": "exit"}, "steps.1"),
            ({"id": "n2", "kind": "exit", "more": 1}, "steps.1"),
        ],
    )
    def test_what_is_unknown_is_refused_with_its_step(self, step: dict[str, Any], path: str) -> None:
        with pytest.raises(Invalid) as refusal:
            read_graph({"steps": [{"id": "n1", "kind": "entry", "after": {"next": "n2"}}, step]})
        assert list(refusal.value.fields) == [path]


YEAR = datetime(2026, 1, 1, tzinfo=UTC)
ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Shanghai")


class TestTimesOfDay:
    @given(
        st.sampled_from(ZONES),
        st.times().map(lambda one: one.replace(second=0, microsecond=0)),
        st.integers(0, 60 * 24 * 730).map(lambda minutes: YEAR + timedelta(minutes=minutes)),
    )
    def test_the_wall_shows_it_and_it_is_the_next_one(self, zone: str, clock: time, now: datetime) -> None:
        there = ZoneInfo(zone)
        found = next_at(clock, there, now)
        assert timedelta(0) < found - now <= timedelta(hours=50)
        wall = found.astimezone(there).time()
        late = (wall.hour * 60 + wall.minute) - (clock.hour * 60 + clock.minute)
        assert late in (0, 30, 60)  # skipped where clocks are put forward

    @pytest.mark.django_db
    @settings(max_examples=60)
    @given(
        st.sampled_from(ZONES),
        st.times().map(lambda one: one.replace(second=0, microsecond=0)),
        st.sampled_from((86, 296, 304)),
        st.integers(0, 60 * 24 * 3),
    )
    def test_the_database_reckons_the_same(self, zone: str, clock: time, day: int, minutes: int) -> None:
        now = YEAR + timedelta(days=day, minutes=minutes)
        statement = f"select {DUE_AT} from (select %(zone)s::text as zone) s,"
        statement += " (select %(clock)s::time as clock, 0.0::float8 as seconds) g"
        with connection.cursor() as cursor:
            cursor.execute(statement, {"now": now, "zone": zone, "clock": str(clock)})
            (found,) = cursor.fetchone()
        assert found == next_at(clock, ZoneInfo(zone), now)


def test_the_ways_of_a_step_stand_in_the_order_of_its_kind() -> None:
    """The database keeps keys in an order of its own: by their length."""
    steps = [
        {"id": "n1", "kind": "entry", "after": {"next": "n2"}},
        {"id": "n2", "kind": "await", "after": {"not": "n3", "came": "n4"}},
        {"id": "n3", "kind": "exit"},
        {"id": "n4", "kind": "exit"},
    ]
    assert list(read_graph({"steps": steps}).nodes["n2"].after) == ["came", "not"]
