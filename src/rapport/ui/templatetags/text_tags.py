"""Tags that write one value: icons, badges, names, amounts, days."""

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from rapport.ui import queries
from rapport.ui.contracts.columns import draw_badge, draw_tag
from rapport.ui.contracts.viewer import Viewer
from rapport.ui.rules.dates import in_zone
from rapport.ui.rules.icons import draw_icon
from rapport.ui.rules.names import hue_of, write_initials
from rapport.ui.rules.numbers import write_count, write_size

register = template.Library()
NONE = SafeString("–")


def viewer_of(context: Context) -> Viewer:
    """One viewer for the whole page."""
    found = context.render_context.get("ui_viewer")
    if not isinstance(found, Viewer):
        found = queries.get_viewer()
        context.render_context["ui_viewer"] = found
    return found


@register.simple_tag
def icon(name: str, size: int = 16) -> SafeString:
    """A decorative icon of the lucide set: `{% icon "users" %}`."""
    return SafeString(draw_icon(name, size))


@register.simple_tag
def badge(text: object, tone: str = "plain") -> SafeString:
    """A state in one word: `{% badge "Active" "good" %}`."""
    return SafeString(draw_badge(text, tone))


@register.simple_tag
def tag(text: object) -> SafeString:
    """A tag, its colour from its text."""
    return SafeString(draw_tag(text))


@register.simple_tag
def avatar(name: str, company: bool = False, size: str = "") -> SafeString:
    """Initials in a coloured disc (a square for companies); `size` is "", "big" or "huge"."""
    css = " ".join(part for part in ("avatar", "company" if company else "", size) if part)
    shown = '<span class="{}" data-hue="{}" aria-hidden="true">{}</span>'
    return format_html(shown, css, hue_of(str(name)), write_initials(str(name)))


@register.simple_tag(takes_context=True)
def money(context: Context, minor: int | None, currency: str) -> str:
    """Minor units of a currency in the viewer's locale."""
    return NONE if minor is None else viewer_of(context).money(minor, currency)


@register.simple_tag(takes_context=True)
def price(context: Context, major: Decimal | None, currency: str) -> str:
    """The price of one piece, in major units, with as many digits as it has."""
    return NONE if major is None else viewer_of(context).price(major, currency)


@register.simple_tag(takes_context=True)
def money_short(context: Context, minor: int | None, currency: str) -> str:
    """A rounded amount."""
    return NONE if minor is None else viewer_of(context).money_short(minor, currency)


@register.simple_tag(takes_context=True)
def country(context: Context, code: str) -> str:
    """A country's name in the reader's language."""
    return viewer_of(context).country(code)


@register.simple_tag(takes_context=True)
def language(context: Context, tag: str) -> str:
    """A language's name in the reader's language."""
    return viewer_of(context).language(tag)


@register.simple_tag(takes_context=True)
def number(context: Context, value: int | float | None, digits: int = 2) -> str:
    """A number with the locale's separators."""
    return NONE if value is None else viewer_of(context).number(value, digits)


@register.simple_tag(takes_context=True)
def count(context: Context, value: int) -> str:
    """A rounded count for estimates."""
    return write_count(value, viewer_of(context).locale)


@register.simple_tag(takes_context=True)
def size(context: Context, value: int) -> str:
    """Bytes as kB, MB, GB."""
    return write_size(value, viewer_of(context).locale)


@register.simple_tag(takes_context=True)
def share(context: Context, value: float | None, digits: int = 0) -> str:
    """A share of one as a percentage."""
    return NONE if value is None else viewer_of(context).share(value, digits)


@register.simple_tag(takes_context=True)
def change(context: Context, value: float) -> str:
    """A signed share: +12%."""
    return f"{'+' if value > 0 else ''}{viewer_of(context).share(value)}"


@register.simple_tag(takes_context=True)
def day(context: Context, value: date | None) -> SafeString:
    """A calendar day (a moment is turned into the viewer's day)."""
    if value is None:
        return NONE
    viewer = viewer_of(context)
    if isinstance(value, datetime):
        value = in_zone(value, viewer.zone).date()
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), viewer.day(value))


@register.simple_tag(takes_context=True)
def long_day(context: Context, value: date) -> str:
    """A calendar day as a heading: Monday, 3 March 2025."""
    return viewer_of(context).long_day(value)


@register.simple_tag(takes_context=True)
def moment(context: Context, value: datetime | None) -> SafeString:
    """A moment in the viewer's zone."""
    if value is None:
        return NONE
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), viewer_of(context).moment(value))


@register.simple_tag(takes_context=True)
def clock(context: Context, value: datetime) -> SafeString:
    """Hours and minutes in the viewer's zone; the whole moment on hover."""
    viewer = viewer_of(context)
    return _time(value, viewer.moment(value), viewer.clock(value))


@register.simple_tag(takes_context=True)
def ago(context: Context, value: datetime | None) -> SafeString:
    """How long ago in words; the exact moment on hover."""
    if value is None:
        return NONE
    viewer = viewer_of(context)
    return _time(value, viewer.moment(value), viewer.ago(value))


def _time(value: datetime, exact: str, shown: str) -> SafeString:
    return format_html('<time datetime="{}" title="{}">{}</time>', value.isoformat(), exact, shown)
