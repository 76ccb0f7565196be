"""The list of landing pages and pop-ups."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.kernel.identity.api import Actor
from rapport.operational.landing.contracts import PieceRow
from rapport.operational.landing.http.words import KINDS, STATES, TONES
from rapport.operational.landing.models import SitePiece
from rapport.operational.landing.queries.pieces import ORDERS, list_pieces, load_rows
from rapport.ui.api import (
    Action,
    Badge,
    Choice,
    Column,
    Custom,
    DateTime,
    Empty,
    Filter,
    Link,
    Number,
    Viewer,
)
from rapport.ui.api.records import RecordList, narrow_by, show_records


def show_pieces(request: HttpRequest) -> HttpResponse:
    """The landing pages and pop-ups the member may see, the newest first."""
    return show_records(request, PIECES)


def _columns(actor: Actor) -> list[Column[PieceRow]]:
    moments: dict[str, Any] = {"newest_first": True}
    return [
        Link("name", _("Name"), href=_address, sort=True, width=16, phone="title"),
        Badge("state", _("State"), labels=STATES, tones=TONES, phone="aside", width=8),
        Custom("kind", _("Kind"), draw=_kind, phone="under", width=10),
        Number("shown", _("Shown"), lambda row: row.shown, width=7),
        Number("filled", _("Filled in"), lambda row: row.filled, width=7),
        Custom("share", _("Conversion"), draw=_share, width=8),
        DateTime("created", _("Made"), lambda row: row.created_at, ago=True, sort=True, width=7, **moments),
    ]


def _address(row: PieceRow) -> str:
    return f"/landing/{row.id}"


def _kind(row: PieceRow, viewer: Viewer) -> str:
    return str(KINDS[row.kind])


def _share(row: PieceRow, viewer: Viewer) -> str:
    return viewer.share(row.filled / row.shown, 1) if row.shown else "–"


def _filters(actor: Actor) -> list[Filter]:
    kinds = [Choice(value, str(label)) for value, label in SitePiece.Kind.choices]
    states = [Choice(value, str(label)) for value, label in SitePiece.State.choices]
    return [
        Filter("kind", _("Kind"), kinds, icon="shapes"),
        Filter("state", _("State"), states, icon="circle-dot"),
    ]


def _load(ids: Sequence[UUID], actor: Actor) -> list[PieceRow]:
    return load_rows(ids, actor)


def _actions(actor: Actor) -> list[Action]:
    actions = [Action(_("See it in a shop"), "/landing/shop", icon="store")]
    if actor.may("create", "site_piece"):
        actions.append(Action(_("New page or pop-up"), "/landing/new", icon="plus", main=True, key="n"))
    return actions


def _empty(actor: Actor) -> Empty:
    return Empty(
        _("No pages or pop-ups yet"),
        _("A landing page stands where a letter or an advertisement leads; a pop-up comes in your shop."),
        icon="app-window",
    )


PIECES: RecordList[PieceRow] = RecordList(
    kind="site_piece",
    name="site-pieces",
    path="/landing",
    title=gettext_lazy("Pages and pop-ups"),
    columns=_columns,
    rows=list_pieces,
    narrow=narrow_by("kind", "state"),
    orders=ORDERS,
    load=_load,
    default_sort="-created",
    filters=_filters,
    groups=("kind", "state"),
    actions=_actions,
    empty=_empty,
)
"""The list of landing pages and pop-ups, as every list is told to the house."""
