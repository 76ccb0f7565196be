"""A reader's home: its figures on the first page, and what they make of dashboards."""

from dataclasses import replace
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rapport.analytical.reporting.contracts.dashboards import BUILTINS
from rapport.analytical.reporting.http.asking import SHARING
from rapport.analytical.reporting.http.dashboards import draw_board
from rapport.analytical.reporting.operations.homes import copy_dashboard, make_home, pin_dashboard
from rapport.analytical.reporting.queries.dashboards import Dashboard, get_dashboard
from rapport.analytical.reporting.queries.homes import find_home, home_of_work
from rapport.kernel.errors import Forbidden, Invalid
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import Toast, answer_dialog, find_places, get_viewer, go_to, put_errors

CURVES = 1
"""So many charts of a dashboard stand on the first page, beside its numbers."""


def draw_home(request: HttpRequest, subject: UUID | None) -> str:
    """The numbers and the first curve of the reader's dashboard, and where they go on from it."""
    actor = actor_of(request)
    board = find_home(actor)
    try:
        tiles, empty = draw_board(_shorten(board), "", actor, get_viewer())
    except Forbidden as refusal:
        tiles, empty = [], None
        trouble = refusal.message
    else:
        trouble = str(empty.text) if empty else ""
    places = find_places(request, BUILTINS[board.builtin or home_of_work(actor)].leads)
    context = {
        "board": board,
        "trouble": trouble,
        "stats": [one.stat for one in tiles if one.stat],
        "charts": [one.chart for one in tiles if one.chart],
        "places": places,
    }
    return render_to_string("reporting/home.html", context, request)


def _shorten(board: Dashboard) -> Dashboard:
    numbers = [one for one in board.tiles if one.question.face == "number"]
    curves = [one for one in board.tiles if one.question.face in ("line", "bar")]
    return replace(board, tiles=(*numbers[:4], *curves[:CURVES]))


@require_POST
def choose(request: HttpRequest, board: str) -> HttpResponse:
    """Make a dashboard what its reader sees first."""
    made = make_home(board, actor=actor_of(request))
    return go_to(request, reverse("dashboard", args=[made.name]), Toast(_("You see it first from now on.")))


@require_POST
def pin(request: HttpRequest, board: str) -> HttpResponse:
    """Have a dashboard stand before the others, or no more (`on` is 0)."""
    made = pin_dashboard(board, request.GET.get("on") != "0", actor=actor_of(request))
    return go_to(request, reverse("dashboard", args=[made.name]), Toast(_("Saved")))


class CopyForm(forms.Form):
    """What a copy is called."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)


def copy(request: HttpRequest, board: str) -> HttpResponse:
    """The dialog that keeps a dashboard as one of one's own, for oneself or for others."""
    actor = actor_of(request)
    shown = get_dashboard(board, actor=actor)
    form = CopyForm(request.POST or None, initial={"name": shown.label, "shared": "own"})
    choices = [(name, word) for name, word in SHARING.items() if name != "all" or actor.may("create", "view")]
    form.fields["shared"] = forms.ChoiceField(label=_("Who sees it"), choices=choices)
    if form.is_bound and form.is_valid():
        try:
            made = copy_dashboard(board, actor=actor, **form.cleaned_data)
        except Invalid as error:
            put_errors(form, error)
        else:
            here = reverse("dashboard", args=[made.name])
            return go_to(request, f"{here}?arrange=1", Toast(_("The dashboard is kept.")))
    return answer_dialog(request, _("Copy this dashboard"), form, request.path, _("Copy"))
