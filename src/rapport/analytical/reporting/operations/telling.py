"""Telling members: a report could not be sent, a watched metric stands out."""

from datetime import datetime

from rapport.analytical.reporting.models import MetricAlert, MetricRise, ReportSchedule
from rapport.kernel.identity.api import known_members, list_holders
from rapport.kernel.notices.api import NoticeDraft, tell

FAILED, RISE = "report.failed", "metric.rise"


def tell_failure(row: ReportSchedule, due_at: datetime, now: datetime) -> None:
    """Tell whose report it is that it was not sent; whoever looks after all reports where they left."""
    owner = known_members([row.owner_id])
    tell(
        [
            NoticeDraft(kind=FAILED, member_id=one, subject_id=row.id, key=f"{row.id}:{due_at.isoformat()}")
            for one in owner or list_holders("edit", "report")
        ],
        now=now,
    )


def tell_rise(alert: MetricAlert, rise: MetricRise, now: datetime) -> None:
    """Tell, once, that a watched metric stands out: whose alert it is and whom they named."""
    names = known_members([alert.owner_id, *alert.members])
    tell(
        [
            NoticeDraft(
                kind=RISE,
                member_id=one,
                subject_id=alert.id,
                key=str(rise.id),
                values={"metric": alert.metric, "side": rise.side, "way": alert.way},
            )
            for one in sorted(names)
        ],
        now=now,
    )
