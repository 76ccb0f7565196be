"""The editor of blocks, for letters and for whatever else is written in blocks."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.kernel.identity.api import Actor
from rapport.operational.marketing.queries.assets import asset_of, list_assets
from rapport.operational.marketing.rules.content import KINDS

BLOCKS = {
    "heading": gettext_lazy("Heading"),
    "text": gettext_lazy("Text"),
    "button": gettext_lazy("Button"),
    "picture": gettext_lazy("Picture"),
    "divider": gettext_lazy("Line"),
}
MOST, LIBRARY = 40, 100


def draw_blocks(blocks: Sequence[Mapping[str, Any]], *, actor: Actor) -> str:
    """Return the blocks as fields of a form, with buttons (named `do`) that move, add and remove."""
    pictures = list_assets(actor).order_by("-created_at")[:LIBRARY] if actor.may("view", "campaign") else []
    context = {
        "blocks": [(number, block, str(BLOCKS[block["kind"]])) for number, block in enumerate(blocks)],
        "kinds": [(kind, str(BLOCKS[kind])) for kind in KINDS],
        "library": [(one.url, one.name) for one in map(asset_of, pictures)],
    }
    return render_to_string("marketing/blocks.html", context)


def read_blocks(given: QueryDict) -> tuple[dict[str, str], ...]:
    """Return the blocks as they were typed into the fields of `draw_blocks`, unjudged."""
    blocks = list[dict[str, str]]()
    for number in range(MOST):
        kind = given.get(f"kind-{number}")
        if kind not in BLOCKS:
            break
        values = {name: str(given.get(f"{name}-{number}", "")) for name in ("text", "url", "href")}
        if chosen := given.get(f"asset-{number}"):
            values["url"] = str(chosen)
        blocks.append({"kind": kind, **values})
    return tuple(blocks)


def name_block(name: str) -> str:
    """Say which block a refusal's field (`blocks.2`) is about, before its reason; empty for any other."""
    number = name.removeprefix("blocks.")
    return _("Block %(number)s: ") % {"number": int(number) + 1} if number.isdecimal() else ""
