"""The page of a dry run: who would have come in over the last days, and gone where."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from rapport.kernel.errors import RapportError
from rapport.kernel.identity.api import Actor, actor_of
from rapport.operational.journeys.contracts import JourneyLine, StepCount
from rapport.operational.journeys.contracts.rehearsals import Rehearsal
from rapport.operational.journeys.http.panel import crumbs_of
from rapport.operational.journeys.http.picture import draw_picture, name_step
from rapport.operational.journeys.operations.rehearsals import SPANS, ask_rehearsal
from rapport.operational.journeys.queries.journeys import get_journey
from rapport.operational.journeys.queries.rehearsals import find_rehearsal, list_walked
from rapport.operational.journeys.queries.words import WHY
from rapport.ui.api import Crumb, Toast, Viewer, get_viewer, go_to, is_part

SHOWN = 30


class RehearsalForm(forms.Form):
    """Over how many days the picture is walked."""

    days = forms.TypedChoiceField(
        label=gettext_lazy("The last days"),
        choices=[(one, str(one)) for one in SPANS],
        coerce=int,
        initial=30,
    )


def show_rehearsal(request: HttpRequest, journey_id: UUID) -> HttpResponse:
    """The dry run asked for last; POST asks for another one."""
    actor, viewer = actor_of(request), get_viewer()
    line = get_journey(journey_id, actor=actor, verb="edit")
    found = find_rehearsal(journey_id, actor=actor)
    asked = {"days": (found.until - found.since).days} if found is not None else None
    form = RehearsalForm(request.POST if request.method == "POST" else None, initial=asked)
    if form.is_bound and form.is_valid():
        try:
            ask_rehearsal(journey_id, form.cleaned_data["days"], actor=actor)
        except RapportError as error:
            for reason in dict.fromkeys(error.fields.values() or [error.message]):
                form.add_error(None, reason)
        else:
            return go_to(request, f"/journeys/{journey_id}/dry-run", Toast(_("The dry run has begun")))
    context = {
        "title": _("Dry run"),
        "crumbs": [*crumbs_of(line), Crumb(_("Dry run"))],
        "line": line,
        "form": form,
        "here": f"/journeys/{journey_id}/dry-run",
        "waiting": found is not None and found.state == "waiting",
        **(_result(line, found, viewer, actor) if found is not None and found.state == "done" else {}),
    }
    page = "journeys/rehearsal_part.html" if is_part(request) else "journeys/rehearsal.html"
    return render(request, page, context, status=422 if form.errors else 200)


def _result(line: JourneyLine, found: Rehearsal, viewer: Viewer, actor: Actor) -> dict[str, object]:
    counts = {
        name: StepCount(found.came.get(name, 0), dict(found.left.get(name, {}))) for name in found.graph.nodes
    }
    walked = list_walked(found, SHOWN, actor=actor)
    return {
        "picture": draw_picture(line.id, found.graph, viewer, actor, counts=counts, listed=False),
        "told": _tell(found, viewer),
        "messages": [
            (
                name_step(node),
                viewer.number(found.came.get(name, 0), 0),
                viewer.number(found.reached[name], 0),
            )
            for name, node in found.graph.nodes.items()
            if name in found.reached
        ],
        "ends": [
            (str(WHY.get(why, why)), viewer.number(people, 0))
            for why, people in sorted(found.ends.items(), key=lambda one: -one[1])
        ],
        "walked": [
            (
                f"/customers/{one.party_id}",
                one.name,
                viewer.moment(one.entered_at),
                name_step(found.graph.nodes[one.step]),
                str(WHY.get(one.why, one.why)),
            )
            for one in walked
        ],
    }


def _tell(found: Rehearsal, viewer: Viewer) -> list[str]:
    told = ngettext(
        "Somebody would have come in %(people)s time from %(since)s to %(until)s.",
        "Somebody would have come in %(people)s times from %(since)s to %(until)s.",
        found.people,
    )
    days = {"since": viewer.moment(found.since), "until": viewer.moment(found.until)}
    said = [told % {"people": viewer.number(found.people, 0), **days}]
    if found.graph.entry.text("goal"):
        said.append(
            _("%(people)s of them reached the goal, without anything having been sent.")
            % {"people": viewer.number(found.goals, 0)}
        )
    if found.cut:
        said.append(_("There were more; those who came last are looked at."))
    return said
