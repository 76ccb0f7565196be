"""Addresses of the room."""

from django.urls import path

from rapport.bigdata.ingest.http import files, pages
from rapport.kernel.identity.api import needs

_see, _edit = needs("view", "source"), needs("edit", "source")
_ONE = "settings/sources/<uuid:source_id>"

urlpatterns = [
    path("settings/sources", _see(pages.show_sources), name="sources"),
    path("settings/sources/new", needs("create", "source")(pages.add_source), name="source_new"),
    path(_ONE, _see(pages.show_source), name="source"),
    path(f"{_ONE}/edit", _edit(pages.edit_source), name="source_edit"),
    path(f"{_ONE}/switch", _edit(pages.switch), name="source_switch"),
    path(f"{_ONE}/key", _edit(pages.new_key), name="source_key"),
    path(f"{_ONE}/again", _edit(pages.take_again), name="source_again"),
    path(f"{_ONE}/files", _edit(files.take), name="source_files"),
    path(f"{_ONE}/remove", needs("delete", "source")(pages.remove), name="source_remove"),
]
