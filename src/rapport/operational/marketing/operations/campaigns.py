"""Making campaigns and changing what they are, until they are scheduled."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from rapport.kernel.errors import Conflict, Invalid, say
from rapport.kernel.identity.api import Actor
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.kernel.work.api import Work, unit_of_work
from rapport.operational.marketing import events
from rapport.operational.marketing.contracts import CampaignDraft, CampaignLine, Variant
from rapport.operational.marketing.models import Campaign, CampaignVariant
from rapport.operational.marketing.operations.drafting import check_draft, columns_of, find_channel
from rapport.operational.marketing.queries.campaigns import (
    get_campaign,
    get_campaign_for_update,
    line_of,
    list_variants,
)
from rapport.operational.marketing.rules.content import check_blocks
from rapport.operational.marketing.rules.life import OPEN

MOST_LETTERS = 5
_LATER = frozenset({"name", "goal", "hypothesis", "budget_minor", "cost_minor", "owner_id"}) | {
    "follow_up",
    "follow_up_id",
    "callers",
}
"""What tells of a campaign without changing what is sent; it may be changed at any time."""


def create_campaign(draft: CampaignDraft, *, actor: Actor) -> CampaignLine:
    """Make a campaign with one empty letter; raises `Forbidden`, `Invalid`, `Unknown`."""
    actor.require("create", "campaign")
    with unit_of_work(actor) as work:
        ready = check_draft(draft, actor)
        row = Campaign.objects.create(
            **columns_of(replace(ready, owner_id=ready.owner_id or actor.member_id)),
            channel=find_channel(ready, actor),
            seed=secrets.token_hex(16),
            unit_id=actor.unit_id,
            currency=get_own_tenant(actor.tenant_id).currency,
            created_at=work.now,
            updated_at=work.now,
        )
        CampaignVariant.objects.create(campaign=row, code="A", updated_at=work.now)
        tell(row, work)
        return line_of(row, list_variants(row.id))


def change_campaign(
    campaign_id: UUID, changes: Mapping[str, Any], *, actor: Actor, version: int | None = None
) -> CampaignLine:
    """Change what of a campaign is named, as in `CampaignDraft`.

    Raises `Missing`, `Invalid`, `Conflict` (stale, or locked since it is scheduled or has begun).
    """
    with unit_of_work(actor) as work:
        row = get_campaign_for_update(campaign_id, actor=actor, version=version)
        present = {name: getattr(row, name) for name in CampaignDraft.__dataclass_fields__}
        standing = line_of(row)
        present |= {"excludes": standing.excludes, "callers": standing.callers}
        if changes.keys() - present.keys():
            raise Invalid("A campaign has no such property.")
        ready = check_draft(CampaignDraft(**{**present, **changes}), actor)
        if changes.keys() - _LATER:
            require_open(row)
        for name, value in columns_of(ready).items():
            setattr(row, name, value)
        row.channel = find_channel(ready, actor)
        return save(row, work)


def set_letters(
    campaign_id: UUID, letters: Sequence[Variant], *, actor: Actor, version: int | None = None
) -> CampaignLine:
    """Give a campaign these letters, in the order A, B, C …; more than one of them is a test.

    Raises `Missing`, `Invalid` naming the letter and block, `Conflict` (stale, locked).
    """
    if not 1 <= len(letters) <= MOST_LETTERS:
        raise Invalid("A campaign has one to %(most)s letters.", values={"most": MOST_LETTERS})
    with unit_of_work(actor) as work:
        row = get_campaign_for_update(campaign_id, actor=actor, version=version)
        require_open(row)
        ready = [_check_letter(one, code) for one, code in zip(letters, "ABCDE", strict=False)]
        CampaignVariant.objects.filter(campaign=row).delete()
        CampaignVariant.objects.bulk_create(
            [CampaignVariant(campaign=row, updated_at=work.now, **one) for one in ready]
        )
        return save(row, work)


def copy_campaign(campaign_id: UUID, *, actor: Actor) -> CampaignLine:
    """Make a draft like another campaign, with lots of its own."""
    line = get_campaign(campaign_id, actor=actor)
    values = {name: getattr(line, name) for name in CampaignDraft.__dataclass_fields__}
    draft = CampaignDraft(**{**values, "name": f"{line.name[:150]} (2)", "send_at": None, "owner_id": None})
    with unit_of_work(actor):
        made = create_campaign(draft, actor=actor)
        return set_letters(made.id, line.variants, actor=actor)


def require_open(row: Campaign) -> None:
    """Refuse to change what a scheduled campaign sends; raises `Conflict`."""
    if row.state not in OPEN:
        raise Conflict("This campaign is locked. Take it back to a draft, or copy it.", code="locked")


def save(row: Campaign, work: Work) -> CampaignLine:
    """Write a changed campaign under its next version, and tell of it."""
    row.version += 1
    row.updated_at = work.now
    row.save()
    tell(row, work)
    return line_of(row, list_variants(row.id))


def tell(row: Campaign, work: Work) -> None:
    """Record the campaign as it now is."""
    work.record(
        events.CampaignChanged(
            campaign_id=row.id,
            version=row.version,
            title=row.name,
            state=row.state,
            channel=row.channel,
            purpose=row.purpose,
            hold_out=row.hold_out,
            window_days=row.window_days,
            budget_minor=row.budget_minor,
            cost_minor=row.cost_minor,
            currency=row.currency,
            owner_id=row.owner_id,
            send_at=row.send_at,
            started_at=row.started_at,
            ended_at=row.ended_at,
        )
    )


def _check_letter(letter: Variant, code: str) -> dict[str, Any]:
    if not 1 <= letter.share <= 100:
        raise Invalid(
            "The letter is not right yet.",
            fields={"share": say("From %(least)s to %(most)s.", least=1, most=100)},
        )
    values = {"subject": letter.subject.strip()[:300], "preheader": letter.preheader.strip()[:200]}
    return {"code": code, "share": letter.share, "blocks": check_blocks(letter.blocks), **values}
