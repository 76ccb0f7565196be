"""Tags of the parts a page is made of: tiles, facts, timeline, cards, notices."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import template
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString

from rapport.ui.build import BUILT
from rapport.ui.contracts.cards import DrawnCard, heard
from rapport.ui.contracts.charts import Chart, seal
from rapport.ui.contracts.entries import draw_days
from rapport.ui.contracts.listing import Action, Empty
from rapport.ui.contracts.parts import Fact, Option, Progress, Stat, Tab, TimelineEntry
from rapport.ui.contracts.timeline import by_day
from rapport.ui.rules.charts import at_width, draw_svg, in_language
from rapport.ui.rules.icons import draw_icon
from rapport.ui.templatetags.text_tags import viewer_of

register = template.Library()
NARROW, WIDE = 340, 680
NOTICE_ICONS = {"info": "info", "good": "circle-check", "warn": "triangle-alert", "bad": "circle-alert"}


@register.inclusion_tag("ui/parts/stats.html")
def stats(stats: Iterable[Stat]) -> dict[str, Any]:
    """Tiles of figures, each leading to its rows."""
    return {"stats": stats}


@register.inclusion_tag("ui/parts/facts.html")
def facts(facts: Iterable[Fact]) -> dict[str, Any]:
    """Labels and values, editable in place where a fact has an editor."""
    return {"facts": facts}


@register.simple_tag(takes_context=True)
def timeline(context: Context, entries: Iterable[TimelineEntry], more: str = "", id: str = "") -> SafeString:
    """Entries by day, newest first; `more` is the address of the earlier ones."""
    where = format_html(' id="{}"', id) if id else ""
    return format_html('<div class="timeline"{}>{}</div>', where, timeline_more(context, entries, more))


@register.simple_tag(takes_context=True)
def timeline_more(context: Context, entries: Iterable[TimelineEntry], more: str = "") -> SafeString:
    """The following entries of a timeline, for the answer to `more`."""
    viewer = viewer_of(context)
    return SafeString(draw_days(by_day(entries, viewer), viewer, more))


@register.inclusion_tag("ui/parts/progress.html")
def progress(progress: Progress) -> dict[str, Any]:
    """Work under way; asks again by itself while `poll` is set."""
    return {"progress": progress}


@register.inclusion_tag("ui/parts/segments.html")
def segments(options: Iterable[Option], label: str = "") -> dict[str, Any]:
    """A segmented control of links."""
    return {"options": options, "label": label}


@register.inclusion_tag("ui/parts/tabs.html")
def tabs(tabs: Iterable[Tab]) -> dict[str, Any]:
    """Faces of a page, each with an address."""
    return {"tabs": tabs}


@register.inclusion_tag("ui/parts/empty.html", takes_context=True)
def empty(context: Context, empty: Empty) -> dict[str, Any]:
    """What an empty place says and what one can do."""
    return {"empty": empty, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("ui/parts/action.html", takes_context=True)
def action(context: Context, action: Action) -> dict[str, Any]:
    """A button: a link, a dialog, or a POST."""
    return {"action": action, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("ui/parts/chart.html", takes_context=True)
def chart(context: Context, chart: Chart) -> dict[str, Any]:
    """A figure: still picture first, live at a touch where the bundle is built; as a table, as a file."""
    spec = in_language(chart.themed, viewer_of(context).locale)
    return {
        "chart": chart,
        "csrf_token": context.get("csrf_token"),
        "seal": seal(spec),
        "narrow": SafeString(draw_svg(at_width(spec, NARROW))),
        "wide": SafeString(draw_svg(at_width(spec, WIDE))) if "width" in spec else "",
        "spec": json_script(spec, f"{chart.id}-spec"),
        "bundle": static("ui/built/charts.js") if (BUILT / "charts.js").exists() else "",
    }


@register.inclusion_tag("ui/parts/still.html", takes_context=True)
def still(context: Context, chart: Chart) -> dict[str, Any]:
    """A figure as a picture alone, for pages without script, with its table behind it."""
    spec = in_language(chart.themed, viewer_of(context).locale)
    wide = draw_svg(at_width(spec, WIDE)) if "width" in spec else ""
    return {
        "chart": chart,
        "narrow": SafeString(draw_svg(at_width(spec, NARROW))),
        "wide": SafeString(wide),
    }


@register.inclusion_tag("ui/parts/drop.html")
def drop(name: str, label: str, *, help: str = "", accept: str = "", many: bool = False) -> dict[str, Any]:
    """A file field one may drop on; works without script as a plain file field."""
    return {"name": name, "label": label, "help": help, "accept": accept, "many": many}


@register.simple_block_tag
def notice(content: str, tone: str = "info") -> SafeString:
    """A word to the reader: `{% notice tone="warn" %}...{% endnotice %}`; tones info, good, warn, bad."""
    role = SafeString(' role="alert"') if tone == "bad" else ""
    mark = SafeString(draw_icon(NOTICE_ICONS.get(tone, "info")))
    shown = '<div class="notice" data-tone="{}"{}>{}<div>{}</div></div>'
    return format_html(shown, tone, role, mark, content)


@register.simple_block_tag
def card(
    content: str,
    *,
    title: object = "",
    icon: str = "",
    id: str = "",
    wide: bool = False,
    flush: bool = False,
    href: str = "",
) -> SafeString:
    """A card: `{% card title="Worth" icon="coins" %}...{% endcard %}`.

    `flush` for tables, `wide` across a grid of cards, `href` leads to the whole.
    """
    css = f"card{' wide' if wide else ''}{' flush' if flush else ''}"
    where = format_html(' id="{}"', id) if id else ""
    head = _card_head(title, icon, href) if title else ""
    return format_html(
        '<section class="{}"{}>{}<div class="card-body">{}</div></section>', css, where, head, content
    )


@register.simple_tag(takes_context=True)
def live(context: Context, topics: str) -> SafeString:
    """Keep the page fresh: its parts that hear of changes are asked for again (`{% live "home" %}`).

    Nothing where the process that serves the page has no /live.
    """
    request = context.get("request")
    if request is None or not request.META.get("rapport.live"):
        return SafeString("")
    return format_html('<ui-live data-topics="{}" hidden></ui-live>', topics)


@register.simple_tag
def drawn_card(drawn: DrawnCard, subject: UUID | None = None, cards_at: str = "") -> SafeString:
    """A card some room hung on the page (see `ui.api.list_cards`).

    `cards_at` is where one card of the page is drawn anew, by name: then it follows what it hears of.
    """
    one, hears = drawn.card, SafeString("")
    if cards_at and one.hears:
        ask = ' hx-get="{}/{}" hx-trigger="{}" hx-swap="outerHTML" hx-push-url="false"'
        hears = format_html(ask, cards_at, one.name, heard(one.hears))
    if drawn.placed:
        hears += SafeString(' hx-swap-oob="true"')
    if not drawn.html:
        return format_html('<section class="card" id="card-{}"{} hidden></section>', one.name, hears)
    href = one.href(subject) if one.href else ""
    body = '<section class="card{}" id="card-{}"{}>{}<div class="card-body">{}</div></section>'
    flush = " flush" if one.flush else ""
    return format_html(body, flush, one.name, hears, _card_head(one.title, one.icon, href), drawn.html)


@register.simple_tag
def later_cards(cards: Sequence[DrawnCard], cards_at: str = "") -> SafeString:
    """Ask once for all cards of a column that come later: when what is there already stands painted."""
    names = ",".join(drawn.card.name for drawn in cards if drawn.waiting)
    # A comma at the end: a single one is put into its place as well.
    ask = '<i hidden hx-get="{}/{}," hx-trigger="load delay:80ms" hx-swap="delete" hx-push-url="false"></i>'
    return format_html(ask, cards_at, names) if names else SafeString("")


def _card_head(title: object, icon: str, href: str) -> SafeString:
    mark = SafeString(draw_icon(icon)) if icon else ""
    arrow = SafeString(draw_icon("arrow-up-right"))
    tools = '<span class="card-tools"><a class="icon-button" href="{}" aria-label="{}">{}</a></span>'
    more = format_html(tools, href, title, arrow) if href else ""
    return format_html('<div class="card-head"><h2 class="card-title">{}{}</h2>{}</div>', mark, title, more)
