"""Writes of programs' keys: made, shown once, taken back."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from rapport.kernel.errors import Conflict, Forbidden, Invalid, Missing
from rapport.kernel.identity.contracts import Actor
from rapport.kernel.identity.events import TokenCreated, TokenRevoked
from rapport.kernel.identity.models import ApiToken
from rapport.kernel.identity.operations.recording import as_actor, note
from rapport.kernel.identity.queries import digest_of, get_role_by_code, list_grants
from rapport.kernel.identity.rules import find_uncovered, parse_scope
from rapport.kernel.ids import new_id

_USE = """
insert into token_use (id, token_id, at, address, agent) values (%s, %s, %s, %s, %s)
on conflict (tenant_id, token_id)
do update set at = excluded.at, address = excluded.address, agent = excluded.agent
"""


def create_token(
    name: str,
    role_code: str,
    *,
    scopes: Iterable[str] = (),
    unit_id: UUID | None = None,
    expires_at: datetime | None = None,
) -> tuple[ApiToken, str]:
    """Make an API token of the current tenant; returns it with its secret, which is shown this once only."""
    narrowed = list(scopes)
    for scope in narrowed:
        try:
            parse_scope(scope)
        except ValueError as error:
            raise Invalid(str(error), fields={"scopes": str(error)}) from error
    secret = f"rpt_{secrets.token_urlsafe(32)}"
    role = get_role_by_code(role_code)
    token = ApiToken.objects.create(
        name=name,
        prefix=secret[:12],
        digest=digest_of(secret),
        role=role,
        unit_id=unit_id,
        scopes=narrowed,
        expires_at=expires_at,
    )
    note(TokenCreated(token_id=token.id, label=name, role=role.code, scopes=tuple(narrowed)))
    return token, secret


def issue_token(
    name: str,
    role_code: str,
    *,
    actor: Actor,
    scopes: Iterable[str] = (),
    unit_id: UUID | None = None,
    expires_at: datetime | None = None,
) -> tuple[ApiToken, str]:
    """Make a token on a member's behalf; it may never do more than they may themselves."""
    actor.require("create", "token")
    if not name.strip():
        raise Invalid(_("Name the program."), fields={"name": _("Name the program that will use it.")})
    if expires_at is not None and expires_at <= timezone.now():
        reason = _("Choose a day to come.")
        raise Invalid(reason, fields={"expires_at": reason})
    with as_actor(actor):
        role = get_role_by_code(role_code)
        if actor.kind != "system" and find_uncovered(actor.grants, list_grants(role.id)):
            raise Forbidden(_("A token may not do more than you may."), code="escalation")
        return create_token(name.strip(), role_code, scopes=scopes, unit_id=unit_id, expires_at=expires_at)


def note_token_use(token_id: UUID, *, address: str, agent: str) -> None:
    """Keep when (now) and from where a token of the current tenant was used last."""
    with connection.cursor() as cursor:
        cursor.execute(_USE, [new_id(), token_id, timezone.now(), address[:45], agent[:200]])


def revoke_token(token_id: UUID, *, actor: Actor) -> None:
    """Take a token back; the next call with it is refused."""
    actor.require("delete", "token")
    with as_actor(actor):
        token = ApiToken.objects.select_for_update().filter(id=token_id).first()
        if token is None:
            raise Missing(_("There is no such token."))
        if token.revoked_at is not None:
            raise Conflict(_("This token was revoked already."), code="revoked")
        ApiToken.objects.filter(id=token_id).update(revoked_at=timezone.now())
        note(TokenRevoked(token_id=token_id))
