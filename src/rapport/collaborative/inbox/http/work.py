"""What an agent's buttons and keys do: each answers that pages ask again, or leads back to the page."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.collaborative.delivery.api import get_conversation
from rapport.collaborative.delivery.contracts import ConversationLine, FileDraft
from rapport.collaborative.inbox.contracts import MoveLine
from rapport.collaborative.inbox.http.forms import AnswerForm
from rapport.collaborative.inbox.http.thread import describe_composer, draw_thread
from rapport.collaborative.inbox.operations import (
    answering,
    blocking,
    drafts,
    moving,
    noting,
    presence,
    working,
)
from rapport.collaborative.inbox.operations.resting import read_rest
from rapport.kernel.errors import Invalid, RapportError
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import Toast, go_to, is_part, put_errors, with_event, with_toast


@require_POST
def answer(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Write an answer; for some seconds it can be taken back."""
    actor = actor_of(request)
    form = AnswerForm(request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data["attached"]
        files = [FileDraft(given.name, given.chunks())] if given else []
        close = request.POST.get("close") == "1"
        try:
            line = answering.answer_thread(
                conversation_id, form.cleaned_data["text"], files=files, close=close, actor=actor
            )
        except RapportError as error:
            put_errors(form, error, rename={"files": "attached"})
        else:
            held = line.delivery is not None and line.delivery.due_at > line.at
            undo = f"/conversations/{conversation_id}/messages/{line.id}/withdraw" if held else ""
            return _composed(
                request, conversation_id, Toast(_("The answer is on its way"), undo=undo), done=close
            )
    return draw_thread(request, conversation_id, form)


@require_POST
def withdraw(request: HttpRequest, conversation_id: UUID, message_id: UUID) -> HttpResponse:
    """Take an answer back; its text is a draft again."""
    answering.take_back(conversation_id, message_id, actor=actor_of(request))
    return _composed(request, conversation_id, Toast(_("Taken back; it is a draft again")))


@require_POST
def note(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Keep an internal note."""
    named = [UUID(one) for one in request.POST.getlist("mentions") if len(one) == 36]
    body = request.POST.get("body", "")
    written = noting.note_thread(conversation_id, body, mentions=named, actor=actor_of(request))
    return _composed(request, conversation_id, Toast(_("Noted"), undo=f"/notes/{written.id}/remove"))


@require_POST
def draft(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Keep what is being written."""
    drafts.save_draft(conversation_id, request.POST.get("text", ""), actor=actor_of(request))
    return HttpResponse(status=204)


@require_POST
def assign(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Give it to somebody: `to` is `me`, `nobody`, `member.ID` or `team.ID`."""
    actor = actor_of(request)
    line = get_conversation(conversation_id, actor=actor, verb="edit")
    values = working.read_holder(request.POST.get("to") or request.GET.get("to", ""), actor)
    working.change_thread(conversation_id, values, actor=actor)
    team = f"team.{line.team_id}" if line.team_id else "nobody"
    before = f"member.{line.assignee_id}" if line.assignee_id else team
    undo = f"/conversations/{conversation_id}/assign?to={before}"
    return _done(request, conversation_id, Toast(_("Given on"), undo=undo))


@require_POST
def close(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Close it."""
    working.close_thread(conversation_id, actor=actor_of(request))
    undo = f"/conversations/{conversation_id}/reopen"
    return _done(request, conversation_id, Toast(_("Closed"), undo=undo), done=True)


@require_POST
def reopen(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Open it again, awake."""
    working.reopen_thread(conversation_id, actor=actor_of(request))
    return _done(request, conversation_id, Toast(_("Open again")))


@require_POST
def snooze(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Put it off: `for` is hours, tomorrow, week or answer; `until` a moment by the reader's clock."""
    until = read_rest(request.POST.get("for", ""), request.POST.get("until", ""))
    working.snooze_thread(conversation_id, until, actor=actor_of(request))
    undo = f"/conversations/{conversation_id}/reopen"
    return _done(request, conversation_id, Toast(_("Put off"), undo=undo), done=True)


@require_POST
def tag(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Mark it with a word, or take one off."""
    actor, word = actor_of(request), request.POST.get("tag") or request.GET.get("tag", "")
    if (request.POST.get("off") or request.GET.get("off")) == "1":
        working.drop_tag(conversation_id, word, actor=actor)
        return _done(
            request,
            conversation_id,
            Toast(_("Tag taken off"), undo=f"/conversations/{conversation_id}/tags?tag={word}"),
        )
    working.add_tag(conversation_id, word, actor=actor)
    return _done(request, conversation_id, Toast(_("Tagged")))


@require_POST
def merge(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Put it together with the conversation named by `into`, and go there."""
    into = _read_other(request.POST.get("into", ""))
    moved = moving.merge_threads(conversation_id, into, actor=actor_of(request))
    return go_to(request, f"/conversations/{into}", Toast(_("Put together"), undo=_undo_of(moved)))


@require_POST
def split(request: HttpRequest, conversation_id: UUID, message_id: UUID) -> HttpResponse:
    """Begin a conversation of its own with a message and what came after it, and go there."""
    moved = moving.split_thread(conversation_id, message_id, actor=actor_of(request))
    return go_to(request, f"/conversations/{moved.target_id}", Toast(_("Taken apart"), undo=_undo_of(moved)))


@require_POST
def undo_move(request: HttpRequest, conversation_id: UUID, move_id: UUID) -> HttpResponse:
    """Move back what went to another conversation."""
    moving.take_move_back(conversation_id, move_id, actor=actor_of(request))
    return go_to(request, f"/conversations/{conversation_id}", Toast(_("Moved back")))


@require_POST
def block(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Take nothing more of who writes here; with `off` take it again."""
    on = (request.POST.get("off") or request.GET.get("off")) != "1"
    blocking.block_sender(conversation_id, on=on, actor=actor_of(request))
    here = f"/conversations/{conversation_id}"
    toast = Toast(_("Blocked"), undo=f"{here}/block?off=1") if on else Toast(_("They may write again"))
    return _done(request, conversation_id, toast, done=on)


@require_POST
def present(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Say that one is here, writes, or has gone."""
    actor, doing = actor_of(request), request.POST.get("doing", "")
    if doing == "gone":
        presence.leave(conversation_id, actor=actor)
    else:
        presence.be_present(conversation_id, typing=doing == "typing", actor=actor)
    return HttpResponse(status=204)


def _undo_of(moved: MoveLine) -> str:
    return f"/conversations/{moved.source_id}/moves/{moved.id}/undo"


def _read_other(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Invalid(_("With which?"), fields={"into": _("With which?")}) from error


def _done(request: HttpRequest, conversation_id: UUID, toast: Toast, *, done: bool = False) -> HttpResponse:
    """Have the parts of the page ask again; `done` leads on to the next conversation."""
    if not is_part(request):
        return go_to(request, f"/conversations/{conversation_id}", toast)
    return _tell(HttpResponse(status=204), toast, done=done)


def _composed(
    request: HttpRequest, conversation_id: UUID, toast: Toast, *, done: bool = False
) -> HttpResponse:
    """The composer anew, beside messages that ask again."""
    if not is_part(request):
        return go_to(request, f"/conversations/{conversation_id}", toast)
    line: ConversationLine = get_conversation(conversation_id, actor=actor_of(request))
    drawn = render(request, "inbox/composer.html", describe_composer(request, line))
    drawn.headers["HX-Retarget"], drawn.headers["HX-Reswap"] = "#composer", "outerHTML"
    return _tell(drawn, toast, done=done)


def _tell(response: HttpResponse, toast: Toast, *, done: bool) -> HttpResponse:
    for name in ("conversation-changed", "conversations-changed", *(("thread-done",) if done else ())):
        response = with_event(response, name)
    return with_toast(response, toast)
