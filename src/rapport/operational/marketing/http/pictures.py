"""The library of pictures, and a picture itself for whoever reads a letter."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from rapport.kernel.errors import RapportError
from rapport.kernel.identity.api import Actor, actor_of
from rapport.operational.marketing.contracts.assets import AssetLine
from rapport.operational.marketing.operations.assets import MOST_BYTES, add_asset, hide_asset, show_asset
from rapport.operational.marketing.queries.assets import ORDERS, list_assets, load_assets, read_picture
from rapport.ui.api import (
    Action,
    Column,
    Custom,
    DateTime,
    Empty,
    ListState,
    Number,
    Text,
    Toast,
    Viewer,
    answer_dialog,
    go_to,
)
from rapport.ui.api.records import RecordList, show_records


class PictureForm(forms.Form):
    """A picture to keep."""

    file = forms.FileField(label=gettext_lazy("File"), help_text=gettext_lazy("JPEG, PNG, GIF or WebP."))
    name = forms.CharField(label=gettext_lazy("Name"), max_length=160)
    alt = forms.CharField(
        label=gettext_lazy("What it shows"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Read out to those who do not see it."),
    )


@require_safe
def show_picture(request: HttpRequest, token: str) -> HttpResponse:
    """Answer with a picture of a letter; it was drawn anew when it came, so it is nothing but a picture."""
    found = read_picture(token)
    if found is None:
        raise Http404
    media_type, content = found
    response = HttpResponse(content, content_type=media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def show_pictures(request: HttpRequest) -> HttpResponse:
    """The pictures of the library, the newest first."""
    return show_records(request, PICTURES)


def new_picture(request: HttpRequest) -> HttpResponse:
    """The dialog that takes a picture in."""
    form = PictureForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            content = given["file"].read(MOST_BYTES + 1)
            add_asset(given["name"], content, alt=given["alt"], actor=actor_of(request))
        except RapportError as error:
            form.add_error("file", error.message)
        else:
            return go_to(request, "/campaigns/pictures", Toast(_("Saved")))
    return answer_dialog(request, _("New picture"), form, request.path, _("Save"))


@require_POST
def hide(request: HttpRequest, asset_id: UUID) -> HttpResponse:
    """Put a picture out of the library."""
    hide_asset(asset_id, actor=actor_of(request))
    undo = f"/campaigns/pictures/{asset_id}/show"
    return go_to(request, "/campaigns/pictures", Toast(_("Put away"), undo=undo))


@require_POST
def show(request: HttpRequest, asset_id: UUID) -> HttpResponse:
    """Put it in again."""
    show_asset(asset_id, actor=actor_of(request))
    return go_to(request, "/campaigns/pictures", Toast(_("It is there again")))


def _columns(actor: Actor) -> list[Column[AssetLine]]:
    may = actor.may("edit", "campaign")
    moments: dict[str, Any] = {"newest_first": True}
    columns: list[Column[AssetLine]] = [
        Custom("picture", _("Picture"), draw=_draw_picture, width=6, phone="aside"),
        Text("name", _("Name"), sort=True, phone="title", width=14),
        Text("alt", _("What it shows"), phone="under", width=16),
        Custom("sides", _("Size"), draw=_draw_size, width=8),
        Number("size", _("Kilobytes"), lambda row: -(-row.size // 1000), width=6),
        DateTime("created", _("Made"), lambda row: row.created_at, ago=True, sort=True, width=7, **moments),
    ]
    if may:
        columns.append(Custom("hide", _("Put away"), draw=_draw_hide, width=6))
    return columns


def _draw_picture(row: AssetLine, viewer: Viewer) -> str:
    return format_html(
        '<img class="picture-small" src="/pictures/{}" alt="{}" loading="lazy" width="48" height="48">',
        row.url.rpartition("/")[2],
        row.alt,
    )


def _draw_size(row: AssetLine, viewer: Viewer) -> str:
    return f"{row.width} × {row.height}"


def _draw_hide(row: AssetLine, viewer: Viewer) -> str:
    return format_html(
        '<button class="button small" type="button" hx-post="/campaigns/pictures/{}/hide" hx-swap="none">'
        "{}</button>",
        row.id,
        _("Put away"),
    )


def _narrow(rows: QuerySet[Any], state: ListState, actor: Actor) -> QuerySet[Any]:
    return rows


def _load(ids: Sequence[UUID], actor: Actor) -> list[AssetLine]:
    return load_assets(ids, actor)


def _actions(actor: Actor) -> list[Action]:
    if not actor.may("create", "campaign"):
        return []
    return [Action(_("New picture"), "/campaigns/pictures/new", icon="plus", main=True, dialog=True, key="n")]


def _empty(actor: Actor) -> Empty:
    return Empty(_("No pictures yet"), _("Pictures you keep here can stand in every letter."), icon="image")


PICTURES: RecordList[AssetLine] = RecordList(
    kind="campaign_asset",
    name="pictures",
    path="/campaigns/pictures",
    title=gettext_lazy("Pictures"),
    columns=_columns,
    rows=list_assets,
    narrow=_narrow,
    orders=ORDERS,
    load=_load,
    default_sort="-created",
    actions=_actions,
    empty=_empty,
)
"""The library, as every list is told to the house."""
