"""Requests of people about their data: written down, checked, answered, their archive taken."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from rapport.customers.party.api import get_customer
from rapport.customers.privacy import queries
from rapport.customers.privacy.contracts import RequestDraft, RequestLine
from rapport.customers.privacy.http.words import (
    CHANNELS,
    HOWS,
    KINDS,
    MOVES,
    STATE_TONES,
    STATES,
    STEP_ICONS,
    STEPS,
)
from rapport.customers.privacy.models import DataRequest
from rapport.customers.privacy.operations import archives, requests
from rapport.customers.privacy.rules import MAKES_ARCHIVE, decide_move
from rapport.kernel.blobs.api import serve_blob
from rapport.kernel.errors import Conflict, Forbidden, Invalid
from rapport.kernel.identity.api import Actor, actor_of
from rapport.ui.api import Action, Crumb, DayInput, Toast, answer_dialog, go_to, put_errors


class RequestForm(forms.Form):
    """What a person asks for."""

    kind = forms.ChoiceField(label=gettext_lazy("Asks to"), choices=DataRequest.Kind.choices)
    channel = forms.ChoiceField(label=gettext_lazy("How it came"), choices=DataRequest.Channel.choices)
    received_on = forms.DateField(label=gettext_lazy("Came on"), widget=DayInput())
    details = forms.CharField(
        label=gettext_lazy("In their words"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class MoveForm(forms.Form):
    """What is said about a move."""

    note = forms.CharField(
        label=gettext_lazy("Note"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    field_order = ("how", "note")

    def __init__(self, move: str, data: Any = None) -> None:
        super().__init__(data)
        if move == "identify":
            self.fields["how"] = forms.ChoiceField(label=_("How"), choices=list(HOWS.items()))
        if move in requests.NEEDS_WORDS:
            self.fields["note"].required = True
            self.fields["note"].label = _("Why")
        self.order_fields(self.field_order)


def record_request(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """The dialog that writes a request down."""
    actor = actor_of(request)
    state = get_customer(party_id, actor=actor)
    today = queries.find_today(timezone.now())
    form = RequestForm(request.POST or None, initial={"received_on": today})
    if form.is_bound and form.is_valid():
        try:
            line = requests.record_request(RequestDraft(party_id=state.id, **form.cleaned_data), actor=actor)
        except Invalid as error:
            put_errors(form, error)
        else:
            return go_to(request, f"/requests/{line.id}", Toast(_("Written down")))
    return answer_dialog(request, _("Request about data"), form, request.path)


@require_GET
def show_request(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """One request: what was asked, what was done, what can be done."""
    actor = actor_of(request)
    line = queries.get_request(request_id, actor=actor)
    late = not line.is_over and line.due_on < queries.find_today(timezone.now())
    context = {
        "title": KINDS[line.kind],
        "crumbs": [Crumb(_("Requests about data"), "/requests"), Crumb(line.customer)],
        "actions": _actions(line, actor),
        "line": line,
        "state": STATES[line.state],
        "tone": "bad" if late else STATE_TONES[line.state],
        "late": late,
        "channel": CHANNELS[line.channel],
        "steps": [(one, STEPS[one.what], STEP_ICONS[one.what], HOWS.get(one.how, "")) for one in line.steps],
        "may_take": line.archive_id is not None and actor.may("export", "customer"),
    }
    return render(request, "privacy/request.html", context)


def move_request(request: HttpRequest, request_id: UUID, move: str) -> HttpResponse:
    """The dialog of a move; there is no way back from an erasure, which it says."""
    actor = actor_of(request)
    line = queries.get_request(request_id, actor=actor)
    form = MoveForm(move, request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            requests.move_request(request_id, move, actor=actor, **form.cleaned_data)
        except (Invalid, Conflict, Forbidden) as error:
            put_errors(form, error)
        else:
            return go_to(request, f"/requests/{request_id}", Toast(STEPS[move]))
    erases = move == "answer" and line.kind == "erasure"
    title = _("Erase this person for good") if erases else MOVES[move]
    return answer_dialog(request, title, form, request.path, _("Erase") if erases else MOVES[move])


@require_POST
def prepare(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Have the archive made in the background."""
    try:
        archives.prepare_archive(request_id, actor=actor_of(request))
    except Conflict as error:
        return go_to(request, f"/requests/{request_id}", Toast(error.message, "bad"))
    return go_to(request, f"/requests/{request_id}", Toast(_("The archive is being made")))


@require_POST
def download(request: HttpRequest, request_id: UUID) -> HttpResponseBase:
    """The archive as a file; that it was taken becomes a step of the request."""
    return serve_blob(archives.take_archive(request_id, actor=actor_of(request)))


def _actions(line: RequestLine, actor: Actor) -> list[Action]:
    if not actor.may("edit", "request"):
        return []
    path = f"/requests/{line.id}"
    found = []
    if line.state == "identified" and line.kind in MAKES_ARCHIVE and actor.may("export", "customer"):
        main = line.archive_id is None
        found.append(Action(_("Make the archive"), f"{path}/archive", icon="archive", main=main, post=True))
    for move, icon in (
        ("identify", "shield-check"),
        ("answer", "circle-check"),
        ("extend", "hourglass"),
        ("refuse", "x"),
        ("withdraw", "undo-2"),
    ):
        if decide_move(line.state, move) is None or (move == "extend" and line.extended):
            continue
        main = move == "identify" or (move == "answer" and not any(one.main for one in found))
        found.append(Action(MOVES[move], f"{path}/{move}", icon=icon, main=main, dialog=True))
    return found
