"""Deliveries that went out before anybody kept them here: entered with what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from rapport.collaborative.delivery.contracts import Report
from rapport.collaborative.delivery.contracts.carried import ReportState
from rapport.collaborative.delivery.operations.reporting import note_reports, settle
from rapport.collaborative.delivery.operations.rows import lock_accounts, lock_deliveries
from rapport.kernel.work.api import Work


@dataclass(frozen=True, slots=True)
class Fate:
    """How a delivery ended; `dead` means that its address takes nothing more."""

    delivery_id: UUID
    state: ReportState
    code: str = ""
    detail: str = ""
    dead: bool = False


def enter_fates(fates: Sequence[Fate], work: Work) -> None:
    """Note that deliveries left at the moment of the work (UTC), and what became of them, by few statements.

    Within the caller's transaction; what is noted is told and kept as if the channel had said it then.
    """
    rows = lock_deliveries(one.delivery_id for one in fates)
    lock_accounts({row.account_id for row in rows.values()})
    for row in rows.values():
        row.tries, row.sent_at = 1, work.now
    steps = [(rows[one.delivery_id], _report(one, work)) for one in fates]
    note_reports(steps, work)
    settle(steps, work, also=rows.values())


def _report(fate: Fate, work: Work) -> Report:
    return Report(fate.state, work.now, code=fate.code, detail=fate.detail, permanent=fate.dead)
