"""Reads: what serving customers costs, as the business said it or as it is assumed."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from rapport.analytical.value.contracts.cost_kinds import list_cost_kinds
from rapport.analytical.value.contracts.costs import CostKind
from rapport.kernel.identity.api import Actor
from rapport.kernel.money.api import minor_digits
from rapport.kernel.settings.api import get_setting
from rapport.kernel.tenancy.api import get_own_tenant


@dataclass(frozen=True, slots=True)
class Price:
    """What once of a kind costs, in minor units (of a percentage: a share of one); None: not known, and so
    not counted. `assumed` until the business says it."""

    kind: CostKind
    price: Decimal | None
    assumed: bool


def list_prices(actor: Actor) -> list[Price]:
    """Return what each kind of service costs; raises `Forbidden` without the right to see worth."""
    actor.require("view", "worth")
    currency = get_own_tenant(actor.tenant_id).currency
    return [
        Price(kind, read_price(kind, currency), get_setting(kind.setting) == kind.assumed)
        for kind in list_cost_kinds()
    ]


def read_price(kind: CostKind, currency: str) -> Decimal | None:
    """Return what once of a kind costs in minor units of the currency (of a percentage: one minor unit of the
    money it is taken of), None where the business emptied the setting: not known."""
    try:
        price = Decimal(get_setting(kind.setting))
    except InvalidOperation:
        return None
    return price / 100 if kind.percent else price.scaleb(minor_digits(currency))
