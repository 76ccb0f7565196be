"""Customers, their merges, the organisation."""

from collections.abc import Iterator
from uuid import UUID

from rapport.customers.party.api import CustomerState
from rapport.customers.party.events import (
    CustomerCreated,
    CustomerErased,
    CustomerMerged,
    CustomerUnmerged,
    CustomerUpdated,
)
from rapport.kernel.identity.events import UnitChanged, UnitRemoved
from rapport.kernel.outbox.api import Fact
from rapport.kernel.settings.events import SettingChanged
from tests.scenarios.drawn.dice import NOON, Dice


def state_of(drawn: Dice, customer_id: UUID, version: int) -> CustomerState:
    return CustomerState(
        id=customer_id,
        version=version,
        kind="person",
        name="Drawn",
        country=drawn.dice.choice(("DE", "CN")),
        city=drawn.dice.choice(("Jena", "长沙")),
        stage=drawn.dice.choice(("prospect", "customer")),
        unit_id=drawn.dice.choice((*drawn.units, None)),
        roles=drawn.dice.choice((["customer"], ["customer", "partner"], ["supplier"])),
        created_at=NOON,
        updated_at=NOON,
    )


def draw_customers(drawn: Dice) -> Iterator[Fact]:
    for one in drawn.customers:
        yield CustomerCreated(customer_id=one, version=1, state=state_of(drawn, one, 1))
        for version in range(2, drawn.dice.randrange(2, 5)):
            yield CustomerUpdated(customer_id=one, version=version, state=state_of(drawn, one, version))
    for number, unit_id in enumerate(drawn.units):
        parent = drawn.units[number - 1] if number else None
        yield UnitChanged(
            unit_id=unit_id, code=f"u{number}", label=f"Unit {number}", tier="group", parent_id=parent
        )
    yield UnitRemoved(unit_id=drawn.units[-1], code="u2")
    yield SettingChanged(
        setting_id=drawn.new_id(), key="accounts.holidays", value="2026-01-01\n2026-12-25", member_id=None
    )


def draw_merges(drawn: Dice) -> Iterator[Fact]:
    one, two, three, four, gone, *_ = drawn.customers
    for survivor, merged in ((two, one), (three, two), (three, four), (gone, drawn.customers[5])):
        yield CustomerMerged(
            customer_id=survivor, version=10, merged_id=merged, state=state_of(drawn, survivor, 10)
        )
    yield CustomerUnmerged(
        customer_id=three,
        version=11,
        restored_id=four,
        state=state_of(drawn, three, 11),
        restored=state_of(drawn, four, 9),
    )
    yield CustomerErased(customer_id=gone, version=12)
