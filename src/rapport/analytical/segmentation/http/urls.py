"""Addresses of the room."""

from django.urls import path

from rapport.analytical.segmentation.http import editing, pages
from rapport.kernel.identity.api import needs

_see, _edit = needs("view", "segment"), needs("edit", "segment")
_ONE = "segments/<uuid:segment_id>"

urlpatterns = [
    path("segments", _see(pages.show_segments), name="segments"),
    path("segments/new", needs("create", "segment")(editing.add), name="segment_new"),
    path(_ONE, _see(pages.show_segment), name="segment"),
    path(f"{_ONE}/edit", _edit(editing.change), name="segment_edit"),
    path(f"{_ONE}/remove", needs("delete", "segment")(editing.remove), name="segment_remove"),
]
