"""What came of contacting people by hand: noted by a caller, a program, or a file that comes back.

Everything that follows is in the one transaction: the timeline, the fact, tasks, leads, consent withdrawn.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from rapport.customers.consent.api import ConsentDraft, record_consents
from rapport.customers.party.api import load_zones, record_facts
from rapport.customers.timeline.api import TouchDraft, change_task, finish_task, record_touches
from rapport.kernel.errors import Clash, Missing, say
from rapport.kernel.identity.api import Actor, system_actor
from rapport.kernel.settings.api import get_setting
from rapport.kernel.work.api import Work, unit_of_work
from rapport.operational.marketing import events
from rapport.operational.marketing.contracts.outcomes import Told
from rapport.operational.marketing.models import Campaign, CampaignOutcome, CampaignRecipient
from rapport.operational.marketing.operations.leading import raise_hand_lead
from rapport.operational.marketing.operations.life import send_later
from rapport.operational.marketing.queries.campaigns import list_campaigns
from rapport.operational.marketing.rules.by_hand import BY_HAND, GOOD, consent_channel, follow, outcomes_of

_TOUCHES = {"call": ("call", "phone"), "letter": ("letter", "post")}
_WRITTEN = ["state", "outcome", "note", "tries", "next_at", "at", "by_id", "batch_id"]


def note_outcomes(
    campaign_id: UUID, told: Sequence[Told], *, actor: Actor, batch_id: UUID | None = None
) -> list[UUID]:
    """Note what came of contacting customers; returns whose leads were raised.

    Whoever may change the campaign notes anything, a caller what of theirs. Of a customer the last that is
    noted counts. Raises `Missing` (no such campaign, somebody not contacted by it, a call of somebody else),
    `Clash` (an outcome the channel does not have, a time to come).
    """
    with unit_of_work(actor, batch_id=batch_id) as work:
        row = Campaign.objects.select_for_update().filter(id=campaign_id, channel__in=BY_HAND).first()
        if row is None:
            raise Missing("There is no such campaign.")
        last = {one.party_id: one for one in told}
        rows = _lock(row, list(last), actor, work)
        for one in last.values():
            _check(row, one, work.now)
        _write(row, last, rows, work)
        _tell(row, last, rows, work)
        raised = _raise_leads(row, last, rows, work)
        _withdraw(row, last, work)
        if row.channel == "call":
            _follow_tasks(rows.values(), actor)
            if row.state == "sending":
                send_later(row, work.now, actor=system_actor(actor.tenant_id))
        return raised


def _lock(row: Campaign, party_ids: Sequence[UUID], actor: Actor, work: Work) -> dict[UUID, CampaignOutcome]:
    """Return the outcome of each, locked, new where nothing was heard yet."""
    mine = CampaignOutcome.objects.select_for_update().filter(campaign=row, party_id__in=party_ids)
    found = {one.party_id: one for one in mine.order_by("id")}
    if not (actor.may("edit", "campaign") and list_campaigns(actor, "edit").filter(id=row.id).exists()):
        known = {one for one, call in found.items() if call.assignee_id == actor.member_id}
        if actor.member_id is None or known != set(party_ids):
            raise Missing("There is no such call.")
        return found
    handed = CampaignRecipient.objects.filter(campaign=row, state="handed", party_id__in=party_ids)
    contacted = set(handed.values_list("party_id", flat=True))
    if contacted != set(party_ids):
        raise Missing("This customer was not contacted.")
    for one in contacted - found.keys():
        found[one] = CampaignOutcome(campaign=row, party_id=one, created_at=work.now)
    return found


def _check(row: Campaign, one: Told, now: datetime) -> None:
    if one.outcome not in outcomes_of(row.channel):
        wrong = say("This cannot come of this channel.")
        raise Clash("This cannot come of this channel.", fields={"outcome": wrong}, code="outcome")
    if one.at is not None and one.at > now:
        raise Clash("That has not happened yet.", fields={"at": say("In the future.")}, code="at")


def _write(
    row: Campaign, told: Mapping[UUID, Told], rows: Mapping[UUID, CampaignOutcome], work: Work
) -> None:
    zones, own = load_zones(told.keys()), get_setting("business.zone")
    hours = (row.call_from, row.call_until)
    for party_id, one in told.items():
        call = rows[party_id]
        call.tries += 1
        following = follow(
            one.outcome,
            tries=call.tries,
            most=row.tries,
            now=work.now,
            again_at=one.again_at,
            zone=zones.get(party_id) or own,
            hours=hours,
        )
        ended = row.channel != "call" or row.state == "stopped"
        call.state = "done" if ended else following.state
        call.next_at = None if ended else following.next_at
        call.outcome, call.note, call.at = one.outcome, one.note.strip()[:1000], one.at or work.now
        call.by_id, call.batch_id = work.actor.id, work.batch_id
    fresh = [one for one in rows.values() if one._state.adding]
    standing = [one for one in rows.values() if not one._state.adding]
    CampaignOutcome.objects.bulk_create(fresh)
    CampaignOutcome.objects.bulk_update(standing, _WRITTEN)


def _tell(row: Campaign, told: Mapping[UUID, Told], rows: Mapping[UUID, CampaignOutcome], work: Work) -> None:
    kind, channel = _TOUCHES.get(row.channel, ("other", ""))
    touches, facts = [], []
    for party_id in told:
        call = rows[party_id]
        at = call.at or work.now
        touches.append(
            TouchDraft(
                party_id=party_id,
                at=at,
                kind=kind,
                title=row.name,
                summary=call.note,
                channel=channel,
                direction="out" if row.channel == "call" else "in",
                subject_kind="customer",
                subject_id=party_id,
            )
        )
        facts.append(
            events.CampaignContacted(
                campaign_id=row.id,
                customer_id=party_id,
                channel=row.channel,
                outcome=call.outcome,
                tries=call.tries,
                done=call.state == "done",
                member_id=work.actor.member_id,
                at=at,
            )
        )
    record_touches(touches, actor=work.actor, batch_id=work.batch_id)
    record_facts(facts, work)


def _raise_leads(
    row: Campaign, told: Mapping[UUID, Told], rows: Mapping[UUID, CampaignOutcome], work: Work
) -> list[UUID]:
    raised = []
    for party_id, one in told.items():
        if one.outcome in GOOD:
            call = rows[party_id]
            caller = call.assignee_id
            if raise_hand_lead(row, party_id, one.outcome, note=call.note, caller=caller, work=work):
                raised.append(party_id)
    return raised


def _withdraw(row: Campaign, told: Mapping[UUID, Told], work: Work) -> None:
    """Whoever wants no more is asked no more, on this channel, for this purpose."""
    leaving = [one for one in told.values() if one.outcome == "stop"]
    if not leaving:
        return
    channel = consent_channel(row.channel, row.reach)
    drafts = [
        ConsentDraft(
            one.party_id,
            row.purpose,
            channel,
            False,
            at=one.at,
            proof=f"{work.actor.name}: {one.note}"[:10_000],
            source=row.name[:120],
        )
        for one in leaving
    ]
    record_consents(drafts, actor=system_actor(work.actor.tenant_id), batch_id=work.batch_id)


def _follow_tasks(calls: Iterable[CampaignOutcome], actor: Actor) -> None:
    """Tick off the task of a call that is done, and put off that of one that is tried again."""
    keeper = system_actor(actor.tenant_id) if actor.member_id is None else actor
    for call in calls:
        if call.task_id is None:
            continue
        with suppress(Missing):  # somebody took the task away; the call is there all the same
            if call.state == "done":
                finish_task(call.task_id, actor=keeper)
            else:
                change_task(call.task_id, {"due_at": call.next_at}, actor=keeper)
