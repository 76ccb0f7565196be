"""What the door keeps, what it keeps apart, and whom it lets in."""

import gzip
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.house import Shop

from rapport.bigdata.ingest.http import door
from rapport.bigdata.ingest.models import RejectedEvent
from rapport.bigdata.ingest.operations import holders
from rapport.bigdata.ingest.operations.sources import add_source, change_key, change_source, show_secret
from rapport.bigdata.ingest.operations.taking import OWN_NAMES, sign_identity
from rapport.bigdata.ingest.queries import list_days
from rapport.bigdata.ingest.tests.conftest import ask, facts_of, told
from rapport.kernel.metering.api import sum_month
from rapport.kernel.tenancy.api import as_tenant

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")
SEEN = {"event": "product", "visitor": "v1", "sku": "A-17", "price": "12.50", "currency": "EUR"}
BEHAVIOUR, IDENTIFIED = "behaviour.recorded.v1", "visitor.identified.v1"


class TestSend:
    def test_one_event_is_a_fact_once_it_is_answered(self, shop: Shop, add: Any) -> None:
        source, key = add()
        reply = ask(SEEN | {"colour": "red"}, key)
        assert (reply.status, told(reply)) == (202, {"accepted": 1, "rejected": 0, "refusals": []})
        (fact,) = facts_of(shop, BEHAVIOUR)
        assert (fact["event"], fact["sku"], fact["price"], fact["currency"]) == (
            "product",
            "A-17",
            "12.50",
            "EUR",
        )
        assert fact["more"] == {"colour": "red"}
        assert fact["source_id"] == str(source.id)

    @pytest.mark.parametrize("count", [1, 501, 1200])
    def test_a_batch_is_kept_whole(self, shop: Shop, add: Any, count: int) -> None:
        source, key = add()
        batch = [SEEN | {"id": str(number)} for number in range(count)]
        assert told(ask(batch, key))["accepted"] == count
        assert [one["event_id"] for one in facts_of(shop, BEHAVIOUR)] == [str(n) for n in range(count)]
        with as_tenant(shop.tenant_id):
            (day,) = list_days([source.id], since=datetime.now(UTC).date())[source.id]
            assert sum_month("events", datetime.now(UTC).date()) == count
        assert (day.accepted, day.rejected) == (count, 0)

    def test_lines_and_packed_bodies_are_the_same(self, shop: Shop, add: Any) -> None:
        _source, key = add()
        lines = b"\n".join(json.dumps(SEEN).encode() for _ in range(3)) + b"\n\n"
        reply = ask(gzip.compress(lines), key, content_type="application/x-ndjson", content_encoding="gzip")
        assert told(reply)["accepted"] == 3
        assert len(facts_of(shop, BEHAVIOUR)) == 3

    def test_the_key_may_stand_in_the_batch(self, shop: Shop, add: Any) -> None:
        _source, key = add("site")
        assert ask({"key": key, "batch": [SEEN]}, content_type="text/plain").status == 202
        assert len(facts_of(shop, BEHAVIOUR)) == 1

    def test_a_wrong_clock_is_set_right(self, shop: Shop, add: Any) -> None:
        _source, key = add("site")
        now = datetime.now(UTC)
        wrong = now + timedelta(days=2)
        happened = wrong - timedelta(hours=1)
        ask({"key": key, "sent_at": wrong.isoformat(), "batch": [SEEN | {"at": happened.isoformat()}]})
        (fact,) = facts_of(shop, BEHAVIOUR)
        off = datetime.fromisoformat(fact["happened_at"]) - (now - timedelta(hours=1))
        assert abs(off) < timedelta(minutes=5)
        assert datetime.fromisoformat(fact["claimed_at"]) == happened


class TestKeepApart:
    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"event": "product"}, "visitor"),
            ({"visitor": "v1"}, ""),
            (SEEN | {"price": "dear"}, "price"),
            (SEEN | {"price": "NaN"}, "price"),
            (SEEN | {"value": "1e30"}, "value"),
            (SEEN | {"quantity": "0.0000001"}, "quantity"),
            (SEEN | {"currency": "euro"}, "currency"),
            (SEEN | {"at": "2026-01-01T00:00:00"}, "at"),
            (SEEN | {"at": "1969-01-01T00:00:00Z"}, "at"),
            (SEEN | {"title": "\0"}, ""),
            (SEEN | {"padding": "x" * 40_000}, ""),
            (["a"], ""),
            (7, ""),
        ],
    )
    def test_what_is_wrong_with_its_reason_and_the_rest_is_kept(
        self, shop: Shop, add: Any, wrong: Any, field: str
    ) -> None:
        source, key = add()
        answer = told(ask([SEEN, wrong, SEEN], key))
        assert (answer["accepted"], answer["rejected"]) == (2, 1)
        (refusal,) = answer["refusals"]
        assert (refusal["index"], refusal["field"]) == (1, field)
        assert refusal["reason"]
        with as_tenant(shop.tenant_id):
            (row,) = RejectedEvent.objects.filter(source_id=source.id)
        assert row.reason == refusal["reason"]

    def test_a_flood_of_names(self, shop: Shop, add: Any) -> None:
        _source, key = add()
        flood = [{"event": f"name {number}", "visitor": "v1"} for number in range(OWN_NAMES + 30)]
        answer = told(ask(flood, key))
        assert (answer["accepted"], answer["rejected"]) == (OWN_NAMES, 30)
        assert told(ask([*flood[:1], SEEN], key))["rejected"] in (0, 1), "the standard ones always pass"
        assert told(ask(SEEN, key))["accepted"] == 1

    def test_events_of_long_ago_come_from_servers_alone(self, shop: Shop, add: Any) -> None:
        old = SEEN | {"at": (datetime.now(UTC) - timedelta(days=400)).isoformat()}
        assert told(ask(old, add("server")[1]))["accepted"] == 1
        assert told(ask(old, add("site")[1]))["rejected"] == 1


class TestRefuse:
    def test_strangers_and_shut_sources(self, shop: Shop, add: Any) -> None:
        source, key = add()
        assert ask(SEEN).status == 401
        assert ask(SEEN, "rs_nobody").status == 401
        change_source(source.id, {"active": False}, actor=shop.actor)
        holders.forget_known()
        assert ask(SEEN, key).status == 401
        assert facts_of(shop, BEHAVIOUR) == []

    def test_the_former_key(self, shop: Shop, add: Any) -> None:
        source, key = add()
        fresh = change_key(source.id, actor=shop.actor)
        assert (ask(SEEN, key).status, ask(SEEN, fresh).status) == (401, 202)

    def test_pages_of_other_sites(self, shop: Shop, add: Any) -> None:
        _source, key = add("site", origins=["https://shop.example"])
        assert ask(SEEN, key, origin="https://thief.example").status == 403
        reply = ask(SEEN, key, origin="https://shop.example")
        assert reply.status == 202
        assert ("access-control-allow-origin", "https://shop.example") in reply.headers

    @pytest.mark.parametrize(
        ("body", "headers", "status"),
        [
            (b"", {}, 400),
            (b"\xff\xfe", {}, 400),
            (b"[" * 100_000, {}, 400),
            (b"{" + b'"a":{' * 5000, {}, 400),
            (b'{"batch": 7}', {}, 400),
            (json.dumps([{}] * 10_001).encode(), {}, 400),
            (b"not packed", {"content_encoding": "gzip"}, 400),
            (gzip.compress(b"x" * (door.MOST_BYTES + 1)), {"content_encoding": "gzip"}, 413),
            (gzip.compress(b"[]")[:-4], {"content_encoding": "gzip"}, 400),
            (b"[]", {"content_encoding": "br"}, 415),
            (b"x" * (door.MOST_BYTES + 1), {}, 413),
        ],
        ids=lambda value: None if isinstance(value, int) else "body",
    )
    def test_bodies_nobody_can_read(
        self, shop: Shop, add: Any, body: bytes, headers: dict[str, str], status: int
    ) -> None:
        _source, key = add()
        assert ask(body, key, **headers).status == status

    def test_too_many_a_minute_and_beyond_the_plan(
        self, shop: Shop, add: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _source, key = add(per_minute=5)
        assert ask([SEEN] * 5, key).status == 202
        reply = ask(SEEN, key)
        assert reply.status == 429
        assert int(dict(reply.headers)["retry-after"]) > 0
        _other, fresh = add()
        monkeypatch.setattr(holders, "find_left", lambda _meter: 3)
        assert ask([SEEN] * 4, fresh).status == 429
        assert ask([SEEN] * 3, fresh).status == 202

    def test_ten_times_its_pace_costs_others_nothing(
        self,
        shop: Shop,
        other_shop: Shop,
        add: Any,
        monkeypatch: pytest.MonkeyPatch,
        django_assert_num_queries: Any,
    ) -> None:
        monkeypatch.setattr(holders, "HOLDS", 1e9)
        _source, flooding = add(per_minute=10)
        _line, calm = add_source("Calm", "server", actor=other_shop.actor)
        assert ask([SEEN] * 10, flooding).status == 202
        for _ in range(9):
            with django_assert_num_queries(0):
                assert ask([SEEN] * 10, flooding).status == 429
            assert ask(SEEN, calm).status == 202

    def test_other_ways_and_places(self, shop: Shop) -> None:
        assert ask(b"", method="GET").status == 405
        assert ask(b"", path="/ingest/v2").status == 404
        asked = ask(b"", method="OPTIONS", origin="https://shop.example")
        assert (asked.status, dict(asked.headers)["access-control-allow-methods"]) == (204, "POST")


class TestIdentify:
    def test_a_server_is_believed(self, shop: Shop, add: Any) -> None:
        _source, key = add("server")
        said = {"event": "identify", "visitor": "v1", "user": "4711", "email": "ada@example.com"}
        assert told(ask(said, key))["accepted"] == 1
        (fact,) = facts_of(shop, IDENTIFIED)
        assert (fact["proved"], fact["user"], fact["email"]) == (True, "4711", "ada@example.com")

    def test_a_page_is_believed_with_the_shops_signature_alone(self, shop: Shop, add: Any) -> None:
        source, key = add("site")
        signature = sign_identity(show_secret(source.id, actor=shop.actor), "4711", "ada@example.com")
        said = {"event": "identify", "visitor": "v1", "user": "4711", "email": "ada@example.com"}
        for more in (
            {},
            {"signature": "é"},
            {"signature": signature, "user": "4712"},
            {"signature": signature},
        ):
            ask(said | more, key)
        assert [fact["proved"] for fact in facts_of(shop, IDENTIFIED)] == [False, False, False, True]


class TestWalls:
    def test_each_keys_events_are_its_own_businesss(self, shop: Shop, other_shop: Shop, add: Any) -> None:
        _source, key = add()
        ask(SEEN, key)
        assert len(facts_of(shop, BEHAVIOUR)) == 1
        assert facts_of(other_shop, BEHAVIOUR) == []
