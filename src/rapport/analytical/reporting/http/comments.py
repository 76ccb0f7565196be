"""What members say below a dashboard or an answer: a part of the page that asks for itself."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rapport.analytical.reporting.contracts.comments import LONGEST, Place
from rapport.analytical.reporting.operations.comments import add_comment, remove_comment
from rapport.analytical.reporting.queries.comments import comment_of, find_place, get_comment, list_threads
from rapport.customers.timeline.api import find_mentions
from rapport.kernel.errors import Clash
from rapport.kernel.identity.api import Actor, actor_of, list_colleagues
from rapport.ui.api import Toast, go_to, is_part, with_toast


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """The comments on a dashboard (`board`) or on a question (`question`), as threads."""
    actor = actor_of(request)
    place = find_place(request.GET.get("board", ""), request.GET.get("question", ""), actor=actor)
    return _draw(request, place, actor)


@require_POST
def write(request: HttpRequest) -> HttpResponse:
    """Say something, or answer; who is named by @ is told."""
    actor = actor_of(request)
    sent = request.POST
    place = find_place(sent.get("board", ""), sent.get("question", ""), actor=actor)
    body = sent.get("body", "")
    thread = sent.get("thread", "")
    try:
        add_comment(
            place,
            body,
            thread_id=UUID(thread) if len(thread) == 36 else None,
            mentions=_named(request, body),
            actor=actor,
        )
    except Clash as refusal:
        trouble = next(iter(refusal.reasons.values()), refusal.message)
        return _draw(request, place, actor, trouble=trouble, body=body, status=422)
    if not is_part(request):
        return go_to(request, lead_to(place), Toast(_("The comment is kept.")))
    return with_toast(_draw(request, place, actor), Toast(_("The comment is kept.")))


@require_POST
def remove(request: HttpRequest, comment_id: UUID) -> HttpResponse:
    """Take a comment away."""
    actor = actor_of(request)
    place = comment_of(get_comment(comment_id, actor=actor), actor).place
    remove_comment(comment_id, actor=actor)
    if not is_part(request):
        return go_to(request, lead_to(place), Toast(_("The comment is gone.")))
    return with_toast(_draw(request, place, actor), Toast(_("The comment is gone."), tone="info"))


@require_GET
def go(request: HttpRequest, comment_id: UUID) -> HttpResponse:
    """Lead to what a comment is about."""
    actor = actor_of(request)
    return redirect(lead_to(comment_of(get_comment(comment_id, actor=actor), actor).place))


def lead_to(place: Place) -> str:
    """Return the address of what is spoken of, at its comments."""
    if place.board:
        return f"{reverse('dashboard', args=[place.board])}#comments"
    return f"{reverse('ask')}?{place.question}#comments"


def address_of(place: Place) -> str:
    """Return where a page asks for the comments on something."""
    named = {"board": place.board} if place.board else {"question": place.question}
    return f"{reverse('report_comments')}?{urlencode(named)}"


def _named(request: HttpRequest, text: str) -> list[UUID]:
    """Whom a text names by @; of several with one name, who was chosen."""
    if "@" not in text:
        return []
    chosen = set(request.POST.getlist("mentions"))
    return find_mentions(text, sorted(list_colleagues(limit=2000), key=lambda one: str(one[0]) not in chosen))


def _draw(
    request: HttpRequest, place: Place, actor: Actor, *, trouble: str = "", body: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "place": place,
        "threads": list_threads(place, actor=actor),
        "may_write": not actor.reads_only,
        "trouble": trouble,
        "body": body,
        "longest": LONGEST,
    }
    return render(request, "reporting/comments.html", context, status=status)
