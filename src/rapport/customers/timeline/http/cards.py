"""The room's cards on the customer page and on the home page."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from rapport.customers.timeline.http.activity import draw_activity
from rapport.customers.timeline.http.files import draw_files
from rapport.customers.timeline.http.tasks import draw_customer_tasks, draw_my_tasks
from rapport.kernel.identity.api import find_actor_of
from rapport.ui.api import NavItem, PageCard, register_card, register_nav


def register_cards() -> None:
    """Hang them, and put one's tasks into the navigation."""
    register_nav(
        NavItem("tasks", _("Tasks"), "circle-check", "tasks", order=15, key="t", allowed=_may_see_tasks)
    )
    register_card(
        PageCard(
            "customer",
            "activity",
            _("Activity"),
            draw_activity,
            column="main",
            order=10,
            icon="history",
        )
    )
    register_card(
        PageCard(
            "customer",
            "tasks",
            _("Tasks"),
            draw_customer_tasks,
            order=5,
            icon="circle-check",
            allowed=_may_see_tasks,
            hears=("task",),
        )
    )
    register_card(
        PageCard(
            "customer",
            "files",
            _("Files"),
            draw_files,
            order=60,
            icon="paperclip",
            allowed=_may_see_files,
            hears=("file",),
        )
    )
    register_card(
        PageCard(
            "home",
            "tasks",
            _("What needs me"),
            draw_my_tasks,
            order=10,
            icon="circle-check",
            allowed=_may_see_tasks,
            href=lambda _subject: "/tasks",
            hears=("task",),
        )
    )


def _may_see_files(request: HttpRequest) -> bool:
    actor = find_actor_of(request)
    return actor is not None and actor.may("view", "file")


def _may_see_tasks(request: HttpRequest) -> bool:
    actor = find_actor_of(request)
    return actor is not None and actor.may("view", "task")
