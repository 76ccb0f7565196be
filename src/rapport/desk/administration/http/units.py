"""The organisation: units in tiers, from the group to the local network."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from rapport.desk.administration.http.answers import answer_form, draw_opener, post_column
from rapport.desk.administration.http.people.parts import unit_field
from rapport.kernel.errors import Missing
from rapport.kernel.identity import api as identity
from rapport.kernel.identity.api import UnitLine, actor_of
from rapport.ui.api import (
    Action,
    Column,
    Custom,
    Empty,
    Muted,
    Number,
    ShortList,
    Text,
    Toast,
    Viewer,
    go_to,
    show_short,
)


@require_GET
def list_all(request: HttpRequest) -> HttpResponse:
    """The tree of units."""
    actor = actor_of(request)
    columns: list[Column[UnitLine]] = [
        Custom("name", _("Unit"), draw=_draw_name, grow=True, phone="title"),
        Muted("code", _("Code"), phone="under"),
        Text("tier", _("Tier")),
        Number("people", _("People")),
    ]
    if actor.may("delete", "unit"):
        columns.append(post_column("remove", _("Remove"), request, "/settings/units/{id}/remove"))
    actions = []
    if actor.may("create", "unit"):
        actions.append(
            Action(_("New unit"), "/settings/units/new", icon="plus", main=True, dialog=True, key="n")
        )
    listing = ShortList(
        name="units",
        title=_("Organisation"),
        columns=columns,
        rows=identity.list_unit_tree(actor),
        actions=actions,
        empty=Empty(
            _("One business, no units"),
            _("Make units when several places should each see their own customers."),
            icon="network",
        ),
    )
    return show_short(request, listing)


class UnitForm(forms.Form):
    """What a unit is called and where it stands."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    code = forms.SlugField(
        label=gettext_lazy("Code"),
        max_length=40,
        help_text=gettext_lazy("Short and lasting; imports and programs name the unit by it."),
    )
    tier = forms.CharField(
        label=gettext_lazy("Tier"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Your word for the level, such as group, province, local."),
    )
    unit = forms.ChoiceField(label=gettext_lazy("Belongs to"), required=False)


def create(request: HttpRequest) -> HttpResponse:
    """Make a unit."""
    form = _form(request, {})
    return answer_form(
        request,
        form,
        _("New unit"),
        lambda values: identity.create_unit(
            values["name"], values["code"], parent_id=_parent(values), tier=values["tier"]
        ),
        done="/settings/units",
        toast=_("Saved"),
    )


def edit(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Rename or move a unit."""
    unit = identity.list_units(actor_of(request), "edit").filter(id=unit_id).first()
    if unit is None:
        raise Missing(_("There is no such unit."))
    initial = {"name": unit.name, "code": unit.code, "tier": unit.tier, "unit": str(unit.parent_id or "")}
    return answer_form(
        request,
        _form(request, initial),
        _("Edit"),
        lambda values: identity.change_unit(
            unit_id,
            {
                "name": values["name"],
                "code": values["code"],
                "tier": values["tier"],
                "parent_id": _parent(values),
            },
        ),
        done="/settings/units",
        toast=_("Saved"),
    )


@require_POST
def remove(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Remove an empty unit."""
    identity.remove_unit(unit_id, actor=actor_of(request))
    return go_to(request, "/settings/units", Toast(_("The unit is gone.")))


def _form(request: HttpRequest, initial: dict[str, str]) -> UnitForm:
    form = UnitForm(request.POST if request.method == "POST" else None, initial=initial)
    field = unit_field(actor_of(request))
    field.label = _("Belongs to")
    form.fields["unit"] = field
    return form


def _parent(values: dict[str, Any]) -> UUID | None:
    return UUID(values["unit"]) if values["unit"] else None


def _draw_name(unit: UnitLine, _viewer: Viewer) -> str:
    return format_html("{}{}", "　" * unit.depth, draw_opener(f"/settings/units/{unit.id}", unit.name))
