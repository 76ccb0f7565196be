"""Timeline entries as safe HTML, written in Python: a template costs ten times as much here."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from rapport.ui.contracts.columns import draw_badge, esc
from rapport.ui.contracts.listing import Action
from rapport.ui.contracts.parts import TimelineEntry
from rapport.ui.contracts.timeline import DayGroup
from rapport.ui.contracts.viewer import Viewer
from rapport.ui.rules.icons import draw_icon


def draw_days(days: Iterable[DayGroup], viewer: Viewer, more: str = "") -> str:
    """Days with their entries, and the button for the earlier ones."""
    parts = []
    for group in days:
        head = f'<h3 class="timeline-day" data-day="{group.day.isoformat()}">{esc(group.label)}</h3>'
        parts.append(f"{head}<ol>{''.join([_entry(one, viewer) for one in group.entries])}</ol>")
    if more:
        where = esc(more)
        parts.append(
            f'<p class="timeline-more"><a class="button small" href="{where}" hx-get="{where}" '
            f'hx-target="closest p" hx-swap="outerHTML" hx-push-url="false">{esc(_("Earlier"))}</a></p>'
        )
    return "".join(parts)


def _entry(entry: TimelineEntry, viewer: Viewer) -> str:
    title = f"<bdi>{esc(entry.title)}</bdi>"
    if entry.href:
        title = f'<a href="{esc(entry.href)}">{title}</a>'
    where = f' id="{esc(entry.id)}"' if entry.id else ""
    badges = "".join([f" {draw_badge(one)}" for one in entry.tags])
    text = f'<p class="entry-text" dir="auto">{esc(entry.text)}</p>' if entry.text else ""
    who = f'<p class="entry-by"><bdi>{esc(entry.who)}</bdi></p>' if entry.who else ""
    tools = "".join([_tool(one) for one in entry.actions])
    return (
        f'<li class="entry"{where}><span class="entry-icon" data-tone="{esc(entry.tone)}">'
        f'{draw_icon(entry.icon, 15)}</span><div class="entry-title">{title}{badges}</div>'
        f'<span class="entry-end">{tools}<time datetime="{entry.at.isoformat()}" '
        f'title="{esc(viewer.moment(entry.at))}">{esc(viewer.clock(entry.at))}</time></span>{text}{who}</li>'
    )


def _tool(action: Action) -> str:
    label, where, icon = esc(action.label), esc(action.href), draw_icon(action.icon or "circle", 14)
    if action.dialog:
        ask = f'hx-get="{where}" hx-target="#dialog" hx-swap="innerHTML" hx-push-url="false"'
    elif action.post:
        ask = f'hx-post="{where}" hx-swap="none" hx-push-url="false"'
    else:
        return f'<a class="icon-button small" href="{where}" aria-label="{label}">{icon}</a>'
    return f'<button type="button" class="icon-button small" {ask} aria-label="{label}">{icon}</button>'
