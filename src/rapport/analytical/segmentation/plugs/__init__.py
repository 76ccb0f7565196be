"""What customers can be filtered by: the segments they are in."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rapport.analytical.segmentation.models import Segment, SegmentMember
from rapport.analytical.segmentation.operations.drifting import DRIFTED
from rapport.analytical.segmentation.rules.conditions import FIELD
from rapport.kernel.filters.api import FilterField, Option, Through, register_fields
from rapport.kernel.notices.api import NoticeKind, Told, register_notice


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


def register_notices() -> None:
    """Let members hear that groups found in the data no longer fit."""
    register_notice(NoticeKind(DRIFTED, _("Groups of customers no longer fit"), "shapes", _write, _lead))


def _write(told: Told) -> str:
    return gettext("Customers have moved far from how they stood when groups were found: look for them anew.")


def _lead(told: Told) -> str:
    return "/segments/groups"


def _segments(_actor: Any) -> list[Option]:
    rows = Segment.objects.order_by("name", "id").values_list("code", "name")
    return [Option(code, name) for code, name in rows]
