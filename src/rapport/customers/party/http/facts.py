"""The plain fields of a customer as facts that are edited in place."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from rapport.customers.party.contracts import CustomerState
from rapport.customers.party.models import Origin, Party
from rapport.kernel.identity.api import Actor
from rapport.ui.api import DayInput, Fact, Viewer, get_viewer

LABELS: Mapping[str, Any] = {
    "name": gettext_lazy("Name"),
    "kind": gettext_lazy("Kind"),
    "given_name": gettext_lazy("Given name"),
    "family_name": gettext_lazy("Family name"),
    "stage": gettext_lazy("Stage"),
    "city": gettext_lazy("City"),
    "country": gettext_lazy("Country"),
    "birth_date": gettext_lazy("Birthday"),
    "tax_number": gettext_lazy("Tax number"),
    "website": gettext_lazy("Web page"),
    "origin": gettext_lazy("Origin"),
    "zone": gettext_lazy("Time zone"),
    "locale": gettext_lazy("Language"),
}
CHOICES: Mapping[str, Any] = {
    "kind": Party.Kind.choices,
    "stage": Party.Stage.choices,
    "origin": Origin.choices,
}


def _text(length: int) -> Callable[[], forms.Field]:
    return lambda: forms.CharField(max_length=length, required=False)


def _choice(name: str) -> Callable[[], forms.Field]:
    return lambda: forms.ChoiceField(choices=CHOICES[name])


def _pick(pairs: Iterable[tuple[str, str]]) -> forms.Field:
    """A choice that may be empty, and keeps a code it does not know."""
    return _Known(choices=[("", "–"), *pairs], required=False)


class _Known(forms.ChoiceField):
    def valid_value(self, value: str) -> bool:
        """Any short code may stay: the rules say whether it is one."""
        return len(value) <= 12


def _day() -> forms.Field:
    return forms.DateField(required=False, widget=DayInput())


FIELDS: Mapping[str, Callable[[], forms.Field]] = {
    "name": lambda: forms.CharField(max_length=300),
    "given_name": _text(150),
    "family_name": _text(150),
    "city": _text(120),
    "country": lambda: _pick(get_viewer().countries()),
    "birth_date": _day,
    "tax_number": _text(40),
    "website": _text(300),
    "zone": _text(64),
    "locale": lambda: _pick(get_viewer().languages()),
    **{name: _choice(name) for name in CHOICES},
}
"""The fields that may be edited in place, each with its form field."""


def write_value(state: CustomerState, name: str, viewer: Viewer) -> str:
    """A field as the viewer reads it."""
    value = getattr(state, name)
    if name in CHOICES:
        return str(dict(CHOICES[name]).get(value, value))
    if name == "country":
        return viewer.country(value)
    if name == "locale":
        return viewer.language(value)
    if name == "birth_date":
        return viewer.day(value) if value else ""
    return str(value or "")


def write_fact(state: CustomerState, name: str, actor: Actor, viewer: Viewer) -> Fact:
    """A field as a fact, with its editor where the actor may change it."""
    address = f"/customers/{state.id}/fields/{name}"
    editable = actor.may("edit", "customer") and actor.may_write("customer", name)
    edit = address if editable else ""
    return Fact(LABELS[name], write_value(state, name, viewer), edit=edit, id=f"fact-{name}")


def write_facts(state: CustomerState, names: tuple[str, ...], actor: Actor, viewer: Viewer) -> list[Fact]:
    """Several fields, without those the actor's roles hide."""
    return [write_fact(state, name, actor, viewer) for name in names if actor.may_see("customer", name)]
