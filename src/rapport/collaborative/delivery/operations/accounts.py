"""Accounts: connected, changed, switched on and off; how they go."""

import secrets
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from rapport.collaborative.delivery.contracts import AccountDraft, AccountLine, AccountState, Health
from rapport.collaborative.delivery.contracts.wanted import want_channel
from rapport.collaborative.delivery.models import AccountHealth, ChannelAccount
from rapport.collaborative.delivery.operations.channels import get_channel
from rapport.collaborative.delivery.queries.accounts import VAULT, find_account, lines_of, read_secrets
from rapport.kernel.errors import Clash, Invalid
from rapport.kernel.identity.api import Actor, system_actor
from rapport.kernel.vault.api import lock_away
from rapport.kernel.work.api import unit_of_work


def add_account(draft: AccountDraft, *, actor: Actor) -> AccountLine:
    """Connect an address of the business; raises `Invalid` for wrong settings, `Clash` for one connected."""
    actor.require("create", "channel")
    channel = get_channel(draft.channel)
    with unit_of_work(actor) as work:
        row = ChannelAccount(
            channel=draft.channel, door=secrets.token_hex(12), created_at=work.now, address=""
        )
        _write(row, draft, channel.normal(draft.address))
        AccountHealth.objects.create(account=row)
        return lines_of([row])[0]


def change_account(
    account_id: UUID, draft: AccountDraft, *, version: int | None = None, actor: Actor
) -> AccountLine:
    """Change an account; a secret left out stays. Raises `Missing`, `Invalid`, `Clash`."""
    with unit_of_work(actor):
        row = find_account(account_id, actor=actor, verb="edit", lock=True)
        if version is not None and row.version != version:
            raise Clash("Somebody changed this account meanwhile.", code="stale")
        if draft.channel != row.channel:
            raise Clash("An account stays on its channel.", fields={"channel": "It stays what it was."})
        row.version += 1
        _write(row, draft, get_channel(row.channel).normal(draft.address))
        return lines_of([row])[0]


def switch_account(account_id: UUID, *, active: bool, actor: Actor) -> AccountLine:
    """Have an account work, or rest: what is written meanwhile waits."""
    with unit_of_work(actor):
        row = find_account(account_id, actor=actor, verb="edit", lock=True)
        row.active, row.version = active, row.version + 1
        row.save(update_fields=["active", "version"])
        _start(row)
        return lines_of([row])[0]


def _write(row: ChannelAccount, draft: AccountDraft, address: str) -> None:
    kept = {**read_secrets(row), **{name: value for name, value in draft.secrets.items() if value}}
    get_channel(draft.channel).check(draft.settings, kept)
    if not draft.name.strip():
        raise Invalid("An account needs a name.", fields={"name": "Empty."})
    twins = ChannelAccount.objects.filter(channel=draft.channel, address=address).exclude(id=row.id)
    if twins.exists():
        raise Clash(
            "This address is connected already.", fields={"address": "This address is connected already."}
        )
    row.name, row.address, row.unit_id, row.hourly = draft.name.strip(), address, draft.unit_id, draft.hourly
    row.settings, row.active = dict(draft.settings), draft.active
    row.secrets = lock_away(msgspec.json.encode(kept).decode(), VAULT) if kept else None
    row.save()
    _start(row)


def _start(row: ChannelAccount) -> None:
    if row.active:
        transaction.on_commit(lambda: want_channel(Path(settings.HOME), row.channel))


def note_health(account: AccountState, health: Health) -> None:
    """Note how an account goes; written by its channel's process now and then."""
    now = timezone.now()
    with unit_of_work(system_actor(account.tenant_id)):
        row = AccountHealth.objects.select_for_update().filter(account_id=account.id).first()
        if row is None:
            return
        values: dict[str, Any] = {
            "sending": health.sending[:300],
            "receiving": health.receiving[:300],
            "seen_at": now,
        }
        failing = bool(health.sending or health.receiving)
        values["failing_since"] = (row.failing_since or now) if failing else None
        AccountHealth.objects.filter(account_id=account.id).update(**values)
