"""What visitors give to the rooms below: a keeper of profiles, fields to filters, what an erasure tells."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rapport.bigdata.realtime.api import register_sink
from rapport.customers.visitors.events import VisitorForgotten
from rapport.customers.visitors.models import VisitorProfile
from rapport.customers.visitors.operations.profiles import Profiles
from rapport.kernel.filters.api import FilterField, Through, register_fields

GROUP = _("On the site")


def keep_profiles() -> None:
    """Have realtime hand over what visitors do."""
    register_sink(Profiles())


def register_filters() -> None:
    """Let lists and triggers ask customers by what they did on the site."""
    for name, label, column in (
        ("site_seen", _("Seen on the site"), "last_at"),
        ("site_cart", _("Filled a cart"), "cart_at"),
        ("site_viewed", _("Looked at a product"), "viewed_at"),
    ):
        reach = Through(VisitorProfile.objects.all, "party_id", column)
        register_fields("customer", FilterField(name, label, "instant", reach, group=GROUP))


def tell_forgotten(link: Mapping[str, Any]) -> VisitorForgotten:
    """Return what an erasure tells of a link that goes with its customer."""
    return VisitorForgotten(visitor_id=UUID(str(link["visitor_id"])))
