"""What the conformance of a channel is tried on: who writes to it, and a real other side to write to.

Each channel's room brings one as `COUNTERPART` in its `tests/counterpart.py`; the suite finds it there.
"""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from tests.house import Shop

from rapport.collaborative.delivery.contracts import AccountState, Channel


@dataclass(frozen=True, slots=True)
class Sample:
    """An address of the business on a channel, somebody who writes to it, what is no address at all."""

    address: str
    typed: str
    sender: str
    nonsense: str


@dataclass(frozen=True, slots=True)
class Counterpart:
    """The other side of a channel.

    `connect` makes a working account of the shop for it and gives the house leave to call it (by the
    settings it is given); `there` has it run, and tells how many messages it has got. `repeats` says whether
    it sees one that is sent again as another; `away` whether it can be away at all.
    """

    sample: Sample
    connect: Callable[[Shop, Any], AccountState]
    there: Callable[[AccountState], AbstractAsyncContextManager[Callable[[], int]]]
    repeats: bool = True
    away: bool = True


def counterpart_of(channel: Channel) -> Counterpart:
    """Return what the room of a channel brings."""
    room = channel.make.__module__.rpartition(".")[0]
    found = import_module(f"{room}.tests.counterpart").COUNTERPART
    assert isinstance(found, Counterpart)
    return found
