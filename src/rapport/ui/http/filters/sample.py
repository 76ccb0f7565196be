"""The builder on the style page: one row for each type of field, without records behind it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from rapport.kernel.filters.api import (
    Circumstances,
    Column,
    FilterField,
    Option,
    Reading,
    describe_reading,
    parse,
    register_fields,
)
from rapport.kernel.identity.api import system_actor
from rapport.ui.contracts.listing import Total
from rapport.ui.http.filters.builder import Builder
from rapport.ui.http.filters.drawing import draw_box
from rapport.ui.rules.drafts import draft_of

KIND = "sample"
FILTER = (
    "name:starts_with:ada;stage:any_of:new|active;"
    "or(worth:above:100 EUR;since:before:2024-05-31;seen:within:last-30-days;"
    "orders:between:many|9;agreed:is:true)"
)


def sample_builder(now: datetime) -> Builder:
    """Rows of every kind, one of them wrong."""
    stages = [Option("new", _("New")), Option("active", _("Active")), Option("lost", _("Lost"))]
    register_fields(
        KIND,
        FilterField("name", _("Name"), "text", Column("name")),
        FilterField("stage", _("Stage"), "choice", Column("stage"), options=_fixed(stages)),
        FilterField("worth", _("Worth"), "money", Column("worth", "currency")),
        FilterField("orders", _("Orders"), "number", Column("orders")),
        FilterField("since", _("Since"), "date", Column("since")),
        FilterField("seen", _("Last seen"), "instant", Column("seen")),
        FilterField("agreed", _("May write"), "boolean", Column("agreed")),
    )
    nobody = system_actor(UUID(int=0))
    reading = Reading(nobody, KIND, Circumstances(now=now, currency="EUR"))
    tree = parse(FILTER)
    return Builder(
        kind=KIND,
        url="/style",
        at="/style",
        box=draw_box(draft_of(tree), reading),
        words=describe_reading(tree, reading),
        total=Total(10_000, at_least=True),
        compact=FILTER,
    )


def _fixed(options: list[Option]) -> Callable[[Any], list[Option]]:
    return lambda _actor: options
