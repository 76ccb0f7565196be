"""Watched metrics: judged by day as their owner sees them, told once for each time they stand out."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.house import ApiCaller, Shop

from rapport.analytical.reporting.contracts.alerts import AlertDraft
from rapport.analytical.reporting.models import MetricAlert, MetricRise
from rapport.analytical.reporting.operations import alerts, watching
from rapport.analytical.reporting.tests.conftest import ago, note_build, sold, write_marts
from rapport.analytical.warehouse.models import MartBuild
from rapport.kernel.embedded.api import Layout
from rapport.kernel.errors import Clash, Conflict, Unknown
from rapport.kernel.identity.api import system_actor
from rapport.kernel.ids import new_id
from rapport.kernel.notices.api import count_unread
from rapport.kernel.tenancy.api import as_tenant


def built(shop: Shop, home: Path, days: dict[int, int], build: int) -> None:
    """Have marts of a shop with a hundred orders of 10 EUR a day, but for some days (counted back)."""
    rows = [sold(ago(back), 1000 * days.get(back, 100), orders=days.get(back, 100)) for back in range(1, 120)]
    file = Layout(home).lake / "marts" / f"{shop.tenant_id}.duckdb"
    file.unlink(missing_ok=True)
    write_marts(file, {"sales_days": rows})
    with as_tenant(shop.tenant_id):
        MartBuild.objects.all().delete()
    note_build(shop.tenant_id)
    with as_tenant(shop.tenant_id):
        MartBuild.objects.update(started_at=timezone.now() + timedelta(microseconds=build))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a home of the test's own."""
    monkeypatch.setenv("RAPPORT_HOME", str(tmp_path))
    return tmp_path


def test_what_stands_out_is_told_once_and_ends(shop: Shop, home: Path) -> None:
    system = system_actor(shop.tenant_id)
    line = alerts.add_alert(AlertDraft(name="Orders", metric="orders"), actor=shop.actor)
    limit = AlertDraft(name="Money", metric="revenue", way="below", limit=200.0)
    alerts.add_alert(limit, actor=shop.actor)
    built(shop, home, {1: 13, 2: 14}, 1)
    with as_tenant(shop.tenant_id):
        MetricAlert.objects.update(judged_day=ago(4))
    assert watching.watch_metrics(system) == 2
    assert watching.watch_metrics(system) == 0
    with as_tenant(shop.tenant_id):
        rise = MetricRise.objects.get(alert_id=line.id)
        assert (rise.first_day, rise.last_day, rise.value) == (ago(2), ago(1), 13.0)
        assert (rise.side, rise.usual, rise.ended_at) == ("below", 100.0, None)
        assert count_unread(shop.actor) == 2
    noted = alerts.acknowledge_rise(line.id, rise.id, " A holiday ", actor=shop.actor)
    assert (noted.remark, noted.acknowledged_by_id) == ("A holiday", shop.actor.id)
    with pytest.raises(Conflict):
        alerts.acknowledge_rise(line.id, rise.id, actor=shop.actor)
    built(shop, home, {2: 13}, 2)
    with as_tenant(shop.tenant_id):
        MetricAlert.objects.update(judged_day=ago(2))
    assert watching.watch_metrics(system) == 0
    with as_tenant(shop.tenant_id):
        assert not MetricRise.objects.filter(ended_at=None).exists()
        assert count_unread(shop.actor) == 2


def test_an_owner_who_left_is_watched_for_no_more(shop: Shop, home: Path) -> None:
    built(shop, home, {}, 1)
    line = alerts.add_alert(AlertDraft(name="Orders", metric="orders"), actor=shop.actor)
    with as_tenant(shop.tenant_id):
        MetricAlert.objects.update(owner_id=new_id())
    assert watching.watch_metrics(system_actor(shop.tenant_id)) == 0
    with as_tenant(shop.tenant_id):
        row = MetricAlert.objects.get(id=line.id)
        assert not row.active
        assert "left" in row.trouble


def test_what_cannot_be_watched_is_refused(shop: Shop) -> None:
    good: dict[str, Any] = {"name": "Orders", "metric": "orders"}
    for wrong, why in (
        ({"metric": "profit"}, Unknown),
        ({"metric": "prospects"}, Unknown),
        ({"filter": "moon:is:full"}, Unknown),
        ({"members": (new_id(),)}, Unknown),
        ({"way": "above"}, Clash),
        ({"way": "above", "limit": float("nan")}, Clash),
        ({"name": ""}, Clash),
    ):
        with pytest.raises(why):
            alerts.add_alert(AlertDraft(**{**good, **wrong}), actor=shop.actor)


def test_pages_and_programs_watch_alike(
    shop: Shop, home: Path, signed_in: Client, api: ApiCaller, django_assert_max_num_queries: Any
) -> None:
    built(shop, home, {1: 900}, 1)
    form = {"name": "Orders up", "metric": "orders", "filter": "", "way": "usual", "side": "both"}
    made = signed_in.post("/alerts/new", {**form, "sense": "calm", "limit": ""})
    assert made.status_code == 302, made.content.decode()
    alert_id = made["Location"].rpartition("/")[2]
    assert signed_in.post("/alerts/new", {**form, "sense": "calm", "way": "above"}).status_code == 422
    assert watching.watch_metrics(system_actor(shop.tenant_id)) == 1
    with django_assert_max_num_queries(25):
        assert "stands out" in signed_in.get("/alerts").content.decode()
    with django_assert_max_num_queries(25):
        page = signed_in.get(f"/alerts/{alert_id}").content.decode()
    assert "<svg" in page and "Take note" in page
    rise = api.get(f"/reports/alerts/{alert_id}/rises").json()["items"][0]
    assert (rise["side"], rise["value"], rise["told_by"]) == ("above", 900.0, "alert")
    path = f"/reports/alerts/{alert_id}/rises/{rise['id']}/acknowledge"
    assert api.post(path, {"remark": "A sale"}).json()["remark"] == "A sale"
    assert api.post(path, {}).status_code == 409
    assert api.patch(f"/reports/alerts/{alert_id}", {"active": False}).json()["active"] is False
    assert signed_in.post(f"/alerts/{alert_id}/switch", {"active": "1"}).status_code == 302
    assert "A sale" in signed_in.get(f"/alerts/{alert_id}").content.decode()
    assert "More than usual" in signed_in.get("/notices").content.decode()
    assert signed_in.post(f"/alerts/{alert_id}/remove").status_code == 302
    assert api.get(f"/reports/alerts/{alert_id}").status_code == 404
