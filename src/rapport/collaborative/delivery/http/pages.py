"""One conversation: what was said, what became of each message, the answer."""

import base64
from typing import Any
from uuid import UUID

from django import forms
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from rapport.collaborative.delivery.contracts import ConversationLine, FileDraft, MessageLine
from rapport.collaborative.delivery.http.words import (
    DELIVERIES,
    DELIVERY_TONES,
    MATCH_TONES,
    MATCHES,
    REASONS,
    REFUSED_FILES,
    STATE_TONES,
    STATES,
)
from rapport.collaborative.delivery.operations.writing import write_message
from rapport.collaborative.delivery.queries import threads
from rapport.collaborative.delivery.rules.hypertext import content_ids, place_pictures
from rapport.kernel.blobs.api import open_blob, serve_blob
from rapport.kernel.errors import RapportError
from rapport.kernel.identity.api import actor_of, list_member_names
from rapport.ui.api import Crumb, Toast, go_to, is_part, put_errors, show_frames

PICTURE_BYTES = 2_000_000
"""A letter's own pictures are put into it up to this size each."""
_SHOWN = ("image/png", "image/jpeg", "image/gif", "image/webp")
_STRICT = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:{remote}; "
    "frame-ancestors 'self'; sandbox allow-popups"
)


class AnswerForm(forms.Form):
    """What to answer."""

    text = forms.CharField(
        label=gettext_lazy("Answer"),
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )
    attached = forms.FileField(label=gettext_lazy("File"), required=False)


@require_GET
def show_conversation(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """A conversation with its latest messages."""
    line = threads.get_conversation(conversation_id, actor=actor_of(request))
    return _draw(request, line, AnswerForm())


@require_POST
def answer(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Write an answer; the channel carries it."""
    actor = actor_of(request)
    line = threads.get_conversation(conversation_id, actor=actor, verb="edit")
    form = AnswerForm(request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data["attached"]
        files = [FileDraft(given.name, given.chunks())] if given else []
        try:
            write_message(conversation_id, form.cleaned_data["text"], files=files, actor=actor)
        except RapportError as error:
            put_errors(form, error, rename={"files": "attached"})
        else:
            return go_to(request, f"/conversations/{conversation_id}", Toast(_("The answer is on its way")))
    return _draw(request, line, form)


@require_GET
def show_body(request: HttpRequest, conversation_id: UUID, message_id: UUID) -> HttpResponse:
    """A message's own hypertext, for a frame that can do nothing; strangers' pictures only when asked for."""
    message = threads.get_message(conversation_id, message_id, actor=actor_of(request))
    remote = request.GET.get("pictures") == "1"
    page, _left = place_pictures(message.html, _pictures(message_id, message.html), remote=remote)
    response = HttpResponse(
        f'<!doctype html><html><head><meta charset="utf-8"></head><body dir="auto">{page}</body></html>'
    )
    response.headers["Content-Security-Policy"] = _STRICT.format(remote=" https:" if remote else "")
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_GET
def show_file(request: HttpRequest, conversation_id: UUID, message_id: UUID, position: int) -> FileResponse:
    """A file of a message, as a download."""
    file = threads.get_file(conversation_id, message_id, position, actor=actor_of(request))
    if file.blob_id is None:
        raise RuntimeError("A file that was kept has its bytes.")
    return serve_blob(file.blob_id)


def _pictures(message_id: UUID, page: str) -> dict[str, str]:
    placed = {}
    for file in threads.list_pictures(message_id, content_ids(page)):
        if file.blob_id is not None and file.media_type in _SHOWN and file.size <= PICTURE_BYTES:
            with open_blob(file.blob_id) as kept:
                encoded = base64.b64encode(kept.read()).decode()
            placed[file.content_id] = f"data:{file.media_type};base64,{encoded}"
    return placed


def _draw(request: HttpRequest, line: ConversationLine, form: AnswerForm) -> HttpResponse:
    actor = actor_of(request)
    messages = threads.list_messages(line.id, actor=actor)
    members = [one.author_id for one in messages if one.author_id] + [line.assignee_id]
    names = list_member_names(one for one in members if one)
    parties = threads.name_parties({line.customer_id} if line.customer_id else set(), actor)
    context = {
        "title": line.subject or _("Without a subject"),
        "crumbs": [Crumb(_("Conversations"), "/conversations"), Crumb(line.subject or "–")],
        "line": line,
        "customer": parties.get(line.customer_id) if line.customer_id else None,
        "state": (STATES[line.state], STATE_TONES[line.state]),
        "match": (MATCHES[line.match], MATCH_TONES[line.match]) if line.match != "known" else None,
        "assignee": names.get(line.assignee_id, "") if line.assignee_id else "",
        "thread": [_words(one, names) for one in messages],
        "more": line.messages > len(messages),
        "form": form,
        "may": actor.may("edit", "conversation"),
        "topic": f"conversation.{line.id}",
    }
    template = (
        "delivery/messages.html" if is_part(request) and not form.is_bound else "delivery/conversation.html"
    )
    return show_frames(render(request, template, context, status=422 if form.errors else 200))


def _words(one: MessageLine, names: dict[UUID, str]) -> dict[str, Any]:
    sent = one.delivery
    author = names.get(one.author_id, "") if one.author_id else ""
    return {
        "message": one,
        "who": author or one.sender_name or one.sender,
        "delivery": (DELIVERIES[sent.state], DELIVERY_TONES[sent.state]) if sent else None,
        "reason": (REASONS.get(sent.code) or sent.detail)
        if sent and sent.state not in ("sent", "delivered")
        else "",
        "files": [(file, REFUSED_FILES.get(file.refused, "")) for file in one.files],
    }
