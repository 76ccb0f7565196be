"""Links: for pages without their passwords, for the channel's process with them."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from rapport.collaborative.mobile.contracts import LinkDraft, LinkState
from rapport.collaborative.mobile.models import SmsLink
from rapport.collaborative.mobile.rules.drafts import link_words
from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import Actor
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.vault.api import take_out

VAULT = "sms-links"


def list_links(actor: Actor) -> QuerySet[SmsLink]:
    """Return the links of the business; raises `Forbidden` for who may not see them."""
    actor.require("view", "channel")
    return SmsLink.objects.all()


def get_link(link_id: UUID, *, actor: Actor, verb: str = "view", lock: bool = False) -> SmsLink:
    """Return a link; raises `Missing`, `Forbidden`."""
    actor.require(verb, "channel")
    rows = SmsLink.objects.filter(id=link_id)
    row = (rows.select_for_update() if lock else rows).first()
    if row is None:
        raise Missing("There is no such link.")
    return row


def name_links(ids: Iterable[str]) -> list[str]:
    """Return the names of links, in their order."""
    return list(
        SmsLink.objects.filter(id__in=list(ids)).order_by("name", "id").values_list("name", flat=True)
    )


def draft_of(row: SmsLink) -> LinkDraft:
    """Return a link as it would be entered, without its password."""
    return LinkDraft(
        name=row.name,
        host=row.host,
        port=row.port,
        system_id=row.system_id,
        system_type=row.system_type,
        window=row.window,
        per_second=row.per_second,
        prefixes=tuple(row.prefixes),
        rank=row.rank,
        cost=row.cost,
        currency=row.currency,
        active=row.active,
        **link_words(row.__dict__),
    )


def load_links(tenants: Iterable[UUID]) -> list[LinkState]:
    """Return the links at work of these businesses; for the channel's own process."""
    found = []
    for tenant_id in sorted(tenants):
        with as_tenant(tenant_id):
            found += [state_of(row) for row in SmsLink.objects.filter(active=True).order_by("id")]
    return found


def state_of(row: SmsLink) -> LinkState:
    """Return a link as its process works with it."""
    return LinkState(
        id=row.id,
        tenant_id=row.tenant_id,
        name=row.name,
        host=row.host,
        port=row.port,
        system_id=row.system_id,
        system_type=row.system_type,
        window=row.window,
        per_second=row.per_second,
        prefixes=tuple(row.prefixes),
        rank=row.rank,
        cost=row.cost,
        currency=row.currency,
        password=take_out(row.secret, VAULT),
        **link_words(row.__dict__),
    )
