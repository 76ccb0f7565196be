"""The list of all tasks: whose, by day, on a calendar where they are taken to another day."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from tests.browser import check_accessible, look
from tests.house import Shop

from rapport.customers.party.tests.people import enter
from rapport.customers.timeline.api import CUSTOMER, Subject, TaskDraft, add_task, finish_task
from rapport.customers.timeline.contracts import TaskLine
from rapport.customers.timeline.models import Task
from rapport.kernel.tenancy.api import as_tenant

PAGE = "/tasks/all?face=calendar&at=2026-11"


def give(shop: Shop, title: str, due: datetime | None = None, about: UUID | None = None) -> TaskLine:
    """Give the administrator something to do."""
    party = about or enter(shop, "Ada").id
    return add_task(Subject(CUSTOMER, party, party), TaskDraft(title, due_at=due), actor=shop.actor)


def due_of(shop: Shop, task: TaskLine) -> datetime | None:
    with as_tenant(shop.tenant_id):
        return Task.objects.get(id=task.id).due_at


class TestTaskList:
    def test_open_ones_by_when_they_are_due(self, shop: Shop, signed_in: Client) -> None:
        give(shop, "Later <b>", datetime(2026, 11, 20, 9, tzinfo=UTC))
        give(shop, "Some day")
        done = give(shop, "Over", datetime(2026, 11, 1, tzinfo=UTC))
        finish_task(done.id, actor=shop.actor)
        page = signed_in.get("/tasks/all").content.decode()
        assert page.index("Later &lt;b&gt;") < page.index("Some day")
        assert "Over" not in page
        assert "Over" in signed_in.get("/tasks/all?state=done").content.decode()
        mine = signed_in.get("/tasks/all?filter=assignee:is:me;due:within:2026-11").content.decode()
        assert "Later" in mine
        assert "Some day" not in mine
        idle = signed_in.get("/customers?filter=no.tasks(done:empty)")
        assert idle.status_code == 200

    def test_a_task_goes_to_another_day_at_its_hour_and_back(self, shop: Shop, signed_in: Client) -> None:
        due = datetime(2026, 11, 3, 9, 30, tzinfo=UTC)
        task = give(shop, "Call", due)
        assert "Call" in signed_in.get(PAGE).content.decode()
        moved = signed_in.post("/lists/task/calendar/due", {"id": str(task.id), "to": "2026-11-20"})
        assert moved.status_code == 302
        assert due_of(shop, task) == due.replace(day=20)
        signed_in.post(f"/tasks/{task.id}/undo?version={task.version + 1}")
        assert due_of(shop, task) == due
        undated = give(shop, "Some day")
        for card, field, status in (
            (str(undated.id), "due", 422),
            (str(task.id), "created", 404),
            (str(task.party_id), "due", 404),
        ):
            answer = signed_in.post(f"/lists/task/calendar/{field}", {"id": card, "to": "2026-11-20"})
            assert answer.status_code == status, (card, field)

    def test_asks_as_often_for_many_as_for_one(
        self, shop: Shop, signed_in: Client, django_assert_max_num_queries: Any
    ) -> None:
        about = enter(shop, "Ada").id
        for number in range(12):
            give(shop, f"Call {number}", datetime(2026, 11, 1 + number, 9, tzinfo=UTC), about)
        with django_assert_max_num_queries(25):
            text = signed_in.get(PAGE).content.decode()
        assert text.count("calendar-card") == 12


@pytest.mark.browser
def test_tasks_are_seen_on_their_days(desk: Callable[[str], Page], shop: Shop) -> None:
    about = enter(shop, "王小明").id
    for number, title in enumerate(("Call back", "Send the catalogue 寄目录", "Offer for 40 boxes")):
        give(shop, title, datetime(2026, 11, 3 + number, 9, tzinfo=UTC), about)
    page = desk(PAGE)
    expect(page.locator(".calendar-card")).to_have_count(3)
    check_accessible(page)
    look(page, "calendar-tasks", alone=True)
    look(desk("/tasks/all"), "list-tasks", alone=True)
