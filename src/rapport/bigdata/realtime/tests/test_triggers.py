"""A trigger fires once for a visitor and window, in whatever order its events come, and by the clock."""

from typing import Any
from uuid import UUID

import pytest
from tests.house import ApiCaller, Shop

from rapport.bigdata.ingest.events import BehaviourRecorded
from rapport.bigdata.ingest.tests.conftest import facts_of
from rapport.bigdata.realtime.contracts import TriggerLine
from rapport.bigdata.realtime.operations import sinks
from rapport.bigdata.realtime.operations.taking import Taker
from rapport.bigdata.realtime.operations.triggers import add_trigger, change_trigger
from rapport.bigdata.realtime.operations.watching import Watch
from rapport.bigdata.realtime.tests.telling import ago, batch, event, in_disorder, table, tell, visitor
from rapport.kernel.errors import Clash, Invalid

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")
FACT = "trigger.fired.v1"


def views(shop: Shop, **more: Any) -> TriggerLine:
    """Add the trigger of who cannot decide."""
    values = {"name": "Cannot decide", "kind": "times", "event": "product", "times": 3, "minutes": 10}
    return add_trigger({**values, **more}, actor=shop.actor)


def left_cart(shop: Shop, **more: Any) -> TriggerLine:
    """Add the trigger of carts left alone."""
    return add_trigger({"name": "Cart left", "kind": "idle", "minutes": 30, **more}, actor=shop.actor)


def look(shop: Shop, who: str, *minutes: float, sku: str = "T-1") -> list[BehaviourRecorded]:
    """Return views of a product, so many minutes ago each."""
    return [event(shop, who, "product", ago(one), sku=sku, product="Tea") for one in minutes]


def fired(shop: Shop) -> list[UUID]:
    """Return for whom triggers fired, as the facts say."""
    return [UUID(one["visitor_id"]) for one in facts_of(shop, FACT)]


class TestTimes:
    def test_three_views_within_ten_minutes_are_a_fact(self, shop: Shop) -> None:
        trigger = views(shop)
        tell(shop, *look(shop, "slow", 40, 25, 12), *look(shop, "keen", 9, 6))
        assert fired(shop) == []
        tell(shop, *look(shop, "keen", 1))
        (fact,) = facts_of(shop, FACT)
        assert fact["visitor_id"] == str(visitor(shop, "keen"))
        assert (fact["trigger_id"], fact["kind"], fact["thing"]) == (str(trigger.id), "times", "T-1")
        assert fact["customer_id"] is None

    def test_once_in_a_window(self, shop: Shop) -> None:
        views(shop, repeat="week")
        tell(shop, *look(shop, "keen", 9, 6, 3))
        tell(shop, *look(shop, "keen", 2, 1, 0.5))
        assert len(fired(shop)) == len(table(shop, "trigger_firing")) == 1

    def test_the_same_product_where_it_says_so(self, shop: Shop) -> None:
        views(shop, same=True)
        tell(shop, *look(shop, "keen", 5), *look(shop, "keen", 4, 3, sku="T-2"))
        assert fired(shop) == []
        tell(shop, *look(shop, "keen", 2, sku="T-2"))
        assert len(fired(shop)) == 1

    def test_what_comes_too_late_is_not_answered(self, shop: Shop) -> None:
        views(shop)
        tell(shop, *look(shop, "keen", 75, 74, 73))
        assert fired(shop) == []

    def test_one_that_is_off_sleeps(self, shop: Shop) -> None:
        change_trigger(views(shop).id, {"active": False}, actor=shop.actor)
        tell(shop, *look(shop, "keen", 3, 2, 1))
        assert fired(shop) == []

    @pytest.mark.parametrize("seed", [1, 2, 3, 4])
    def test_disorder_and_repeats_fire_the_same(self, shop: Shop, other_shop: Shop, seed: int) -> None:
        events: list[BehaviourRecorded] = []
        for who in range(6):
            events += look(shop, f"v{who}", *(who * 3 + step * (1.5 + who) for step in range(7)))
        for one in (shop, other_shop):
            views(one, repeat="hour")
        for each in sorted(events, key=lambda one: one.happened_at):
            tell(other_shop, each)
        taker = Taker()
        for message in in_disorder(shop, events, seed):
            taker.take([message])
        fires = [row[1:] for row in table(shop, "trigger_firing")]
        assert fires == [row[1:] for row in table(other_shop, "trigger_firing")]
        assert fires, "some of them fire"
        assert len(fired(shop)) == len(fires)


class TestPresent:
    def test_whoever_is_here_now(self, shop: Shop) -> None:
        add_trigger({"name": "Here", "kind": "present", "repeat": "hour"}, actor=shop.actor)
        tell(shop, event(shop, "gone", "page", ago(20)), event(shop, "here", "click", ago(1)))
        assert fired(shop) == [visitor(shop, "here")]

    def test_known_customers_alone_where_it_says_so(
        self, shop: Shop, api: ApiCaller, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        vip, other = (UUID(api.post("/customers", {"name": name}).json()["id"]) for name in ("Ada", "Bob"))
        known = {visitor(shop, "ada"): vip, visitor(shop, "bob"): other}
        monkeypatch.setattr(sinks, "recognise", lambda ids: {one: known[one] for one in ids if one in known})
        add_trigger({"name": "VIP", "kind": "present", "who": "name:is:Ada"}, actor=shop.actor)
        tell(shop, *(event(shop, who, "page", ago(1)) for who in ("ada", "bob", "nobody")))
        (fact,) = facts_of(shop, FACT)
        assert (fact["visitor_id"], fact["customer_id"]) == (str(visitor(shop, "ada")), str(vip))


class TestByTheClock:
    def test_a_cart_left_alone_is_told_also_after_a_restart(self, shop: Shop) -> None:
        left_cart(shop)
        tell(
            shop,
            event(shop, "left", "cart", ago(31)),
            event(shop, "bought", "cart", ago(40)),
            event(shop, "bought", "order", ago(35)),
            event(shop, "busy", "cart", ago(50)),
            event(shop, "busy", "checkout", ago(5)),
            event(shop, "fresh", "cart", ago(10)),
        )
        assert fired(shop) == []
        Watch(Taker()).look(0)  # a process that knows nothing of what came before
        assert fired(shop) == [visitor(shop, "left")]
        Watch(Taker()).look(0)
        assert len(fired(shop)) == 1

    def test_it_looks_once_a_second(self, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
        looked: list[int] = []

        def note() -> list[UUID]:
            looked.append(1)
            return []

        monkeypatch.setattr("rapport.bigdata.realtime.operations.watching.list_waiting_tenants", note)
        watch = Watch(Taker())
        assert [watch.look(0), watch.look(0)] == [False, False]
        assert looked == [1]


class TestRules:
    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"kind": "sometimes"}, "kind"),
            ({"name": " "}, "name"),
            ({"event": "never sent"}, "event"),
            ({"times": 0}, "times"),
            ({"minutes": 61}, "minutes"),
            ({"kind": "idle", "minutes": 0}, "minutes"),
            ({"repeat": "never"}, "repeat"),
            ({"who": "nothing:is:there"}, "who"),
            ({"who": "{"}, "who"),
        ],
    )
    def test_wrong_ones_name_the_field(self, shop: Shop, wrong: dict[str, Any], field: str) -> None:
        with pytest.raises(Invalid) as refused:
            views(shop, **wrong)
        assert list(refused.value.fields) == [field]

    def test_there_can_be_so_many(self, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("rapport.bigdata.realtime.operations.triggers.MOST", 1)
        views(shop)
        with pytest.raises(Clash):
            left_cart(shop)

    def test_programs_keep_them(self, shop: Shop, other_shop: Shop, api: ApiCaller) -> None:
        body = {"name": "Left", "kind": "idle", "minutes": 20, "who": "", "repeat": "hour"}
        made = api.post("/triggers", body).json()
        assert made["who"] == {"version": 1, "where": {"and": []}}
        path = f"/triggers/{made['id']}"
        assert api.patch(path, {"minutes": 45}).json()["minutes"] == 45
        assert [one["id"] for one in api.get("/triggers").json()["items"]] == [made["id"]]
        assert api.patch(path, {"minutes": 0}).status_code == 409
        assert ApiCaller(other_shop.tenant_id).get(path).status_code == 404
        assert api.get(f"{path}/firings").json()["items"] == []
        assert api.get("/realtime/now").json()["visitors"] == 0
        assert api.get("/realtime/data").json()["hour"] == 0
        assert api.delete(path).status_code == 204
        assert api.get(path).status_code == 404


class TestOffers:
    """A product somebody looked at becomes cheaper, or can be bought again."""

    def offer(self, shop: Shop, sku: str, **what: bool) -> None:
        told = {"sku": sku, "price_dropped": False, "sold_again": False, **what}
        Taker().take([batch(shop, [told], "product.offer_changed.v1")])

    def test_fires_for_who_looked_and_did_not_order_since(self, shop: Shop) -> None:
        cheaper = add_trigger({"name": "Cheaper", "kind": "cheaper"}, actor=shop.actor)
        back = add_trigger({"name": "Back", "kind": "back"}, actor=shop.actor)
        tell(shop, *look(shop, "keen", 600), *look(shop, "buyer", 500), *look(shop, "other", 30, sku="T-2"))
        tell(shop, event(shop, "buyer", "order", ago(60), order="L-1", value="20", currency="EUR"))
        self.offer(shop, "T-1")
        assert fired(shop) == []
        self.offer(shop, "T-1", price_dropped=True)
        self.offer(shop, "T-1", price_dropped=True)
        self.offer(shop, "T-2", sold_again=True)
        told = {(one["trigger_id"], one["visitor_id"], one["thing"]) for one in facts_of(shop, FACT)}
        assert told == {
            (str(cheaper.id), str(visitor(shop, "keen")), "T-1"),
            (str(back.id), str(visitor(shop, "other")), "T-2"),
        }
        assert len(fired(shop)) == 2

    def test_who_looks_later_has_seen_the_new_price(self, shop: Shop) -> None:
        add_trigger({"name": "Cheaper", "kind": "cheaper"}, actor=shop.actor)
        self.offer(shop, "T-1", price_dropped=True)
        tell(shop, *look(shop, "late", 0))
        assert fired(shop) == []
