"""One conversation: what was said and noted, whose it is, the answer; beside the list, or as a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rapport.collaborative.delivery.api import (
    DELIVERIES,
    MATCHES,
    PICTURES,
    REASONS,
    REFUSED_FILES,
    STATES,
    get_conversation,
    list_messages,
    name_parties,
)
from rapport.collaborative.delivery.contracts import ConversationLine, MessageLine
from rapport.collaborative.inbox.contracts import UNTIL_ANSWER
from rapport.collaborative.inbox.http.forms import AnswerForm
from rapport.collaborative.inbox.http.lists import PATH
from rapport.collaborative.inbox.http.words import DELIVERY_TONES, MATCH_TONES, STATE_TONES, THERE, name_peer
from rapport.collaborative.inbox.operations.blocking import can_block
from rapport.collaborative.inbox.operations.drafts import find_draft
from rapport.collaborative.inbox.operations.noting import list_thread_notes
from rapport.collaborative.inbox.operations.presence import find_presence, list_others
from rapport.collaborative.inbox.queries.decisions import DecisionLine, list_decisions, list_explained
from rapport.collaborative.inbox.queries.moves import find_merge, list_beside
from rapport.customers.party.api import load_customer
from rapport.customers.timeline.api import NoteLine
from rapport.kernel.identity.api import actor_of, list_colleagues, list_member_names, load_teams
from rapport.ui.api import Crumb, is_part, list_cards, show_frames


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of a thread: what it is, when, and what its template shows."""

    kind: str
    at: datetime
    id: UUID
    shown: Mapping[str, Any]


@require_GET
def show_thread(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """A conversation as a page, or the part beside the list."""
    return draw_thread(request, conversation_id)


@require_GET
def show_said(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Head and messages alone, asked for again when something changed."""
    line = get_conversation(conversation_id, actor=actor_of(request))
    if not is_part(request):
        return redirect("conversation", conversation_id)
    return show_frames(render(request, "inbox/said.html", describe(request, line)))


@require_GET
def show_customer(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """The customer's cards, the same as on their page."""
    actor = actor_of(request)
    line = get_conversation(conversation_id, actor=actor)
    may = actor.may("edit", "conversation") and actor.may("view", "customer") and line.state != "merged"
    context: dict[str, Any] = {"line": line, "may": may}
    if line.customer_id is not None and line.customer_id in name_parties({line.customer_id}, actor):
        state = load_customer(request, line.customer_id)
        columns = list_cards(request, "customer", state.id)
        context |= {
            "state": state,
            "subject": state.id,
            "cards_at": f"/customers/{state.id}/cards",
            "cards": [*columns["right"], *columns["left"]],
        }
    return render(request, "inbox/customer.html", context)


def draw_thread(request: HttpRequest, conversation_id: UUID, form: AnswerForm | None = None) -> HttpResponse:
    """Draw a conversation with its composer; a form that was refused comes back with what was typed."""
    actor = actor_of(request)
    line = get_conversation(conversation_id, actor=actor)
    context = {
        **describe(request, line),
        **describe_composer(request, line, form),
        "title": line.subject or _("Without a subject"),
        "crumbs": [Crumb(_("Inbox"), PATH), Crumb(line.subject or "–")],
    }
    template = "inbox/thread.html" if is_part(request) else "inbox/conversation.html"
    return show_frames(render(request, template, context, status=422 if form and form.errors else 200))


def describe_composer(
    request: HttpRequest, line: ConversationLine, form: AnswerForm | None = None
) -> dict[str, Any]:
    """What the composer shows: the member's draft, or what was refused."""
    actor = actor_of(request)
    draft = find_draft(line.id, actor=actor)
    return {
        "line": line,
        "form": form or AnswerForm(initial={"text": draft.text if draft else ""}),
        "drafted": draft is not None,
        "may": actor.may("edit", "conversation") and line.state != "merged",
        "may_note": actor.may("create", "note"),
    }


def describe(request: HttpRequest, line: ConversationLine) -> dict[str, Any]:
    """What head and messages show, in a number of queries that does not grow with them."""
    actor = actor_of(request)
    said = list_messages(line.id, actor=actor)
    notes = list_thread_notes(line, actor=actor)
    decisions = [*list_decisions(line.id), *list_explained(line.id)]
    teams = {team.id: team.name for team in load_teams()}
    people = list_colleagues()
    named = {one.author_id for one in said if one.author_id} | ({line.assignee_id} - {None})
    names = list_member_names(one for one in named if one)
    parties = name_parties({line.customer_id} if line.customer_id else set(), actor)
    now = timezone.now()
    there = find_presence(line)
    asleep = line.snoozed_until is not None and line.snoozed_until > now
    return {
        "line": line,
        "customer": parties.get(line.customer_id) if line.customer_id else None,
        "state": (STATES[line.state], STATE_TONES[line.state]),
        "match": (MATCHES[line.match], MATCH_TONES[line.match]) if line.match != "known" else None,
        "assignee": names.get(line.assignee_id, "") if line.assignee_id else "",
        "team": teams.get(line.team_id, "") if line.team_id else "",
        "teams": teams,
        "people": people,
        "me": actor.member_id,
        "asleep": asleep,
        "until_answer": asleep and line.snoozed_until == UNTIL_ANSWER,
        "late": line.answer_due_at is not None and line.answer_due_at < now,
        "entries": weave(line.channel, said, notes, decisions, names),
        "peer": name_peer(line.channel, line.peer),
        "more": line.messages > len(said),
        "others": list_others(line.id, actor=actor),
        "there": THERE.get(there if line.state == "open" or there == "blocked" else ""),
        "blockable": can_block(line),
        "blocked": there == "blocked",
        "may": actor.may("edit", "conversation") and line.state != "merged",
        "mergeable": list_beside(line, actor) if line.state != "merged" else [],
        "moved": find_merge(line.id) if line.state == "merged" else None,
        "topic": f"conversation.{line.id}",
        "beside": urlsplit(request.headers.get("HX-Current-URL", "")).path == PATH,
    }


def weave(
    channel: str,
    said: Sequence[MessageLine],
    notes: Sequence[NoteLine],
    decisions: Sequence[DecisionLine],
    names: Mapping[UUID, str],
) -> list[Entry]:
    """Everything of a thread by when it was, the oldest first."""
    now = timezone.now()
    entries = [
        Entry("message", one.at, one.id, {**_message(channel, one, names, now), "parts": number > 0})
        for number, one in enumerate(said)
    ]
    entries += [Entry("note", one.created_at, one.id, {"note": one}) for one in notes]
    entries += [Entry("decision", one.at, one.id, {"decision": one}) for one in decisions]
    return sorted(entries, key=lambda entry: (entry.at, entry.id))


def _message(channel: str, one: MessageLine, names: Mapping[UUID, str], now: datetime) -> dict[str, Any]:
    sent = one.delivery
    author = names.get(one.author_id, "") if one.author_id else ""
    told = sent is not None and sent.state not in ("sent", "delivered", "read")
    return {
        "message": one,
        "who": author or one.sender_name or name_peer(channel, one.sender),
        "address": one.sender if name_peer(channel, one.sender) == one.sender else "",
        "delivery": (DELIVERIES[sent.state], DELIVERY_TONES[sent.state]) if sent else None,
        "reason": (REASONS.get(sent.code) or sent.detail) if sent and told else "",
        "held": sent is not None and sent.state == "waiting" and sent.tries == 0 and sent.due_at > now,
        "files": [(file, REFUSED_FILES.get(file.refused, "")) for file in one.files],
        "pictures": [file for file in one.files if file.media_type in PICTURES and not file.refused],
    }
