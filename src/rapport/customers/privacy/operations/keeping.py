"""Rules of keeping: set by the business, and kept to at night in batches, never beyond the rule."""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.utils import timezone

from rapport.customers.privacy.contracts import Kept
from rapport.customers.privacy.models import RetentionRule, RetentionRun
from rapport.customers.privacy.operations.erasing import end_rows, erase_customers
from rapport.customers.privacy.queries import find_before, get_kept, get_table, list_aged, list_kept
from rapport.customers.privacy.queries.elsewhere import find_elsewhere
from rapport.customers.privacy.queries.keeping import HISTORY, MOST_MONTHS
from rapport.kernel.audit.api import let_go_changes
from rapport.kernel.errors import Invalid, say
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import unit_of_work

AT_ONCE, CHANGES_AT_ONCE = 200, 20_000
"""People erased, or rows ended, in one transaction; changes let go of."""


def set_rule(kind: str, keep_for: int, *, active: bool, actor: Actor) -> None:
    """Keep a kind of data for so many months, from this night on; raises `Missing`, `Invalid`."""
    actor.require("edit", "settings")
    least = get_kept(kind).least
    if not least <= keep_for <= MOST_MONTHS:
        values = {"least": least, "most": MOST_MONTHS}
        wrong = say("%(least)s to %(most)s months.", **values)
        raise Invalid("%(least)s to %(most)s months.", values=values, fields={"keep_for": wrong})
    with unit_of_work(actor):
        RetentionRule.objects.update_or_create(kind=kind, defaults={"keep_for": keep_for, "active": active})


def keep_rules(*, actor: Actor, tell: Callable[[int], None]) -> int:
    """Take away what the rules that are on keep no longer; returns how much. Safe to run twice.

    A batch is a transaction of its own. `tell` hears how much went, and may raise to stop between them.
    """
    gone = 0
    with unit_of_work(actor):
        rules = dict(RetentionRule.objects.filter(active=True).values_list("kind", "keep_for"))
    for kept in list_kept():
        if kept.kind in rules:
            for more in _keep(kept, rules[kept.kind], actor):
                gone += more
                tell(gone)
    return gone


def _keep(kept: Kept, months: int, actor: Actor) -> Iterator[int]:
    """Take away batch by batch, telling how much each took; the last one writes the night's line."""
    gone, more = 0, True
    with unit_of_work(actor):
        before = find_before(months, timezone.now())
    if elsewhere := find_elsewhere(kept.kind):
        gone = elsewhere.let_go(before, actor)
        with unit_of_work(actor) as work:
            RetentionRun.objects.create(kind=kept.kind, before=before, gone=gone, at=work.now)
        yield gone
        return
    while more:
        with unit_of_work(actor) as work:
            went, more = _take_some(kept, before, actor)
            gone += went
            if not more:
                RetentionRun.objects.create(kind=kept.kind, before=before, gone=gone, at=work.now)
        yield went


def _take_some(kept: Kept, before: datetime, actor: Actor) -> tuple[int, bool]:
    """Take away a batch of what is from before a moment; returns how much, and whether there may be more."""
    if kept == HISTORY:
        went = let_go_changes(before, most=CHANGES_AT_ONCE)
        return went, went == CHANGES_AT_ONCE
    ids = list_aged(kept, before, AT_ONCE)
    if kept.stage and ids:
        erase_customers(ids, actor=actor)
    elif ids:
        end_rows(get_table(kept.kind), ids, actor=actor)
    return len(ids), len(ids) == AT_ONCE
