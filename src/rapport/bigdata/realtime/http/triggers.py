"""Pages of triggers: the list, one with what it fired, the form."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_POST

from rapport.bigdata.realtime.contracts import TriggerLine
from rapport.bigdata.realtime.http.forms import TriggerForm
from rapport.bigdata.realtime.http.words import STATES, TONES, say_repeat, say_rule, say_who
from rapport.bigdata.realtime.operations import triggers
from rapport.bigdata.realtime.queries import triggers as reads
from rapport.kernel.errors import RapportError
from rapport.kernel.identity.api import actor_of, find_actor_of
from rapport.ui.api import (
    Action,
    Badge,
    Column,
    Crumb,
    DateTime,
    Empty,
    Link,
    Muted,
    Number,
    ShortList,
    Toast,
    go_to,
    put_errors,
    show_short,
)

HERE = "/settings/triggers"
DAYS, SHOWN = 7, 50


def may_see(request: HttpRequest) -> bool:
    """Tell whether the page belongs into this reader's navigation."""
    actor = find_actor_of(request)
    return actor is not None and actor.may("view", "trigger")


@require_GET
def show_triggers(request: HttpRequest) -> HttpResponse:
    """The triggers of the business, with how often each fired in a week."""
    actor = actor_of(request)
    rows = [reads.line_of(row) for row in reads.list_triggers(actor).order_by("name", "id")]
    fired = reads.count_firings([row.id for row in rows], since=timezone.now() - timedelta(days=DAYS))
    columns: list[Column[TriggerLine]] = [
        Link("name", _("Name"), href=lambda one: f"{HERE}/{one.id}", grow=True, phone="title"),
        Muted("rule", _("Looks for"), value=say_rule, phone="under", width=20),
        Muted("who", pgettext("a rule", "Who"), value=lambda one: say_who(one, actor)),
        Badge("state", _("Status"), value=_state, tones=TONES, labels=STATES, phone="corner"),
        Number("fired", _("Fired in 7 days"), value=lambda one: fired.get(one.id, (0, None))[0]),
        DateTime("last", _("Last"), value=lambda one: fired.get(one.id, (0, None))[1]),
    ]
    actions = [Action(_("New trigger"), f"{HERE}/new", icon="plus", main=True, key="n")]
    listing = ShortList(
        name="triggers",
        title=_("Triggers"),
        columns=columns,
        rows=rows,
        actions=actions if actor.may("create", "trigger") else [],
        empty=Empty(
            _("Nothing is looked out for yet"),
            _("Say what a visitor does or leaves: it becomes a fact and stands on the customer's page."),
            icon="zap",
        ),
    )
    return show_short(request, listing)


def add_trigger(request: HttpRequest) -> HttpResponse:
    """Add a trigger."""
    return _edit(request, None)


def edit_trigger(request: HttpRequest, trigger_id: UUID) -> HttpResponse:
    """Change what a trigger looks for."""
    return _edit(request, reads.line_of(reads.get_trigger(trigger_id, actor=actor_of(request), verb="edit")))


def _edit(request: HttpRequest, line: TriggerLine | None) -> HttpResponse:
    actor = actor_of(request)
    form = TriggerForm(request.POST if request.method == "POST" else None, actor=actor, line=line)
    if form.is_bound and form.is_valid():
        try:
            kept = (
                triggers.change_trigger(line.id, form.values(), actor=actor)
                if line
                else triggers.add_trigger(form.values(), actor=actor)
            )
        except RapportError as error:
            put_errors(form, error)
        else:
            return go_to(request, f"{HERE}/{kept.id}", Toast(_("Saved")))
    crumbs = [Crumb(_("Triggers"), HERE), *([Crumb(line.name, f"{HERE}/{line.id}")] if line else [])]
    title = _("Edit") if line else _("New trigger")
    context = {
        "title": title,
        "crumbs": [*crumbs, Crumb(title)],
        "form": form,
        "cancel": f"{HERE}/{line.id}" if line else HERE,
    }
    return render(request, "realtime/trigger_form.html", context, status=422 if form.is_bound else 200)


@require_GET
def show_trigger(request: HttpRequest, trigger_id: UUID) -> HttpResponse:
    """One trigger: what it looks for, and whom it fired for last."""
    actor = actor_of(request)
    line = reads.line_of(reads.get_trigger(trigger_id, actor=actor))
    fired = reads.list_firings(line.id, actor=actor).order_by("-fired_at", "-id")[:SHOWN]
    context = {
        "title": line.name,
        "crumbs": [Crumb(_("Triggers"), HERE), Crumb(line.name)],
        "here": f"{HERE}/{line.id}",
        "line": line,
        "rule": say_rule(line),
        "who": say_who(line, actor),
        "repeat": say_repeat(line),
        "state": (STATES[_state(line)], TONES[_state(line)]),
        "fired": [reads.firing_of(row) for row in fired],
        "may_edit": actor.may("edit", "trigger"),
        "may_remove": actor.may("delete", "trigger"),
    }
    return render(request, "realtime/trigger.html", context)


@require_POST
def switch(request: HttpRequest, trigger_id: UUID) -> HttpResponse:
    """Switch it on or off."""
    active = request.POST.get("active") == "1"
    triggers.change_trigger(trigger_id, {"active": active}, actor=actor_of(request))
    return go_to(request, f"{HERE}/{trigger_id}", Toast(_("It is on.") if active else _("It is off.")))


@require_POST
def remove(request: HttpRequest, trigger_id: UUID) -> HttpResponse:
    """Forget it."""
    triggers.remove_trigger(trigger_id, actor=actor_of(request))
    return go_to(request, HERE, Toast(_("The trigger is gone; what it fired stays told.")))


def _state(line: TriggerLine) -> str:
    return "on" if line.active else "off"
