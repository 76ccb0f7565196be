"""Drawing a journey in its page: every press of a button changes the picture, and can be taken back."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rapport.kernel.errors import Missing, RapportError
from rapport.kernel.identity.api import Actor, actor_of
from rapport.operational.journeys.contracts import JourneyLine
from rapport.operational.journeys.http.forms import StepForm
from rapport.operational.journeys.http.panel import crumbs_of, draw_panel
from rapport.operational.journeys.http.picture import draw_picture
from rapport.operational.journeys.models import JourneyEdit
from rapport.operational.journeys.operations import drawing
from rapport.operational.journeys.operations.life import find_flaws
from rapport.operational.journeys.queries.journeys import get_draft, get_journey
from rapport.ui.api import Action, Crumb, get_viewer, is_part, put_errors


@require_GET
def draw(request: HttpRequest, journey_id: UUID) -> HttpResponse:
    """The page in which a journey is drawn."""
    actor = actor_of(request)
    line = get_journey(journey_id, actor=actor, verb="edit")
    chosen, place = request.GET.get("step", ""), request.GET.get("place", "")
    return _page(request, line, actor, draw_panel(line, actor, chosen, place))


@require_GET
def show_panel(request: HttpRequest, journey_id: UUID) -> HttpResponse:
    """The side of the page: the settings of a step, or what may be put into a place."""
    actor = actor_of(request)
    line = get_journey(journey_id, actor=actor, verb="edit")
    chosen, place = request.GET.get("step", ""), request.GET.get("place", "")
    if not is_part(request):
        return redirect(f"/journeys/{journey_id}/draw?step={chosen}")
    return render(request, "journeys/panel.html", draw_panel(line, actor, chosen, place) | {"line": line})


def _press(do: Callable[[UUID, Any, Actor], str]) -> Callable[[HttpRequest, UUID], HttpResponse]:
    """Make a view of a change of the picture; `do` returns the step that is shown afterwards."""

    @require_POST
    def view(request: HttpRequest, journey_id: UUID) -> HttpResponse:
        actor = actor_of(request)
        chosen = do(journey_id, request.POST, actor)
        if not is_part(request):
            return redirect(f"/journeys/{journey_id}/draw?step={chosen}")
        line = get_journey(journey_id, actor=actor, verb="edit")
        return _board(request, line, actor, draw_panel(line, actor, chosen, ""))

    return view


def _add(journey_id: UUID, given: Any, actor: Actor) -> str:
    start, way = _place(given.get("place", ""))
    return drawing.add_step(journey_id, start, way, given.get("kind", ""), actor=actor)


def _move(journey_id: UUID, given: Any, actor: Actor) -> str:
    start, way = _place(given.get("place", ""))
    drawing.move_step(journey_id, given.get("step", ""), start, way, actor=actor)
    return str(given.get("step", ""))


def _lead(journey_id: UUID, given: Any, actor: Actor) -> str:
    start, way = _place(given.get("place", ""))
    drawing.lead_step(journey_id, start, way, given.get("target", ""), actor=actor)
    return start


def _remove(journey_id: UUID, given: Any, actor: Actor) -> str:
    drawing.remove_step(journey_id, given.get("step", ""), actor=actor)
    return ""


def _undo(journey_id: UUID, given: Any, actor: Actor) -> str:
    drawing.undo(journey_id, actor=actor)
    return ""


def _redo(journey_id: UUID, given: Any, actor: Actor) -> str:
    drawing.redo(journey_id, actor=actor)
    return ""


add, move, lead, remove, undo, redo = map(_press, (_add, _move, _lead, _remove, _undo, _redo))


@require_POST
def set_step(request: HttpRequest, journey_id: UUID) -> HttpResponse:
    """Set what was typed into the side of the page."""
    actor = actor_of(request)
    line = get_journey(journey_id, actor=actor, verb="edit")
    name = request.POST.get("step", "")
    node = get_draft(line).nodes.get(name)
    if node is None:
        raise Missing("There is no such step.")
    form = StepForm(actor, node, request.POST)
    if form.is_valid():
        try:
            line = drawing.set_step(journey_id, name, form.changes(), actor=actor)
        except RapportError as error:
            put_errors(form, error, rename={f"{name}.{one}": one for one in form.fields})
    panel = draw_panel(line, actor, name, "", form if form.errors else None)
    if not is_part(request):
        return _page(request, line, actor, panel)
    return _board(request, line, actor, panel)


def _page(request: HttpRequest, line: JourneyLine, actor: Actor, panel: dict[str, Any]) -> HttpResponse:
    here = f"/journeys/{line.id}"
    context = {
        "title": line.name,
        "crumbs": [*crumbs_of(line), Crumb(_("Draw"))],
        "actions": [
            Action(_("Dry run"), f"{here}/dry-run", icon="history", key="r"),
            Action(_("Put live"), f"{here}/publish", icon="rocket", main=True, dialog=True, key="p"),
        ],
        **_drawn(line, actor),
        **panel,
    }
    return render(request, "journeys/draw.html", context, status=422 if _is_wrong(panel) else 200)


def _board(request: HttpRequest, line: JourneyLine, actor: Actor, panel: dict[str, Any]) -> HttpResponse:
    status = 422 if _is_wrong(panel) else 200
    return render(request, "journeys/board.html", _drawn(line, actor) | panel, status=status)


def _is_wrong(panel: dict[str, Any]) -> bool:
    return bool(panel.get("form") and panel["form"].errors)


def _drawn(line: JourneyLine, actor: Actor) -> dict[str, Any]:
    graph = get_draft(line)
    flaws = find_flaws(line, graph, actor=actor)
    numbers = set(
        JourneyEdit.objects.filter(
            journey_id=line.id, number__in=(line.draft - 1, line.draft + 1)
        ).values_list("number", flat=True)
    )
    return {
        "line": line,
        "picture": draw_picture(line.id, graph, get_viewer(), actor, flaws=flaws),
        "may_undo": line.draft - 1 in numbers,
        "may_redo": line.draft + 1 in numbers,
    }


def _place(text: str) -> tuple[str, str]:
    start, _colon, way = text.partition(":")
    return start, way
