"""The address of the builder: rows in, rows out, with the filter in words and how many it finds."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rapport.kernel.filters import api
from rapport.kernel.filters.api import Condition, Filter, InvalidFilter, Reading
from rapport.kernel.identity.api import actor_of
from rapport.ui.contracts.listing import Total
from rapport.ui.contracts.parts import Crumb
from rapport.ui.http.filters.drawing import Box, draw_box, why_not
from rapport.ui.http.replies import go_to, is_part
from rapport.ui.rules.drafts import DraftGroup, draft_of, filter_of, press, read_draft

FIRST_ROW = "0.0"
"""Where the keyboard is when the builder opens."""


@dataclass(frozen=True, slots=True)
class Builder:
    """Everything the template draws; `at` is the address of the list the filter is for."""

    kind: str
    url: str
    at: str
    box: Box
    words: str
    total: Total | None
    compact: str
    focus: str = ""


def show_builder(request: HttpRequest, kind: str) -> HttpResponse:
    """GET shows the rows of the filter in an address; POST reads rows, does what was pressed, draws anew.

    `apply` leads to the list with the filter in its address; `summary` answers with words and count alone.
    """
    actor = actor_of(request)
    actor.require("view", kind)
    reading = api.read_for(kind, actor)
    if request.method != "POST":
        at = _own(request.GET.get("at", ""))
        draft = draft_of(read_asked(dict(parse_qsl(urlsplit(at).query)).get("filter", "")))
        return _answer(request, _builder(draft, reading, at, FIRST_ROW))
    at = _own(request.POST.get("at", ""))
    if "clear" in request.POST:
        return go_to(request, with_filter(at, api.EVERYTHING))
    draft = read_draft({name: request.POST.getlist(name) for name in request.POST})
    focus = press(draft, request.POST.get("do", ""))
    if "apply" in request.POST:
        return go_to(request, with_filter(at, _filter(draft, reading)))
    return _answer(request, _builder(draft, reading, at, focus), part="summary" in request.GET)


def read_asked(text: str) -> Filter:
    """Return the filter of an address, everything where it makes no sense: the builder starts anew."""
    try:
        return api.parse(text)
    except InvalidFilter:
        return api.EVERYTHING


def with_filter(at: str, filter: Filter) -> str:
    """Return a list's address with this filter in it, from its first rows."""
    parts = urlsplit(at)
    pairs = [pair for pair in parse_qsl(parts.query) if pair[0] not in ("filter", "after")]
    compact = api.write_compact(filter)
    pairs += [("filter", compact)] if compact else []
    return f"{parts.path}?{urlencode(pairs)}" if pairs else parts.path


def _own(at: str) -> str:
    """Return an address of ours; the beginning for any other."""
    parts = urlsplit(at)
    mine = at.startswith("/") and not at.startswith(("//", "/\\")) and not parts.netloc
    return at if mine and "\n" not in at else "/"


def _filter(draft: DraftGroup, reading: Reading) -> Filter:
    def sound(condition: Condition, path: str) -> bool:
        return not why_not(condition, _reading_at(draft, reading, path))

    return filter_of(draft, sound)


def _reading_at(draft: DraftGroup, reading: Reading, path: str) -> Reading:
    """Return the reading under which a row stands: relations on its way lead to other kinds."""
    here: object = draft
    for step in [*path.split(".")[1:], ""]:
        if isinstance(here, DraftGroup):
            known = reading.relations.get(here.mode.partition(".")[2])
            reading = reading.of(known.kind) if known else reading
            here = here.parts[int(step)] if step else here
    return reading


def _builder(draft: DraftGroup, reading: Reading, at: str, focus: str = "") -> Builder:
    tree = _filter(draft, reading)
    count = api.count_matches(tree, reading.kind, actor=reading.actor)
    return Builder(
        kind=reading.kind,
        url=f"/filters/{reading.kind}/builder",
        at=at,
        box=draw_box(draft, reading),
        words=api.describe(tree, reading.kind, actor=reading.actor),
        total=Total(min(count, api.COUNTED), at_least=count > api.COUNTED),
        compact=api.write_compact(tree),
        focus=focus,
    )


def _answer(request: HttpRequest, builder: Builder, *, part: bool = False) -> HttpResponse:
    template = "ui/filter_page.html"
    if is_part(request):
        template = (
            "ui/parts/filter/builder.html" if request.method == "POST" else "ui/parts/filter/dialog.html"
        )
    if part:
        template = "ui/parts/filter/summary.html"
    context = {"builder": builder, "title": _("Filter"), "crumbs": [Crumb(_("List"), builder.at)]}
    return render(request, template, context)
