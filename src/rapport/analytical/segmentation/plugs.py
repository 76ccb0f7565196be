"""What customers can be filtered by: the segments they are in."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from rapport.analytical.segmentation.models import Segment, SegmentMember
from rapport.analytical.segmentation.rules.conditions import FIELD
from rapport.kernel.filters.api import FilterField, Option, Through, register_fields


def register_filters() -> None:
    """Let lists, programs and audiences ask who is in a segment, by its code."""
    register_fields(
        "customer",
        FilterField(
            FIELD,
            _("In segment"),
            "tags",
            Through(SegmentMember.objects.all, "party_id", "segment__code"),
            rule="segment",
            options=_segments,
            indexed=True,
            group=_("Segments"),
        ),
    )


def _segments(_actor: Any) -> list[Option]:
    rows = Segment.objects.order_by("name", "id").values_list("code", "name")
    return [Option(code, name) for code, name in rows]
