"""What a subscriber was sent: the log, one dispatch with each try, sending again."""

import json
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from rapport.desk.administration.http.answers import answer_form
from rapport.desk.administration.http.webhooks.listing import HERE, STATES, state_of
from rapport.kernel.identity.api import Actor, actor_of
from rapport.kernel.paging.api import by_id
from rapport.kernel.subscribers import api
from rapport.ui.api import (
    Action,
    Badge,
    Choice,
    Column,
    Crumb,
    DateTime,
    Empty,
    Fact,
    Filter,
    Link,
    ListState,
    Number,
    Toast,
    Tone,
    get_viewer,
    go_to,
)
from rapport.ui.api.records import RecordList, show_records

SENT = {"waiting": gettext_lazy("waiting"), "sent": gettext_lazy("sent"), "failed": gettext_lazy("given up")}
_MOMENT = {"type": "datetime-local"}
SENT_TONES: dict[str, Tone] = {"waiting": "info", "sent": "good", "failed": "bad"}


@require_GET
def show(request: HttpRequest, subscriber_id: UUID) -> HttpResponse:
    """One subscriber: how it is, what can be done, and what it was sent, newest first."""
    actor = actor_of(request)
    info = api.info_of(api.get_subscriber(subscriber_id, actor=actor))
    context = {
        "crumbs": [Crumb(_("Webhooks"), HERE), Crumb(info.name)],
        "facts": _facts(info),
        "here": f"{HERE}/{info.id}",
        "info": info,
        "may_edit": actor.may("edit", "subscriber"),
        "may_remove": actor.may("delete", "subscriber") and not info.active,
    }
    return show_records(request, _log_of(info), "administration/webhook.html", context)


def _log_of(info: api.SubscriberInfo) -> RecordList[api.DispatchLine]:
    """What one subscriber was sent, as every list is told to the house."""
    here = f"{HERE}/{info.id}"
    columns: list[Column[api.DispatchLine]] = [
        Link("name", _("Fact"), href=lambda one: f"{here}/dispatches/{one.id}", grow=True, phone="title"),
        Badge("state", _("Status"), tones=SENT_TONES, labels=SENT, phone="corner"),
        Number("last_status", _("Last answer"), phone="under"),
        Number("tries", _("Tries")),
        DateTime("created_at", _("Happened"), phone="aside", sort=True, newest_first=True),
        DateTime("due_at", _("Sent, or next try")),
    ]
    return RecordList(
        kind="subscriber",
        name="dispatches",
        path=here,
        title=info.name,
        columns=lambda actor: columns,
        rows=lambda actor: api.list_dispatches(info.id, actor=actor),
        narrow=_narrow,
        orders={"created_at": by_id()},
        load=lambda ids, actor: api.load_dispatches(ids),
        default_sort="-created_at",
        filters=lambda actor: [
            Filter("state", _("Status"), [Choice(value, label) for value, label in SENT.items()])
        ],
        actions=lambda actor: _actions(info, actor),
        empty=lambda actor: Empty(
            _("Nothing was sent yet"), _("Send a test to see whether it arrives."), icon="send"
        ),
    )


def _narrow(rows: QuerySet[Any], state: ListState, actor: Actor) -> QuerySet[Any]:
    states = state.chosen.get("state")
    return rows.filter(state__in=states) if states else rows


@require_GET
def show_dispatch(request: HttpRequest, subscriber_id: UUID, dispatch_id: UUID) -> HttpResponse:
    """One dispatch: its body as it is signed, and each try."""
    actor = actor_of(request)
    dispatch = api.get_dispatch(subscriber_id, dispatch_id, actor=actor)
    row = api.get_subscriber(subscriber_id, actor=actor)
    here = f"{HERE}/{subscriber_id}"
    actions = []
    if actor.may("edit", "subscriber") and row.active:
        actions.append(
            Action(_("Send again"), f"{here}/dispatches/{dispatch_id}/replay", icon="repeat", post=True)
        )
    context = {
        "title": dispatch.name,
        "crumbs": [Crumb(_("Webhooks"), HERE), Crumb(row.name, here), Crumb(dispatch.name)],
        "actions": actions,
        "dispatch": dispatch,
        "state": (SENT[dispatch.state], SENT_TONES[dispatch.state]),
        "body": json.dumps(json.loads(dispatch.body), ensure_ascii=False, indent=2),
        "attempts": list(api.list_attempts([dispatch.id])[:100]),
    }
    return render(request, "administration/webhook_dispatch.html", context)


@require_POST
def replay_dispatch(request: HttpRequest, subscriber_id: UUID, dispatch_id: UUID) -> HttpResponse:
    """Send one dispatch again."""
    api.replay_dispatch(subscriber_id, dispatch_id, actor=actor_of(request))
    return go_to(request, f"{HERE}/{subscriber_id}/dispatches/{dispatch_id}", Toast(_("It is sent again.")))


@require_POST
def test(request: HttpRequest, subscriber_id: UUID) -> HttpResponse:
    """Send a test."""
    api.send_test(subscriber_id, actor=actor_of(request))
    return go_to(request, f"{HERE}/{subscriber_id}", Toast(_("A test is on its way.")))


class PeriodForm(forms.Form):
    """From when up to before when, in the reader's zone."""

    begin = forms.DateTimeField(label=gettext_lazy("From"), widget=forms.DateTimeInput(_MOMENT))
    end = forms.DateTimeField(label=gettext_lazy("Until"), widget=forms.DateTimeInput(_MOMENT))


def replay_period(request: HttpRequest, subscriber_id: UUID) -> HttpResponse:
    """Send what was kept of a period again."""
    actor = actor_of(request)
    row = api.get_subscriber(subscriber_id, actor=actor, verb="edit")
    now = timezone.localtime()
    moments = {"begin": now.replace(hour=0, minute=0), "end": now}
    initial = {name: moment.strftime("%Y-%m-%dT%H:%M") for name, moment in moments.items()}
    return answer_form(
        request,
        PeriodForm(request.POST if request.method == "POST" else None, initial=initial),
        _("Send a period again"),
        lambda values: api.replay_period(row.id, values["begin"], values["end"], actor=actor),
        done=f"{HERE}/{row.id}",
        toast=_("What was kept of that time is sent again."),
        submit=_("Send again"),
    )


def _actions(info: api.SubscriberInfo, actor: Actor) -> list[Action]:
    if not actor.may("edit", "subscriber"):
        return []
    here = f"{HERE}/{info.id}"
    actions = [Action(_("Edit"), f"{here}/edit", icon="pencil", key="e")]
    if info.active:
        actions.append(Action(_("Send a period again"), f"{here}/replay", icon="history", dialog=True))
        actions.append(Action(_("Send a test"), f"{here}/test", icon="send", main=True, post=True))
    return actions


def _facts(info: api.SubscriberInfo) -> list[Fact]:
    viewer, state = get_viewer(), state_of(info)
    facts = [
        Fact(_("Status"), STATES[state]),
        Fact(_("Address"), info.url, copy=True),
        Fact(_("Is told"), ", ".join(info.facts)),
    ]
    if info.failing_since:
        facts.append(Fact(_("Not answering since"), viewer.moment(info.failing_since)))
    if info.active and info.resting_until:
        facts.append(Fact(_("Next try"), viewer.moment(info.resting_until)))
    return facts
