"""What the tests of key accounts share: members, an account with a team, a need, and the time of day."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from tests.house import Shop

from rapport.customers.accounts.api import (
    AccountLine,
    NeedLine,
    TeamDraft,
    get_need,
    name_account,
    raise_need,
)
from rapport.customers.accounts.operations.needs import escalate_need
from rapport.customers.party.tests.people import enter
from rapport.kernel.identity import api as identity
from rapport.kernel.mail.models import Outgoing
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.work.api import work_as_of

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
"""Ten in the morning in Berlin."""


@contextmanager
def at(minutes: int) -> Iterator[None]:
    """Have the house believe it is so many minutes after the need was raised."""
    with work_as_of(MONDAY + timedelta(minutes=minutes)):
        yield


def member(shop: Shop, name: str, *, role: str = "clerk", unit_id: UUID | None = None) -> UUID:
    """Enter somebody who works for the shop."""
    person = identity.create_person(f"{name}@{shop.slug}.example", name.title())
    return identity.add_member(shop.tenant_id, person, [role], unit_id=unit_id).id


def letters(shop: Shop) -> list[str]:
    """Whom letters went to, the oldest first."""
    rows = Outgoing.objects.filter(to__endswith=f"@{shop.slug}.example").order_by("created_at", "id")
    return [row.to.partition("@")[0] for row in rows]


def account(shop: Shop, *team: TeamDraft, level: str = "premium", **values: Any) -> AccountLine:
    """Make a company a key account with this team, served within half an hour."""
    company = enter(shop, "Siemens", kind="company", stage="customer", **values)
    return name_account(company.id, level, team=team, actor=shop.actor)


def raised(shop: Shop, line: AccountLine) -> NeedLine:
    with at(0):
        return raise_need(line.id, "Line 3 stands still", actor=shop.actor)


def escalate(shop: Shop, need: NeedLine, minutes: int) -> int | None:
    with at(minutes):
        return escalate_need(need.id, actor=identity.system_actor(shop.tenant_id))


def now_is(shop: Shop, need: NeedLine) -> NeedLine:
    with as_tenant(shop.tenant_id):
        return get_need(need.id, actor=shop.actor)
