"""Links to message centres: made, changed, switched on and off; how they go."""

from uuid import UUID

from rapport.collaborative.mobile.contracts import LinkDraft
from rapport.collaborative.mobile.models import SmsLink
from rapport.collaborative.mobile.queries.links import VAULT, get_link
from rapport.collaborative.mobile.rules.drafts import check_link
from rapport.kernel.errors import Clash, Invalid, say
from rapport.kernel.identity.api import Actor
from rapport.kernel.vault.api import lock_away
from rapport.kernel.work.api import unit_of_work


def add_link(draft: LinkDraft, *, actor: Actor) -> SmsLink:
    """Connect a message centre; raises `Invalid` naming what is wrong."""
    actor.require("create", "channel")
    if not draft.password:
        raise Invalid("A link needs a password.", fields={"password": say("Empty.")})
    with unit_of_work(actor) as work:
        row = SmsLink(created_at=work.now, version=0)
        return _write(row, draft)


def change_link(link_id: UUID, draft: LinkDraft, *, version: int | None = None, actor: Actor) -> SmsLink:
    """Change a link; a password left out stays. Raises `Missing`, `Invalid`, `Clash` (another version)."""
    with unit_of_work(actor):
        row = get_link(link_id, actor=actor, verb="edit", lock=True)
        if version is not None and row.version != version:
            raise Clash("Somebody changed this link meanwhile.", code="stale")
        return _write(row, draft)


def switch_link(link_id: UUID, *, active: bool, actor: Actor) -> SmsLink:
    """Have a link work, or rest: its messages take another, or wait."""
    with unit_of_work(actor):
        row = get_link(link_id, actor=actor, verb="edit", lock=True)
        row.active, row.version = active, row.version + 1
        row.save(update_fields=["active", "version"])
        return row


def _write(row: SmsLink, draft: LinkDraft) -> SmsLink:
    for name, value in check_link(draft).items():
        setattr(row, name, value)
    if draft.password:
        row.secret = lock_away(draft.password, VAULT)
    row.version += 1
    row.save()
    return row
