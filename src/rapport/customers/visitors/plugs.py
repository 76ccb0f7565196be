"""What visitors give to the rooms below: a keeper of profiles, fields to filters, what an erasure tells."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rapport.bigdata.lake.api import Cut, register_cut
from rapport.bigdata.realtime.api import register_sink
from rapport.customers.privacy.api import register_kept
from rapport.customers.privacy.contracts import Kept, KeptElsewhere
from rapport.customers.visitors import jobs
from rapport.customers.visitors.contracts import LEAST_MONTHS
from rapport.customers.visitors.events import VISITS, VisitorForgotten, VisitorLinked, VisitsLetGo
from rapport.customers.visitors.models import VisitorProfile
from rapport.customers.visitors.operations.profiles import Profiles
from rapport.kernel.filters.api import FilterField, Through, register_fields

GROUP = _("On the site")


def keep_profiles() -> None:
    """Have realtime hand over what visitors do."""
    register_sink(Profiles())


def register_keeping() -> None:
    """Let a business set how long what visitors did is kept, and have the lake let go of it."""
    cut = Cut(VISITS, "visitor_id", known=(VisitorLinked.name, "visitor_id"))
    register_cut(VisitsLetGo.name, cut)
    about = _("Goes by whole months, from the lake and the marts too; older versions as well.")
    strangers, everybody = _("What visitors nobody knows did"), _("What all visitors did, customers too")
    register_kept(
        KeptElsewhere(
            Kept("visits_unknown", strangers, least=LEAST_MONTHS, about=about),
            count=partial(jobs.count_visits, everybody=False),
            let_go=partial(jobs.let_go_visits, everybody=False),
        ),
        KeptElsewhere(
            Kept("visits", everybody, least=LEAST_MONTHS, about=about),
            count=partial(jobs.count_visits, everybody=True),
            let_go=partial(jobs.let_go_visits, everybody=True),
        ),
    )


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
