"""Give what the marts say back to the customers it changed for, as insights in the shop's language."""

from uuid import UUID

from django.utils import translation

from rapport.analytical.warehouse.contracts import Engine
from rapport.analytical.warehouse.operations.insights import QUERY, describe
from rapport.customers.party.api import record_insights
from rapport.kernel.identity.api import system_actor
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.kernel.work.api import unit_of_work

MODEL, VERSION = "customer_mart", "2"
CHUNK = 5_000
_CHANGED = f"{QUERY} order by u.customer_id limit ?"
_TOLD = "delete from _untold where customer_id in (select unnest(?))"


def tell_customers(engine: Engine, tenant_id: UUID) -> int:
    """Record what the marts know of every customer they changed for; returns of how many.

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
