"""Cards that rooms hang on a page they do not own: the customer page, the home page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.safestring import SafeString

from rapport.ui.contracts.columns import Label
from rapport.ui.contracts.nav import Seen, everyone


@dataclass(frozen=True, slots=True)
class PageCard:
    """A card of a page: register it in `apps.ready()` by `ui.api.register_card`.

    `page` is "customer" (the subject is the party's id, already authorised) or "home" (no subject). `draw`
    returns the body as safe HTML, or an empty text where there is nothing to say; it may use at most two
    queries however large the data. `href` leads to the whole. `hears` names what it shows ("task", "order"):
    where the page is live, the card is asked for again when such a thing changed. One that comes `later` is
    not drawn with the page, which need not wait for it: each column asks for its own once the page is there.
    """

    page: str
    name: str
    title: Label
    draw: Callable[[HttpRequest, UUID | None], str]
    column: Literal["left", "main", "right"] = "right"
    order: int = 100
    icon: str = ""
    allowed: Seen = everyone
    href: Callable[[UUID | None], str] | None = None
    flush: bool = False
    hears: tuple[str, ...] = ()
    later: bool = False


def heard(names: tuple[str, ...]) -> str:
    """The events after which a part is asked for again, as `hx-trigger` reads them.

    A room fires `task-changed` with its own answer (`with_event`); what others do comes from /live.
    """
    return ", ".join(f"{name}-changed from:body delay:120ms" for name in (*names, "everything"))


@dataclass(frozen=True, slots=True)
class DrawnCard:
    """A card with its body; `waiting` for it still, if it comes later; `placed` where its place is known."""

    card: PageCard
    html: SafeString
    waiting: bool = False
    placed: bool = False
