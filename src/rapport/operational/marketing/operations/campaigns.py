"""Making campaigns and changing what they are, until they are scheduled."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC
from typing import Any
from uuid import UUID

from rapport.collaborative.delivery.api import get_account
from rapport.customers.party.api import require_owners
from rapport.kernel.errors import Clash, Conflict, Invalid, Missing, Unknown, say
from rapport.kernel.filters.api import Filter, InvalidFilter, check, parse, write_json
from rapport.kernel.identity.api import Actor
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.kernel.work.api import Work, unit_of_work
from rapport.operational.marketing import events
from rapport.operational.marketing.contracts import CampaignDraft, CampaignLine, Variant
from rapport.operational.marketing.models import Campaign, CampaignVariant
from rapport.operational.marketing.queries.campaigns import (
    get_campaign,
    get_campaign_for_update,
    line_of,
    list_campaigns,
    list_variants,
)
from rapport.operational.marketing.rules.content import check_blocks
from rapport.operational.marketing.rules.life import OPEN

MOST_LETTERS = 5
CHANNELS = ("email", "sms")
FOLLOWED = ("", "open", "click")
_LATER = frozenset({"name", "goal", "hypothesis", "budget_minor", "cost_minor", "owner_id"}) | {
    "follow_up",
    "follow_up_id",
}
"""What tells of a campaign without changing what is sent; it may be changed at any time."""


def create_campaign(draft: CampaignDraft, *, actor: Actor) -> CampaignLine:
    """Make a campaign with one empty letter; raises `Forbidden`, `Invalid`, `Unknown`."""
    actor.require("create", "campaign")
    with unit_of_work(actor) as work:
        ready = _check(draft, actor)
        row = Campaign.objects.create(
            **_columns(replace(ready, owner_id=ready.owner_id or actor.member_id)),
            channel=_find_channel(ready.account_id, actor),
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
        present["excludes"] = line_of(row).excludes
        if changes.keys() - present.keys():
            raise Invalid("A campaign has no such property.")
        ready = _check(CampaignDraft(**{**present, **changes}), actor)
        if changes.keys() - _LATER:
            require_open(row)
        for name, value in _columns(ready).items():
            setattr(row, name, value)
        row.channel = _find_channel(ready.account_id, actor)
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


def _check(draft: CampaignDraft, actor: Actor) -> CampaignDraft:
    wrong: dict[str, str] = {}
    if not draft.name.strip():
        wrong["name"] = say("Give it a name.")
    ranges = {"hold_out": (0, 90), "window_days": (1, 366), "priority": (1, 9), "rest_days": (0, 90)}
    for name, (least, most) in ranges.items():
        if not least <= getattr(draft, name) <= most:
            wrong[name] = say("From %(least)s to %(most)s.", least=least, most=most)
    for name in ("hourly", "budget_minor", "cost_minor"):
        if (getattr(draft, name) or 0) < 0 or (name == "hourly" and draft.hourly == 0):
            wrong[name] = say("Not less than nothing.")
    if draft.send_at is not None and draft.send_at.tzinfo is None:
        wrong["send_at"] = say("A moment needs its time zone.")
    if draft.follow_up not in FOLLOWED:
        wrong["follow_up"] = say("There is no such answer.")
    if wrong:
        raise Invalid("The campaign is not right yet.", fields=wrong)
    _require_campaigns(draft.excludes, actor)
    tree = _check_audience(draft, actor)
    require_owners([draft.owner_id, draft.follow_up_id], actor=actor)
    at = draft.send_at.astimezone(UTC) if draft.send_at else None
    return replace(draft, name=draft.name.strip()[:160], audience=write_json(tree), send_at=at)


def _check_audience(draft: CampaignDraft, actor: Actor) -> Filter:
    try:
        return check(parse(dict(draft.audience)) if draft.audience else parse(""), "customer", actor=actor)
    except InvalidFilter as error:
        raise Clash("The filter cannot be read.", fields=error.reasons, code="invalid-filter") from error


def _require_campaigns(ids: Sequence[UUID], actor: Actor) -> None:
    if ids and list_campaigns(actor).filter(id__in=ids).count() < len(set(ids)):
        reason = say("There is no such campaign.")
        raise Unknown("There is no such campaign.", fields={"excludes": reason})


def _find_channel(account_id: UUID | None, actor: Actor) -> str:
    """Return the channel of the address it comes from; e-mail until there is one."""
    if account_id is None:
        return "email"
    try:
        channel = get_account(account_id, actor=actor).channel
    except Missing as error:
        reason = say("There is no such account.")
        raise Unknown("There is no such account.", fields={"account_id": reason}) from error
    if channel not in CHANNELS:
        reason = say("Campaigns go out by e-mail and SMS.")
        raise Clash("Campaigns go out by e-mail and SMS.", fields={"account_id": reason}, code="channel")
    return channel


def _check_letter(letter: Variant, code: str) -> dict[str, Any]:
    if not 1 <= letter.share <= 100:
        raise Invalid(
            "The letter is not right yet.",
            fields={"share": say("From %(least)s to %(most)s.", least=1, most=100)},
        )
    values = {"subject": letter.subject.strip()[:300], "preheader": letter.preheader.strip()[:200]}
    return {"code": code, "share": letter.share, "blocks": check_blocks(letter.blocks), **values}


def _columns(draft: CampaignDraft) -> dict[str, Any]:
    excludes = [str(one) for one in dict.fromkeys(draft.excludes)]
    return {**asdict(draft), "audience": dict(draft.audience), "excludes": excludes}
