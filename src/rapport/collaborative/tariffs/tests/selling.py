"""What the tests of the room share: a number with tariffs, people written to, senders that claim."""

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from tests.house import Shop

from rapport.collaborative.delivery.api import MassDraft, draw_token, write_many
from rapport.collaborative.delivery.contracts import AccountState
from rapport.collaborative.delivery.tests.post import account, deliveries
from rapport.collaborative.tariffs.api import add_number, add_tariff
from rapport.collaborative.tariffs.contracts import BudgetDraft, NumberDraft, TariffDraft
from rapport.collaborative.tariffs.models import MessageSpend, MessageTariff
from rapport.collaborative.tariffs.operations.budgets import add_budget
from rapport.customers.consent.api import ConsentDraft, record_consents
from rapport.customers.party.api import ContactDraft, CustomerDraft, create_customers
from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.work.api import unit_of_work

LONG_AGO, NUMBER = date(2020, 1, 1), "+4915200000001"
ALL = ("sms-in", "sms-out", "keywords")


def number(shop: Shop, text: str = NUMBER, **values: Any) -> AccountState:
    """Connect a number of the shop, and enter it as a service number."""
    given = {"country": "DE", "valid_from": LONG_AGO, "capabilities": ALL, **values}
    add_number(NumberDraft(number=text, **given), actor=shop.actor)
    return account(shop, text, channel="sms", name="Service")


def tariff(shop: Shop, cost: str = "0.10", **values: Any) -> MessageTariff:
    """Enter what a part costs."""
    given = {"valid_from": LONG_AGO, "currency": "EUR", **values}
    return add_tariff(TariffDraft(cost=Decimal(cost), **given), actor=shop.actor)


def budget(shop: Shop, minor: int, **values: Any) -> UUID:
    """Set a limit."""
    given = {"name": "SMS", "currency": "EUR", **values}
    return add_budget(BudgetDraft(amount_minor=minor, **given), actor=shop.actor).id


def people(shop: Shop, count: int, beginning: str = "+4917600000") -> list[tuple[UUID, str]]:
    """Enter customers with telephones who agreed to hear of news."""
    numbers = [f"{beginning}{at:03d}" for at in range(count)]
    drafts = [
        CustomerDraft(f"Ada {at}", contact_points=(ContactDraft("phone", one),))
        for at, one in enumerate(numbers)
    ]
    made = [one.id for one in create_customers(drafts, actor=shop.actor)]
    record_consents([ConsentDraft(one, "newsletter", "sms", True) for one in made], actor=shop.actor)
    return list(zip(made, numbers, strict=True))


def offer(
    shop: Shop, place: AccountState, to: list[tuple[UUID, str]], group_id: UUID | None = None
) -> list[UUID]:
    """Have a short message wait for each of them."""
    with unit_of_work(shop.actor) as work:
        drafts = [MassDraft(one, address, "", "New tea", draw_token()[0]) for one, address in to]
        return write_many(drafts, place.id, purpose="newsletter", group_id=group_id or new_id(), work=work)


def summed(shop: Shop) -> Decimal:
    """What the sums say is spent."""
    with as_tenant(shop.tenant_id):
        return sum((row.cost for row in MessageSpend.objects.all()), Decimal(0))


def states(shop: Shop) -> Counter[tuple[str, str]]:
    """How deliveries stand, with why."""
    return Counter((one.state, one.code) for one in deliveries(shop))
