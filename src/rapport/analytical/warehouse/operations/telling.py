"""Give what the marts say back to the customers it changed for, as insights in the shop's language."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from rapport.analytical.warehouse.contracts import Engine
from rapport.customers.party.api import InsightDraft, record_insights
from rapport.kernel.identity.api import system_actor
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.kernel.work.api import unit_of_work

MODEL, VERSION = "customer_purchases", "1"
CHUNK = 5_000
_CHANGED = """
select u.party_id, p.orders, p.days_between, p.first_day, p.last_day, p.channel, p.sku, p.sku_orders
  from _untold as u left join customer_purchases as p on p.party_id = u.party_id
 order by u.party_id limit ?
"""
_TOLD = "delete from _untold where party_id in (select unnest(?))"


def tell_customers(engine: Engine, tenant_id: UUID) -> int:
    """Record `rhythm` and `favourite` for every customer whose purchases changed; returns how many.

    Who is not told yet stands in the marts' file and leaves it after the insights are committed: a run that
    is cut short tells the same again, which changes nothing.
    """
    actor, told = system_actor(tenant_id), 0
    while changed := engine.rows(_CHANGED, [CHUNK]):
        with unit_of_work(actor) as work, translation.override(get_own_tenant(tenant_id).locale):
            drafts = [draft for row in changed for draft in describe(row)]
            record_insights(drafts, model=MODEL, model_version=VERSION, as_of=work.now, actor=actor)
        engine.rows(_TOLD, [[row[0] for row in changed]])
        told += len(changed)
    return told


def describe(row: tuple[Any, ...]) -> Iterator[InsightDraft]:
    """Return what is learnt of a customer: days between orders, and what is bought most."""
    party_id, orders, days, first, last, channel, sku, sku_orders = row
    rhythm: tuple[Any, ...] = ()
    favourite: tuple[Any, ...] = ()
    if orders and days is not None:
        text = _("%(orders)s orders from %(first)s to %(last)s, %(days)s days from one to the next.")
        values = {"orders": orders, "first": first.isoformat(), "last": last.isoformat(), "days": days}
        rhythm = ({"code": "rhythm", "text": text % values},)
    if sku:
        text = _("Bought in %(times)s of %(orders)s orders.") % {"times": sku_orders, "orders": orders}
        favourite = ({"code": "favourite", "text": text},)
    yield InsightDraft(
        UUID(party_id), "rhythm", float(days) if days is not None else None, channel or "", "", rhythm
    )
    yield InsightDraft(
        UUID(party_id), "favourite", float(sku_orders) if sku else None, sku or "", "", favourite
    )
