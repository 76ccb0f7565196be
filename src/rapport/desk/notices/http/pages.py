"""What the reader was told: the bell, the list, the way to each thing, read and unread."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rapport.kernel.errors import Invalid
from rapport.kernel.identity.api import actor_of, find_actor_of
from rapport.kernel.notices.api import count_unread, get_notice, mark_read, mark_unread, page_notices
from rapport.ui.api import Action, Empty, Tab, Toast, find_url, go_to

PAGE, MOST = 50, 100


def draw_bell(request: HttpRequest) -> str:
    """The bell of the bar, for members; one query. It hears of what comes and is asked for again."""
    actor = find_actor_of(request)
    if actor is None or actor.member_id is None or not find_url("notices"):
        return ""
    topics = f"notice.{actor.member_id} notice.all"
    return render_to_string("notices/bell.html", {**_count(request), "topics": topics}, request)


@require_GET
def show_bell(request: HttpRequest) -> HttpResponse:
    """The bell's own part, after something came."""
    return render(request, "notices/bell_part.html", _count(request))


@require_GET
def show_all(request: HttpRequest) -> HttpResponse:
    """The list, newest first, or only what is unread."""
    actor, here = actor_of(request), reverse("notices")
    unread = request.GET.get("show") == "unread"
    lines, after = page_notices(actor, unread=unread, cursor=request.GET.get("after") or None, limit=PAGE)
    wanted = {"show": "unread"} if unread else {}
    more = f"{here}?{urlencode({**wanted, 'after': after})}" if after else ""
    context = {
        "title": _("Notices"),
        "tabs": [
            Tab(_("All"), here, current=not unread),
            Tab(_("Unread"), f"{here}?show=unread", current=unread, count=_count(request)["unread"]),
        ],
        "actions": [
            Action(_("Mark all as read"), reverse("notices_read"), icon="check-check", post=True),
            Action(_("Choose what to hear of"), "/settings/of/notices", icon="sliders-horizontal"),
        ],
        **{"lines": lines, "more": more},
        "empty": Empty(
            _("Nothing unread") if unread else _("Nothing yet"),
            _("Work that ends, tasks given to you and notes that name you appear here."),
            icon="bell",
        ),
    }
    return render(request, "notices/page.html", context)


@require_GET
def open_one(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Lead to what a notice is about; whoever opens it has read it."""
    actor = actor_of(request)
    line = get_notice(notice_id, actor)
    if line.unread:
        mark_read(actor, [notice_id])
    return redirect(line.href)


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark all as read, and offer the way back."""
    at = mark_read(actor_of(request))
    undo = f"{reverse('notices_unread')}?{urlencode({'at': at.isoformat()})}"
    return go_to(request, reverse("notices"), Toast(_("All read"), undo=undo))


@require_POST
def unread(request: HttpRequest) -> HttpResponse:
    """Take the reading back: of one notice, or of all that were read in one moment."""
    try:
        one = request.GET.get("notice")
        chosen = UUID(one) if one else None
        at = None if chosen else datetime.fromisoformat(request.GET.get("at", ""))
    except ValueError as error:
        raise Invalid(_("This cannot be taken back.")) from error
    if at is not None and at.tzinfo is None:
        raise Invalid(_("This cannot be taken back."))
    mark_unread(actor_of(request), at=at, notice_id=chosen)
    return go_to(request, reverse("notices"))


def _count(request: HttpRequest) -> dict[str, Any]:
    count = count_unread(actor_of(request))
    return {"unread": count, "shown": f"{MOST - 1}+" if count >= MOST else str(count)}
