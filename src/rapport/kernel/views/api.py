"""The front door of saved views."""

from rapport.kernel.views.contracts import SHARED, SavedView, Shared
from rapport.kernel.views.operations import (
    change_view,
    create_view,
    mark_view,
    remove_view,
    restore_view,
)
from rapport.kernel.views.queries import get_view, list_views

__all__ = [
    "SHARED",
    "SavedView",
    "Shared",
    "change_view",
    "create_view",
    "get_view",
    "list_views",
    "mark_view",
    "remove_view",
    "restore_view",
]
