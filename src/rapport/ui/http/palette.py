"""The command palette: what this reader may do from here, asked for once when it opens.

Which offers fit the words is decided in the page (`palette.js`), so that it follows each key; records are
found by the room that registered itself with `register_search`.
"""

from collections.abc import Iterable, Iterator, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from rapport.ui import registry
from rapport.ui.contracts.commands import GROUPS, Command, Offer, OfferGroup
from rapport.ui.queries import find_url, list_menu, list_nav

LOOK_COMMANDS = (
    Command("theme-light", gettext_lazy("Light theme"), icon="sun", group="set", look="theme:light"),
    Command("theme-dark", gettext_lazy("Dark theme"), icon="moon", group="set", look="theme:dark"),
    Command(
        "theme-system", gettext_lazy("Theme as the system"), icon="sun-moon", group="set", look="theme:system"
    ),
    Command(
        "density-compact", gettext_lazy("Compact rows"), icon="rows-4", group="set", look="density:compact"
    ),
    Command(
        "density-comfortable",
        gettext_lazy("Comfortable rows"),
        icon="rows-3",
        group="set",
        look="density:comfortable",
    ),
)


@require_GET
def show_palette(request: HttpRequest) -> HttpResponse:
    """Every command the reader is offered, by group."""
    return answer_offers(list_groups(request))


@require_GET
def show_recent(request: HttpRequest) -> HttpResponse:
    """What the reader opened last, for the side bar."""
    return render(request, "ui/recent.html", {"recent": list_recent(request)})


def list_recent(request: HttpRequest) -> list[Offer]:
    """What the reader opened last and may still see."""
    return [offer for source in registry.RECENT for offer in source(request)]


def answer_offers(groups: Sequence[OfferGroup]) -> HttpResponse:
    """Answer the palette with groups of offers; those without any are left out."""
    return HttpResponse("".join(group.html() for group in groups if group.offers))


def list_groups(request: HttpRequest) -> list[OfferGroup]:
    """The offers of a reader by group, in order."""
    titles = {"create": _("Create"), "go": _("Go to"), "set": _("Change")}
    commands = _once(list_commands(request))
    words = _other_words(commands)
    recent = OfferGroup("recent", _("Opened last"), tuple(list_recent(request)))
    return [
        recent,
        *(
            OfferGroup(
                group,
                titles[group],
                tuple(
                    _offer(command, href, words[command.name])
                    for command in sorted(commands, key=lambda one: one.order)
                    if command.group == group and (href := find_url(command.url) or command.look)
                ),
            )
            for group in GROUPS
        ),
    ]


def list_commands(request: HttpRequest) -> Iterator[Command]:
    """What the reader may do: registered commands, the pages of the navigation, looks, languages."""
    yield from (command for command in registry.COMMANDS.values() if command.allowed(request))
    yield from _pages(request)
    for source in registry.COMMAND_SOURCES:
        yield from source(request)
    yield from LOOK_COMMANDS
    for code, name in settings.LANGUAGES:
        if code != translation.get_language():
            yield Command(
                *(f"language-{code}", name, "set_language", "languages", "set"),
                words=gettext_lazy("Language"),
                post={"language": code},
            )


def _pages(request: HttpRequest) -> Iterator[Command]:
    for number, page in enumerate(one for part in list_nav(request) for one in part.entries):
        item = page.item
        keys = f"g {item.key}" if item.key else ""
        yield Command(f"go-{item.name}", item.label, item.url, item.icon, "go", keys=keys, order=number)
    for entry, href in list_menu(request):
        post: dict[str, str] | None = {} if entry.post else None
        yield Command(f"go-{href}", entry.label, href, entry.icon or "arrow-right", post=post, order=500)


def _once(commands: Iterable[Command]) -> list[Command]:
    """Each place once: a group of settings that is in the navigation already is left out."""
    places: dict[object, Command] = {}
    for command in commands:
        places.setdefault((find_url(command.url) or command.look, str(command.post)), command)
    return list(places.values())


def _offer(command: Command, href: str, words: str) -> Offer:
    sends = command.post is not None
    return Offer(
        *(command.name, command.label, href, command.icon, command.note, words, command.keys),
        how="look" if command.look else "post" if sends else "dialog" if command.dialog else "go",
        post=command.post,
    )


def _other_words(commands: Iterable[Command]) -> dict[str, str]:
    """What each command is called in the other languages too: people type whichever comes first."""
    commands, here = list(commands), translation.get_language()
    words: dict[str, list[str]] = {command.name: [str(command.words)] for command in commands}
    for code, _name in settings.LANGUAGES:
        if code != here:
            with translation.override(code):
                for command in commands:
                    words[command.name].append(str(command.label))
    return {name: " ".join(filter(None, parts)) for name, parts in words.items()}
