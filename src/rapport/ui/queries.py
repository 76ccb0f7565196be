"""Reads of the design system: the viewer of this moment and the registered shell."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import find_actor_of
from rapport.kernel.settings.api import get_setting
from rapport.ui import registry
from rapport.ui.contracts.cards import DrawnCard
from rapport.ui.contracts.nav import (
    SECTIONS,
    MenuItem,
    NavEntry,
    NavItem,
    NavPart,
    Section,
    Seen,
    ShellPerson,
)
from rapport.ui.contracts.records import RecordList
from rapport.ui.contracts.viewer import Viewer

LOOKS = {"theme": ("system", "light", "dark"), "density": ("comfortable", "compact")}
"""What a reader may choose of how pages look; the first is the usual."""
_LOCALES = {"zh-hans": "zh_Hans_CN", "zh-cn": "zh_Hans_CN", "zh": "zh_Hans_CN", "en": "en"}


def get_viewer() -> Viewer:
    """The viewer from the active language and zone (set by the request's middleware)."""
    language = (translation.get_language() or "en").lower()
    locale = _LOCALES.get(language) or translation.to_locale(language)
    return Viewer(locale=locale, zone=timezone.get_current_timezone(), now=timezone.now())


def find_url(name: str, *values: str) -> str:
    """The address of a URL name, or nothing where it is not installed."""
    if not name or name.startswith("/"):
        return name
    try:
        return reverse(name, args=values)
    except NoReverseMatch:
        return ""


def may(verb: str, kind: str) -> Seen:
    """The predicate of what is shown to whoever may do this to such records, to whatever scope."""

    def allowed(request: HttpRequest) -> bool:
        actor = find_actor_of(request)
        return actor is not None and actor.may(verb, kind)

    return allowed


def list_nav(request: HttpRequest) -> list[NavPart]:
    """The parts of the navigation with the entries this request may see, both in order."""
    seen = [(item, find_url(item.url)) for item in registry.NAV.values() if item.allowed(request)]
    current = _current(request.path, seen)
    sections: dict[Section, list[NavEntry]] = {section: [] for section in SECTIONS}
    for item, href in sorted(seen, key=lambda pair: (pair[0].order, pair[0].name)):
        if href:
            count = item.count(request) if item.count else 0
            sections[item.section].append(NavEntry(item, href, item.name == current, count))
    return [NavPart(name, SECTIONS[name], tuple(entries)) for name, entries in sections.items() if entries]


def list_places(request: HttpRequest, section: Section) -> list[NavEntry]:
    """The entries of one part of the navigation this request may see, in order."""
    found = [one for one in registry.NAV.values() if one.section == section and one.allowed(request)]
    drawn = [(item, find_url(item.url)) for item in sorted(found, key=lambda item: (item.order, item.name))]
    return [NavEntry(item, href, current=False) for item, href in drawn if href]


def find_places(request: HttpRequest, names: Sequence[str]) -> list[NavEntry]:
    """The entries of the navigation with these names that this request may see, in the order of the names."""
    found = [registry.NAV[name] for name in names if name in registry.NAV]
    drawn = [(item, find_url(item.url)) for item in found if item.allowed(request)]
    return [NavEntry(item, href, current=False) for item, href in drawn if href]


def list_cards(request: HttpRequest, page: str, subject: UUID | None = None) -> dict[str, list[DrawnCard]]:
    """The registered cards of a page this request may see, drawn, by column and in order.

    A card that draws nothing is left out, or only keeps its place where it hears of changes.
    """
    columns: dict[str, list[DrawnCard]] = {"left": [], "main": [], "right": []}
    cards = [card for (where, _name), card in registry.CARDS.items() if where == page]
    for card in sorted(cards, key=lambda card: (card.order, card.name)):
        if not card.allowed(request):
            continue
        if card.later:
            columns[card.column].append(DrawnCard(card, SafeString(""), waiting=True))
        elif (html := card.draw(request, subject)) or card.hears:
            columns[card.column].append(DrawnCard(card, SafeString(html)))
    return columns


def draw_cards(request: HttpRequest, page: str, names: str, subject: UUID | None = None) -> list[DrawnCard]:
    """Cards of a page by their names, joined by commas, drawn anew.

    Those there are not, and those not for this request, are left out. Several are put into their places in
    the page, each by its id; one alone answers whoever asked for it.
    """
    found = [registry.CARDS.get((page, name)) for name in names.split(",")]
    seen = [card for card in found if card is not None and card.allowed(request)]
    return [DrawnCard(card, SafeString(card.draw(request, subject)), placed="," in names) for card in seen]


def _current(path: str, seen: list[tuple[NavItem, str]]) -> str:
    """The entry with the longest prefix of the path."""
    best, length = "", 0
    for item, href in seen:
        for prefix in (href, *item.under):
            if (
                prefix
                and len(prefix) > length
                and (path == prefix or (prefix != "/" and path.startswith(prefix)))
            ):
                best, length = item.name, len(prefix)
    return best


def get_records(kind: str) -> RecordList[Any]:
    """The list of a kind of record; raises `Missing`."""
    source = registry.RECORDS.get(kind)
    if source is None:
        raise Missing(_("There is no such list."))
    return source()


def list_menu(request: HttpRequest) -> list[tuple[MenuItem, str]]:
    """The user menu's entries with their addresses."""
    items = sorted(registry.MENU.values(), key=lambda item: (item.order, item.url))
    return [(item, href) for item in items if item.allowed(request) and (href := find_url(item.url))]


def read_looks(request: HttpRequest) -> dict[str, str]:
    """Theme and density: the member's own settings, or the cookies of whoever is not signed in."""
    actor = find_actor_of(request)
    if actor is not None and actor.member_id:
        return {what: get_setting(f"look.{what}", member_id=actor.member_id) for what in LOOKS}
    asked = {what: request.COOKIES.get(what, "") for what in LOOKS}
    return {what: asked[what] if asked[what] in known else known[0] for what, known in LOOKS.items()}


def find_person(request: HttpRequest) -> ShellPerson | None:
    """Who is signed in, as the registered sources say, else as the request's user says."""
    for source in reversed(registry.SOURCES):
        if person := source(request):
            return person
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return None
    return ShellPerson(name=user.get_full_name() or user.get_username(), email=getattr(user, "email", ""))
