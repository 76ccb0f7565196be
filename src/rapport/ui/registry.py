"""What rooms register at start-up: entries of the frame, cards, lists of records, who is signed in."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest

from rapport.ui.contracts.cards import PageCard
from rapport.ui.contracts.commands import Command, CommandSource, Offer
from rapport.ui.contracts.nav import MenuItem, NavItem, ShellPerson
from rapport.ui.contracts.records import RecordList
from rapport.ui.contracts.views import ViewPlace

PersonSource = Callable[[HttpRequest], ShellPerson | None]

NAV: dict[str, NavItem] = {}
MENU: dict[str, MenuItem] = {}
SHELL: dict[str, str] = {}
SOURCES: list[PersonSource] = []
RECORDS: dict[str, Callable[[], RecordList[Any]]] = {}
CARDS: dict[tuple[str, str], PageCard] = {}
VIEW_PLACES: dict[str, ViewPlace] = {}
COMMANDS: dict[str, Command] = {}
COMMAND_SOURCES: list[CommandSource] = []
RECENT: list[Callable[[HttpRequest], Sequence[Offer]]] = []
BAR: list[Callable[[HttpRequest], str]] = []


def register_nav(item: NavItem) -> None:
    """Put an entry into the left navigation (in `apps.ready()`); the same name replaces."""
    NAV[item.name] = item


def register_card(card: PageCard) -> None:
    """Put a card onto a page that lower floors draw (see `PageCard`); the same page and name replace."""
    CARDS[card.page, card.name] = card


def register_records(kind: str, source: Callable[[], RecordList[Any]]) -> None:
    """Tell the house of a kind's list; `source` is asked when the list is, not at start-up."""
    RECORDS[kind] = source


def register_view_place(kind: str, place: ViewPlace) -> None:
    """Say where saved views of a kind are seen that is no list, such as dashboards."""
    VIEW_PLACES[kind] = place


def register_command(command: Command) -> None:
    """Offer a command in the palette of every page (in `apps.ready()`); the same name replaces."""
    COMMANDS[command.name] = command


def register_command_source(source: CommandSource) -> None:
    """Offer commands that are known only when somebody asks; a source makes at most two queries."""
    COMMAND_SOURCES.append(source)


def register_recent(source: Callable[[HttpRequest], Sequence[Offer]]) -> None:
    """Say what a reader opened last, for the palette and the side bar; at most two queries."""
    RECENT.append(source)


def register_bar(draw: Callable[[HttpRequest], str]) -> None:
    """Put a piece (safe HTML, at most one query) into the bar of every page."""
    BAR.append(draw)


def register_menu_item(item: MenuItem) -> None:
    """Put an entry into the user menu."""
    MENU[item.url] = item


def register_search(url: str, quick: str) -> None:
    """Name the URLs that find records (GET, `q`): a page, and what the palette asks (`answer_offers`)."""
    SHELL["search"], SHELL["quick"] = url, quick


def register_home(url: str) -> None:
    """Name the URL the brand leads to."""
    SHELL["home"] = url


def register_person_source(source: PersonSource) -> None:
    """Say who is signed in and in which business; the last registered source that answers wins."""
    SOURCES.append(source)
