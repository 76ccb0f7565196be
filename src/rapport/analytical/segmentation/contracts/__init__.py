"""What this room hands out: segments, who moved, groups found in the data."""

from rapport.analytical.segmentation.contracts.grouping import (
    CurvePoint,
    GroupingLine,
    GroupingRefusal,
    GroupProfile,
    Trait,
)
from rapport.analytical.segmentation.contracts.segments import (
    DayLine,
    MemberLine,
    MoveLine,
    SegmentLine,
    insight_name,
)

__all__ = [
    "CurvePoint",
    "DayLine",
    "GroupProfile",
    "GroupingLine",
    "GroupingRefusal",
    "MemberLine",
    "MoveLine",
    "SegmentLine",
    "Trait",
    "insight_name",
]
