"""Look-ups: what other rooms find for whoever asks by a message, such as where their order is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a customer: what they wrote after the keyword, the first number in it, their language.

    `customer_id` is None where nobody knows who asks: only what is everybody's may be found then.
    """

    customer_id: UUID | None
    rest: str
    number: Decimal | None
    language: str


class LookUp(Protocol):
    """What a room above finds for customers: registered in its `apps.ready()` by `register_look_up`."""

    @property
    def name(self) -> str:
        """Its code, kept in services."""

    @property
    def label(self) -> object:
        """How it is called on pages (lazily translated)."""

    @property
    def places(self) -> Mapping[str, str]:
        """The places it fills in answers, each with an example for trying."""

    def find(self, asked: Sequence[Asked]) -> Sequence[Mapping[str, str] | None]:
        """Return what fills the places for each question, None where nothing is found.

        For what the asking customer may know of themselves alone. A few statements, however many ask.
        """


_LOOK_UPS: dict[str, LookUp] = {}


def register_look_up(look_up: LookUp) -> None:
    """Offer a look-up to services; the same name replaces."""
    _LOOK_UPS[look_up.name] = look_up


def find_look_up(name: str) -> LookUp | None:
    """Return a look-up by its code."""
    return _LOOK_UPS.get(name)


def list_look_ups() -> list[LookUp]:
    """Return every look-up by its code."""
    return [_LOOK_UPS[name] for name in sorted(_LOOK_UPS)]
