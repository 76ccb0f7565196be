"""What customers can be filtered by of their consents: the last statement for each purpose and channel."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from rapport.customers.consent.models import Consent, Preference
from rapport.kernel.filters.api import (
    Column,
    FilterField,
    FilterKind,
    Option,
    Relation,
    Through,
    register_fields,
    register_kind,
    register_relations,
)


def register_filters(channels: Mapping[str, object], purposes: Mapping[str, object]) -> None:
    """Let lists and audiences ask who allows what, and who must be left alone; given the words of both."""
    register_kind(FilterKind("consent", _("Consents"), _present, inner=True))
    register_fields(
        "consent",
        FilterField("purpose", _("Purpose"), "choice", Column("purpose"), options=_used(purposes)),
        FilterField("channel", _("Channel"), "choice", Column("channel"), options=_fixed(channels.items())),
        FilterField("given", _("Allowed"), "boolean", Column("given")),
        FilterField("at", _("Stated"), "instant", Column("at")),
        FilterField(
            "origin", _("Origin"), "choice", Column("origin"), options=_fixed(Consent.Origin.choices)
        ),
    )
    register_relations(
        "customer", Relation("consents", _("consents"), "consent", "party_id", rule="consents", within=True)
    )
    register_fields(
        "customer",
        FilterField(
            "do_not_contact",
            _("Leave alone"),
            "boolean",
            Through(Preference.objects.all, "party_id", "do_not_contact"),
            rule="preferences",
            group=_("Consents"),
        ),
    )


def _present(_actor: Any) -> "QuerySet[Consent]":
    """Return the statements that no later one of the same purpose, channel and address replaced."""
    later = Consent.objects.filter(
        Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), id__gt=OuterRef("id")),
        **{name: OuterRef(name) for name in ("party_id", "purpose", "channel", "contact")},
    )
    return Consent.objects.filter(~Exists(later))


def _used(purposes: Mapping[str, object]) -> Callable[[Any], list[Option]]:
    """Return the purposes that have words and those the business made up."""

    def options(_actor: Any) -> list[Option]:
        used = Consent.objects.order_by("purpose").values_list("purpose", flat=True).distinct()[:50]
        return [Option(name, purposes.get(name, name)) for name in dict.fromkeys([*purposes, *used])]

    return options


def _fixed(pairs: Iterable[tuple[str, object]]) -> Callable[[Any], list[Option]]:
    options = [Option(value, label) for value, label in pairs]
    return lambda _actor: options
