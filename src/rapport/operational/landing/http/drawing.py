"""Blocks as visitors get them: as hypertext of our own pages, and as what a script draws in a shop's."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.template.defaultfilters import linebreaks_filter
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from rapport.customers.forms.api import FormLine, describe_form
from rapport.operational.landing.contracts import PieceLine, Words
from rapport.operational.landing.rules import picture_path


def draw_page_blocks(blocks: Sequence[Mapping[str, Any]]) -> SafeString:
    """Return blocks as hypertext without any style or script of its own."""
    return format_html_join("\n", "{}", ((_draw(one),) for one in blocks))


def _draw(block: Mapping[str, Any]) -> SafeString:
    text = str(block.get("text", ""))
    match block["kind"]:
        case "heading":
            return format_html('<h2 dir="auto">{}</h2>', text)
        case "text":
            return format_html('<div class="say" dir="auto">{}</div>', linebreaks_filter(text))
        case "button":
            return format_html('<p><a class="go" href="{}">{}</a></p>', block["url"], text)
        case "picture":
            image = format_html('<img src="{}" alt="{}" loading="lazy">', picture_path(block["url"]), text)
            return format_html('<a href="{}">{}</a>', block["href"], image) if block.get("href") else image
    return mark_safe("<hr>")


def describe_popup(piece: PieceLine, words: Words, form: FormLine | None, colour: str) -> dict[str, Any]:
    """Return a pop-up as the script in the shop's pages draws it."""
    return {
        **{"id": str(piece.id), "slug": piece.slug, "code": words.code, "language": words.language},
        **{"title": words.title, "blocks": list(words.blocks), "where": list(piece.where)},
        **{"moment": piece.moment, "delay": piece.delay, "again": piece.again_days, "colour": colour},
        "form": describe_form(form) if form is not None and form.state == "open" else None,
    }
