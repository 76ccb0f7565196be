"""Finding records: a few hits in the palette while typing, all of them on a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.kernel.identity.api import actor_of, find_actor_of
from rapport.kernel.recents.api import list_recent
from rapport.kernel.search.api import Hit, list_kinds, search
from rapport.ui.api import Empty, Offer, OfferGroup, answer_offers

FEW, MANY, LONGEST, NOTED = 8, 100, 200, 60
PAGES = {"customer": "/customers/{}", "order": "/orders/{}", "product": "/products/{}"}
ICONS = {"customer": "user", "order": "shopping-bag", "product": "package", "note": "sticky-note"}


@dataclass(frozen=True, slots=True)
class Found:
    """A hit with where it leads."""

    id: UUID
    kind: str
    title: str
    text: str
    icon: str
    href: str


def show_quick(request: HttpRequest) -> HttpResponse:
    """The best few hits for the palette, and the way to all of them."""
    asked = _asked(request)
    found = _lead(search(actor_of(request), asked, limit=FEW)) if asked else []
    offers = [_offer(one) for one in found]
    if offers:
        more = f"{reverse('search')}?{urlencode({'q': asked})}"
        offers.append(Offer("all-results", _("All results"), more, "search"))
    return answer_offers([OfferGroup("records", _("Records"), tuple(offers))])


def show_results(request: HttpRequest) -> HttpResponse:
    """All hits by kind."""
    asked = _asked(request)
    found = _lead(search(actor_of(request), asked, limit=MANY)) if asked else []
    by_kind = {kind.kind: [one for one in found if one.kind == kind.kind] for kind in list_kinds()}
    groups = [{"title": kind.title(), "found": by_kind[kind.kind]} for kind in list_kinds()]
    context = {
        "title": _("Search"),
        "asked": asked,
        "groups": [group for group in groups if group["found"]],
        "empty": Empty(
            _("Nothing found") if asked else _("What are you looking for?"),
            _(
                "Try the beginning of a name, an e-mail address, four digits of a number, "
                "or Chinese characters."
            ),
            icon="search",
        ),
    }
    return render(request, "search/results.html", context)


def list_opened(request: HttpRequest) -> list[Offer]:
    """What the reader opened last and may still see."""
    actor = find_actor_of(request)
    return [_offer(one) for one in _lead(list_recent(actor, limit=FEW))] if actor else []


def _offer(one: Found) -> Offer:
    return Offer(str(one.id), one.title, one.href, one.icon, one.text[:NOTED])


def _asked(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]


def _lead(hits: Iterable[Hit]) -> list[Found]:
    return [
        Found(
            hit.record_id,
            hit.kind,
            hit.title,
            hit.text,
            ICONS.get(hit.kind, "file"),
            PAGES[hit.kind].format(hit.record_id),
        )
        for hit in hits
        if hit.kind in PAGES
    ]
