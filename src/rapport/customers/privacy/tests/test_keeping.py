"""Rules of keeping: to the day and no further, in batches, counted before they are switched on."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone
from tests.house import ApiCaller, Shop

from rapport.customers.party.api import get_customer
from rapport.customers.party.contracts import ERASED
from rapport.customers.party.models import Party
from rapport.customers.party.tests.people import enter
from rapport.customers.privacy import queries
from rapport.customers.privacy.operations import keeping
from rapport.customers.timeline.api import CUSTOMER, Subject, add_note
from rapport.customers.timeline.models import Note
from rapport.kernel.audit.api import forget_contents, list_changes
from rapport.kernel.errors import Forbidden, Invalid, Missing
from rapport.kernel.identity.api import Actor
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.work.api import unit_of_work

VISITS = ("visits_unknown", "visits")


def age(shop: Shop, party_id: UUID, moment: datetime) -> None:
    with as_tenant(shop.tenant_id):
        Party.objects.filter(id=party_id).update(created_at=moment, last_touch_at=None)


def run(shop: Shop) -> int:
    return keeping.keep_rules(actor=shop.actor, tell=lambda gone: None)


def before(shop: Shop, months: int) -> datetime:
    with as_tenant(shop.tenant_id):
        return queries.find_before(months, timezone.now())


class TestKeeping:
    def test_the_day_begins_in_the_zone_of_the_business(self, shop: Shop) -> None:
        with as_tenant(shop.tenant_id):
            found = queries.find_before(1, datetime(2026, 3, 31, 22, 30, tzinfo=UTC))
        assert found == datetime(2026, 2, 28, 23, tzinfo=UTC)

    def test_takes_what_is_from_before_the_day_and_leaves_the_day(self, shop: Shop) -> None:
        edge = before(shop, 6)
        old, last = enter(shop, "Old Prospect", stage="prospect"), enter(shop, "Last Day", stage="prospect")
        bought = enter(shop, "Good Customer", stage="customer")
        age(shop, old.id, edge - timedelta(microseconds=1))
        age(shop, last.id, edge)
        age(shop, bought.id, edge - timedelta(days=900))
        assert run(shop) == 0
        keeping.set_rule("prospect", 6, active=True, actor=shop.actor)
        assert (run(shop), run(shop)) == (1, 0)
        with as_tenant(shop.tenant_id):
            names = [get_customer(one.id, actor=shop.actor).name for one in (old, last, bought)]
            rule = next(one for one in queries.list_rules() if one.kind == "prospect")
        assert names == [ERASED, "Last Day", "Good Customer"]
        assert (rule.active, rule.last_gone) == (True, 0)

    def test_goes_on_batch_by_batch(self, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
        about = Subject(CUSTOMER, (party := enter(shop)).id, party.id)
        for number in range(5):
            add_note(about, f"Note {number}", actor=shop.actor)
        edge = before(shop, 1)
        with as_tenant(shop.tenant_id):
            ids = list(Note.objects.order_by("id").values_list("id", flat=True)[:4])
            Note.objects.filter(id__in=ids).update(created_at=edge - timedelta(days=1))
            assert queries.count_aged(queries.get_kept("note"), edge) == 4
        keeping.set_rule("note", 1, active=True, actor=shop.actor)
        monkeypatch.setattr(keeping, "AT_ONCE", 3)
        heard: list[int] = []
        assert keeping.keep_rules(actor=shop.actor, tell=heard.append) == 4
        assert heard == [3, 4]
        with as_tenant(shop.tenant_id):
            assert [one.body for one in Note.objects.all()] == ["Note 4"]

    def test_is_set_by_who_may(self, shop: Shop) -> None:
        with pytest.raises(Forbidden):
            nobody = Actor(tenant_id=shop.tenant_id, kind="member", id=None, name="Nobody")
            keeping.set_rule("note", 1, active=True, actor=nobody)
        with pytest.raises(Invalid):
            keeping.set_rule("note", 0, active=True, actor=shop.actor)
        with pytest.raises(Missing):
            keeping.set_rule("moon", 1, active=True, actor=shop.actor)


def test_over_the_api(api: ApiCaller) -> None:
    kinds = {one["kind"] for one in api.get("/retention").json()["items"]}
    assert kinds == {"prospect", "former", "touch", "note", "form_entry", *VISITS, "history"}
    assert api.get("/retention/note/preview?keep_for=3").json()["count"] == 0
    assert api.call("put", "/retention/note", {"keep_for": 3, "active": True}).json()["active"] is True
    assert api.call("put", "/retention/moon", {"keep_for": 3, "active": True}).status_code == 404


def test_pages_show_and_change(signed_in: Client) -> None:
    assert "/settings/retention/note" in signed_in.get("/settings/retention").content.decode()
    assert "0" in signed_in.get("/settings/retention/note").content.decode()
    signed_in.post("/settings/retention/note", {"keep_for": "12", "active": "on"})
    assert "12" in signed_in.get("/settings/retention").content.decode()


class TestHistory:
    def test_goes_by_a_rule_of_a_year_or_more(
        self, shop: Shop, api: ApiCaller, signed_in: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[datetime] = []
        answers = iter((2, 2, 1))
        monkeypatch.setattr(keeping, "CHANGES_AT_ONCE", 2)

        def let_go(before: datetime, *, most: int) -> int:
            asked.append(before)
            return next(answers)

        monkeypatch.setattr(keeping, "let_go_changes", let_go)
        with pytest.raises(Invalid):
            keeping.set_rule("history", 11, active=True, actor=shop.actor)
        assert "History of changes" in signed_in.get("/settings/retention").content.decode()
        assert api.get("/retention/history/preview").json()["count"] == 0
        keeping.set_rule("history", 60, active=True, actor=shop.actor)
        assert run(shop) == 5
        assert asked == [before(shop, 60)] * 3

    def test_lines_of_letting_go_and_forgetting_are_read(
        self, shop: Shop, api: ApiCaller, signed_in: Client
    ) -> None:
        with unit_of_work(shop.actor):
            forget_contents([enter(shop).id])
        with as_tenant(shop.tenant_id):
            assert len(list_changes(ops=["E"])) == 1
        assert "forgotten" in signed_in.get("/settings/history").content.decode()
        assert "forget" in {one["what"] for one in api.get("/audit").json()["items"]}
