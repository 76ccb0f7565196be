"""How campaigns are called: rooms above say it."""

from collections.abc import Collection
from uuid import UUID

from rapport.collaborative.tariffs.contracts import Campaigns
from rapport.kernel.identity.api import Actor

MOST = 100
_SOURCES: dict[str, Campaigns] = {}


def register_campaigns(name: str, campaigns: Campaigns) -> None:
    """Bring what a room above writes in groups (in `apps.ready()`); the same name replaces."""
    _SOURCES[name] = campaigns


def name_campaigns(ids: Collection[UUID]) -> dict[UUID, str]:
    """Return how groups of messages are called, as far as anybody knows."""
    found = dict[UUID, str]()
    for source in _SOURCES.values() if ids else ():
        found |= source.name(ids)
    return found


def list_campaigns(actor: Actor) -> list[tuple[UUID, str]]:
    """Return the latest groups the actor may see, by their ids and names."""
    return [one for name in sorted(_SOURCES) for one in _SOURCES[name].list_latest(actor, MOST)]
