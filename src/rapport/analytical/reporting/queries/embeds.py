"""Reads of links that show figures elsewhere: for their makers, and for the door strangers come through."""

from uuid import UUID

from django.core import signing
from django.db import connection
from django.db.models import QuerySet

from rapport.analytical.reporting.contracts.comments import Place
from rapport.analytical.reporting.contracts.embeds import EmbedLine
from rapport.analytical.reporting.models import ReportEmbed
from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import Actor, Scope
from rapport.kernel.rows import get_row

_SALT = "rapport.reports.embed"


def list_embeds(actor: Actor) -> QuerySet[ReportEmbed]:
    """Return one's own links; everybody's for who may edit all. Raises `Forbidden`."""
    actor.require("view", "report")
    rows = ReportEmbed.objects.all()
    if actor.scope("edit", "report") is Scope.ALL:
        return rows
    return rows.filter(owner_id=actor.id) if actor.id else rows.none()


def get_embed(embed_id: UUID, *, actor: Actor, verb: str = "view", lock: bool = False) -> ReportEmbed:
    """Return a link, locked where asked; raises `Missing`, `Forbidden`."""
    actor.require(verb, "report")
    rows = list_embeds(actor).filter(id=embed_id)
    return get_row(rows, Missing("There are no such figures here."), lock=lock)


def sign_key(key: str) -> str:
    """Return what a link ends in: the key with our signature, so that guessing reaches no table."""
    return signing.Signer(salt=_SALT).sign(key)


def read_token(token: str) -> str:
    """Return the key of a link; raises `Missing` where we did not sign it."""
    try:
        return signing.Signer(salt=_SALT).unsign(token)
    except signing.BadSignature:
        raise Missing("There are no such figures here.") from None


def find_tenant(key: str) -> UUID | None:
    """Return the business a link is of, whoever asks; None for none, one that ended or was revoked."""
    with connection.cursor() as cursor:
        cursor.execute("select report_embed_tenant(%s)", [key[:32]])
        row = cursor.fetchone()
    return row[0] if row else None


def get_open(key: str) -> EmbedLine:
    """Return a link of the current business by its key; raises `Missing`."""
    return line_of(get_row(ReportEmbed.objects.filter(key=key), Missing("There are no such figures here.")))


def find_owner(line: EmbedLine) -> tuple[UUID, str]:
    """Return whose link it is, and whether that is a member or a token."""
    row = get_row(ReportEmbed.objects.filter(id=line.id), Missing("There are no such figures here."))
    return row.owner_id, row.owner_kind


def line_of(row: ReportEmbed) -> EmbedLine:
    """Return a link as it stands."""
    return EmbedLine(
        id=row.id,
        name=row.name,
        place=Place(row.board, row.question),
        sites=tuple(row.sites),
        locale=row.locale,
        token=sign_key(row.key),
        owner_id=row.owner_id,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        created_at=row.created_at,
    )
