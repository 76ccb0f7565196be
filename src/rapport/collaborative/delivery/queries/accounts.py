"""Accounts: for pages without their secrets, for channels with them."""

from collections.abc import Iterable
from uuid import UUID

import msgspec
from django.db import connection
from django.db.models import QuerySet

from rapport.collaborative.delivery.contracts import AccountLine, AccountState
from rapport.collaborative.delivery.models import AccountHealth, ChannelAccount
from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import Actor
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.vault.api import take_out

VAULT = "channels"


def list_accounts(actor: Actor) -> QuerySet[ChannelAccount]:
    """Return the accounts of the business; raises `Forbidden` for who may not see them."""
    actor.require("view", "channel")
    return ChannelAccount.objects.all()


def get_account(account_id: UUID, *, actor: Actor) -> AccountLine:
    """Return an account as pages see it; raises `Missing`, `Forbidden`."""
    return lines_of([find_account(account_id, actor=actor)])[0]


def list_account_names(channel: str, *, actor: Actor) -> list[tuple[UUID, str]]:
    """Return ids and names of a channel's accounts by their names; raises `Forbidden`."""
    rows = list_accounts(actor).filter(channel=channel).order_by("name", "id")
    return [(row.id, f"{row.name} ({row.address})") for row in rows]


def find_account(account_id: UUID, *, actor: Actor, verb: str = "view", lock: bool = False) -> ChannelAccount:
    """Return an account; raises `Missing`, `Forbidden`."""
    actor.require(verb, "channel")
    rows = ChannelAccount.objects.filter(id=account_id)
    row = (rows.select_for_update() if lock else rows).first()
    if row is None:
        raise Missing("There is no such account.")
    return row


def lines_of(rows: Iterable[ChannelAccount]) -> list[AccountLine]:
    """Return accounts with how they go, in one more statement whatever their number."""
    found = list(rows)
    health = {one.account_id: one for one in AccountHealth.objects.filter(account__in=found)}
    return [_line(row, health[row.id]) for row in found]


def _line(row: ChannelAccount, health: AccountHealth) -> AccountLine:
    return AccountLine(
        id=row.id,
        channel=row.channel,
        name=row.name,
        address=row.address,
        door=row.door,
        active=row.active,
        unit_id=row.unit_id,
        settings=row.settings,
        secrets=tuple(sorted(read_secrets(row))),
        hourly=row.hourly,
        version=row.version,
        sending=health.sending,
        receiving=health.receiving,
        failing_since=health.failing_since,
        last_in_at=health.last_in_at,
        last_out_at=health.last_out_at,
        seen_at=health.seen_at,
    )


def read_secrets(row: ChannelAccount) -> dict[str, str]:
    """Return the secrets of an account."""
    if row.secrets is None:
        return {}
    return msgspec.json.decode(take_out(row.secrets, VAULT), type=dict[str, str])


def state_of(row: ChannelAccount) -> AccountState:
    """Return an account as its channel works with it."""
    return AccountState(
        *(row.id, row.tenant_id, row.channel, row.name, row.address, row.door, row.settings),
        read_secrets(row),
    )


def load_active(channel: str) -> list[AccountState]:
    """Return the active accounts of every business; for the channel's own process."""
    with connection.cursor() as cursor:
        cursor.execute("select tenant_id, id from channel_accounts(%s)", [channel])
        pairs = cursor.fetchall()
    found = []
    for tenant_id in dict.fromkeys(tenant for tenant, _ in pairs):
        with as_tenant(tenant_id):
            rows = ChannelAccount.objects.filter(channel=channel, active=True).order_by("id")
            found += [state_of(row) for row in rows]
    return found


def find_door(channel: str, door: str) -> AccountState | None:
    """Return the active account of any business behind a door, or None."""
    with connection.cursor() as cursor:
        cursor.execute("select tenant_id, id from channel_door(%s, %s)", [channel, door])
        found = cursor.fetchone()
    if found is None:
        return None
    with as_tenant(found[0]):
        row = ChannelAccount.objects.filter(id=found[1]).first()
        return state_of(row) if row else None


def find_state(account_id: UUID) -> AccountState | None:
    """Return an active account of the current business as its channel works with it, or None."""
    row = ChannelAccount.objects.filter(id=account_id, active=True).first()
    return state_of(row) if row else None


def list_active_channels() -> list[str]:
    """Return the channels that any business has an active account of."""
    with connection.cursor() as cursor:
        cursor.execute("select channel from channel_names()")
        return [row[0] for row in cursor.fetchall()]
