"""The page of a campaign: what it is, whom it reaches, what it says, how far it is, what it brought."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.kernel.errors import RapportError
from rapport.kernel.filters.api import describe
from rapport.kernel.identity.api import Actor, actor_of, list_member_names
from rapport.operational.marketing.contracts import CampaignDraft, CampaignLine
from rapport.operational.marketing.http.audience import tree_of
from rapport.operational.marketing.http.effects import draw_funnel, write_effect, write_letters
from rapport.operational.marketing.http.forms import CampaignForm, NewCampaignForm
from rapport.operational.marketing.http.words import CHANNELS, STATES, TONES
from rapport.operational.marketing.operations.campaigns import change_campaign, create_campaign
from rapport.operational.marketing.queries.campaigns import get_campaign
from rapport.operational.marketing.queries.effects import measure_effect, measure_letters
from rapport.operational.marketing.queries.funnel import read_funnel
from rapport.operational.marketing.rules.by_hand import BY_HAND
from rapport.operational.marketing.rules.life import OPEN, may_go
from rapport.ui.api import (
    Action,
    Chart,
    Crumb,
    Fact,
    Toast,
    Viewer,
    answer_form,
    get_viewer,
    go_to,
    put_errors,
)

HAND = {
    "call": (gettext_lazy("Calls"), "phone"),
    "letter": (gettext_lazy("Letters on paper"), "mail"),
    "partner": (gettext_lazy("Address file for the partner"), "handshake"),
}
"""What a campaign by hand shows instead of a channel's reports."""


def new_campaign(request: HttpRequest) -> HttpResponse:
    """Ask for a name; the rest is on the campaign's page."""
    form = NewCampaignForm(request.POST or None)
    if form.is_bound and form.is_valid():
        made = create_campaign(CampaignDraft(**form.cleaned_data), actor=actor_of(request))
        return go_to(request, f"/campaigns/{made.id}", Toast(_("Campaign made")))
    crumbs = [Crumb(_("Campaigns"), "/campaigns"), Crumb(_("New campaign"))]
    return answer_form(request, form, title=_("New campaign"), crumbs=crumbs, cancel="/campaigns")


def edit_campaign(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Change what a campaign is."""
    actor = actor_of(request)
    line = get_campaign(campaign_id, actor=actor, verb="edit")
    form = CampaignForm(actor, line, request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            version = form.cleaned_data["version"]
            change_campaign(campaign_id, form.changes(), actor=actor, version=version)
        except RapportError as error:
            put_errors(form, error, rename={"budget_minor": "budget", "cost_minor": "cost"})
        else:
            return go_to(request, f"/campaigns/{campaign_id}", Toast(_("Saved")))
    here = f"/campaigns/{campaign_id}"
    crumbs = [Crumb(_("Campaigns"), "/campaigns"), Crumb(line.name, here), Crumb(_("Edit"))]
    return answer_form(request, form, title=line.name, crumbs=crumbs, cancel=here)


def show_campaign(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """One campaign."""
    actor, viewer = actor_of(request), get_viewer()
    line = get_campaign(campaign_id, actor=actor)
    tree = tree_of(line)
    now = timezone.now()
    effect = measure_effect(line, now)
    context = {
        "title": line.name,
        "crumbs": [Crumb(_("Campaigns"), "/campaigns"), Crumb(line.name)],
        "line": line,
        "state": (STATES[line.state], TONES[line.state]),
        "facts": _facts(line, viewer),
        "audience": describe(tree, "customer", actor=actor) if line.audience else _("Every customer"),
        "open": line.state in OPEN and actor.may("edit", "campaign"),
        "actions": _actions(line, actor),
        "funnel": _funnel(line, viewer) if line.started_at else None,
        "hand": HAND.get(line.channel),
        "effect": write_effect(line, effect, viewer) if effect else None,
        "compared": write_letters(measure_letters(line, now), viewer) if len(line.variants) > 1 else [],
    }
    return render(request, "marketing/campaign.html", context)


def _funnel(line: CampaignLine, viewer: Viewer) -> Chart:
    return draw_funnel(read_funnel(line), viewer, by_hand=line.channel in BY_HAND)


def _facts(line: CampaignLine, viewer: Viewer) -> list[Fact]:
    names = list_member_names(one for one in (line.owner_id, line.approved_by_id, *line.callers) if one)
    budget = "" if line.budget_minor is None else viewer.money(line.budget_minor, line.currency)
    return [
        Fact(_("Channel"), str(CHANNELS[line.channel])),
        Fact(_("Called by"), ", ".join(names[one] for one in line.callers if one in names)),
        Fact(_("Goal"), line.goal),
        Fact(_("Hypothesis"), line.hypothesis),
        Fact(_("Owner"), names.get(line.owner_id, "") if line.owner_id else ""),
        Fact(_("Approved by"), names.get(line.approved_by_id, "") if line.approved_by_id else ""),
        Fact(_("Goes out"), viewer.moment(line.send_at) if line.send_at else ""),
        Fact(_("Held out, in percent"), viewer.number(line.hold_out, 0)),
        Fact(_("Days that count for the effect"), viewer.number(line.window_days, 0)),
        Fact(_("Weight"), viewer.number(line.priority, 0)),
        Fact(_("Days of rest after other campaigns"), viewer.number(line.rest_days, 0)),
        Fact(_("Budget"), budget),
        Fact(_("Cost beside the messages"), viewer.money(line.cost_minor, line.currency)),
    ]


def _actions(line: CampaignLine, actor: Actor) -> list[Action]:
    here = f"/campaigns/{line.id}"
    actions = []
    if actor.may("edit", "campaign"):
        if line.state in OPEN:
            words = _("Approve") if line.state == "asked" else _("Schedule")
            actions.append(Action(words, f"{here}/schedule", icon="send", main=True, dialog=True, key="s"))
        if line.state in ("asked", "scheduled"):
            actions.append(Action(_("Back to a draft"), f"{here}/take-back", icon="undo-2", post=True))
        if line.state == "sending":
            actions.append(Action(_("Pause"), f"{here}/pause", icon="pause", post=True))
        if line.state == "paused":
            actions.append(Action(_("Go on"), f"{here}/resume", icon="play", main=True, post=True))
        if may_go(line.state, "stopped"):
            actions.append(Action(_("Stop"), f"{here}/stop", icon="octagon-x", post=True, tone="bad"))
        actions.append(Action(_("Change"), f"{here}/edit", icon="square-pen", key="e"))
    if actor.may("create", "campaign"):
        actions.append(Action(_("Copy"), f"{here}/copy", icon="copy", post=True))
    return actions
