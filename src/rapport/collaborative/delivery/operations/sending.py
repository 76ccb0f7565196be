"""Deliveries on their way out: handed over, sent, tried again, given up; each step commits first."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from rapport.collaborative.delivery.contracts import (
    Accepted,
    AccountState,
    Outbound,
    Report,
    Retry,
    Unacceptable,
)
from rapport.collaborative.delivery.models import (
    AccountHealth,
    ChannelAccount,
    Delivery,
    DeliveryPart,
)
from rapport.collaborative.delivery.operations import charging
from rapport.collaborative.delivery.operations.carrying import outbounds_of
from rapport.collaborative.delivery.operations.claiming import choose_due, refuse
from rapport.collaborative.delivery.operations.permitting import find_unwanted
from rapport.collaborative.delivery.operations.reporting import (
    Given,
    Names,
    Step,
    find_early,
    note_reports,
    settle,
)
from rapport.collaborative.delivery.operations.rows import (
    Carriage,
    find_accounts,
    lock_accounts,
    lock_deliveries,
    mark_sending,
    save_deliveries,
)
from rapport.collaborative.delivery.queries.accounts import state_of
from rapport.collaborative.delivery.rules import states
from rapport.customers.consent.api import hold_withdrawals
from rapport.kernel.identity.api import system_actor
from rapport.kernel.work.api import Work, unit_of_work

BATCH = 500


@dataclass(frozen=True, slots=True)
class Doubt:
    """Nobody can tell whether a delivery was sent, and why."""

    detail: str


Outcome = Accepted | Retry | Unacceptable | Doubt


def take_on(tenant_id: UUID, account_id: UUID, most: int) -> list[tuple[AccountState, Outbound]]:
    """Claim what of an account may leave now and mark it as being sent, in one transaction; returns it.

    Withdrawals wait from before anything is asked until this is committed, so that consent is asked once.
    """
    with unit_of_work(system_actor(tenant_id)) as work:
        hold_withdrawals(tenant_id)
        return _hand_over(choose_due(account_id, most, work))


def hand_over(tenant_id: UUID, delivery_ids: Collection[UUID]) -> list[tuple[AccountState, Outbound]]:
    """Mark claimed deliveries as being sent, and return those that were still claimed and still wanted.

    Whoever was told that they get no more of it gets no more: a withdrawal is committed before this reads,
    or after this has. From the commit on nobody but the other side knows whether they were sent.
    """
    with unit_of_work(system_actor(tenant_id)) as work:
        hold_withdrawals(tenant_id)
        rows = lock_deliveries(delivery_ids).values()
        found = sorted((row for row in rows if row.state == "claimed"), key=lambda row: (row.due_at, row.id))
        unwanted = find_unwanted(found, work)
        for reason in sorted(set(unwanted.values())):
            refuse([row for row in found if unwanted.get(row.id) == reason], reason, work)
        return _hand_over([row for row in found if row.id not in unwanted])


def _hand_over(rows: Sequence[Carriage]) -> list[tuple[AccountState, Outbound]]:
    mark_sending(rows)
    own = ChannelAccount.objects.filter(id__in={row.account_id for row in rows}) if rows else []
    accounts = {one.id: state_of(one) for one in own}
    carried = outbounds_of(rows)
    return [(accounts[row.account_id], carried[row.id]) for row in rows]


def note_outcome(tenant_id: UUID, delivery_id: UUID, outcome: Outcome) -> None:
    """Note what became of handing over one delivery."""
    note_outcomes(tenant_id, [(delivery_id, outcome)])


def note_outcomes(tenant_id: UUID, outcomes: Sequence[tuple[UUID, Outcome]]) -> None:
    """Note what became of handing over deliveries of a business, in one transaction."""
    note_all(tenant_id, outcomes, [])


def note_all(
    tenant_id: UUID, outcomes: Sequence[tuple[UUID, Outcome]], reports: Sequence[Given]
) -> list[bool]:
    """Note what became of handing over deliveries of a business, and then what the other side reported.

    In one transaction; returns of each report whether it found its delivery.
    Taken: with what was reported before its id was known. Not now: it waits for another try, or is given up
    after the last. Never: it failed, and a dead address is not tried again. Nobody knows: it is uncertain.
    """
    with unit_of_work(system_actor(tenant_id)) as work:
        asked = [one for one, _ in outcomes]
        lock_accounts({*find_accounts(asked), *(account.id for account, _ in reports)})
        names = Names(reports)
        rows = lock_deliveries({*asked, *names.deliveries()})
        doubted = [rows[one] for one, outcome in outcomes if isinstance(outcome, Doubt)]
        again = [row for row in doubted if states.after_death(row.state, row.purpose) == "waiting"]
        said = [step for one, outcome in outcomes for step in _said(rows[one], outcome, work)]
        sent = [(rows[one], outcome) for one, outcome in outcomes if isinstance(outcome, Accepted)]
        taken = _taken(sent, names, work)
        told, found = names.keep(rows)
        note_reports([*said, *told], work)
        settle(names.weigh([*said, *taken, *told]), work, also=[rows[one] for one in asked])
        _send_again(again, work)
        charging.book_sent([row for row, _ in sent], work)
    return found


def _said(row: Carriage, outcome: Outcome, work: Work) -> list[Step]:
    """What goes on record of a delivery that was not taken."""
    if isinstance(outcome, Accepted):
        return []
    if isinstance(outcome, Doubt):
        return [(row, Report("uncertain", work.now, detail=outcome.detail))]
    said = Report("failed", work.now, code=outcome.code, detail=outcome.message)
    if isinstance(outcome, Unacceptable):
        return [(row, replace(said, permanent=outcome.dead))]
    row.code, row.detail = outcome.code[:40], outcome.message[:300]
    if row.tries >= states.ATTEMPTS:
        return [(row, said)]
    row.state, row.due_at = "waiting", work.now + states.pause_after(row.tries, outcome.wait)
    return []


def _taken(sent: Sequence[tuple[Carriage, Accepted]], names: Names, work: Work) -> list[Step]:
    """Note ids and cost of what was taken; returns that it was sent, and what was reported before."""
    if not sent:
        return []
    parts, ids = list[DeliveryPart](), dict[tuple[UUID, str], Carriage]()
    costs = charging.price([(row, accepted.quote) for row, accepted in sent], work)
    for row, accepted in sent:
        quote = costs.get(row.id, accepted.quote)
        row.units, row.cost, row.currency = quote.units, quote.cost, quote.currency
        row.sent_at, row.code, row.detail = work.now, "", ""
        named = [one[:400] for one in accepted.external_ids]
        ids |= {(row.account_id, one): row for one in named if one}
        if len(named) == 1:
            row.external_id = named[0]
        else:
            parts += [
                DeliveryPart(delivery_id=row.id, account_id=row.account_id, position=at, external_id=one)
                for at, one in enumerate(named)
            ]
    if parts:
        DeliveryPart.objects.bulk_create(parts)
    names.learn(ids, [(one.account_id, one.external_id) for one in parts])
    AccountHealth.objects.filter(account_id__in={row.account_id for row, _ in sent}).update(
        last_out_at=work.now
    )
    steps: list[Step] = [(row, Report("sent", work.now)) for row, _ in sent]
    return steps + find_early(ids)


def recover(tenant_id: UUID, channel: str) -> dict[str, int]:
    """Settle what a dead process of this channel held; returns how many wait again, how many are uncertain.

    Only the one process that holds the channel may call this.
    """
    own = Delivery.objects.filter(channel=channel)
    with unit_of_work(system_actor(tenant_id)):
        claimed = own.filter(state="claimed").update(state="waiting")
        sending = list(own.filter(state="sending").order_by("id").values_list("id", flat=True))
        for at in range(0, len(sending), BATCH):
            doubt = Doubt("The sender ended while it was being sent.")
            note_outcomes(tenant_id, [(one, doubt) for one in sending[at : at + BATCH]])
        uncertain = own.filter(id__in=sending, state="uncertain").count()
    return {"waiting": claimed + len(sending) - uncertain, "uncertain": uncertain}


def _send_again(rows: Sequence[Carriage], work: Work) -> None:
    """An answer that may have been sent is sent again under the same reference: its customer waits."""
    for row in rows:
        row.state, row.due_at = "waiting", work.now
    save_deliveries(rows)
