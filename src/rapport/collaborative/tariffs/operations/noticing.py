"""Telling whoever looks after connected addresses that money runs out."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from rapport.collaborative.tariffs.contracts import Budget
from rapport.collaborative.tariffs.rules.limits import WARN, Judged
from rapport.kernel.identity.api import list_holders
from rapport.kernel.notices.api import NoticeDraft, tell

NEARLY, GONE = "budgets.nearly", "budgets.gone"


def tell_keepers(budgets: Sequence[Budget], judged: Judged, day: date, at: datetime) -> int:
    """Tell every member who may change connected addresses, once a month for the same amount (`at` UTC)."""
    gone = {budget.id for why, budget in judged.stopped.values() if why == "budget"}
    told = [
        (GONE if one.id in gone else NEARLY, one)
        for one in budgets
        if one.id in gone or judged.spent.get(one.id, 0) >= one.amount * WARN
    ]
    keepers = list_holders("edit", "channel") if told else []
    drafts = [_draft(kind, one, member_id, day) for kind, one in told for member_id in keepers]
    return tell(drafts, now=at) if drafts else 0


def _draft(kind: str, budget: Budget, member_id: UUID, day: date) -> NoticeDraft:
    return NoticeDraft(
        kind=kind,
        member_id=member_id,
        subject_id=budget.id,
        key=f"{budget.id} {day:%Y-%m} {budget.amount}",
        values={"share": int(WARN * 100)},
    )
