"""Lists over HTTP: the address is checked into a ListState, and the answer is as small as the question."""

from collections.abc import Container, Mapping, Sequence
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from rapport.kernel.errors import Missing
from rapport.ui.contracts.columns import Column
from rapport.ui.contracts.listing import Filter, Listing, ListState, ShortList, Shown, Sort
from rapport.ui.contracts.listing.table import RUNGS
from rapport.ui.contracts.parts import Toast
from rapport.ui.http.replies import is_part, with_toast
from rapport.ui.queries import get_viewer

LONGEST_SEARCH, LONGEST_PLACE = 200, 200
PARTS = frozenset({"ask", "columns", "filter", "groupings", "sort", "views"})
"""What of a list is drawn when it is opened; `filter.stage` names which filter, `ask.tag` which action."""
PAGE = 100
NARROWEST, WIDEST = 4, 60


def read_list_state(
    request: HttpRequest,
    *,
    columns: Sequence[Column[Any]],
    filters: Sequence[Filter] = (),
    default_sort: str = "",
    keep: Sequence[str] = (),
    asked: QueryDict | None = None,
    path: str = "",
    groups: Sequence[str] = (),
    faces: Mapping[str, Sequence[str]] | None = None,
) -> ListState:
    """The state of a list from the query string; unknown sorts, filters and values are dropped, not obeyed.

    `default_sort` is a column name, with a minus for descending; an address may name three with commas
    between (`-stage,name`). `keep` names other parameters links carry, `groups` the fields by which rows may
    be put together, `faces` the other ways to show them, each with the fields it may be by. `asked` and
    `path` stand for the request's own where a view or a form says which list is meant.
    """
    asked = request.GET if asked is None else asked
    faces = faces or {}
    face = face if (face := asked.get("face", "")) in faces else ""
    by = by if (by := asked.get("by", "")) in faces.get(face, ()) else ""
    offered = {column.name for column in columns if column.sort}
    said = ",".join(asked.getlist("sort"))
    return ListState(
        path=path or request.path,
        search=asked.get("q", "").strip().replace("\x00", "")[:LONGEST_SEARCH],
        sorts=_sorts(said, offered) or _sorts(default_sort, offered),
        chosen=_chosen(asked, filters),
        after=asked.get("after", ""),
        keep={name: str(asked[name]) for name in keep if name in asked},
        layout=_layout(asked, columns),
        where=asked.get("filter", ""),
        face=face,
        by=by,
        at=asked.get("at", "")[:LONGEST_PLACE] if face else "",
        group=group if (group := asked.get("group", "")) in groups else "",
    )


def show_short(
    request: HttpRequest,
    short: ShortList[Any],
    template: str = "ui/list_page.html",
    context: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """A list whose rows are all in hand, searched where it says in what, drawn like every other list."""
    state = read_list_state(request, columns=short.columns)
    rows = short.rows
    if short.words and state.search:
        wanted = state.search.casefold()
        rows = [row for row in rows if wanted in short.words(row).casefold()]
    first = int(state.after) if state.after.isdecimal() and len(state.after) < 7 else 0
    following = first + PAGE
    listing = Listing(
        name=short.name,
        title=short.title,
        columns=short.columns,
        rows=rows[first:following],
        state=state,
        next_cursor=str(following) if following < len(rows) else None,
        row_id=short.row_id,
        searchable=short.words is not None,
        actions=short.actions,
        empty=short.empty,
    )
    return answer_list(request, listing, template, context)


def answer_cell(
    request: HttpRequest, column: Column[Any], row: Any, toast: Toast | None = None
) -> HttpResponse:
    """Answer an inline editor with the cell as it now is."""
    response = HttpResponse(column.cell(row, get_viewer()))
    return with_toast(response, toast) if toast else response


def answer_cell_editor(request: HttpRequest, url: str, form: BaseForm, field: str) -> HttpResponse:
    """Answer a double click (or e) on a cell with its field; 422 after a refused value keeps it open."""
    one = form.fields[field]
    one.widget.attrs.setdefault("aria-label", str(one.label or field))
    context = {"url": url, "form": form, "field": form[field]}
    return render(request, "ui/parts/cell_edit.html", context, status=422 if form.errors else 200)


def _sorts(text: str, offered: Container[str]) -> tuple[Sort, ...]:
    """The columns a text such as `-stage,name` sorts by, each once, of those that are offered."""
    sorts: dict[str, Sort] = {}
    for part in text.split(","):
        name = part.removeprefix("-")
        if name in offered and len(sorts) < RUNGS:
            sorts.setdefault(name, Sort(name, descending=part.startswith("-")))
    return tuple(sorts.values())


def _layout(asked: Any, columns: Sequence[Column[Any]]) -> tuple[Shown, ...]:
    """The columns an address names, each once; `col` as the chooser's form sends them, `cols` in links."""
    known = {column.name for column in columns}
    layout: dict[str, Shown] = {}
    for text in asked.getlist("col") or asked.get("cols", "").split(","):
        name, _colon, width = text.partition(":")
        if name in known and name not in layout:
            room = int(width) if width.isascii() and width.isdigit() and len(width) <= 2 else 0
            layout[name] = Shown(name, min(max(room, NARROWEST), WIDEST) if room else 0)
    return tuple(layout.values())


def _chosen(asked: Any, filters: Sequence[Filter]) -> Mapping[str, tuple[str, ...]]:
    chosen = {}
    for one in filters:
        allowed = {choice.value for choice in one.choices}
        values = tuple(dict.fromkeys(value for value in asked.getlist(one.name) if value in allowed))
        if values:
            chosen[one.name] = values if one.many else values[:1]
    return chosen


def asked_part(request: HttpRequest) -> str:
    """Which menu of the list is asked for; nothing where the list itself is."""
    part = request.GET.get("part", "")
    return part if part.partition(".")[0] in PARTS else ""


def answer_part(request: HttpRequest, listing: Listing[Any], part: str) -> HttpResponse:
    """Answer with a menu of the list for whoever opened it, as a page where there are no scripts.

    Raises `Missing` where the list has no such filter or action.
    """
    kind, _dot, name = part.partition(".")
    menu = next((one for one in listing.menus if one["filter"].name == name), None)
    action = next((one for one in listing.bulk if one.ask is not None and one.ask.name == name), None)
    if (kind == "filter" and menu is None) or (kind == "ask" and action is None):
        raise Missing(_("There is no such list."))
    template = f"ui/parts/list/menus/{kind}.html"
    context = {"listing": listing, "menu": menu, "action": action, "part": template}
    return render(request, template if is_part(request) else "ui/list_part.html", context)


def answer_list(
    request: HttpRequest,
    listing: Listing[Any],
    template: str = "ui/list_page.html",
    context: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Answer a list's view: the whole page, only the list (a filter, a sort), or only the next rows."""
    if is_part(request) and listing.state.after:
        template = "ui/parts/list/rows.html"
    elif is_part(request) and request.headers.get("HX-Target") == f"list-{listing.name}":
        template = "ui/parts/list.html"
    response = render(request, template, {"listing": listing, **(context or {})})
    if is_part(request) and ("col" in request.GET or len(request.GET.getlist("sort")) > 1):
        response.headers["HX-Push-Url"] = listing.state.link()
    response.headers["Vary"] = "HX-Request, HX-Target, Cookie, Accept-Language"
    return response
