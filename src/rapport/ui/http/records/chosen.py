"""What the filters above a list choose, applied to its rows."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from rapport.kernel.identity.api import Actor
from rapport.ui.contracts.listing import ListState


def narrow_by(*names: str) -> Callable[[QuerySet[Any], ListState, Actor], QuerySet[Any]]:
    """Return what keeps the rows whose columns hold one of the values chosen for them, all where none is."""

    def narrow(rows: QuerySet[Any], state: ListState, actor: Actor) -> QuerySet[Any]:
        for name in names:
            if chosen := state.chosen.get(name):
                rows = rows.filter(**{f"{name}__in": tuple(chosen)})
        return rows

    return narrow
