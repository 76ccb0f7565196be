"""Key accounts and their teams: named, changed, ended."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from rapport.customers.accounts import events
from rapport.customers.accounts.contracts import LEVELS, ROLES, AccountLine, TeamDraft
from rapport.customers.accounts.models import AccountMember, KeyAccount, UrgentNeed
from rapport.customers.accounts.queries import get_account_for_update, line_of
from rapport.customers.party.api import resolve_customer
from rapport.kernel.errors import Clash, Conflict, Invalid, Unknown, say
from rapport.kernel.identity.api import Actor, reachable_members
from rapport.kernel.work.api import Work, unit_of_work

MOST = 50


def name_account(
    party_id: UUID, level: str, *, actor: Actor, note: str = "", team: Sequence[TeamDraft] = ()
) -> AccountLine:
    """Make a customer a key account; whoever was one before is one again. Without a team the actor leads it.

    Raises `Missing`, `Invalid`, `Conflict` when the customer is a key account.
    """
    actor.require("create", "account")
    _check(level, note)
    if not team and actor.member_id:
        team = (TeamDraft(actor.member_id, "lead"),)
    with unit_of_work(actor) as work:
        _check_team(team, actor)
        party = resolve_customer(party_id, actor=actor, verb="edit")
        row = KeyAccount.objects.select_for_update().filter(party_id=party).first()
        if row is not None and row.ended_at is None:
            raise Conflict("This is a key account already.", code="exists")
        if row is None:
            row = KeyAccount(party_id=party)
        row.level, row.note, row.since, row.ended_at = level, note.strip(), work.now, None
        row.version += int(not row._state.adding)
        row.save()
        _write_team(row, team)
        fact = events.AccountNamed(account_id=row.id, customer_id=party, version=row.version, level=level)
        work.record(fact)
        return line_of(row)


def change_account(
    account_id: UUID, changes: Mapping[str, Any], *, actor: Actor, version: int | None = None
) -> AccountLine:
    """Change level or note of a key account; raises `Missing`, `Invalid`, `Conflict` (stale)."""
    if changes.keys() - {"level", "note"}:
        raise Invalid("A key account has no such property.")
    with unit_of_work(actor) as work:
        row = _locked(account_id, version, actor)
        level, note = changes.get("level", row.level), changes.get("note", row.note)
        _check(level, note)
        row.level, row.note = level, note.strip()
        return _save(row, work)


def set_team(
    account_id: UUID, team: Sequence[TeamDraft], *, actor: Actor, version: int | None = None
) -> AccountLine:
    """Give a key account this team; raises `Missing`, `Invalid`, `Unknown` for who is no active member."""
    with unit_of_work(actor) as work:
        row = _locked(account_id, version, actor)
        _check_team(team, actor)
        _write_team(row, team)
        return _save(row, work)


def end_account(account_id: UUID, *, actor: Actor) -> AccountLine:
    """End a key account; its needs that are not over keep it. Raises `Missing`, `Conflict`."""
    with unit_of_work(actor) as work:
        row = _locked(account_id, None, actor)
        if UrgentNeed.objects.filter(account=row).exclude(state="resolved").exists():
            raise Conflict("An urgent need is not over yet. Resolve it first.", code="open-needs")
        row.ended_at = work.now
        row.version += 1
        row.save()
        work.record(events.AccountEnded(account_id=row.id, customer_id=row.party_id, version=row.version))
        return line_of(row)


def _locked(account_id: UUID, version: int | None, actor: Actor) -> KeyAccount:
    row = get_account_for_update(account_id, actor=actor)
    if version is not None and row.version != version:
        raise Conflict("Somebody changed this key account meanwhile.", code="stale")
    return row


def _save(row: KeyAccount, work: Work) -> AccountLine:
    row.version += 1
    row.save()
    line = line_of(row)
    work.record(
        events.AccountChanged(
            account_id=row.id,
            customer_id=row.party_id,
            version=row.version,
            level=row.level,
            team=[one.member_id for one in line.team],
        )
    )
    return line


def _write_team(row: KeyAccount, team: Sequence[TeamDraft]) -> None:
    AccountMember.objects.filter(account=row).delete()
    AccountMember.objects.bulk_create(
        AccountMember(account=row, member_id=one.member_id, role=one.role, step=one.step) for one in team
    )


def _check(level: str, note: str) -> None:
    wrong = {}
    if level not in LEVELS:
        wrong["level"] = say("One of %(known)s.", known=", ".join(LEVELS))
    if len(note) > 500:
        wrong["note"] = say("At most %(most)s characters.", most=500)
    if wrong:
        raise Invalid("The key account is wrong.", fields=wrong)


def _check_team(team: Sequence[TeamDraft], actor: Actor) -> None:
    members = [one.member_id for one in team]
    if len(members) > MOST:
        raise Invalid("Fifty members at most.", fields={"team": "Fifty members at most."})
    if len(set(members)) != len(members):
        raise Clash("Each member once.", fields={"team": "Each member once."})
    if any(one.role not in ROLES or one.step not in (1, 2) for one in team):
        raise Invalid(
            "The team is wrong.",
            fields={"team": say("A role is one of %(known)s, a step 1 or 2.", known=", ".join(ROLES))},
        )
    if sum(one.role == "lead" for one in team) > 1:
        raise Clash("One member leads.", fields={"team": "One member leads."})
    if set(members) - reachable_members(members, actor) - {actor.member_id}:
        raise Unknown("There is no such member.", fields={"member_id": "There is no such member."})
