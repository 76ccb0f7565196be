"""A list of records as a board: lanes of cards, and a card's way to another lane."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.kernel.errors import Invalid, Missing
from rapport.kernel.filters import api as filters
from rapport.kernel.identity.api import actor_of
from rapport.kernel.paging.api import walk
from rapport.ui.contracts.columns import Column
from rapport.ui.contracts.listing import Card, Lane
from rapport.ui.contracts.parts import Toast
from rapport.ui.contracts.records import Board
from rapport.ui.http.records.asked import Asked
from rapport.ui.http.records.groups import lead_to
from rapport.ui.http.records.many import back_to
from rapport.ui.http.replies import go_to
from rapport.ui.queries import get_records, get_viewer

CARDS = 25


def lay_out(asked: Asked) -> list[Lane]:
    """The lanes of the list's board, each with its first cards; a query for each lane, one load for all."""
    board = asked.records.board
    if board is None:
        return []
    rows, column = asked.rows, filters.column_of(asked.records.kind, board.field)
    found = {
        value: walk(rows.filter(**{column: value}), asked.order, descending=asked.descending, limit=CARDS)
        for value, _label in board.lanes
    }
    ids = [one for page in found.values() for one in page.ids]
    cards = draw_cards(asked, ids)
    return [
        Lane(
            value,
            str(label),
            lead_to(asked, _condition(board, value)),
            [cards[one] for one in found[value].ids if one in cards],
            more=bool(found[value].next_cursor),
        )
        for value, label in board.lanes
    ]


@require_POST
def move(request: HttpRequest, kind: str) -> HttpResponse:
    """Take a card to another lane by the operation its page has, and come back to the board."""
    records, actor = get_records(kind), actor_of(request)
    board = records.board
    if board is None:
        raise Missing(_("There is no such list."))
    value, labels = request.POST.get("to"), dict(board.lanes)
    record = read_card(request)
    if value is None or value not in labels:
        raise Invalid(_("There is no such lane."))
    undo = board.move(record, value, actor)
    toast = Toast(_("Moved to “%(lane)s”") % {"lane": labels[value]}, undo=undo)
    return go_to(request, back_to(request.POST.get("query", ""), records), toast)


def read_card(request: HttpRequest) -> UUID:
    """Return the record a carried card is about; raises `Invalid`."""
    try:
        return UUID(request.POST.get("id", ""))
    except ValueError as error:
        raise Invalid(_("There is no such card.")) from error


def draw_cards(asked: Asked, ids: Sequence[UUID]) -> Mapping[UUID, Card]:
    """The cards of some records by id; one load for all."""
    return {row.id: _card(asked, row) for row in asked.records.load(ids, asked.actor)}


def _condition(board: Board, value: str) -> filters.Condition:
    return (
        filters.Condition(board.field, "is", (value,)) if value else filters.Condition(board.field, "empty")
    )


def _card(asked: Asked, row: Any) -> Card:
    viewer = get_viewer()

    def show(place: str) -> SafeString:
        column: Column[Any] | None = next((one for one in asked.columns if one.phone == place), None)
        return SafeString(column.show(row, viewer) if column else "")

    return Card(str(row.id), show("title"), show("under"), show("corner"))
