"""The life of a campaign: checked, approved, scheduled, paused, resumed, stopped at once."""

from datetime import datetime, timedelta
from uuid import UUID

from rapport.collaborative.delivery.api import drop_group, get_account, hold_group, release_group
from rapport.kernel.errors import Conflict, Forbidden, Invalid, say
from rapport.kernel.identity.api import Actor, known_members
from rapport.kernel.jobs.api import enqueue
from rapport.kernel.settings.api import get_setting
from rapport.kernel.work.api import unit_of_work
from rapport.operational.marketing.contracts import CampaignLine
from rapport.operational.marketing.models import Campaign, CampaignRecipient
from rapport.operational.marketing.operations.campaigns import save
from rapport.operational.marketing.operations.checking import check_letters
from rapport.operational.marketing.operations.ending import give_up_calls
from rapport.operational.marketing.queries.campaigns import get_campaign_for_update, line_of, list_variants
from rapport.operational.marketing.rules.by_hand import BY_HAND, PARTNER_PURPOSE
from rapport.operational.marketing.rules.life import may_go

SEND = "marketing.send"
EARLIEST = timedelta(hours=14)
"""How long before the business's own clock a place on earth has the same time."""


def schedule_campaign(
    campaign_id: UUID, send_at: datetime | None = None, *, version: int | None = None, actor: Actor
) -> CampaignLine:
    """Have a campaign sent at a moment (UTC, by default at once), or ask for approval where that is needed.

    Its letters are checked against the whole audience first: nothing is sent of one that would fail. Whether
    links and pictures answer is asked by `launch_campaign`, which calls this.
    Raises `Missing`, `Invalid` naming the letter, the place and a customer, `Conflict` (state).
    """
    with unit_of_work(actor) as work:
        row = get_campaign_for_update(campaign_id, actor=actor, version=version)
        approved = row.state == "asked" or not get_setting("marketing.approval")
        if row.state == "asked":
            actor.require("approve", "campaign")
            if row.asked_by_id == actor.member_id:
                raise Forbidden("Somebody else has to approve it.", code="own")
        row.send_at = send_at or row.send_at or work.now
        _check_ready(row, actor, work.now)
        _go(row, "scheduled" if approved else "asked")
        if approved:
            row.approved_by_id, row.approved_at, row.flaw = actor.member_id, work.now, ""
            due = row.send_at - EARLIEST if row.local else row.send_at
            send_later(row, max(due, work.now), actor=actor)
        else:
            row.asked_by_id = actor.member_id
        return save(row, work)


def take_back(campaign_id: UUID, *, actor: Actor) -> CampaignLine:
    """Make a draft again of a campaign that has not begun; raises `Missing`, `Conflict`."""
    with unit_of_work(actor) as work:
        row = get_campaign_for_update(campaign_id, actor=actor)
        _go(row, "draft")
        row.approved_by_id, row.approved_at, row.asked_by_id = None, None, None
        return save(row, work)


def pause_campaign(campaign_id: UUID, *, actor: Actor) -> CampaignLine:
    """Hold everything back that no channel has claimed yet; raises `Missing`, `Conflict`."""
    with unit_of_work(actor) as work:
        row = get_campaign_for_update(campaign_id, actor=actor)
        _go(row, "paused")
        hold_group(row.id)
        return save(row, work)


def resume_campaign(campaign_id: UUID, *, actor: Actor) -> CampaignLine:
    """Go on where a campaign was paused; raises `Missing`, `Conflict`."""
    with unit_of_work(actor) as work:
        row = get_campaign_for_update(campaign_id, actor=actor)
        if row.state != "paused":
            raise _not_now()
        _go(row, "sending")
        release_group(row.id)
        send_later(row, work.now, actor=actor)
        return save(row, work)


def stop_campaign(campaign_id: UUID, *, actor: Actor) -> CampaignLine:
    """End a campaign at once: what no channel has claimed yet is never sent. Raises `Missing`, `Conflict`."""
    with unit_of_work(actor) as work:
        row = get_campaign_for_update(campaign_id, actor=actor)
        _go(row, "stopped")
        row.ended_at = work.now
        planned = CampaignRecipient.objects.filter(campaign=row, state="planned")
        planned.update(state="refused", reason="stopped", due_at=None)
        give_up_calls(row, work)
        drop_group(row.id, "stopped", work)
        return save(row, work)


def send_later(row: Campaign, moment: datetime, *, actor: Actor) -> None:
    """Have the campaign's job come at a moment (UTC), once, with the rights the actor has then."""
    enqueue(SEND, {"campaign_id": str(row.id)}, actor=actor, key=str(row.id), due_at=moment)


def _check_ready(row: Campaign, actor: Actor, now: datetime) -> None:
    if row.channel in BY_HAND:
        _check_hands(row)
    else:
        _check_account(row, actor)
    check_letters(line_of(row, list_variants(row.id)), now, actor=actor)


def _check_hands(row: Campaign) -> None:
    callers = known_members([UUID(one) for one in row.callers])
    if row.channel == "call" and not callers:
        raise Invalid("Who calls?", fields={"callers": say("Choose who calls.")})
    if row.channel != "partner":
        return
    if row.partner_id is None:
        raise Invalid("Who is the partner?", fields={"partner_id": say("Choose a partner.")})
    if row.purpose != PARTNER_PURPOSE:
        wrong = say("Whoever is handed on to a partner has to have agreed to that.")
        raise Invalid(
            "Whoever is handed on to a partner has to have agreed to that.", fields={"purpose": wrong}
        )


def _check_account(row: Campaign, actor: Actor) -> None:
    if row.account_id is None:
        raise Invalid("Where does it come from?", fields={"account_id": say("Choose an address of yours.")})
    account = get_account(row.account_id, actor=actor)
    if not account.active or account.channel != row.channel:
        raise Invalid("The address is not at work.", fields={"account_id": say("Connect it first.")})


def _go(row: Campaign, state: str) -> None:
    if not may_go(row.state, state):
        raise _not_now()
    row.state = state


def _not_now() -> Conflict:
    return Conflict("This is not possible in the state the campaign is in.", code="state")
