"""What visitors did goes by whole months, by the business's rules: from outbox, lake and marts alike.

The lake is asked what there is, and hears by a fact what goes; marts are made anew of what is left. What is
live is younger than any rule allows.
"""

from datetime import UTC, date, datetime
from uuid import UUID

import structlog

from rapport.bigdata.lake.api.tables import count_to_cut
from rapport.customers.visitors.events import VISITS, VisitsLetGo
from rapport.customers.visitors.models import VisitorLink
from rapport.kernel.identity.api import Actor
from rapport.kernel.ids import named_id
from rapport.kernel.outbox.api import find_holders, let_go_of_facts
from rapport.kernel.tenancy.api import current_tenant_id
from rapport.kernel.work.api import unit_of_work

log = structlog.get_logger(__name__)


def count_visits(before: datetime, *, everybody: bool) -> int:
    """Return how many facts tell what visitors did in the months before the one of a moment (UTC).

    Of all visitors, or of those nobody knows.
    """
    return count_to_cut(current_tenant_id(), VisitsLetGo.name, _month_of(before), everybody=everybody)


def let_go_visits(moment: datetime, *, everybody: bool, actor: Actor) -> int:
    """Let go of what visitors did in the months before the one of a moment (UTC); returns how many facts.

    They leave the outbox and the lake is told, in one transaction. Nothing goes while somebody has not heard
    those days. Safe to repeat: what is gone is not counted again.
    """
    before = _month_of(moment)
    gone = count_to_cut(actor.tenant_id, VisitsLetGo.name, before, everybody=everybody)
    if not gone:
        return 0
    if waiting := find_holders(before):
        log.warning("what visitors did stays: somebody needs it", before=str(before), waiting=waiting)
        return 0
    with unit_of_work(actor) as work:
        linked = VisitorLink.objects.values_list("visitor_id", flat=True).distinct()
        known = frozenset[UUID]() if everybody else frozenset(linked)
        let_go_of_facts(VISITS, before=before, keeps=known.__contains__)
        rule_id = named_id(actor.tenant_id, f"visits:{everybody}")
        work.record(VisitsLetGo(rule_id=rule_id, before=before, everybody=everybody))
    return gone


def _month_of(moment: datetime) -> date:
    return moment.astimezone(UTC).date().replace(day=1)
