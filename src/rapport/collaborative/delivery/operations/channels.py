"""Which channels there are, and that there is something for their processes to do."""

from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from rapport.collaborative.delivery.contracts import Channel
from rapport.collaborative.delivery.contracts.wanted import want_channel
from rapport.collaborative.delivery.queries.accounts import list_active_channels
from rapport.kernel.errors import Unknown

WAKE = "rapport_channel"
_CHANNELS: dict[str, Channel] = {}


def register_channel(channel: Channel) -> None:
    """Bring a channel (in `apps.ready()`); the same name replaces."""
    _CHANNELS[channel.name] = channel


def get_channel(name: str) -> Channel:
    """Return a channel; raises `Unknown`."""
    if name not in _CHANNELS:
        raise Unknown("There is no such channel.", fields={"channel": "There is no such channel."})
    return _CHANNELS[name]


def list_channels() -> list[Channel]:
    """Return every channel by its name."""
    return [_CHANNELS[name] for name in sorted(_CHANNELS)]


def wake(channel: str) -> None:
    """After the commit, tell a channel's process that something waits."""

    def notify() -> None:
        with connection.cursor() as cursor:
            cursor.execute("select pg_notify(%s, %s)", [WAKE, channel])

    transaction.on_commit(notify, robust=True)


def want_active_channels() -> None:
    """Say so for every channel that has an active account: after a start, or a backup was restored."""
    for channel in list_active_channels():
        want_channel(Path(settings.HOME), channel)
