"""Tell whoever may choose models that what they say is no longer to be trusted."""

from datetime import datetime

from rapport.analytical.churn.contracts.model import MOVED
from rapport.analytical.churn.models import ChurnModel, RiskVerdict
from rapport.kernel.identity.api import list_holders
from rapport.kernel.notices.api import NoticeDraft, tell

TROUBLE = "churn.trouble"


def tell_trouble(row: ChurnModel, *, now: datetime) -> None:
    """Tell once a week where customers moved away from those the model was judged on, or where guesses whose
    horizon has passed came to no more than saying the same of everybody."""
    verdict = RiskVerdict.objects.filter(judged_at=now).order_by("-made_at", "-id").first()
    moved = row.shift is not None and row.shift >= MOVED
    failed = verdict is not None and verdict.brier >= verdict.base_brier
    if not moved and not failed:
        return
    year, week, _day = now.isocalendar()
    drafts = [
        NoticeDraft(
            kind=TROUBLE,
            member_id=member_id,
            subject_id=row.id,
            key=f"{year}-{week}",
            values={"failed": failed},
        )
        for member_id in list_holders("edit", "worth")
    ]
    tell(drafts, now=now)
