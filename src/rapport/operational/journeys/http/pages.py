"""The page of a journey: its picture with everybody on it, what became of them, what it brought."""

from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET

from rapport.kernel.errors import RapportError
from rapport.kernel.identity.api import Actor, actor_of, list_member_names
from rapport.kernel.shares import find_difference
from rapport.operational.journeys.contracts import JourneyDraft, JourneyLine, Side
from rapport.operational.journeys.contracts.graph import Graph
from rapport.operational.journeys.http.forms import JourneyForm, NewJourneyForm
from rapport.operational.journeys.http.picture import draw_picture, name_step
from rapport.operational.journeys.http.words import OPTIONS, STATES, TONES
from rapport.operational.journeys.operations import life
from rapport.operational.journeys.operations.journeys import change_journey, create_journey
from rapport.operational.journeys.queries.journeys import find_published, get_draft, get_journey
from rapport.operational.journeys.queries.letters import count_letters
from rapport.operational.journeys.queries.people import count_ends, count_older, count_sides, count_steps
from rapport.operational.journeys.queries.words import WHY
from rapport.ui.api import (
    Action,
    Crumb,
    Fact,
    Toast,
    Viewer,
    answer_dialog,
    answer_form,
    get_viewer,
    go_to,
    pressing,
    put_errors,
)


class PublishForm(forms.Form):
    """What becomes of those who are on the way on a version before."""

    move = forms.BooleanField(
        label=gettext_lazy("Take along who is on the way"),
        required=False,
        help_text=gettext_lazy("Who stands at a step that is still there goes on there. Others stay."),
    )


@require_GET
def show_journey(request: HttpRequest, journey_id: UUID) -> HttpResponse:
    """One journey."""
    actor, viewer = actor_of(request), get_viewer()
    line = get_journey(journey_id, actor=actor)
    published = find_published(line.id, line.live)
    counts = count_steps(published) if published else None
    graph = published.graph if published else get_draft(line)
    context = {
        "title": line.name,
        "crumbs": [Crumb(_("Journeys"), "/journeys"), Crumb(line.name)],
        "line": line,
        "state": (STATES[line.state], TONES[line.state]),
        "actions": _actions(line, actor),
        "picture": draw_picture(line.id, graph, viewer, actor, counts=counts),
        "ends": _ends(line, viewer),
        "results": _results(line, viewer) if published else [],
        "facts": _facts(line, viewer),
        "older": _older(line, viewer),
        "letters": _letters(line, graph, viewer),
    }
    return render(request, "journeys/journey.html", context)


def new_journey(request: HttpRequest) -> HttpResponse:
    """Ask for a name; the rest is drawn."""
    form = NewJourneyForm(request.POST or None)
    if form.is_bound and form.is_valid():
        made = create_journey(JourneyDraft(**form.cleaned_data), actor=actor_of(request))
        return go_to(request, f"/journeys/{made.id}/draw", Toast(_("Journey made")))
    crumbs = [Crumb(_("Journeys"), "/journeys"), Crumb(_("New journey"))]
    return answer_form(request, form, title=_("New journey"), crumbs=crumbs, cancel="/journeys")


def edit_journey(request: HttpRequest, journey_id: UUID) -> HttpResponse:
    """Change what a journey is called and what its messages are sent from."""
    actor = actor_of(request)
    line = get_journey(journey_id, actor=actor, verb="edit")
    form = JourneyForm(actor, line, request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            change_journey(journey_id, form.changes(), actor=actor, version=form.cleaned_data["version"])
        except RapportError as error:
            put_errors(form, error)
        else:
            return go_to(request, f"/journeys/{journey_id}", Toast(_("Saved")))
    here = f"/journeys/{line.id}"
    crumbs = [Crumb(_("Journeys"), "/journeys"), Crumb(line.name, here), Crumb(_("Edit"))]
    return answer_form(request, form, title=line.name, crumbs=crumbs, cancel=here)


def publish(request: HttpRequest, journey_id: UUID) -> HttpResponse:
    """The dialog that puts the picture drawn live; it says which steps are not sound."""
    actor = actor_of(request)
    line = get_journey(journey_id, actor=actor, verb="edit")
    form = PublishForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            life.publish_journey(journey_id, move=form.cleaned_data["move"], actor=actor)
        except RapportError as error:
            for reason in dict.fromkeys(error.fields.values() or [error.message]):
                form.add_error(None, reason)
        else:
            return go_to(request, f"/journeys/{journey_id}", Toast(_("The journey is live")))
    if not line.live:
        form.fields["move"].widget = forms.HiddenInput()
    return answer_dialog(request, _("Put this journey live?"), form, request.path, _("Put live"))


PAGE = "/journeys/{}"
pause = pressing(life.pause_journey, PAGE, gettext_lazy("Paused"))
resume = pressing(life.resume_journey, PAGE, gettext_lazy("It goes on"))
stop = pressing(life.stop_journey, PAGE, gettext_lazy("Stopped"))


def _actions(line: JourneyLine, actor: Actor) -> list[Action]:
    here, actions = f"/journeys/{line.id}", list[Action]()
    people = urlencode({"filter": f"journey:is:{line.id}"})
    actions.append(Action(_("Everybody on it"), f"/journeys/people?{people}", icon="users", key="v"))
    if actor.may("edit", "journey"):
        if line.state == "live":
            actions.append(Action(_("Pause"), f"{here}/pause", icon="pause", post=True))
        if line.state == "paused":
            actions.append(Action(_("Go on"), f"{here}/resume", icon="play", main=True, post=True))
        if line.state in ("live", "paused"):
            actions.append(Action(_("Stop"), f"{here}/stop", icon="octagon-x", post=True, tone="bad"))
        actions.append(Action(_("Change"), f"{here}/edit", icon="square-pen", key="e"))
        actions.append(Action(_("Dry run"), f"{here}/dry-run", icon="history", key="r"))
        actions.append(
            Action(_("Draw"), f"{here}/draw", icon="waypoints", main=line.state == "draft", key="d")
        )
    return actions


def _facts(line: JourneyLine, viewer: Viewer) -> list[Fact]:
    names = list_member_names([line.owner_id] if line.owner_id else [])
    return [
        Fact(_("Version that is live"), viewer.number(line.live, 0) if line.live else "–"),
        Fact(_("Owner"), names.get(line.owner_id, "") if line.owner_id else ""),
        Fact(_("Made"), viewer.moment(line.created_at)),
    ]


def _ends(line: JourneyLine, viewer: Viewer) -> list[tuple[str, str, str]]:
    found = []
    for why, people in count_ends(line.id):
        asked = urlencode({"filter": f"journey:is:{line.id};why:is:{why}"})
        found.append((str(WHY.get(why, why)), viewer.number(people, 0), f"/journeys/people?{asked}"))
    return found


def _letters(line: JourneyLine, graph: Graph, viewer: Viewer) -> list[tuple[str, ...]]:
    """Return what became of the messages of each step; those of steps that are gone stand together."""
    found = []
    for node, count in count_letters(line.id).items():
        step = name_step(graph.nodes[node]) if node in graph.nodes else _("A step that is gone")
        figures = (count.written, count.opened, count.followed)
        ways = [
            f"{OPTIONS['channel'].get(channel, channel)} {viewer.number(people, 0)}"
            for channel, people in sorted(count.channels.items())
        ]
        if count.again:
            ways.append(_("after another channel %(count)s") % {"count": viewer.number(count.again, 0)})
        told = " · ".join(ways) if len(ways) > 1 else ""
        found.append((step, told, *(viewer.number(one, 0) for one in figures)))
    return found


def _older(line: JourneyLine, viewer: Viewer) -> str:
    people = count_older(line.id, line.live)
    told = ngettext("%(people)s is on a version before.", "%(people)s are on versions before.", people)
    return told % {"people": viewer.number(people, 0)} if people else ""


def _results(line: JourneyLine, viewer: Viewer) -> list[str]:
    led, held = count_sides(line.id)
    told = [_say_side(_("Led"), led, viewer)]
    if held.people:
        told.append(_say_side(_("Held out"), held, viewer))
        found = find_difference(led.reached, led.people, held.reached, held.people)
        told.append(
            _("Difference: %(value)s, with 95 %% confidence from %(low)s to %(high)s.")
            % {name: viewer.share(getattr(found, name)) for name in ("value", "low", "high")}
        )
    return told


def _say_side(word: str, side: Side, viewer: Viewer) -> str:
    share = side.reached / side.people if side.people else 0.0
    return _("%(side)s: %(people)s people, %(reached)s reached the goal (%(share)s).") % {
        "side": word,
        "people": viewer.number(side.people, 0),
        "reached": viewer.number(side.reached, 0),
        "share": viewer.share(share),
    }
