"""What visitors did with a piece: counted by the day, and told of customers we know."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection

from rapport.customers.timeline.api import TouchDraft, record_touches
from rapport.customers.visitors.api import find_customers_of
from rapport.kernel.identity.api import Actor, system_actor
from rapport.kernel.settings.api import get_setting
from rapport.kernel.tenancy.api import current_tenant_id
from rapport.kernel.work.api import Work, unit_of_work
from rapport.operational.landing import events
from rapport.operational.landing.contracts import PieceLine, Told, What
from rapport.operational.landing.models import SiteEntry, SitePiece
from rapport.operational.marketing.api import read_reader

_COUNT = """
insert into site_day as d (id, piece_id, day, code, shown, followed, closed, filled)
values (uuidv7(), %s, %s, %s, %s, %s, %s, %s)
on conflict (tenant_id, piece_id, day, code) do update
   set shown = d.shown + excluded.shown, followed = d.followed + excluded.followed,
       closed = d.closed + excluded.closed, filled = d.filled + excluded.filled
"""
_COLUMNS: tuple[What, ...] = ("shown", "followed", "closed", "filled")
# A customer who is gone meanwhile is nobody's meeting.
_SEE = """
insert into site_meeting as m (id, piece_id, party_id, code, seen_at)
select uuidv7(), %s, p.id, %s, %s from party p where p.id = %s
on conflict (tenant_id, piece_id, party_id) do nothing
returning id
"""
_FILL = """
insert into site_meeting as m (id, piece_id, party_id, code, filled_at)
select uuidv7(), %s, p.id, %s, %s from party p where p.id = %s
on conflict (tenant_id, piece_id, party_id) do update
   set filled_at = coalesce(m.filled_at, excluded.filled_at), code = excluded.code
returning id
"""


def note_told(piece: PieceLine, told: Told) -> None:
    """Count what a browser told of a live piece of the current tenant; a known customer meets it."""
    if told.code not in {one.code for one in piece.words}:
        return
    with unit_of_work(system_actor(current_tenant_id())) as work:
        count(piece.id, told.code, told.what, work.now)
        if told.what == "shown" and (party_id := _find_customer(told)) is not None:
            _meet(piece, told.code, party_id, work)


def note_entry(piece: PieceLine, code: str, entry_id: UUID) -> None:
    """Remember by which piece an entry of a form came, until its customer is known."""
    if code not in {one.code for one in piece.words}:
        code = min((one.code for one in piece.words), default="A")
    with unit_of_work(system_actor(current_tenant_id())) as work:
        _, fresh = SiteEntry.objects.get_or_create(
            entry_id=entry_id, defaults={"piece_id": piece.id, "code": code, "at": work.now}
        )
        if fresh:
            count(piece.id, code, "filled", work.now)


def settle_entries(entries: Mapping[UUID, UUID], *, actor: Actor) -> int:
    """Tell of customers whose entries (by id) came by our pieces, each once; returns how many did."""
    with unit_of_work(actor) as work:
        rows = list(
            SiteEntry.objects.select_for_update(of=("self",))
            .filter(entry_id__in=tuple(entries))
            .order_by("id")
        )
        for row in rows:
            customer_id = entries[row.entry_id]
            if not _write(_FILL, row.piece_id, row.code, row.at, customer_id):
                continue
            piece = SitePiece.objects.get(id=row.piece_id)
            work.record(
                events.PieceAnswered(
                    piece_id=row.piece_id,
                    customer_id=customer_id,
                    kind=piece.kind,
                    what="filled",
                    code=row.code,
                    entry_id=row.entry_id,
                    at=row.at,
                )
            )
        SiteEntry.objects.filter(id__in=[row.id for row in rows]).delete()
    return len(rows)


def count(piece_id: UUID, code: str, what: What, now: datetime, times: int = 1) -> None:
    """Count something more for a way of saying a piece, on the business's own calendar day."""
    day = now.astimezone(ZoneInfo(get_setting("business.zone"))).date()
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [piece_id, day, code, *(times * (what == column) for column in _COLUMNS)])


def _find_customer(told: Told) -> UUID | None:
    """Who it is: by the word of the letter that led here, else by what this browser proved before."""
    if told.who and (found := read_reader(told.who)) is not None:
        tenant_id, party_id = found
        return party_id if tenant_id == current_tenant_id() else None
    return find_customers_of([told.visitor]).get(told.visitor) if told.visitor else None


def _meet(piece: PieceLine, code: str, party_id: UUID, work: Work) -> None:
    if not _write(_SEE, piece.id, code, work.now, party_id):
        return
    touch = TouchDraft(
        party_id=party_id,
        at=work.now,
        kind=f"{piece.kind}.seen",
        title=piece.name,
        channel="web",
        direction="in",
        subject_kind="site_piece",
        subject_id=piece.id,
    )
    record_touches([touch], actor=work.actor)
    work.record(
        events.PieceAnswered(
            piece_id=piece.id,
            customer_id=party_id,
            kind=piece.kind,
            what="shown",
            code=code,
            entry_id=None,
            at=work.now,
        )
    )


def _write(statement: str, piece_id: UUID, code: str, at: datetime, party_id: UUID) -> bool:
    """Tell whether a row was written: a customer who is gone meets nothing."""
    with connection.cursor() as cursor:
        cursor.execute(statement, [piece_id, code, at, party_id])
        return cursor.fetchone() is not None
