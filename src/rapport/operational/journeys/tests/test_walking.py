"""From a fact to a message: coming in, waiting, branching, acting, leaving."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from tests.house import Shop

from rapport.collaborative.delivery.models import Delivery, Message
from rapport.kernel.errors import Clash, Conflict
from rapport.kernel.ids import new_id
from rapport.kernel.lots import is_first
from rapport.kernel.outbox.api import Envelope
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.journeys.operations.drawing import add_step, set_graph
from rapport.operational.journeys.operations.entering import enter_customer
from rapport.operational.journeys.operations.hearing import hear_facts
from rapport.operational.journeys.operations.life import (
    pause_journey,
    publish_journey,
    resume_journey,
    stop_journey,
)
from rapport.operational.journeys.tests.walking import (
    chain,
    effects,
    forward,
    journey,
    people,
    travellers,
    walk,
)

LETTER = ("message", {"subject": "Hello {{name}}", "text": "# Welcome\n\nDear {{name}}, good to see you."})
TWO_DAYS = ("wait", {"amount": 2, "unit": "days"})


def tell(shop: Shop, name: str, party_id: UUID, **payload: object) -> int:
    """Have journeys hear a fact about a customer."""
    now = timezone.now()
    about = {"customer_id": str(party_id), **payload}
    fact = Envelope(
        *(new_id(), shop.tenant_id, name, now, now, "customer", party_id, None, None, None, None, about)
    )
    with as_tenant(shop.tenant_id):
        return hear_facts([fact], actor=shop.actor)


class TestFromAFactToAMessage:
    def test_who_did_it_comes_in_waits_is_written_to_once_and_leaves(self, shop: Shop) -> None:
        entry = {"trigger": "fact", "fact": "customer.created.v1"}
        line = journey(shop, chain(TWO_DAYS, LETTER, entry=entry))
        (one,) = people(shop, 1)
        assert tell(shop, "customer.created.v1", one) == 1
        walk(shop)
        (row,) = travellers(shop, line.id)
        assert (row.node, row.left_at) == ("n2", None)
        assert timedelta(hours=47) < row.due_at - timezone.now() <= timedelta(days=2)
        assert walk(shop) == 0
        forward(shop, timedelta(days=2))
        walk(shop)
        (row,) = travellers(shop, line.id)
        assert (row.why, row.path) == ("done", ["n1", "n2", "n3", "n4"])
        (effect,) = effects(shop)
        with as_tenant(shop.tenant_id):
            delivery = Delivery.objects.get()
            message = Message.objects.get(id=delivery.message_id)
        assert (effect.outcome, effect.ref_id) == ("handed-email", delivery.id)
        assert message.subject == "Hello P 0"
        assert "good to see you" in message.html
        assert (delivery.purpose, delivery.address) == ("marketing", "p0@example.org")

    def test_what_happened_long_ago_begins_nothing(self, shop: Shop) -> None:
        line = journey(shop, chain(LETTER, entry={"trigger": "fact", "fact": "order.placed.v1"}))
        (one,) = people(shop, 1)
        old = timezone.now() - timedelta(days=3)
        assert tell(shop, "order.placed.v1", one, placed_at=old.isoformat()) == 0
        assert travellers(shop, line.id) == []

    def test_who_never_agreed_is_not_written_to_and_leaves_where_the_step_says_so(self, shop: Shop) -> None:
        kind, settings = LETTER
        line = journey(shop, chain((kind, {**settings, "unreached": "leave"}), TWO_DAYS))
        (one,) = people(shop, 1, agreed=False)
        enter_customer(line.id, one, actor=shop.actor)
        walk(shop)
        assert [row.why for row in travellers(shop, line.id)] == ["unreached"]
        assert [row.outcome for row in effects(shop)] == ["no-consent"]


class TestWaitingForSomething:
    def test_who_did_it_goes_the_one_way_and_who_did_not_the_other(self, shop: Shop) -> None:
        step = ("await", {"fact": "order.placed.v1", "amount": 3, "unit": "days"})
        line = journey(shop, chain(step, ("tag", {"tag": "bought"})))
        buys, waits = people(shop, 2)
        for one in (buys, waits):
            enter_customer(line.id, one, actor=shop.actor)
        walk(shop)
        assert tell(shop, "order.placed.v1", buys) == 1
        walk(shop)
        assert {row.party_id: row.left_at is None for row in travellers(shop, line.id)} == {
            buys: False,
            waits: True,
        }
        forward(shop, timedelta(days=3))
        walk(shop)
        paths = {row.party_id: row.path for row in travellers(shop, line.id)}
        assert paths == {buys: ["n1", "n2", "n3", "n4"], waits: ["n1", "n2", "n4"]}


class TestBranches:
    def test_conditions_and_lots_part_a_cohort_as_the_rules_say(self, shop: Shop) -> None:
        graph = chain(
            ("branch", {"filter": "country:any_of:DE"}), ("split", {"share": 30}), ("tag", {"tag": "first"})
        )
        line = journey(shop, graph)
        home = people(shop, 40, prefix="d", country="DE")
        away = people(shop, 3, prefix="f", country="FR")
        for one in (*home, *away):
            enter_customer(line.id, one, actor=shop.actor)
        walk(shop)
        tagged = {row.party_id for row in effects(shop)}
        assert tagged == {one for one in home if is_first(f"{line.id}n3", one, 30)}
        assert all(row.why == "done" for row in travellers(shop, line.id))


class TestLeaving:
    def test_the_goal_a_fact_and_conditions_end_the_way(self, shop: Shop) -> None:
        entry = {
            **{"trigger": "program", "goal": "order.placed.v1", "goal_ends": "yes"},
            **{"leave_fact": "consent.withdrawn.v1", "leave_filter": "country:any_of:FR"},
        }
        line = journey(shop, chain(TWO_DAYS, LETTER, entry=entry))
        buys, withdraws, stays = people(shop, 3)
        (moves,) = people(shop, 1, prefix="f", country="FR")
        for one in (buys, withdraws, stays, moves):
            enter_customer(line.id, one, actor=shop.actor)
        walk(shop)
        tell(shop, "order.placed.v1", buys)
        tell(shop, "consent.withdrawn.v1", withdraws)
        why = {row.party_id: row.why for row in travellers(shop, line.id)}
        assert why == {buys: "goal", withdraws: "fact", stays: "on-the-way", moves: "condition"}
        assert next(row for row in travellers(shop, line.id) if row.party_id == buys).goal_at is not None

    def test_pausing_keeps_everybody_and_stopping_ends_it_for_all(self, shop: Shop) -> None:
        line = journey(shop, chain(TWO_DAYS, LETTER))
        (one,) = people(shop, 1)
        enter_customer(line.id, one, actor=shop.actor)
        walk(shop)
        pause_journey(line.id, actor=shop.actor)
        forward(shop, timedelta(days=2))
        assert walk(shop) == 0
        with pytest.raises(Conflict):
            enter_customer(line.id, one, actor=shop.actor)
        resume_journey(line.id, actor=shop.actor)
        assert walk(shop) == 2
        stop_journey(line.id, actor=shop.actor)
        with as_tenant(shop.tenant_id):
            assert [row.state for row in Delivery.objects.all()] == ["refused"]


class TestComingInAgain:
    @pytest.mark.parametrize(("again", "soon", "later"), [("never", 0, 0), ("after", 0, 1), ("always", 1, 1)])
    def test_is_as_the_way_in_says_and_never_twice_at_once(
        self, shop: Shop, again: str, soon: int, later: int
    ) -> None:
        entry = {"trigger": "program", "again": again, "again_days": 10}
        line = journey(shop, chain(("wait", {"amount": 1, "unit": "hours"}), entry=entry))
        (one,) = people(shop, 1)
        assert enter_customer(line.id, one, actor=shop.actor)
        walk(shop)
        assert not enter_customer(line.id, one, actor=shop.actor)
        forward(shop, timedelta(hours=2))
        walk(shop)
        assert enter_customer(line.id, one, actor=shop.actor) == bool(soon)
        walk(shop)
        forward(shop, timedelta(days=11))
        walk(shop)
        assert enter_customer(line.id, one, actor=shop.actor) == bool(later)

    def test_who_is_held_out_is_written_down_and_led_nowhere(self, shop: Shop) -> None:
        line = journey(shop, chain(LETTER, entry={"trigger": "program", "hold_out": 40}))
        for one in people(shop, 30):
            enter_customer(line.id, one, actor=shop.actor)
        walk(shop)
        rows = travellers(shop, line.id)
        held = {row.party_id for row in rows if row.held_out}
        assert held == {row.party_id for row in rows if is_first(line.seed, row.party_id, 40)}
        assert 0 < len(held) < 30
        assert {row.party_id for row in effects(shop)} == {row.party_id for row in rows} - held


class TestVersions:
    def test_who_is_on_the_way_stays_or_is_taken_along(self, shop: Shop) -> None:
        line = journey(shop, chain(TWO_DAYS))
        first, second = people(shop, 2)
        enter_customer(line.id, first, actor=shop.actor)
        walk(shop)
        add_step(line.id, "n2", "next", "goal", actor=shop.actor)
        publish_journey(line.id, actor=shop.actor)
        enter_customer(line.id, second, actor=shop.actor)
        walk(shop)
        publish_journey(line.id, move=True, actor=shop.actor)
        forward(shop, timedelta(days=2))
        walk(shop)
        rows = travellers(shop, line.id)
        assert [row.path for row in rows] == [["n1", "n2", "n4", "n3"]] * 2
        assert len({row.version_id for row in rows}) == 1

    def test_what_is_not_sound_is_not_put_live_and_says_where(self, shop: Shop) -> None:
        line = journey(shop, chain(TWO_DAYS))
        set_graph(line.id, chain(("branch", {}), ("message", {"text": "Hi"})), actor=shop.actor)
        with pytest.raises(Clash) as refusal:
            publish_journey(line.id, actor=shop.actor)
        assert set(refusal.value.fields) == {"steps.n2", "steps.n3"}
