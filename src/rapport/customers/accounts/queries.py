"""Reads of the room: accounts, needs, the clock's settings, companies as a tree."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet

from rapport.customers.accounts.contracts import (
    AccountLine,
    AccountRow,
    NeedLine,
    StepLine,
    TeamLine,
    TreeLine,
)
from rapport.customers.accounts.models import AccountMember, KeyAccount, NeedStep, UrgentNeed
from rapport.customers.accounts.rules import Hours, Node, roll_up
from rapport.customers.party.api import list_group, resolve_customer
from rapport.customers.party.api import load_rows as load_customers
from rapport.customers.party.contracts import PartyRef
from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import Actor, list_member_names, within_scope
from rapport.kernel.paging.api import Order, by_column, in_order
from rapport.kernel.settings.api import get_setting

ORDERS: Mapping[str, Order] = {"since": by_column("since", "moment")}
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PLACE = {"unit": "party__unit_id", "owner": "party__owner_id"}


@dataclass(frozen=True, slots=True)
class Service:
    """What a service level promises: working minutes to the answer, and to the step after the next."""

    name: str
    answer: int
    further: int


def read_service(level: str) -> Service:
    """Return what a service level means in the running transaction's business."""
    name, answer, further = (
        get_setting(f"accounts.{level}_{what}") for what in ("name", "answer", "further")
    )
    return Service(name, answer, further)


def read_hours() -> Hours:
    """Return the business hours the clock runs in."""
    free = get_setting("accounts.holidays").split()
    return Hours(
        start=time.fromisoformat(get_setting("accounts.from")),
        end=time.fromisoformat(get_setting("accounts.to")),
        days=frozenset(DAYS.index(day) for day in get_setting("accounts.days")),
        holidays=frozenset(date.fromisoformat(day) for day in free),
        zone=get_setting("business.zone"),
    )


def list_accounts(actor: Actor, verb: str = "view", *, ended: bool = False) -> QuerySet[KeyAccount]:
    """Return the key accounts within the actor's scope, as an account and as a customer."""
    rows = KeyAccount.objects.filter(party__merged_into=None)
    for kind in ("account", "customer"):
        rows = within_scope(rows, actor, verb if kind == "account" else "view", kind, **_PLACE)
    return rows if ended else rows.filter(ended_at=None)


def get_account(account_id: UUID, *, actor: Actor) -> AccountLine:
    """Return a key account, present or former; raises `Missing`."""
    row = list_accounts(actor, ended=True).filter(id=account_id).first()
    if row is None:
        raise Missing("There is no such key account.")
    return line_of(row)


def get_account_for_update(account_id: UUID, *, actor: Actor) -> KeyAccount:
    """Lock a key account the actor may change; raises `Missing`."""
    rows = list_accounts(actor, "edit", ended=True).select_related("party").select_for_update(of=("self",))
    row = rows.filter(id=account_id).first()
    if row is None:
        raise Missing("There is no such key account.")
    return row


def find_account(party: PartyRef, *, actor: Actor) -> AccountLine | None:
    """Return the key account a customer is, or None; raises `Missing` for one that is not theirs."""
    party_id = resolve_customer(party, actor=actor)
    row = KeyAccount.objects.filter(party_id=party_id, ended_at=None).first()
    return line_of(row) if row else None


def line_of(row: KeyAccount) -> AccountLine:
    """Return a key account with its team, the lead first."""
    members = list(AccountMember.objects.filter(account=row))
    names = list_member_names(one.member_id for one in members)
    team = [TeamLine(one.member_id, names.get(one.member_id, "–"), one.role, one.step) for one in members]
    team.sort(key=lambda one: (one.role != "lead", one.step, one.name))
    return AccountLine(
        *(row.id, row.party_id, row.level, row.note, row.since, row.ended_at, row.version, tuple(team))
    )


def load_rows(ids: Sequence[UUID], actor: Actor) -> list[AccountRow]:
    """Return lines of the list in the order of their ids; for ids already within scope."""
    rows = in_order(ids, {row.id: row for row in KeyAccount.objects.filter(id__in=ids)})
    people = {one.id: one for one in load_customers([row.party_id for row in rows], actor)}
    members = list(AccountMember.objects.filter(account_id__in=ids))
    names = list_member_names(one.member_id for one in members if one.role == "lead")
    leads = {one.account_id: names.get(one.member_id, "") for one in members if one.role == "lead"}
    needs = UrgentNeed.objects.filter(account_id__in=ids).exclude(state="resolved").values("account_id")
    counted = {row["account_id"]: row["needs"] for row in needs.annotate(needs=Count("id"))}
    waiting = NeedStep.objects.filter(need__account_id__in=ids, need__state="open", done_at=None)
    due = {
        row["need__account_id"]: row["next"]
        for row in waiting.values("need__account_id").annotate(next=Min("due_at"))
    }
    return [
        AccountRow(
            id=row.id,
            customer_id=row.party_id,
            name=one.name,
            kind=one.kind,
            level=row.level,
            lead=leads.get(row.id, ""),
            team=sum(each.account_id == row.id for each in members),
            needs=counted.get(row.id, 0),
            next_at=due.get(row.id),
            spent_minor=one.spent_minor,
            currency=one.currency,
            order_count=one.order_count,
            since=row.since,
        )
        for row in rows
        if (one := people.get(row.party_id))
    ]


def list_needs(actor: Actor, verb: str = "view") -> QuerySet[UrgentNeed]:
    """Return the urgent needs of customers within the actor's scope."""
    rows = UrgentNeed.objects.filter(party__merged_into=None)
    for kind in ("account", "customer"):
        rows = within_scope(rows, actor, verb if kind == "account" else "view", kind, **_PLACE)
    return rows.select_related("party")


def list_needs_of(account_id: UUID, *, limit: int = 10) -> list[NeedLine]:
    """Return the needs of an account the caller has authorised that are not over, the newest first."""
    rows = UrgentNeed.objects.filter(account_id=account_id).exclude(state="resolved").select_related("party")
    return need_lines(rows.order_by("-id")[:limit])


def get_need(need_id: UUID, *, actor: Actor) -> NeedLine:
    """Return a need with its clock; raises `Missing`."""
    row = list_needs(actor).filter(id=need_id).first()
    if row is None:
        raise Missing("There is no such need.")
    return need_line(row)


def get_need_for_update(need_id: UUID, *, actor: Actor) -> UrgentNeed:
    """Lock a need the actor may work on; raises `Missing`."""
    row = list_needs(actor, "edit").select_for_update(of=("self",)).filter(id=need_id).first()
    if row is None:
        raise Missing("There is no such need.")
    return row


def narrow_needs(rows: QuerySet[KeyAccount], *, pending: bool) -> QuerySet[KeyAccount]:
    """Narrow accounts to those with a need that is not over, or without any."""
    open_ones = UrgentNeed.objects.filter(~Q(state="resolved")).values("account_id")
    return rows.filter(id__in=open_ones) if pending else rows.exclude(id__in=open_ones)


def need_line(row: UrgentNeed) -> NeedLine:
    """Return one need with its clock."""
    return need_lines([row])[0]


def need_lines(rows: Iterable[UrgentNeed]) -> list[NeedLine]:
    """Return needs with their clocks, in two statements whatever their number."""
    needs = list(rows)
    steps = list(NeedStep.objects.filter(need_id__in=[one.id for one in needs]).order_by("number"))
    names = list_member_names(member for step in steps for member in step.told)
    lines: dict[UUID, list[StepLine]] = {}
    for step in steps:
        told = tuple(names.get(member, "–") for member in step.told)
        lines.setdefault(step.need_id, []).append(StepLine(step.number, step.due_at, step.done_at, told))
    return [
        NeedLine(
            *(one.id, one.account_id, one.party_id, one.party.name, one.title, one.detail, one.level),
            *(one.state, one.step, one.raised_at, one.raised_by, one.acknowledged_at, one.acknowledged_by),
            *(one.resolved_at, one.resolved_by, one.outcome, one.outcome_note, one.version),
            tuple(lines.get(one.id, ())),
        )
        for one in needs
    ]


def list_tree(party: PartyRef, *, actor: Actor) -> list[TreeLine]:
    """Return the companies of a customer's group that the actor may see, with figures rolled up."""
    group = list_group(party, actor=actor)
    return roll_up(
        [
            Node(one.id, one.parent_id, one.name, one.order_count, one.spent_minor, one.currency)
            for one in group
        ]
    )
