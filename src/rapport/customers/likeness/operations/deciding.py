"""What people decide of a pair: one customer, two customers, or not yet; and many pairs at once."""

from collections.abc import Callable
from uuid import UUID

from rapport.customers.likeness.contracts import PairLine
from rapport.customers.likeness.models import LikelyPair
from rapport.customers.likeness.queries import get_pair, list_open_ids, pair_line
from rapport.customers.likeness.rules import stays
from rapport.customers.matching.api import MergeLine, merge_customers, unmerge_customers
from rapport.kernel.errors import Conflict, Missing
from rapport.kernel.identity.api import Actor
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.work.api import unit_of_work

Tell = Callable[[int, int], None]


def merge_pair(pair_id: UUID, *, actor: Actor, batch_id: UUID | None = None) -> MergeLine:
    """Make one customer of the two: the one with more orders stays, else the elder.

    Raises `Missing`, `Forbidden`, `Conflict` (decided before; a person and a company).
    """
    with unit_of_work(actor) as work:
        pair = _lock(pair_id, actor)
        keeps_low = stays(
            (pair.low.order_count, pair.low.created_at), (pair.high.order_count, pair.high.created_at)
        )
        survivor, merged = (pair.low_id, pair.high_id) if keeps_low else (pair.high_id, pair.low_id)
        line = merge_customers(survivor, merged, actor=actor)
        pair.state, pair.merge_id, pair.batch_id = LikelyPair.State.MERGED, line.id, batch_id
        pair.decided_at, pair.decided_by_id = work.now, actor.id
        pair.save()
    return line


def keep_apart(pair_id: UUID, *, actor: Actor) -> PairLine:
    """Note that they are two customers: no search asks again. Raises `Missing`, `Forbidden`, `Conflict`."""
    with unit_of_work(actor) as work:
        pair = _lock(pair_id, actor)
        pair.state = LikelyPair.State.DIFFERENT
        pair.decided_at, pair.decided_by_id = work.now, actor.id
        pair.save()
        return pair_line(pair)


def reopen_pair(pair_id: UUID, *, actor: Actor) -> PairLine:
    """Take a decision back; two that were made one are parted. Raises `Missing`, `Forbidden`, `Conflict`."""
    with unit_of_work(actor):
        pair = get_pair(pair_id, actor=actor, verb="merge", for_update=True)
        if pair.state == LikelyPair.State.OPEN:
            raise Conflict("This pair is not decided yet.", code="undecided")
        if pair.merge_id is not None:
            unmerge_customers(pair.merge_id, actor=actor)
        pair.state, pair.merge_id, pair.batch_id = LikelyPair.State.OPEN, None, None
        pair.decided_at = pair.decided_by_id = None
        pair.save()
        pair.refresh_from_db()
        return pair_line(pair)


def merge_likely(
    least: float, *, actor: Actor, batch_id: UUID | None = None, tell: Tell = lambda done, total: None
) -> dict[str, int]:
    """Merge every open pair of at least this probability, each in a transaction of its own.

    Returns how many were `merged` and `left` (decided meanwhile, or of different kinds).
    """
    actor.require("merge", "customer")
    with as_tenant(actor.tenant_id):
        waiting = list_open_ids(least, actor=actor)
    merged = 0
    for number, pair_id in enumerate(waiting, 1):
        try:
            merge_pair(pair_id, actor=actor, batch_id=batch_id)
        except (Conflict, Missing):
            continue
        else:
            merged += 1
        finally:
            tell(number, len(waiting))
    return {"merged": merged, "left": len(waiting) - merged}


def part_batch(batch_id: UUID, *, actor: Actor, tell: Tell = lambda done, total: None) -> dict[str, int]:
    """Part again what was merged at once, the last first; returns how many were `parted` and `left`."""
    actor.require("merge", "customer")
    with as_tenant(actor.tenant_id):
        merged = LikelyPair.objects.filter(batch_id=batch_id, state=LikelyPair.State.MERGED)
        pair_ids = list(merged.order_by("-merge_id").values_list("id", flat=True))
    parted = 0
    for number, pair_id in enumerate(pair_ids, 1):
        try:
            reopen_pair(pair_id, actor=actor)
        except (Conflict, Missing):
            continue
        else:
            parted += 1
        finally:
            tell(number, len(pair_ids))
    return {"parted": parted, "left": len(pair_ids) - parted}


def _lock(pair_id: UUID, actor: Actor) -> LikelyPair:
    pair = get_pair(pair_id, actor=actor, verb="merge", for_update=True)
    if pair.state != LikelyPair.State.OPEN:
        raise Conflict("This pair was decided already.", code="decided")
    if pair.low.merged_into_id or pair.high.merged_into_id:
        raise Conflict("One of the two is part of another customer now.", code="merged-away")
    return pair
