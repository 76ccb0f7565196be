"""Where customers are, as lists and filters ask about it: country, region, city."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext_lazy as _

from rapport.customers.party.models import Address
from rapport.customers.party.rules.names import sort_key
from rapport.kernel.filters.api import Column, FilterField, Option, Through
from rapport.kernel.identity.api import Actor
from rapport.kernel.places import country_names

PLACE = _("Place")


def place_fields(through: str = "") -> list[FilterField]:
    """Return a customer's country and city as fields of its own records or, with the look-up that leads there
    (`party__`), of another kind's: hidden by the rules for customers all the same.
    """
    ruled = "customer" if through else ""
    return [
        FilterField(
            "country",
            _("Country"),
            "choice",
            Column(f"{through}country"),
            options=_countries,
            normal=str.upper,
            group=PLACE,
            indexed=not through,
            ruled=ruled,
        ),
        FilterField(
            "city",
            _("City"),
            "text",
            Column(f"{through}city"),
            searched="" if through else "city",
            group=PLACE,
            indexed=not through,
            ruled=ruled,
        ),
    ]


def region_field() -> FilterField:
    """Return the region (province, state) of a customer's principal address as a field of customers."""
    return FilterField(
        "region",
        _("Region"),
        "text",
        Through(_principal, "party_id", "region"),
        rule="addresses",
        read=_region,
        group=PLACE,
        indexed=True,
    )


def _principal() -> "QuerySet[Address]":
    """The principal address of each customer, if it names a region: the preferred, else the first."""
    before = Address.objects.filter(party_id=OuterRef("party_id")).filter(
        Q(preferred__gt=OuterRef("preferred")) | Q(preferred=OuterRef("preferred"), id__lt=OuterRef("id"))
    )
    return Address.objects.filter(~Exists(before), region__gt="")


def _region(record: Any) -> str:
    principal = min(record.addresses, key=lambda one: (not one.preferred, one.id), default=None)
    return principal.region if principal else ""


def _countries(_actor: Actor) -> list[Option]:
    names = country_names(to_locale(get_language() or "en")).items()
    return [Option(code, name) for code, name in sorted(names, key=lambda pair: sort_key(pair[1]))]
