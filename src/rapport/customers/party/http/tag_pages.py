"""The shop's tags in the settings: how many wear each, renaming, and clearing up."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from rapport.customers.party.contracts import TagUse
from rapport.customers.party.operations.tags import change_tag, create_tag, remove_tag
from rapport.customers.party.queries.tags import count_wearers, get_tag, list_tag_uses
from rapport.kernel.errors import Conflict, RapportError
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import (
    Action,
    Column,
    Custom,
    Empty,
    ShortList,
    Text,
    Toast,
    Viewer,
    go_to,
    is_part,
    put_errors,
    show_short,
)

PATH = "/settings/tags"


@require_GET
def list_all(request: HttpRequest) -> HttpResponse:
    """The tags by name; the number of customers who wear one leads to them."""
    actor = actor_of(request)
    columns: list[Column[TagUse]] = [Text("name", _("Tag"), phone="title")]
    if actor.may("edit", "tag"):
        columns = [
            Custom("name", _("Tag"), draw=_draw_name, phone="title"),
            Custom("customers", _("Customers"), draw=_draw_customers, phone="under", grow=True),
            Custom("remove", "", draw=_draw_remove, phone="aside"),
        ]
    actions = []
    if actor.may("create", "tag"):
        actions.append(Action(_("New tag"), f"{PATH}/new", icon="plus", main=True, dialog=True, key="n"))
    listing = ShortList(
        name="tags",
        title=_("Tags"),
        columns=columns,
        rows=list_tag_uses(actor),
        actions=actions,
        empty=Empty(
            _("No tags yet"), _("A tag exists as soon as somebody writes it on a customer."), icon="tags"
        ),
        words=lambda tag: tag.name,
    )
    return show_short(request, listing)


class TagForm(forms.Form):
    """What a tag is called."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=60)


def create(request: HttpRequest) -> HttpResponse:
    """Make a tag nobody wears yet."""
    actor = actor_of(request)
    return _answer(
        request,
        TagForm(request.POST or None),
        _("New tag"),
        lambda given: create_tag(given["name"], actor=actor),
    )


def change(request: HttpRequest, tag_id: UUID) -> HttpResponse:
    """Rename a tag for everybody who wears it."""
    actor = actor_of(request)
    tag = get_tag(tag_id, actor)
    form = TagForm(request.POST if request.method == "POST" else None, initial={"name": tag.name})

    def write(given: Mapping[str, Any]) -> None:
        change_tag(tag_id, name=given["name"], colour=tag.colour, actor=actor)

    return _answer(request, form, _("Rename the tag"), write)


@require_POST
def remove(request: HttpRequest, tag_id: UUID) -> HttpResponse:
    """Take a tag nobody wears out of the shop; those who wear one lose it in their list, by work on many."""
    actor = actor_of(request)
    tag = get_tag(tag_id, actor, lock=True)
    if worn := count_wearers(tag_id):
        raise Conflict(
            "Customers wear this tag: %(count)s. Take it off them in their list first.",
            values={"count": worn},
        )
    remove_tag(tag_id, actor=actor)
    undo = f"{PATH}/again?{urlencode({'name': tag.name, 'colour': tag.colour})}"
    return go_to(request, PATH, Toast(_("The tag is gone."), undo=undo))


@require_POST
def bring_back(request: HttpRequest) -> HttpResponse:
    """Make a tag again that was removed a moment ago."""
    create_tag(request.GET.get("name", ""), colour=request.GET.get("colour", ""), actor=actor_of(request))
    return go_to(request, PATH, Toast(_("Taken back"), tone="info"))


def _answer(request: HttpRequest, form: TagForm, title: str, write: Any) -> HttpResponse:
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                write(form.cleaned_data)
            except RapportError as error:
                if error.kind in ("missing", "forbidden"):
                    raise
                status = 409 if error.kind == "conflict" else 422
                put_errors(form, error)
            else:
                return go_to(request, PATH, Toast(_("Saved")))
    context = {"title": title, "form": form, "url": request.path, "cancel": PATH}
    template = "ui/parts/dialog.html" if is_part(request) else "ui/form_page.html"
    return render(request, template, context, status=status)


def _draw_name(tag: TagUse, _viewer: Viewer) -> str:
    return format_html(
        '<a href="{0}" hx-get="{0}" hx-target="#dialog" hx-swap="innerHTML" hx-push-url="false">'
        "<bdi>{1}</bdi></a>",
        f"{PATH}/{tag.id}",
        tag.name,
    )


def _draw_customers(tag: TagUse, viewer: Viewer) -> str:
    if not tag.customers:
        return format_html('<span class="muted">{}</span>', _("nobody"))
    number = viewer.number(tag.customers, 0)
    return format_html('<a href="/customers?{}">{}</a>', urlencode({"tag": tag.name}), number)


def _draw_remove(tag: TagUse, _viewer: Viewer) -> str:
    if tag.customers:
        return ""
    return format_html(
        '<button type="button" class="button small" hx-post="{}/{}/remove" hx-push-url="false"'
        ' hx-swap="none">{}</button>',
        PATH,
        tag.id,
        _("Remove"),
    )
