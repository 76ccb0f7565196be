"""What landing pages and pop-ups give to the rooms below: fields to filter lists by."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from rapport.kernel.filters.api import Column, FilterField, FilterKind, Option, member_field, register_fields
from rapport.kernel.filters.api import register_kind as register_filter_kind
from rapport.kernel.identity.api import Actor
from rapport.operational.landing.models import SitePiece
from rapport.operational.landing.queries.pieces import list_pieces

KIND = "site_piece"


def register_filters() -> None:
    """Let lists ask about landing pages and pop-ups."""
    register_filter_kind(FilterKind(KIND, _("Pages and pop-ups"), list_pieces))
    register_fields(
        KIND,
        FilterField("name", _("Name"), "text", Column("name"), indexed=True),
        FilterField("kind", _("Kind"), "choice", Column("kind"), options=_fixed(SitePiece.Kind.choices)),
        FilterField("state", _("State"), "choice", Column("state"), options=_fixed(SitePiece.State.choices)),
        FilterField("created", _("Made"), "instant", Column("created_at"), indexed=True),
        member_field("owner", _("Owner"), "owner_id"),
    )


def _fixed(pairs: Iterable[tuple[str, Any]]) -> Callable[[Actor], list[Option]]:
    options = [Option(value, word) for value, word in pairs]
    return lambda _actor: options
