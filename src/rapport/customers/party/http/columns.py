"""The columns of the list of customers; what the actor may change is edited in its cell."""

from typing import Any

from django.utils.translation import gettext as _

from rapport.customers.party.contracts import CustomerRow
from rapport.customers.party.http.words import STAGES, TONES
from rapport.customers.party.models import Origin, Party
from rapport.kernel.identity.api import Actor
from rapport.ui.api import Badge, Column, Country, DateTime, Day, Money, Number, Person, Tags, Text


def list_columns(actor: Actor) -> list[Column[CustomerRow]]:
    """The columns of the list; what the actor may change is edited in its cell."""

    def edit(name: str) -> bool:
        return actor.may("edit", "customer") and actor.may_write("customer", name)

    return [
        Person(
            "name",
            _("Name"),
            href=lambda row: f"/customers/{row.id}",
            company=lambda row: row.kind != "person",
            sort=True,
            phone="title",
            width=13,
        ),
        Text(
            "email",
            _("Contact"),
            lambda row: row.email or row.phone,
            phone="under",
            ruled_as="contact_points",
        ),
        Text("phone", _("Phone"), hidden=True, ruled_as="contact_points"),
        Badge(
            "stage",
            _("Stage"),
            labels=STAGES,
            tones=TONES,
            phone="aside",
            sort=True,
            width=10.5,
            edit=edit("stage"),
        ),
        Badge("kind", _("Kind"), labels=dict(Party.Kind.choices), hidden=True, edit=edit("kind")),
        Tags("tags", _("Tags"), width=12),
        Text("city", _("City"), sort=True, width=7, edit=edit("city")),
        Country("country", _("Country"), sort=True, width=10, edit=edit("country")),
        Number(
            "orders",
            _("Orders"),
            lambda row: row.order_count or None,
            sort=True,
            newest_first=True,
            width=4.25,
            ruled_as="order_count",
        ),
        Money(
            "spent",
            _("Spent"),
            lambda row: row.spent_minor if row.order_count else None,
            currency=lambda row: row.currency,
            sort=True,
            newest_first=True,
            phone="corner",
            width=10.5,
            ruled_as="spent_minor",
        ),
        *_times(edit("birth_date")),
        Badge("origin", _("Origin"), labels=dict(Origin.choices), hidden=True, edit=edit("origin")),
    ]


def _times(birthday: bool) -> list[Column[CustomerRow]]:
    """When they ordered, were spoken with, were born and entered."""
    moments: dict[str, Any] = {"ago": True, "sort": True, "newest_first": True}
    return [
        DateTime("last_order", _("Last order"), lambda row: row.last_order_at, width=9.25, **moments),
        DateTime("last_touch", _("Last touch"), lambda row: row.last_touch_at, hidden=True, **moments),
        Day("birth_date", _("Birthday"), hidden=True, sort=True, edit=birthday),
        DateTime("created", _("Entered"), lambda row: row.created_at, hidden=True, **moments),
    ]
