"""Pieces within the reader's scope, and what came of them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from rapport.kernel.errors import Conflict, Missing
from rapport.kernel.identity.api import Actor, within_scope
from rapport.kernel.paging.api import Order, by_column, in_order
from rapport.operational.landing.contracts import Figures, PieceLine, PieceRow, Words
from rapport.operational.landing.models import SiteDay, SiteMeeting, SitePiece, SiteWords

ORDERS: Mapping[str, Order] = {
    "created": by_column("created_at", "moment"),
    "name": by_column("name", "text"),
}
_SUMS = {name: Sum(name) for name in ("shown", "followed", "closed", "filled")}


def list_pieces(actor: Actor, verb: str = "view") -> QuerySet[SitePiece]:
    """Return the landing pages and pop-ups within the actor's scope."""
    return within_scope(SitePiece.objects.all(), actor, verb, "site_piece")


def get_piece(piece_id: UUID, *, actor: Actor, verb: str = "view") -> PieceLine:
    """Return a piece with its words; raises `Missing`."""
    row = list_pieces(actor, verb).filter(id=piece_id).first()
    if row is None:
        raise Missing("There is no such page.")
    return line_of(row, list_words(row.id))


def get_piece_for_update(piece_id: UUID, *, actor: Actor, version: int | None = None) -> SitePiece:
    """Lock a piece the actor may change; raises `Missing`, `Conflict` (another version)."""
    row = list_pieces(actor, "edit").select_for_update(of=("self",)).filter(id=piece_id).first()
    if row is None:
        raise Missing("There is no such page.")
    if version is not None and row.version != version:
        raise Conflict("Somebody changed this page meanwhile. Look again, then change it.", code="stale")
    return row


def list_words(piece_id: UUID) -> tuple[Words, ...]:
    """Return what a piece says, by way and language."""
    return words_of([piece_id]).get(piece_id, ())


def words_of(piece_ids: Sequence[UUID]) -> dict[UUID, tuple[Words, ...]]:
    """Return what pieces say; one query."""
    found: dict[UUID, tuple[Words, ...]] = {}
    for row in SiteWords.objects.filter(piece_id__in=piece_ids).order_by("code", "language"):
        one = Words(row.code, row.language, row.title, tuple(row.blocks), row.share)
        found[row.piece_id] = (*found.get(row.piece_id, ()), one)
    return found


def load_rows(ids: Sequence[UUID], actor: Actor) -> list[PieceRow]:
    """Return lines of the list with what came of them in all, in the order of their ids; two queries."""
    rows = in_order(ids, {row.id: row for row in SitePiece.objects.filter(id__in=ids)})
    sums = SiteDay.objects.filter(piece_id__in=ids).values("piece_id").annotate(**_sums())
    by_piece = {one["piece_id"]: _figures("", one) for one in sums}
    none = Figures("")
    return [
        PieceRow(
            *(row.id, row.name, row.kind, row.state, row.created_at),
            shown=by_piece.get(row.id, none).shown,
            filled=by_piece.get(row.id, none).filled,
        )
        for row in rows
    ]


def list_figures(piece_id: UUID, since: date | None = None) -> list[Figures]:
    """Return what came of each way of saying a piece, since a day of the business's calendar or in all."""
    rows = SiteDay.objects.filter(piece_id=piece_id)
    if since is not None:
        rows = rows.filter(day__gte=since)
    return [_figures(one["code"], one) for one in rows.values("code").annotate(**_sums()).order_by("code")]


def count_meetings(piece_id: UUID) -> tuple[int, int]:
    """Return how many known customers saw a piece, and how many filled it in; one query."""
    found = SiteMeeting.objects.filter(piece_id=piece_id).aggregate(
        seen=Count("seen_at"), sent=Count("filled_at")
    )
    return found["seen"], found["sent"]


def _sums() -> dict[str, Sum]:
    return {f"{name}_sum": total for name, total in _SUMS.items()}


def _figures(code: str, row: Mapping[str, Any]) -> Figures:
    return Figures(code, **{name: row[f"{name}_sum"] for name in _SUMS})


def line_of(row: SitePiece, words: tuple[Words, ...] = ()) -> PieceLine:
    """Return a piece as it stands."""
    return PieceLine(
        *(row.id, row.kind, row.name, row.slug, row.state, row.form_id, row.audience, row.who, row.did),
        *(tuple(row.where), row.moment, row.delay, row.again_days, row.seed, row.owner_id, row.version),
        *(row.created_at, words),
    )
