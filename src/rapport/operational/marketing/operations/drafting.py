"""What a campaign is to be, judged before it is kept."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC
from typing import Any
from uuid import UUID

from rapport.collaborative.delivery.api import get_account
from rapport.customers.party.api import require_owners, resolve_customer
from rapport.kernel.errors import Clash, Invalid, Missing, RapportError, Unknown, say
from rapport.kernel.filters.api import Filter, InvalidFilter, check, parse, write_json
from rapport.kernel.identity.api import Actor
from rapport.operational.marketing.contracts import CampaignDraft
from rapport.operational.marketing.queries.campaigns import list_campaigns
from rapport.operational.marketing.rules.by_hand import BY_HAND, REACHES

CHANNELS = ("email", "sms")
FOLLOWED = ("", "open", "click")
CALL_ORDERS = ("lot", "spent", "recent")
MOST_CALLERS = 50


def check_draft(draft: CampaignDraft, actor: Actor) -> CampaignDraft:
    """Return a draft as it is kept; raises `Invalid` naming the fields, `Clash`, `Unknown`."""
    wrong = _misfits(draft)
    if draft.channel and draft.channel not in (*CHANNELS, *BY_HAND):
        wrong["channel"] = say("There is no such channel.")
    if draft.call_order not in CALL_ORDERS:
        wrong["call_order"] = say("There is no such order.")
    if draft.reach not in REACHES:
        wrong["reach"] = say("There is no such way.")
    if len(draft.callers) > MOST_CALLERS:
        wrong["callers"] = say("At most %(most)s.", most=MOST_CALLERS)
    if wrong:
        raise Invalid("The campaign is not right yet.", fields=wrong)
    if draft.call_from >= draft.call_until:
        raise Clash("It ends before it begins.", fields={"call_until": say("It ends before it begins.")})
    _require_campaigns(draft.excludes, actor)
    tree = _check_audience(draft, actor)
    require_owners([draft.owner_id, draft.follow_up_id, *draft.callers], actor=actor)
    _require_partner(draft.partner_id, actor)
    at = draft.send_at.astimezone(UTC) if draft.send_at else None
    return replace(draft, name=draft.name.strip()[:160], audience=write_json(tree), send_at=at)


def _misfits(draft: CampaignDraft) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if not draft.name.strip():
        wrong["name"] = say("Give it a name.")
    ranges = {"hold_out": (0, 90), "window_days": (1, 366), "priority": (1, 9), "rest_days": (0, 90)}
    ranges |= {"call_from": (0, 23), "call_until": (1, 24), "tries": (1, 20)}
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
    return wrong


def _check_audience(draft: CampaignDraft, actor: Actor) -> Filter:
    try:
        return check(parse(dict(draft.audience)) if draft.audience else parse(""), "customer", actor=actor)
    except InvalidFilter as error:
        raise Clash("The filter cannot be read.", fields=error.reasons, code="invalid-filter") from error


def _require_campaigns(ids: Sequence[UUID], actor: Actor) -> None:
    if ids and list_campaigns(actor).filter(id__in=ids).count() < len(set(ids)):
        reason = say("There is no such campaign.")
        raise Unknown("There is no such campaign.", fields={"excludes": reason})


def _require_partner(partner_id: UUID | None, actor: Actor) -> None:
    if partner_id is None:
        return
    try:
        resolve_customer(partner_id, actor=actor)
    except RapportError as error:
        reason = say("There is no such customer.")
        raise Unknown("There is no such customer.", fields={"partner_id": reason}) from error


def find_channel(draft: CampaignDraft, actor: Actor) -> str:
    """Return the channel by hand that was chosen, else that of the address; e-mail until there is one."""
    if draft.channel in BY_HAND:
        if draft.account_id is not None:
            reason = say("What goes out by hand has no address of ours.")
            raise Clash(
                "What goes out by hand has no address of ours.", fields={"account_id": reason}, code="channel"
            )
        return draft.channel
    if draft.account_id is None:
        return "email"
    try:
        channel = get_account(draft.account_id, actor=actor).channel
    except Missing as error:
        reason = say("There is no such account.")
        raise Unknown("There is no such account.", fields={"account_id": reason}) from error
    if channel not in CHANNELS:
        reason = say("Campaigns go out by e-mail and SMS.")
        raise Clash("Campaigns go out by e-mail and SMS.", fields={"account_id": reason}, code="channel")
    return channel


def columns_of(draft: CampaignDraft) -> dict[str, Any]:
    """Return what is kept of a draft; its channel is found by `find_channel`."""
    values = asdict(draft)
    del values["channel"]
    excludes = [str(one) for one in dict.fromkeys(draft.excludes)]
    callers = [str(one) for one in dict.fromkeys(draft.callers)]
    return {**values, "audience": dict(draft.audience), "excludes": excludes, "callers": callers}
