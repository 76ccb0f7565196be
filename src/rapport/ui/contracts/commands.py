"""Commands of the palette: what a room offers to do, and how an offer stands in the list."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from django.http import HttpRequest

from rapport.ui.contracts.columns import Label
from rapport.ui.contracts.columns.base import esc, write_text
from rapport.ui.contracts.nav import Seen, everyone
from rapport.ui.rules.icons import draw_icon

Group = Literal["create", "go", "set"]
GROUPS: tuple[Group, ...] = ("create", "go", "set")


@dataclass(frozen=True, slots=True)
class Command:
    """Something a member may do from anywhere: register it in `apps.ready()` by `ui.api.register_command`.

    `url` is a URL name without arguments, or a path; `dialog` opens it in the page's dialog, `post` sends
    these values as a form. `allowed` decides whether this request is offered it; the address asks again.
    `note` stands beside the label, `words` are others it is found by, in any language. `look` is
    `theme:dark` and the like, set at once.
    """

    name: str
    label: Label
    url: str = ""
    icon: str = "arrow-right"
    group: Group = "go"
    note: Label = ""
    words: Label = ""
    keys: str = ""
    dialog: bool = False
    post: Mapping[str, str] | None = None
    look: str = ""
    order: int = 100
    allowed: Seen = everyone


CommandSource = Callable[[HttpRequest], Iterable[Command]]
"""Commands known only when somebody asks: the groups of settings, one's saved views."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A line of the palette, ready for one reader; `how` says what choosing it does with `href`."""

    name: str
    label: Label
    href: str
    icon: str = "arrow-right"
    note: Label = ""
    words: str = ""
    keys: str = ""
    how: Literal["go", "dialog", "post", "look"] = "go"
    post: Mapping[str, str] | None = None

    def html(self) -> str:
        """The option as safe HTML; a listbox holds no links, so the script follows `data-href`."""
        post = "" if self.post is None else f' data-post="{esc(json.dumps(dict(self.post)))}"'
        note = f"<small>{write_text(self.note)}</small>" if self.note else ""
        keys = "".join(f"<kbd>{esc(key)}</kbd>" for key in self.keys.split())
        return (
            f'<div role="option" class="offer" id="offer-{esc(self.name)}" aria-selected="false"'
            f' data-name="{esc(self.name)}" data-how="{self.how}" data-href="{esc(self.href)}"{post}'
            f' data-words="{esc(self.words)}">{draw_icon(self.icon)}'
            f'<span class="offer-label">{write_text(self.label)}{note}</span>{keys}</div>'
        )


@dataclass(frozen=True, slots=True)
class OfferGroup:
    """Offers under one heading."""

    name: str
    title: Label
    offers: tuple[Offer, ...]

    def html(self) -> str:
        """The group as safe HTML."""
        lines = "".join(offer.html() for offer in self.offers)
        head = f'<div class="offers-head" aria-hidden="true">{esc(self.title)}</div>'
        return (
            f'<div role="group" aria-label="{esc(self.title)}" data-group="{esc(self.name)}">'
            f"{head}{lines}</div>"
        )
