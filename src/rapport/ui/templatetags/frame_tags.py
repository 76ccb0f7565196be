"""Tags of the frame and of lists."""

from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template.context import Context
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from rapport.kernel.identity.api import find_actor_of, find_seen_by
from rapport.ui import queries, registry
from rapport.ui.contracts.columns import esc
from rapport.ui.contracts.listing import Listing
from rapport.ui.contracts.viewer import Viewer
from rapport.ui.templatetags.text_tags import viewer_of

register = template.Library()


@register.simple_tag(takes_context=True)
def shell(context: Context) -> dict[str, Any]:
    """What the frame of a page needs: navigation, person, menu, search, theme."""
    request = context.get("request")
    if request is None:
        return {"nav": [], "person": None, "menu": [], "search": "", "home": "/", "theme": "system"}
    records = queries.find_url(registry.SHELL.get("quick", ""))
    actor = find_actor_of(request)
    return {
        "nav": queries.list_nav(request),
        "person": queries.find_person(request),
        "menu": queries.list_menu(request),
        "search": queries.find_url(registry.SHELL.get("search", "")),
        "records": records if actor else "",
        "views": queries.find_url("views") if actor and actor.member_id else "",
        "recent": queries.find_url("recent") if actor and registry.RECENT else "",
        "palette": queries.find_url("palette"),
        "looks": queries.find_url("looks"),
        "home": queries.find_url(registry.SHELL.get("home", "")) or "/",
        "bar": [SafeString(draw(request)) for draw in registry.BAR],
        "seen": actor.name if actor and find_seen_by(request) else "",
        "who": str(actor.member_id) if actor else "",
        **queries.read_looks(request),
    }


@register.inclusion_tag("ui/parts/list.html", takes_context=True)
def listing(context: Context, listing: Listing[Any]) -> dict[str, Any]:
    """A whole list: filters, head, rows, bulk bar, empty state, more."""
    return {"listing": listing, "request": context.get("request"), "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("ui/parts/later.html")
def later(listing: Listing[Any], part: str, label: object, name: str = "") -> dict[str, object]:
    """What a menu of a list holds until it is opened: the way to what it will hold.

    `name` says which where the list has several such menus: `{% later listing "filter" label "stage" %}`.
    """
    return {"url": listing.state.part_link(f"{part}.{name}" if name else part), "label": label}


@register.simple_tag(takes_context=True)
def table_rows(context: Context, listing: Listing[Any]) -> SafeString:
    """All rows of a list, written in Python: templates cost ten times as much here."""
    return draw_rows(listing, viewer_of(context))


def draw_rows(listing: Listing[Any], viewer: Viewer) -> SafeString:
    """The rows as safe HTML."""
    columns, lines = listing.shown, []
    tick = f'<td class="tick"><input type="checkbox" aria-label="{esc(_("Select"))}"></td>'
    box = tick if listing.selectable else ""
    for row in listing.rows:
        key = str(esc(listing.row_id(row)))
        tone = f' data-tone="{esc(listing.row_tone(row))}"' if listing.row_tone else ""
        cells = "".join([column.cell(row, viewer) for column in columns])
        lines.append(f'<tr data-id="{key}"{tone} tabindex="-1">{box}{cells}</tr>')
    return SafeString("\n".join(lines))


@register.inclusion_tag("ui/parts/field.html")
def field(bound: BoundField, label: str | Promise = "", wide: bool = False) -> dict[str, Any]:
    """One form field: label, help, error, required mark."""
    return {"field": bound, "label": label or bound.label, "kind": bound.widget_type, "wide": wide}


@register.inclusion_tag("ui/parts/fields.html")
def fields(form: BaseForm) -> dict[str, Any]:
    """All fields of a form, its general errors first."""
    return {"form": form}
