"""Settings are checked, kept all or none, walled off, audited, announced, and read once a transaction."""

from typing import Any

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from tests.house import ApiCaller, Shop

from rapport.kernel.audit.api import list_changes
from rapport.kernel.errors import Conflict, Forbidden, Invalid, Missing
from rapport.kernel.identity import api as identity
from rapport.kernel.settings import api as settings
from rapport.kernel.settings import registry
from rapport.kernel.settings.api import Setting, SettingGroup, change_settings, get_setting
from rapport.kernel.tenancy.api import as_tenant, get_tenant


def list_letters() -> list[tuple[str, Any]]:
    return [("a", "A"), ("b", "B")]


def refuse_odd(value: int) -> str:
    return "Odd." if value % 2 else ""


@pytest.fixture(autouse=True)
def declared() -> Any:
    """A group of our own, one setting of each type; gone after the test."""
    tables: tuple[dict[str, Any], ...] = (registry._groups, registry._settings, registry._guards)
    before = [dict(table) for table in tables]
    settings.declare_settings(
        SettingGroup(key="probe", label="Probe"),
        [
            Setting(key="probe.text", label="Text", default="plain", longest=10),
            Setting(key="probe.must", label="Must", required=True, default="x"),
            Setting(key="probe.whole", label="Whole", type="whole", default=3, least=1, most=9),
            Setting(key="probe.yes", label="Yes", type="yes", default=False),
            Setting(key="probe.time", label="Time", type="time"),
            Setting(
                key="probe.rank",
                label="Rank",
                type="ranked",
                default=[],
                choices=lambda: [("a", "A"), ("b", "B")],
            ),
            Setting(key="probe.choice", label="Choice", type="choice", choices=lambda: [("a", "A")]),
            Setting(key="probe.zone", label="Zone", type="zone", default="UTC"),
            Setting(key="probe.number", label="Number", type="decimal"),
            Setting(key="probe.mine", label="Mine", scope="member", default="calm"),
            Setting(
                key="probe.even",
                label="Even",
                type="whole",
                default=2,
                check=lambda v: "Odd." if v % 2 else "",
            ),
        ],
    )
    yield
    for kept, now in zip(before, tables, strict=True):
        now.clear()
        now.update(kept)


def read(shop: Shop, key: str, **who: Any) -> Any:
    with as_tenant(shop.tenant_id):
        return get_setting(key, **who)


def clerk_of(shop: Shop) -> Any:
    person = identity.create_person(f"clerk@{shop.slug}.example", "Cle Rk")
    member = identity.add_member(shop.tenant_id, person, ["clerk"])
    with as_tenant(shop.tenant_id):
        return identity.get_member_actor(member.id)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *(("probe.text", "x" * 11), ("probe.text", 3), ("probe.text", "two\nlines"), ("probe.must", "  ")),
        *(("probe.whole", 0), ("probe.whole", 10), ("probe.whole", "3"), ("probe.whole", True)),
        *(("probe.yes", "yes"), ("probe.time", "24:00"), ("probe.time", "7"), ("probe.choice", "z")),
        *(("probe.rank", ["a", "a"]), ("probe.rank", ["z"]), ("probe.rank", "a"), ("probe.zone", "Mars/One")),
        *(("probe.number", "1e"), ("probe.number", "NaN"), ("probe.even", 3), ("probe.text", None)),
    ],
)
def test_a_wrong_value_is_named_and_nothing_of_the_call_is_kept(shop: Shop, key: str, value: Any) -> None:
    with pytest.raises(Invalid) as refused:
        change_settings({key: value, "probe.mine": "loud"}, actor=shop.actor)
    assert list(refused.value.fields) == [key]
    assert read(shop, "probe.mine", member_id=shop.actor.member_id) == "calm"


def test_values_are_kept_by_business_and_by_member(shop: Shop, other_shop: Shop) -> None:
    changed = change_settings(
        {"probe.text": " tea ", "probe.rank": ["b", "a"], "probe.mine": "loud", "probe.whole": 3},
        actor=shop.actor,
    )
    assert changed == ["probe.text", "probe.rank", "probe.mine"], "the default is no change"
    assert read(shop, "probe.text") == "tea"
    assert read(shop, "probe.rank") == ["b", "a"]
    assert read(shop, "probe.mine", member_id=shop.actor.member_id) == "loud"
    assert read(shop, "probe.mine") == "calm"
    assert read(other_shop, "probe.text") == "plain"
    settings.reset_setting("probe.text", actor=shop.actor)
    assert read(shop, "probe.text") == "plain"


def test_only_who_may_changes_the_business_and_everybody_their_own(shop: Shop) -> None:
    clerk = clerk_of(shop)
    with pytest.raises(Forbidden):
        change_settings({"probe.text": "mine"}, actor=clerk)
    change_settings({"probe.mine": "loud"}, actor=clerk)
    with as_tenant(shop.tenant_id):
        assert [line.setting.key for line in settings.list_settings(clerk, group="probe")] == ["probe.mine"]
        with pytest.raises(Missing):
            settings.get_line("probe.text", clerk)
    with pytest.raises(Missing):
        change_settings({"probe.nothing": 1}, actor=shop.actor)


def test_all_are_read_by_one_question_a_transaction_and_anew_after_a_change(shop: Shop) -> None:
    with as_tenant(shop.tenant_id), CaptureQueriesContext(connection) as asked:
        for _ in range(3):
            get_setting("probe.text")
            get_setting("probe.whole")
        assert len(asked) == 1
        with pytest.raises(Invalid):
            change_settings({"probe.whole": 99}, actor=shop.actor)
        change_settings({"probe.whole": 4}, actor=shop.actor)
        assert get_setting("probe.whole") == 4
        with pytest.raises(ZeroDivisionError), as_tenant(shop.tenant_id):
            change_settings({"probe.whole": 5}, actor=shop.actor)
            assert get_setting("probe.whole") == 5
            raise ZeroDivisionError
        assert get_setting("probe.whole") == 4, "what was taken back is not remembered"
    assert read(shop, "probe.whole") == 4


def test_history_tells_of_the_first_change_too_and_a_fact_goes_out(shop: Shop) -> None:
    change_settings({"business.name": "Teahouse North", "probe.whole": 5}, actor=shop.actor)
    change_settings({"probe.whole": 6}, actor=shop.actor)
    with as_tenant(shop.tenant_id):
        lines = settings.list_setting_changes(shop.actor)
        told = {(line.key, line.before, line.after, line.actor_id) for line in lines}
        assert ("business.name", "Teahouse", "Teahouse North", shop.actor.id) in told
        assert ("probe.whole", None, 5, shop.actor.id) in told
        assert ("probe.whole", 5, 6, shop.actor.id) in told
    with connections["relay"].cursor() as cursor:
        cursor.execute(
            "select count(*) from fact where tenant_id = %s and name = 'setting.changed.v1'", [shop.tenant_id]
        )
        assert cursor.fetchone() == (3,)


def test_the_register_follows_in_the_same_transaction(shop: Shop, other_shop: Shop) -> None:
    with pytest.raises(ZeroDivisionError), as_tenant(shop.tenant_id):
        change_settings({"business.zone": "Asia/Shanghai"}, actor=shop.actor)
        raise ZeroDivisionError
    assert get_tenant(shop.tenant_id).zone == "Europe/Berlin"
    change_settings({"business.zone": "Asia/Shanghai"}, actor=shop.actor)
    assert get_tenant(shop.tenant_id).zone == "Asia/Shanghai"
    assert get_tenant(other_shop.tenant_id).zone == "UTC"


@pytest.mark.parametrize("change", ["plan = 'gold'", "status = 'active'", "slug = 'mine'"])
def test_the_database_keeps_plan_and_status_from_the_business(shop: Shop, change: str) -> None:
    from django.db import ProgrammingError

    with pytest.raises(ProgrammingError), as_tenant(shop.tenant_id), connection.cursor() as cursor:
        cursor.execute(f"update tenant set {change}")


def test_no_business_changes_another_ones_entry(shop: Shop, other_shop: Shop) -> None:
    with as_tenant(shop.tenant_id), connection.cursor() as cursor:
        cursor.execute("update tenant set name = 'taken' where id = %s", [other_shop.tenant_id])
        assert cursor.rowcount == 0
    assert get_tenant(other_shop.tenant_id).name != "taken"


def test_a_room_may_hold_the_present_value(shop: Shop) -> None:
    settings.guard_setting("probe.whole", lambda before, after: "In use." if before == 3 else "")
    with pytest.raises(Conflict) as held:
        change_settings({"probe.whole": 4}, actor=shop.actor)
    assert held.value.fields == {"probe.whole": "In use."}


class TestApi:
    def test_lists_reads_changes_and_resets(self, api: ApiCaller, shop: Shop) -> None:
        every = {one["key"]: one for one in api.get("/settings?group=probe").json()["items"]}
        assert every["probe.rank"]["choices"] == ["a", "b"]
        assert every["probe.whole"]["is_default"] is True
        read_one = api.get("/settings/probe.whole")
        answer = api.patch("/settings", {"values": {"probe.whole": 7}}, Idempotency_Key="k1")
        assert answer.json()["items"][0]["value"] == 7
        assert api.delete("/settings/probe.whole", If_Match=read_one["ETag"]).status_code == 412
        assert api.delete("/settings/probe.whole").status_code == 204
        assert read(shop, "probe.whole") == 3

    def test_says_what_is_wrong(self, api: ApiCaller) -> None:
        wrong = api.patch("/settings", {"values": {"probe.whole": 70}}, Accept_Language="zh-hans")
        assert wrong.status_code == 422
        assert wrong.json()["fields"] == {"probe.whole": "不超过 9。"}
        assert api.get("/settings/no.such").status_code == 404
        assert api.delete("/settings/business.name").status_code == 409

    def test_a_token_has_no_settings_of_its_own(self, api: ApiCaller) -> None:
        assert api.patch("/settings", {"values": {"probe.mine": "loud"}}).status_code in (403, 404)


def test_the_wall_holds(shop: Shop, other_shop: Shop) -> None:
    change_settings({"probe.text": "secret"}, actor=other_shop.actor)
    with as_tenant(shop.tenant_id):
        assert list_changes(tables=("setting_value",)) == []
