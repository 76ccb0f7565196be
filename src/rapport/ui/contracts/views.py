"""Saved views that are no list: what they are, and where they are seen."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from rapport.kernel.views.contracts import SavedView


@dataclass(frozen=True, slots=True)
class ViewPlace:
    """A kind of saved views that no list shows: the name of all, where they are listed, where one is seen.

    `right` is the kind of record whose `view` right lets somebody see them.
    """

    title: str | Promise
    path: str
    address: Callable[[SavedView], str]
    right: str
