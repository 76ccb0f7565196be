"""Urgent needs: raised, escalated by their clock, acknowledged, resolved; each step recorded and told."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from rapport.customers.accounts import events, rules
from rapport.customers.accounts.contracts import LAST_STEP, OUTCOMES, NeedLine
from rapport.customers.accounts.models import AccountMember, KeyAccount, NeedStep, UrgentNeed
from rapport.customers.accounts.queries import (
    get_account_for_update,
    get_need_for_update,
    need_line,
    read_hours,
    read_service,
)
from rapport.customers.timeline.api import TouchDraft, record_touch
from rapport.kernel.errors import Conflict, Invalid, say
from rapport.kernel.identity.api import Actor, known_members, list_heads, system_actor
from rapport.kernel.jobs.api import enqueue
from rapport.kernel.notices.api import NoticeDraft, tell
from rapport.kernel.work.api import Work, unit_of_work

ESCALATE = "accounts.escalate"
CALLED = "need.called"


def raise_need(account_id: UUID, title: str, *, actor: Actor, detail: str = "") -> NeedLine:
    """Say that a key account needs something at once: the first of its team are told, and its clock runs.

    When the later steps are due is fixed now, by the service level and the business hours of this moment.
    Raises `Missing`, `Invalid`, `Conflict` for an account that has ended.
    """
    wrong = {}
    if not title.strip() or len(title) > 200:
        wrong["title"] = say("Say in a few words what is needed.")
    if len(detail) > 2000:
        wrong["detail"] = say("At most %(most)s characters.", most=2000)
    if wrong:
        raise Invalid("The need is wrong.", fields=wrong)
    with unit_of_work(actor) as work:
        account = get_account_for_update(account_id, actor=actor)
        if account.ended_at is not None:
            raise Conflict("This is no key account any more.", code="ended")
        need = UrgentNeed.objects.create(
            **{"account": account, "party_id": account.party_id, "title": title.strip()},
            **{"detail": detail.strip(), "level": account.level, "step": 0},
            raised_at=work.now,
            raised_by=work.actor.name[:200],
        )
        _plan(need, account, work)
        work.record(events.NeedRaised(**_told(need), raised_at=work.now))
        _touch(need, "need.raised", work)
        _take_steps(need, account, work, now=work.now)
        return need_line(need)


def escalate_need(need_id: UUID, *, actor: Actor) -> int | None:
    """Take the steps that are due by now, each recorded; returns the step reached, None where none was due.

    Safe to repeat: an acknowledged need has no steps, and a step is taken once.
    """
    with unit_of_work(actor) as work:
        need = UrgentNeed.objects.select_for_update().filter(id=need_id).first()
        if need is None or need.state != UrgentNeed.State.OPEN:
            return None
        before = need.step
        _take_steps(need, KeyAccount.objects.get(id=need.account_id), work, now=work.now)
        return need.step if need.step != before else None


def acknowledge_need(need_id: UUID, *, actor: Actor) -> NeedLine:
    """Take care of a need: its clock stands. Raises `Missing`, `Conflict` where somebody does already."""
    with unit_of_work(actor) as work:
        need = get_need_for_update(need_id, actor=actor)
        if need.state != UrgentNeed.State.OPEN:
            raise Conflict("Somebody takes care of it already.", code="not-open")
        _acknowledge(need, work)
        _save(need)
        return need_line(need)


def resolve_need(need_id: UUID, outcome: str, *, actor: Actor, note: str = "") -> NeedLine:
    """End a need with what came of it; raises `Missing`, `Invalid`, `Conflict` where it is over."""
    wrong = {}
    if outcome not in OUTCOMES:
        wrong["outcome"] = say("One of %(known)s.", known=", ".join(OUTCOMES))
    if len(note) > 2000:
        wrong["note"] = say("At most %(most)s characters.", most=2000)
    if wrong:
        raise Invalid("What came of it?", fields=wrong)
    with unit_of_work(actor) as work:
        need = get_need_for_update(need_id, actor=actor)
        if need.state == UrgentNeed.State.RESOLVED:
            raise Conflict("This need is over.", code="over")
        if need.state == UrgentNeed.State.OPEN:
            _acknowledge(need, work)
        need.state, need.resolved_at, need.resolved_by = "resolved", work.now, work.actor.name[:200]
        need.outcome, need.outcome_note = outcome, note.strip()
        _save(need)
        work.record(events.NeedResolved(**_told(need), resolved_at=work.now, outcome=outcome))
        _touch(need, "need.resolved", work, summary=need.outcome_note)
        return need_line(need)


def _plan(need: UrgentNeed, account: KeyAccount, work: Work) -> None:
    """Write down when each step is due, and have each later one taken at its moment."""
    service = read_service(account.level)
    due = rules.plan_steps(need.raised_at, answer=service.answer, further=service.further, hours=read_hours())
    NeedStep.objects.bulk_create(
        NeedStep(need=need, number=number, due_at=at) for number, at in enumerate(due, start=1)
    )
    for at in due[1:]:
        enqueue(ESCALATE, {"need_id": str(need.id)}, actor=system_actor(work.actor.tenant_id), due_at=at)


def _take_steps(need: UrgentNeed, account: KeyAccount, work: Work, *, now: datetime) -> None:
    """Take every step that is due; one at which there is nobody to call leads on to the next at once."""
    steps = list(NeedStep.objects.filter(need=need).order_by("number"))
    due = [one.due_at for one in steps]
    nobody = False
    while (number := rules.next_step(need.step, due, now)) or (nobody and need.step < LAST_STEP):
        step = steps[(number or need.step + 1) - 1]
        called = _call(need, account, step.number, now)
        nobody = not called
        step.done_at, step.told = now, called
        NeedStep.objects.filter(need=need, number=step.number).update(done_at=now, told=called)
        need.step = step.number
        _save(need)
        if step.number > 1:
            work.record(
                events.NeedEscalated(**_told(need), step=step.number, due_at=step.due_at, told=called)
            )
            _touch(need, "need.escalated", work)


def _call(need: UrgentNeed, account: KeyAccount, step: int, now: datetime) -> list[UUID]:
    """Tell those whom a step calls; returns them. Who left is passed over."""
    if step == LAST_STEP:
        wanted: Sequence[UUID] = list_heads(account.party.unit_id)
    else:
        wanted = list(
            AccountMember.objects.filter(account=account, step=step).values_list("member_id", flat=True)
        )
    called = sorted(known_members(wanted))
    values, key = {"step": step}, f"{need.id}:{step}"
    tell(
        [
            NoticeDraft(kind=CALLED, member_id=one, subject_id=need.id, key=key, values=values)
            for one in called
        ],
        now=now,
    )
    return called


def _acknowledge(need: UrgentNeed, work: Work) -> None:
    need.state, need.acknowledged_at = UrgentNeed.State.ACKNOWLEDGED, work.now
    need.acknowledged_by = work.actor.name[:200]
    fact = events.NeedAcknowledged(**_told(need), acknowledged_at=work.now, step=need.step)
    work.record(fact)
    _touch(need, "need.acknowledged", work)


def _save(need: UrgentNeed) -> None:
    need.version += 1
    need.save()


def _told(need: UrgentNeed) -> dict[str, Any]:
    return {
        **{"need_id": need.id, "account_id": need.account_id, "customer_id": need.party_id},
        **{"version": need.version, "level": need.level},
    }


def _touch(need: UrgentNeed, kind: str, work: Work, summary: str = "") -> None:
    draft = TouchDraft(
        party_id=need.party_id,
        at=work.now,
        kind=kind,
        title=need.title,
        summary=summary,
        subject_kind="urgent_need",
        subject_id=need.id,
    )
    record_touch(draft, actor=work.actor)
