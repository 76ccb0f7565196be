"""Addresses of the room."""

from django.urls import path

from rapport.kernel.identity.api import needs
from rapport.operational.journeys.http import conditions, drawing, lists, pages, rehearsal, why

_view, _edit, _create = needs("view", "journey"), needs("edit", "journey"), needs("create", "journey")
_ONE = "journeys/<uuid:journey_id>"

urlpatterns = [
    path("journeys", _view(lists.show_journeys), name="journeys"),
    path("journeys/new", _create(pages.new_journey), name="journey_new"),
    path("journeys/people", _view(lists.show_people), name="journey_people"),
    path(_ONE, _view(pages.show_journey), name="journey"),
    path(f"{_ONE}/edit", _edit(pages.edit_journey), name="journey_edit"),
    path(f"{_ONE}/publish", _edit(pages.publish), name="journey_publish"),
    path(f"{_ONE}/pause", _edit(pages.pause), name="journey_pause"),
    path(f"{_ONE}/resume", _edit(pages.resume), name="journey_resume"),
    path(f"{_ONE}/stop", _edit(pages.stop), name="journey_stop"),
    path(f"{_ONE}/dry-run", _edit(rehearsal.show_rehearsal), name="journey_rehearsal"),
    path(f"{_ONE}/people/<uuid:party_id>", _view(why.show_why), name="journey_person"),
    path(f"{_ONE}/draw", _edit(drawing.draw), name="journey_draw"),
    path(f"{_ONE}/draw/panel", _edit(drawing.show_panel), name="journey_panel"),
    path(f"{_ONE}/draw/add", _edit(drawing.add), name="journey_add"),
    path(f"{_ONE}/draw/set", _edit(drawing.set_step), name="journey_set"),
    path(f"{_ONE}/draw/move", _edit(drawing.move), name="journey_move"),
    path(f"{_ONE}/draw/lead", _edit(drawing.lead), name="journey_lead"),
    path(f"{_ONE}/draw/remove", _edit(drawing.remove), name="journey_remove"),
    path(f"{_ONE}/draw/undo", _edit(drawing.undo), name="journey_undo"),
    path(f"{_ONE}/draw/redo", _edit(drawing.redo), name="journey_redo"),
    path(f"{_ONE}/draw/conditions", _edit(conditions.choose_conditions), name="journey_conditions"),
]
