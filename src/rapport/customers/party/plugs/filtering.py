"""What customers can be filtered by, as far as this room knows them."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from rapport.customers.party.models import (
    ContactPoint,
    ExternalId,
    Origin,
    Party,
    PartyRole,
    PartyTag,
    Standing,
)
from rapport.customers.party.queries.beside import list_tags
from rapport.customers.party.queries.whereabouts import PLACE, place_fields, region_field
from rapport.customers.party.rules.names import fold, sort_key
from rapport.kernel.filters.api import (
    Column,
    FilterField,
    FilterKind,
    Money,
    Option,
    Through,
    member_field,
    register_fields,
    register_kind,
    unit_field,
)
from rapport.kernel.identity.api import Actor, within_scope

KIND = "customer"
_BOUGHT = {"order_count__gt": 0}
_REACH = _("Reaching them")
_ORDERS = _("Purchases")
_HERE = _("In this business")


def register_filters() -> None:
    """Let lists, programs and audiences ask about customers."""
    register_kind(FilterKind(KIND, _("Customers"), visible_parties))
    register_fields(KIND, *_who(), *_reach(), *_place(), *_here(), *_bought())


def visible_parties(actor: Actor) -> "QuerySet[Party]":
    """Return the living parties the actor may view."""
    return within_scope(Party.objects.filter(merged_into=None), actor, "view", KIND)


def _who() -> list[FilterField]:
    return [
        FilterField(
            "name", _("Name"), "text", Column("name_key"), normal=sort_key, searched="name", indexed=True
        ),
        FilterField("kind", _("Kind"), "choice", Column("kind"), options=_choices(Party.Kind.choices)),
        FilterField(
            "stage",
            _("Stage"),
            "choice",
            Column("stage"),
            options=_choices(Party.Stage.choices),
            indexed=True,
        ),
        FilterField("birth_date", _("Birthday"), "date", Column("birth_date"), indexed=True, yearly=True),
        FilterField("tax_number", _("Tax number"), "text", Column("tax_number")),
        FilterField(
            "role",
            _("Role"),
            "tags",
            Through(Standing.objects.all, "party_id", "role"),
            rule="roles",
            options=_choices(PartyRole.Role.choices),
            read=lambda record: _item(record, "roles", "role"),
        ),
    ]


def _reach() -> list[FilterField]:
    return [
        _point("email", _("E-mail"), _lower),
        _point("phone", _("Phone"), _digits),
        FilterField(
            "external_id",
            _("Identity elsewhere"),
            "text",
            Through(ExternalId.objects.all, "party_id", "external_id"),
            rule="external_ids",
            searched="external_id",
            read=lambda record: [one.external_id for one in record.external_ids],
            group=_REACH,
        ),
        FilterField("website", _("Web page"), "text", Column("website"), group=_REACH),
    ]


def _point(name: str, label: object, normal: Callable[[str], str]) -> FilterField:
    return FilterField(
        name,
        label,
        "text",
        Through(lambda: ContactPoint.objects.filter(kind=name), "party_id", "normal"),
        rule="contact_points",
        normal=normal,
        searched="normal",
        indexed=True,
        read=lambda record: [point.normal for point in record.contact_points if point.kind == name],
        group=_REACH,
    )


def _place() -> list[FilterField]:
    return [
        *place_fields(),
        region_field(),
        FilterField(
            "language",
            _("Language"),
            "text",
            Column("locale"),
            rule="locale",
            read=_attr("locale"),
            group=PLACE,
        ),
        FilterField("zone", _("Time zone"), "text", Column("zone"), group=PLACE),
    ]


def _here() -> list[FilterField]:
    return [
        member_field("owner", _("Owner"), "owner_id", group=_HERE),
        unit_field("unit", _("Unit"), "unit_id", group=_HERE),
        FilterField(
            "tags",
            _("Tags"),
            "tags",
            Through(PartyTag.objects.all, "party_id", "tag__key"),
            normal=fold,
            options=lambda _actor: [Option(tag.name, tag.name) for tag in list_tags()],
            indexed=True,
            group=_HERE,
        ),
        FilterField(
            "origin", _("Origin"), "choice", Column("origin"), options=_choices(Origin.choices), group=_HERE
        ),
        FilterField(
            "created", _("Entered"), "instant", Column("created_at"), read=_attr("created_at"), group=_HERE
        ),
        FilterField(
            "changed", _("Changed"), "instant", Column("updated_at"), read=_attr("updated_at"), group=_HERE
        ),
        FilterField(
            "last_touch",
            _("Last touch"),
            "instant",
            Column("last_touch_at"),
            read=_attr("last_touch_at"),
            group=_HERE,
            indexed=True,
        ),
    ]


def _bought() -> list[FilterField]:
    return [
        FilterField(
            "orders",
            _("Orders"),
            "number",
            Column("order_count"),
            rule="order_count",
            read=_attr("order_count"),
            group=_ORDERS,
            indexed=True,
        ),
        FilterField(
            "spent",
            _("Spent"),
            "money",
            Column("spent_minor", "currency", only=_BOUGHT),
            rule="spent_minor",
            indexed=True,
            read=_spent,
            group=_ORDERS,
        ),
        FilterField(
            "first_order",
            _("First order"),
            "instant",
            Column("first_order_at", only=_BOUGHT),
            read=_attr("first_order_at"),
            group=_ORDERS,
        ),
        FilterField(
            "last_order",
            _("Last order"),
            "instant",
            Column("last_order_at", only=_BOUGHT),
            indexed=True,
            read=_attr("last_order_at"),
            group=_ORDERS,
        ),
    ]


def _attr(name: str) -> Callable[[Any], Any]:
    return lambda record: getattr(record, name)


def _item(record: Any, *names: str) -> Any:
    return next((getattr(record, name) for name in names if hasattr(record, name)), None)


def _spent(record: Any) -> Money | None:
    return Money(record.spent_minor, record.currency) if record.order_count and record.currency else None


def _lower(text: str) -> str:
    return text.strip().lower()


def _digits(text: str) -> str:
    """Leave of a phone number what its normal form is made of: a leading + and digits."""
    digits = "".join(letter for letter in text if letter in "0123456789")
    return f"+{digits}" if text.strip().startswith("+") else digits


def _choices(pairs: Sequence[tuple[str, Any]]) -> Callable[[Any], Sequence[Option]]:
    options = [Option(value, label) for value, label in pairs]
    return lambda _actor: options
