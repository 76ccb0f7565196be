"""Addresses of the room."""

from django.urls import path

from rapport.analytical.segmentation.http import cells, comparing, editing, flows, groups, pages
from rapport.kernel.identity.api import needs

_see, _edit = needs("view", "segment"), needs("edit", "segment")
_ONE = "segments/<uuid:segment_id>"

urlpatterns = [
    path("segments", _see(pages.show_segments), name="segments"),
    path("segments/new", needs("create", "segment")(editing.add), name="segment_new"),
    path("segments/cells", _see(cells.show_cells), name="segment_cells"),
    path("segments/compare", _see(comparing.show_comparison), name="segment_compare"),
    path("segments/flows", _see(flows.show_flows), name="segment_flows"),
    path("segments/groups", _see(groups.show_groups), name="segment_groups"),
    path("segments/groups/look", needs("create", "segment")(groups.look), name="segment_groups_look"),
    path("segments/groups/<uuid:grouping_id>/approve", _edit(groups.approve), name="segment_groups_approve"),
    path(_ONE, _see(pages.show_segment), name="segment"),
    path(f"{_ONE}/edit", _edit(editing.change), name="segment_edit"),
    path(f"{_ONE}/remove", needs("delete", "segment")(editing.remove), name="segment_remove"),
]
