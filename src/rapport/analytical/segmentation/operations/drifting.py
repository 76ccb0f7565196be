"""Tell whoever looks after segments that customers are no longer those the groups were learnt from."""

from rapport.analytical.segmentation.models import Grouping
from rapport.analytical.segmentation.rules.grouping.drift import MOVED
from rapport.kernel.identity.api import list_holders
from rapport.kernel.notices.api import NoticeDraft, tell
from rapport.kernel.work.api import Work

DRIFTED = "segments.drifted"


def tell_drift(row: Grouping, work: Work) -> None:
    """Tell every member who may edit segments, once for a grouping, when customers have moved far."""
    if row.drift is None or row.drift < MOVED:
        return
    drafts = [
        NoticeDraft(kind=DRIFTED, member_id=member_id, subject_id=row.id, key=str(row.id))
        for member_id in list_holders("edit", "segment")
    ]
    tell(drafts, now=work.now)
