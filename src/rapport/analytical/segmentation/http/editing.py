"""Pages that write segments: a new one from a filter, its words, its conditions, its end."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.analytical.segmentation.http.forms import SegmentForm
from rapport.analytical.segmentation.operations import segments
from rapport.analytical.segmentation.operations.filling import KIND
from rapport.analytical.segmentation.queries.segments import read_segment
from rapport.kernel.errors import RapportError
from rapport.kernel.filters.api import (
    COUNTED,
    And,
    Condition,
    InvalidFilter,
    check,
    count_matches,
    describe,
    parse,
    write_compact,
)
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import Crumb, Toast, go_to, put_errors

HERE = "/segments"
CHIPS = {"stage": "stage", "kind": "kind", "origin": "origin", "tag": "tags"}
"""What the list of customers is narrowed by beside its filter, and the field that says the same."""


def add(request: HttpRequest) -> HttpResponse:
    """A new segment of the customers the address finds; without conditions the builder comes first."""
    asked = _read_narrowed(request)
    if not asked and request.method != "POST":
        return redirect(_builder(f"{HERE}/new", ""))
    return _edit(request, None, {"filter": asked})


def change(request: HttpRequest, segment_id: UUID) -> HttpResponse:
    """Change what a segment is called and what it is made of."""
    line = read_segment(segment_id, actor=actor_of(request))
    if line.filter is None:
        return redirect(f"{HERE}/groups")
    asked = request.GET.get("filter") or write_compact(parse(dict(line.filter)))
    return _edit(request, line.id, {"name": line.name, "about": line.about, "filter": asked})


@require_POST
def remove(request: HttpRequest, segment_id: UUID) -> HttpResponse:
    """Forget a segment."""
    segments.remove_segment(segment_id, actor=actor_of(request))
    return go_to(request, HERE, Toast(_("The segment is gone; its customers stay.")))


def _edit(request: HttpRequest, segment_id: UUID | None, initial: dict[str, str]) -> HttpResponse:
    actor = actor_of(request)
    form = SegmentForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            line = (
                segments.change_segment(segment_id, form.cleaned_data, actor=actor)
                if segment_id
                else segments.add_segment(**form.cleaned_data, actor=actor)
            )
        except RapportError as error:
            put_errors(form, error)
        else:
            return go_to(request, f"{HERE}/{line.id}", Toast(_("Saved")))
    asked = form["filter"].value() or ""
    here = f"{HERE}/{segment_id}" if segment_id else HERE
    title = _("Edit") if segment_id else _("New segment")
    context = {
        "title": title,
        "crumbs": [
            Crumb(_("Segments"), HERE),
            *([Crumb(initial["name"], here)] if segment_id else []),
            Crumb(title),
        ],
        "form": form,
        "cancel": here,
        "builder": _builder(f"{here}/edit" if segment_id else f"{HERE}/new", asked),
        **_preview(request, asked),
    }
    return render(request, "segmentation/form.html", context, status=422 if form.is_bound else 200)


def _read_narrowed(request: HttpRequest) -> str:
    """Return what a list is narrowed to as one filter: its conditions and its chips."""
    asked = request.GET.get("filter", "")
    chips = [Condition(field, "any_of", tuple(request.GET.getlist(chip))) for chip, field in CHIPS.items()]
    chosen = tuple(chip for chip in chips if any(chip.values))
    try:
        tree = parse(asked)
    except InvalidFilter:
        return asked
    return write_compact(And((tree, *chosen)) if asked else And(chosen)) if chosen else asked


def _preview(request: HttpRequest, asked: str) -> dict[str, object]:
    """Say the conditions in words, and how many of the reader's customers they find now."""
    actor = actor_of(request)
    try:
        tree = check(parse(asked), KIND, actor=actor)
    except InvalidFilter as error:
        return {"trouble": error.refusals[0].reason if error.refusals else error.message}
    found = count_matches(tree, KIND, actor=actor)
    return {
        "words": describe(tree, KIND, actor=actor),
        "found": min(found, COUNTED),
        "more": found > COUNTED,
    }


def _builder(at: str, asked: str) -> str:
    """Return the address of the editor all lists share; it comes back with the filter in the address."""
    back = f"{at}?{urlencode({'filter': asked})}" if asked else at
    return f"/filters/{KIND}/builder?{urlencode({'at': back})}"
