"""Scheduled reports: made as their owner sees them, once, in every form, with what failed told."""

from datetime import time, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone
from tests.house import ApiCaller, Shop

from rapport.analytical.reporting.contracts.paper import FORMS
from rapport.analytical.reporting.contracts.sending import ScheduleDraft
from rapport.analytical.reporting.models import ReportRun, ReportSchedule
from rapport.analytical.reporting.operations import scheduling, sending
from rapport.kernel.errors import Clash, Unknown
from rapport.kernel.identity.api import list_addresses, system_actor
from rapport.kernel.ids import new_id
from rapport.kernel.jobs.api import run_next
from rapport.kernel.mail.api import list_mail
from rapport.kernel.mail.models import Enclosed, Outgoing
from rapport.kernel.notices.api import count_unread
from rapport.kernel.settings.api import change_settings
from rapport.kernel.tenancy.api import as_tenant

OUTSIDE = "reports.outside"


def draft(shop: Shop, **values: Any) -> ScheduleDraft:
    """Return Monday's figures for the administrator."""
    usual: dict[str, Any] = {"name": "Monday's figures", "board": "", "question": "of=revenue"}
    usual |= {"form": "csv", "members": (shop.actor.id,)}
    return ScheduleDraft(**{**usual, **values})


def address_of(shop: Shop) -> str:
    """Return where the administrator gets letters."""
    with as_tenant(shop.tenant_id):
        return list_addresses([shop.actor.id])[shop.actor.id][0]


def sent(shop: Shop, schedule_id: UUID) -> ReportRun:
    """Send a report now; returns what became of it."""
    run = scheduling.send_now(schedule_id, actor=shop.actor)
    while run_next("quick"):
        pass
    with as_tenant(shop.tenant_id):
        return ReportRun.objects.get(id=run.id)


def test_each_form_travels_with_a_letter(marts: Shop, nothing_waits: None) -> None:
    beginnings = {"pdf": b"%PDF-1.7", "png": b"\x89PNG", "xlsx": b"PK", "csv": b"\xef\xbb\xbf"}
    for form in FORMS:
        line = scheduling.add_schedule(
            draft(marts, board="owner", question="", form=form, locale="zh-hans"), actor=marts.actor
        )
        run = sent(marts, line.id)
        assert (run.state, len(run.letters)) == ("sent", 1), run.reason
        files = list(Enclosed.objects.filter(mail_id=run.letters[0]))
        assert all(bytes(one.content).startswith(beginnings[form]) for one in files)
        assert len(files) == (8 if form == "csv" else 1)
        assert run.size == sum(len(one.content) for one in files)
    letter = list_mail()[0]
    assert "Monday's figures" in letter.subject
    assert "100" in letter.text and "收入" in letter.text


def test_a_question_is_sent_once_however_often_it_runs(marts: Shop, nothing_waits: None) -> None:
    line = scheduling.add_schedule(
        draft(marts, question="of=revenue&by=day&as=line", every="day", at=time(8)),
        actor=marts.actor,
    )
    system = system_actor(marts.tenant_id)
    assert sending.queue_due(system) == 0
    with as_tenant(marts.tenant_id):
        ReportSchedule.objects.update(next_at=timezone.now() - timedelta(days=3))
    assert (sending.queue_due(system), sending.queue_due(system)) == (1, 0)
    with as_tenant(marts.tenant_id):
        run = ReportRun.objects.get()
        assert (ReportSchedule.objects.get().next_at or run.due_at) > timezone.now()
    while run_next("quick"):
        pass
    with as_tenant(marts.tenant_id):
        ReportRun.objects.update(state="writing")  # as a worker killed after the letters left it
    assert sending.send_report(run.id, actor=marts.actor) == 1
    assert Outgoing.objects.filter(to=address_of(marts)).count() == 1
    assert sending.send_report(run.id, actor=marts.actor) == 0
    assert line.name in list_mail()[0].subject


def test_outside_goes_only_what_the_settings_allow(marts: Shop, nothing_waits: None) -> None:
    friend, stranger = "ada@partner.example.org", "eve@example.net"
    with pytest.raises(Clash):
        scheduling.add_schedule(draft(marts, outside=(friend,)), actor=marts.actor)
    change_settings({OUTSIDE: "@partner.example.org\neve@example.net"}, actor=marts.actor)
    line = scheduling.add_schedule(draft(marts, members=(), outside=(friend, stranger)), actor=marts.actor)
    change_settings({OUTSIDE: "@partner.example.org"}, actor=marts.actor)
    run = sent(marts, line.id)
    assert (run.state, len(run.letters)) == ("sent", 1)
    assert "not allowed" in run.reason
    letter = Outgoing.objects.get(id=run.letters[0])
    assert letter.to == friend
    assert "/dashboards/" not in letter.text  # who cannot go in is not led there
    change_settings({OUTSIDE: ""}, actor=marts.actor)
    assert sent(marts, line.id).state == "failed"


def test_what_cannot_be_made_is_told(empty_marts: Shop, nothing_waits: None) -> None:
    shop = empty_marts
    line = scheduling.add_schedule(draft(shop), actor=shop.actor)
    with as_tenant(shop.tenant_id):
        ReportSchedule.objects.update(board=str(new_id()), question="")  # somebody removed the dashboard
    run = sent(shop, line.id)
    assert (run.state, run.letters) == ("failed", [])
    assert run.reason == "There is no such dashboard."
    with as_tenant(shop.tenant_id):
        assert count_unread(shop.actor) == 1


def test_letters_nobody_took_are_told(
    marts: Shop, nothing_waits: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = scheduling.add_schedule(draft(marts), actor=marts.actor)
    run = sent(marts, line.id)
    system = system_actor(marts.tenant_id)
    Outgoing.objects.filter(id__in=run.letters).update(status="waiting")
    assert sending.settle_letters(system) == 0
    Outgoing.objects.filter(id__in=run.letters).update(status="failed")
    assert (sending.settle_letters(system), sending.settle_letters(system)) == (1, 0)
    with as_tenant(marts.tenant_id):
        assert ReportRun.objects.get(id=run.id).undelivered == 1
        assert count_unread(marts.actor) == 1


def test_what_does_not_fit_is_refused(marts: Shop) -> None:
    for wrong, why in (
        ({"members": (new_id(),)}, Unknown),
        ({"board": "nothing", "question": ""}, Unknown),
        ({"question": "of=profit"}, Unknown),
        ({"board": "owner"}, Clash),
        ({"members": ()}, Clash),
        ({"zone": "Moon/Sea"}, Clash),
        ({"every": "week", "on_day": 9}, Clash),
        ({"name": " "}, Clash),
        ({"outside": ("nobody",)}, Clash),
    ):
        with pytest.raises(why):
            scheduling.add_schedule(draft(marts, **wrong), actor=marts.actor)


def test_pages_and_programs_schedule_alike(
    marts: Shop, signed_in: Client, api: ApiCaller, django_assert_max_num_queries: Any
) -> None:
    form: dict[str, Any] = {
        "name": "Weekly",
        "what": "board:sales",
        "form": "pdf",
        "every": "week",
        "weekday": "3",
    }
    form |= {"month_day": "1", "at": "07:30", "members": [str(marts.actor.id)]}
    made = signed_in.post("/reports/new", form)
    assert made.status_code == 302, made.content.decode()[:3000]
    schedule_id = made["Location"].rpartition("/")[2]
    assert signed_in.post("/reports/new", {**form, "members": []}).status_code == 422
    read = api.get(f"/reports/schedules/{schedule_id}").json()
    assert (read["on_day"], read["at"], read["board"], read["active"]) == (3, "07:30", "sales", True)
    assert api.patch(f"/reports/schedules/{schedule_id}", {"active": False}).json()["next_at"] is None
    with django_assert_max_num_queries(25):
        assert "Weekly" in signed_in.get("/reports").content.decode()
    with django_assert_max_num_queries(25):
        assert "Every Wed" in signed_in.get(f"/reports/{schedule_id}").content.decode()
    assert signed_in.post(f"/reports/{schedule_id}/switch", {"active": "1"}).status_code == 302
    assert api.post(f"/reports/schedules/{schedule_id}/send").status_code == 202
    assert api.post(f"/reports/schedules/{schedule_id}/send").status_code == 409
    assert api.get(f"/reports/schedules/{schedule_id}/runs").json()["items"][0]["state"] == "waiting"
    assert signed_in.get("/ask/file?of=revenue&format=pdf").content.startswith(b"%PDF")
    assert signed_in.get("/dashboards/owner/file?format=csv").status_code == 422
    assert signed_in.post(f"/reports/{schedule_id}/remove").status_code == 302
    assert api.get(f"/reports/schedules/{schedule_id}").status_code == 404
