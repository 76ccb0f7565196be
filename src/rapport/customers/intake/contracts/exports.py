"""What an exportable list is, and who registered one."""

from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from rapport.kernel.errors import Invalid
from rapport.kernel.identity.api import Actor

if TYPE_CHECKING:
    from rapport.customers.intake.formats.writers import Value

    Record = Mapping[str, Value]
else:
    Record = Mapping[str, Any]
_PLACES: dict[str, str] = {}


class Exporter(Protocol):
    """A list that can go out as a file; registered with `register_exporter` in the owning room's
    `apps.ready()`.
    """

    def columns(self, actor: Actor) -> Sequence[str]:
        """Name the columns this actor may see."""

    def records(self, actor: Actor) -> Iterator[Record]:
        """Stream the records within the actor's scope; raises Forbidden without the right to export."""


def register_exporter(name: str, place: str) -> None:
    """Make a list exportable; `place` is `module:object`, loaded at first use."""
    _PLACES[name] = place


def get_exporter(name: str) -> Exporter:
    """Return a list's exporter; raises Invalid when nobody registered it."""
    if name not in _PLACES:
        raise Invalid("This list cannot be exported.", code="kind_unknown")
    module, _, attribute = _PLACES[name].partition(":")
    found: Exporter = getattr(import_module(module), attribute)
    return found
