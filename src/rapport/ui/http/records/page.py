"""The page of a list of records: from the address to rows, in a bounded number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from rapport.kernel.errors import Invalid
from rapport.kernel.fields.api import read_values
from rapport.kernel.filters import api as filters
from rapport.kernel.paging.api import Counted, Reader, Walk, browse, count, walk
from rapport.ui.contracts.listing import BulkAction, Listing, Sieve, Total, ViewLink
from rapport.ui.contracts.records import RecordList
from rapport.ui.http.lists import answer_list, answer_part, asked_part
from rapport.ui.http.records.asked import Asked, read_asked
from rapport.ui.http.records.board import lay_out
from rapport.ui.http.records.calendar import show_calendar
from rapport.ui.http.records.customs import PREFIX
from rapport.ui.http.records.faces import BOARD, PLACES, offer_faces
from rapport.ui.http.records.figures import add_up_rows, read_whole
from rapport.ui.http.records.files import offer_files, offer_selected
from rapport.ui.http.records.groups import offer_groups, put_together
from rapport.ui.http.records.places import show_places
from rapport.ui.http.replies import is_part

PAGE = 50


def show_records(
    request: HttpRequest,
    records: RecordList[Any],
    template: str = "ui/list_page.html",
    context: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """A list of records: the whole page, the list alone, its next rows, its exact count, or one of its menus.

    `template` extends `ui/list_page.html` where something stands above the list, and takes `context`.
    """
    asked = read_asked(request, records)
    if part := asked_part(request):
        return answer_part(request, replace(_frame(asked), bulk=_offer_bulk(asked)), part)
    face, whole = asked.state.face, "exact" in request.GET
    if asked.state.group or face == PLACES:
        listing = draw_groups(asked, whole=whole)
        if whole and is_part(request):
            return render(request, "ui/parts/list/groups.html", {"groups": listing.groups})
        return answer_list(request, listing, template, context)
    if whole and is_part(request):
        total, figures = read_whole(asked)
        answer = {"total": Total(total), "figures": figures, "name": records.name, "beside": True}
        return render(request, "ui/parts/list/exact.html", answer)
    if face:
        listing = draw_board(asked) if face == BOARD else draw_calendar(asked)
        return answer_list(request, listing, template, context)
    return answer_list(request, draw(asked, _open(asked)), template, context)


def draw_groups(asked: Asked, *, whole: bool) -> Listing[Any]:
    """The list by its groups, or by places."""
    counted = count(asked.rows)
    total = Total(counted.count, exact=counted.exact)
    put = show_places if asked.state.face == PLACES else put_together
    return replace(_frame(asked), total=total, groups=put(asked, counted, whole=whole))


def draw_board(asked: Asked) -> Listing[Any]:
    """The list as a board."""
    board = asked.records.board
    moves = board is not None and board.moves(asked.actor)
    return replace(_frame(asked), total=_total(asked, None), lanes=lay_out(asked), moves=moves)


def draw_calendar(asked: Asked) -> Listing[Any]:
    """The list as a calendar."""
    return replace(_frame(asked), total=_total(asked, None), calendar=show_calendar(asked))


def draw(asked: Asked, found: Walk) -> Listing[Any]:
    """The list of a walk's rows; its first page tells how many there are and what they add up to."""
    records, actor = asked.records, asked.actor
    total = _total(asked, found.counted) if records.counted and not found.previous_cursor else None
    rows = records.load(found.ids, actor)
    if any(one.name.startswith(PREFIX) for one in _shown(asked)):
        asked.values.update(read_values(records.fields, found.ids, actor=actor))
    return replace(
        _frame(asked),
        rows=rows,
        next_cursor=found.next_cursor,
        previous_cursor=found.previous_cursor,
        total=total,
        figures=add_up_rows(asked, total) if total and not asked.state.after else None,
        bulk=_offer_bulk(asked),
    )


def _offer_bulk(asked: Asked) -> Sequence[BulkAction]:
    """What may be done to many rows; what an action asks is looked up when somebody wants it."""
    records, actor = asked.records, asked.actor
    return [*records.bulk(actor, asked.filters), *offer_selected(records, actor)]


def _frame(asked: Asked) -> Listing[Any]:
    """All of the list but what matches."""
    records, actor, state = asked.records, asked.actor, asked.state
    actions = records.actions(actor)
    return Listing(
        name=records.name,
        title=records.title,
        columns=asked.columns,
        rows=(),
        state=state,
        filters=asked.filters,
        searchable=bool(records.search_label),
        search_label=records.search_label,
        actions=[one for one in actions if not one.narrowed],
        more=[*(one for one in actions if one.narrowed), *offer_files(records, actor)],
        empty=records.empty(actor),
        chooser=True,
        views=_links(asked),
        kind=records.kind,
        sieve=_sieve(asked),
        groupings=offer_groups(asked),
        faces=offer_faces(asked.faces, state),
    )


def _sieve(asked: Asked) -> Sieve | None:
    """The filter of the list in words, and where it is built."""
    kind, state = asked.records.kind, asked.state
    if kind not in filters.list_kinds():
        return None
    builder = f"/filters/{kind}/builder?{urlencode({'at': state.link()})}"
    if not state.where:
        return Sieve(builder)
    words = filters.describe(filters.parse(state.where), kind, actor=asked.actor)
    return Sieve(builder, words, state.link(where=""))


def _shown(asked: Asked) -> Sequence[Any]:
    return asked.state.layout or [one for one in asked.columns if not one.hidden]


def _open(asked: Asked) -> Walk:
    """The page the address names, or the first where it names one of another list."""
    try:
        return _turn_to(asked, asked.state.after)
    except Invalid:
        if not asked.state.after:
            raise
        return _turn_to(asked, "")


def _turn_to(asked: Asked, cursor: str) -> Walk:
    """A page of the whole list walks its order; of what was narrowed, it comes from the frozen matches."""
    state, actor, records = asked.state, asked.actor, asked.records
    how: dict[str, Any] = {"descending": asked.descending, "cursor": cursor, "limit": PAGE}
    wanted = state.wanted if records.counted and not actor.reads_only else ""
    if actor.member_id is None or not wanted:
        return walk(asked.rows, asked.order, **how)
    reader = Reader(actor.member_id, wanted)
    return browse(asked.rows, asked.order, reader=reader, seen=records.rows(actor), **how)


def _total(asked: Asked, counted: Counted | None) -> Total:
    counted = counted or count(asked.rows)
    return Total(counted.count, exact=counted.exact, exact_link=asked.state.exact_link)


def _links(asked: Asked) -> list[ViewLink]:
    """The saved views, the one the list was opened with marked, and whether the list still stands so."""
    current, here = asked.state.keep.get("view", ""), asked.state.query
    return [
        ViewLink(
            id=str(view.id),
            name=view.name,
            href=f"{asked.records.path}?view={view.id}",
            current=str(view.id) == current,
            changed=str(view.id) == current and not _same(view.query, here),
            pinned=view.pinned,
            standard=view.standard,
            mine=view.mine,
            shared=view.shared,
        )
        for view in asked.views
    ]


def _same(kept: str, here: str) -> bool:
    return dict(QueryDict(kept).lists()) == dict(QueryDict(here).lists())
