"""What the room gives to the rooms below: filters over who joined the mobile base and who left it."""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext_lazy as _

from rapport.collaborative.mobile.queries.base import list_base_moves
from rapport.collaborative.mobile.queries.words import WAYS
from rapport.kernel.filters.api import (
    Column,
    FilterField,
    FilterKind,
    Option,
    register_fields,
    register_kind,
)
from rapport.kernel.identity.api import Actor

KIND = "base_move"


def register_filters() -> None:
    """Let lists and programs ask who joined and who left."""
    register_kind(FilterKind(KIND, _("Moves of the mobile base"), list_base_moves))
    register_fields(
        KIND,
        FilterField("joined", _("Opted in"), "boolean", Column("joined")),
        FilterField("way", _("Way"), "choice", Column("way"), options=_fixed(WAYS.items())),
        FilterField("purpose", _("Purpose"), "text", Column("purpose")),
        FilterField("at", _("When"), "instant", Column("at"), indexed=True),
    )


def _fixed(pairs: Iterable[tuple[str, object]]) -> Callable[[Actor], list[Option]]:
    options = [Option(value, word) for value, word in pairs if value]
    return lambda _actor: options
