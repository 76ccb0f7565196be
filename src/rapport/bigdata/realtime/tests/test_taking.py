"""What comes in is counted once, in whatever order and however often, and nothing is lost by a kill."""

import random
from datetime import timedelta

import pytest
from tests.house import Shop

from rapport.bigdata.ingest.events import BehaviourRecorded
from rapport.bigdata.realtime.operations import firing, keeping, taking
from rapport.bigdata.realtime.operations.taking import ORDERS, Taker
from rapport.bigdata.realtime.queries.five_v import read_five_v
from rapport.bigdata.realtime.queries.windows import read_pulse
from rapport.bigdata.realtime.tests.telling import ago, batch, event, in_disorder, table, tell, visitor
from rapport.bigdata.stream.api import Batch
from rapport.kernel.ids import new_id
from rapport.kernel.outbox.api import ask_again
from rapport.kernel.outbox.models import ParkedFact
from rapport.kernel.tenancy.api import as_tenant

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")
NAMES = ("page", "product", "product", "search", "cart", "checkout", "order", "error")
BY_ARRIVAL = "measure <> 'within'"
"""How soon something was known hangs on when it was processed, and on nothing else."""


class Killed(BaseException):
    """The process is gone."""


def story(shop: Shop, seed: int, count: int = 120) -> list[BehaviourRecorded]:
    """Return what some visitors did in the last fifty minutes."""
    dice = random.Random(seed)
    start = ago(0)
    found = []
    for _ in range(count):
        what, sku = dice.choice(NAMES), f"T-{dice.randrange(5)}"
        at = start - timedelta(seconds=dice.uniform(1, 3000))
        goods = {"sku": sku, "product": f"Tea {sku}", "category": dice.choice(("green", "black"))}
        more = goods if what in ("product", "cart") else {"url": f"https://shop.example/{sku}"}
        found.append(event(shop, f"v{dice.randrange(8)}", what, at, **more))
    return found


def everything(shop: Shop) -> dict[str, list[tuple[object, ...]]]:
    """Return all that is kept and does not hang on when it was processed."""
    wheres = {"live_minute": BY_ARRIVAL}
    return {
        name: table(shop, name, wheres.get(name, "true"))
        for name in ("live_event", "live_visitor", "live_minute")
    }


class TestExactness:
    @pytest.mark.parametrize("seed", [1, 2, 3])
    def test_disorder_and_repeats_come_to_the_same(self, shop: Shop, other_shop: Shop, seed: int) -> None:
        events = story(shop, seed)
        for one in sorted(events, key=lambda each: each.happened_at):
            Taker().take([batch(other_shop, [one])])
        taker = Taker()
        for message in in_disorder(shop, events, seed):
            taker.take([message])
        assert everything(shop) == everything(other_shop)
        assert len(table(shop, "live_event")) == len(events)

    def test_all_at_once_comes_to_the_same(self, shop: Shop, other_shop: Shop) -> None:
        events = story(shop, 4)
        Taker().take(in_disorder(shop, events, 4))
        tell(other_shop, *events)
        assert everything(shop) == everything(other_shop)

    def test_a_kill_before_the_commit_leaves_nothing_and_the_next_has_it_all(
        self, shop: Shop, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        message = batch(shop, story(shop, 5))
        with monkeypatch.context() as broken, pytest.raises(Killed):
            broken.setattr(firing, "answer", die)
            Taker().take([message])
        assert table(shop, "live_event") == []
        Taker().take([message])
        once = everything(shop)
        Taker().take([message])
        assert everything(shop) == once

    def test_without_the_ids_of_events_repeats_would_count(
        self, shop: Shop, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The control: the inbox alone does not know an event that was sent twice."""
        one = event(shop, "v1", "page", ago(1))
        monkeypatch.setattr(keeping, "keep_events", lambda events, now: list(events))
        tell(shop, one)
        tell(shop, one)
        assert sum(row[4] for row in table(shop, "live_minute", "measure = 'event'")) == 2

    def test_what_happened_long_ago_is_not_live(self, shop: Shop) -> None:
        tell(shop, event(shop, "v1", "page", ago(60 * 25)))
        assert table(shop, "live_event") == []


def die_of_it(*ignored: object) -> int:
    raise ZeroDivisionError


def die(*ignored: object, **more: object) -> None:
    raise Killed


class TestPoison:
    def test_a_line_that_is_no_event_is_parked_and_stops_nothing(self, shop: Shop) -> None:
        good, bad = event(shop, "v1", "page", ago(1)), event(shop, "v2", "page", ago(1))
        message = batch(shop, [good, bad])
        lines = message.lines.replace(b'"visitor":"v2"', b'"visitor":{"deep":[]}')
        Taker().take([Batch(message.id, message.tenant_id, message.name, lines)])
        assert [row[1] for row in table(shop, "live_event")] == [visitor(shop, "v1")]
        with as_tenant(shop.tenant_id):
            parked = ParkedFact.objects.get(consumer="realtime")
            assert "visitor" in parked.reason
            ask_again(consumer="realtime")
        Taker().take_parked()
        with as_tenant(shop.tenant_id):
            again = ParkedFact.objects.get(consumer="realtime")
            assert (again.attempts, again.asked_at) == (2, None)

    def test_a_kill_after_a_line_was_parked_parks_it_once(
        self, shop: Shop, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        good, bad = event(shop, "v1", "page", ago(1)), event(shop, "v2", "page", ago(1))
        message = batch(shop, [good, bad])
        lines = message.lines.replace(b'"visitor":"v2"', b'"visitor":{"deep":[]}')
        broken = Batch(message.id, message.tenant_id, message.name, lines)
        with monkeypatch.context() as dying, pytest.raises(Killed):
            dying.setattr(taking, "_apply", die)
            Taker().take([broken])
        Taker().take([broken])
        assert len(table(shop, "live_event")) == 1
        with as_tenant(shop.tenant_id):
            assert ParkedFact.objects.filter(consumer="realtime").count() == 1

    def test_a_parked_fact_that_is_understood_by_now_counts_once(
        self, shop: Shop, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        message = batch(shop, [event(shop, "v1", "page", ago(1))])
        with monkeypatch.context() as broken:
            broken.setattr(taking, "_apply", die_of_it)
            Taker().take([message])
        with as_tenant(shop.tenant_id):
            assert ask_again(consumer="realtime") == 1
        Taker().take_parked()
        Taker().take_parked()
        assert len(table(shop, "live_event")) == 1
        with as_tenant(shop.tenant_id):
            assert not ParkedFact.objects.filter(consumer="realtime").exists()

    def test_a_batch_no_statement_takes_is_parked_alone(
        self, shop: Shop, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        fine, poisoned = batch(shop, story(shop, 6, 5)), batch(shop, story(shop, 7, 3))
        take_in = taking.take_in

        def take(tenant_id: object, batches: list[Batch]) -> int:
            if poisoned in batches:
                raise ZeroDivisionError
            return take_in(shop.tenant_id, batches)

        monkeypatch.setattr(taking, "take_in", take)
        Taker().take([poisoned, fine])
        assert len(table(shop, "live_event")) == 5
        with as_tenant(shop.tenant_id):
            assert ParkedFact.objects.filter(consumer="realtime").count() == 3


class TestWindows:
    def test_who_is_here_and_how_far_they_came(self, shop: Shop) -> None:
        goods = {"sku": "T-1", "product": "Tea", "quantity": 1}
        tell(
            shop,
            event(shop, "here", "page", ago(1), url="https://a.example/?utm_source=News"),
            event(
                shop,
                "left",
                "page",
                ago(12),
                url="https://a.example/",
                referrer="https://www.search.example/x",
            ),
            event(shop, "left", "product", ago(11), **goods),
            event(shop, "buyer", "cart", ago(20), **goods),
            event(shop, "buyer", "order", ago(19), order="1"),
            event(shop, "yesterday", "page", ago(600)),
            event(shop, "here", "error", ago(1), more={"message": "Cannot pay"}),
        )
        with as_tenant(shop.tenant_id):
            pulse = read_pulse()
        assert pulse.visitors == 1
        assert [(step.name, step.visitors) for step in pulse.funnel] == [
            ("page", 3),
            ("product", 2),
            ("cart", 1),
            ("checkout", 1),
            ("order", 1),
        ]
        assert [(one.name, one.label, one.count) for one in pulse.products] == [("T-1", "Tea", 1)]
        assert [one.name for one in pulse.sources] == ["news", "search.example"]
        assert [one.name for one in pulse.errors] == ["Cannot pay"]
        assert sum(pulse.events) == 6

    def test_orders_beside_what_is_usual_for_the_hour(self, shop: Shop) -> None:
        def orders(count: int, minutes: float) -> list[dict[str, object]]:
            return [
                {"order_id": str(new_id()), "kind": "order", "placed_at": ago(minutes).isoformat()}
                for _ in range(count)
            ]

        week = 7 * 24 * 60
        past = [one for number in range(1, 7) for one in orders(4, number * week + 30)]
        offer = {"order_id": str(new_id()), "kind": "quote", "placed_at": ago(3).isoformat()}
        begun = orders(1, 7 * week + 30)
        Taker().take([batch(shop, [*begun, *past, *orders(20, 5), offer], ORDERS)])
        with as_tenant(shop.tenant_id):
            pace = read_pulse().pace
        assert (pace.orders, pace.mark) == (20, "high")
        assert pace.usual == 4.0
        assert pace.minutes[54] + pace.minutes[53] == 20

    def test_how_the_data_is(self, shop: Shop) -> None:
        tell(
            shop,
            event(shop, "v1", "product", ago(2), sku="T-1", product="Tea"),
            event(shop, "v1", "product", ago(2)),
            event(shop, "v1", "page", ago(30), url="https://a.example", received_at=ago(3)),
            event(shop, "v1", "page", ago(2), url="https://a.example"),
        )
        with as_tenant(shop.tenant_id):
            data = read_five_v()
        assert (data.hour, data.day, data.names, data.sources) == (4, 4, 2, 1)
        assert (data.whole, data.prompt, data.used) == (0.75, 0.75, 0.0)

    def test_nobody_sees_another_business(self, shop: Shop, other_shop: Shop) -> None:
        tell(shop, event(shop, "v1", "page", ago(1)))
        with as_tenant(other_shop.tenant_id):
            assert read_pulse().visitors == 0
