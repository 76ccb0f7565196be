"""Handing letters over: each chunk is one transaction, so that a kill loses nothing and doubles nothing."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from rapport.collaborative.delivery.api import count_group, write_many
from rapport.customers.party.api import load_states
from rapport.kernel.identity.api import Actor
from rapport.kernel.jobs.api import JobRun
from rapport.kernel.work.api import Work, unit_of_work
from rapport.operational.marketing.models import Campaign, CampaignLink, CampaignRecipient
from rapport.operational.marketing.operations.by_hand import hand_out
from rapport.operational.marketing.operations.campaigns import save
from rapport.operational.marketing.operations.dressing import Dressed, all_links, dress, write_draft
from rapport.operational.marketing.operations.handing import note_recipients
from rapport.operational.marketing.operations.life import EARLIEST, send_later
from rapport.operational.marketing.operations.planning import freeze_list
from rapport.operational.marketing.queries.campaigns import line_of, list_variants
from rapport.operational.marketing.queries.reach import find_next_due
from rapport.operational.marketing.rules.by_hand import BY_HAND

CHUNK = 500
AHEAD = 5_000
"""How many letters may wait for the channel: more would only stand in its way."""
BREATH = timedelta(seconds=10)


def send_campaign(campaign_id: UUID, run: JobRun) -> dict[str, int]:
    """Freeze the list if that is not done, then hand over what is due; the job comes again for the rest."""
    handed = 0
    if not begin(campaign_id, actor=run.actor):
        return {"handed": 0}
    letters: dict[str, Dressed] = {}
    while True:
        run.progress.raise_if_cancelled()
        count = hand_over_some(campaign_id, letters, actor=run.actor)
        if count == 0:
            break
        handed += count
        run.progress.report(handed, None)
    return {"handed": handed}


def begin(campaign_id: UUID, *, actor: Actor) -> bool:
    """Freeze the list of a scheduled campaign whose time has come; tells whether it is being sent."""
    with unit_of_work(actor) as work:
        row = Campaign.objects.select_for_update().filter(id=campaign_id).first()
        if row is None or row.state not in ("scheduled", "sending"):
            return False
        if row.state == "sending":
            return True
        early = EARLIEST if row.local else timedelta()
        if row.send_at is not None and row.send_at - early > work.now:
            send_later(row, row.send_at - early, actor=actor)
            return False
        line = line_of(row, list_variants(row.id))
        freeze_list(line, row.seed, work.now, actor=actor)
        letters = dress(line, actor).values() if row.channel not in BY_HAND else ()
        links = all_links(one.letter for one in letters)
        CampaignLink.objects.bulk_create(
            [CampaignLink(campaign=row, number=number, url=url) for number, url in enumerate(links, start=1)]
        )
        row.state, row.started_at = "sending", work.now
        save(row, work)
    return True


def hand_over_some(campaign_id: UUID, letters: dict[str, Dressed], *, actor: Actor) -> int:
    """Give the channel the next letters that are due; returns how many, 0 when there is nothing to do now.

    Pausing and stopping wait for one such chunk at most. Where letters are due later, or enough wait
    already, the job is enqueued for then; after the last one the campaign is done.
    """
    with unit_of_work(actor) as work:
        row = Campaign.objects.select_for_update().filter(id=campaign_id, state="sending").first()
        if row is None:
            return 0
        if row.channel in BY_HAND:
            return hand_out(row, CHUNK, work)
        if row.account_id is None:
            return 0
        line = line_of(row, list_variants(row.id))
        due = CampaignRecipient.objects.filter(campaign=row, state="planned", due_at__lte=work.now)
        some = list(due.order_by("due_at", "id")[:CHUNK]) if _waiting(row.id) < AHEAD else []
        if some:
            if not letters:
                letters.update(dress(line, actor))
            return _hand_over(row, some, letters, work)
        following = find_next_due(row.id)
        if following is not None:
            send_later(row, max(following, work.now + BREATH), actor=actor)
        else:
            row.state, row.ended_at = "done", work.now
            save(row, work)
    return 0


def _waiting(campaign_id: UUID) -> int:
    return sum(one.count for one in count_group(campaign_id) if one.state == "waiting")


def _hand_over(
    row: Campaign, some: list[CampaignRecipient], letters: Mapping[str, Dressed], work: Work
) -> int:
    states = load_states([one.party_id for one in some])
    there = [one for one in some if one.party_id in states]
    drafts = [
        write_draft(one.party_id, one.address, states[one.party_id], letters[one.variant]) for one in there
    ]
    assert row.account_id is not None
    deliveries = write_many(drafts, row.account_id, purpose=row.purpose, group_id=row.id, work=work)
    for one, delivery_id in zip(there, deliveries, strict=True):
        one.state, one.handed_at, one.delivery_id = "handed", work.now, delivery_id
    for one in some:
        if one.party_id not in states:
            one.state, one.reason = "refused", "gone"
    note_recipients(some)
    return len(some)
