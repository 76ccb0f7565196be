"""The front door of segments: which there are, who is in them, and how they come to be.

Membership is also an insight of the customer (`contracts.insight_name`) and the filter field `in_segment`.
"""

from rapport.analytical.segmentation.operations.filling import fill_all, fill_due, fill_segment
from rapport.analytical.segmentation.operations.groupings import approve_grouping, ask_for_groups
from rapport.analytical.segmentation.operations.segments import add_segment, change_segment, remove_segment
from rapport.analytical.segmentation.queries.groupings import list_groupings
from rapport.analytical.segmentation.queries.segments import (
    list_days,
    list_members,
    list_moves,
    list_segments,
    read_segment,
)

__all__ = [
    "add_segment",
    "approve_grouping",
    "ask_for_groups",
    "change_segment",
    "fill_all",
    "fill_due",
    "fill_segment",
    "list_days",
    "list_groupings",
    "list_members",
    "list_moves",
    "list_segments",
    "read_segment",
    "remove_segment",
]
