"""What an exportable list is, and who registered one."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from rapport.kernel.errors import Invalid
from rapport.kernel.identity.api import Actor

if TYPE_CHECKING:
    from rapport.customers.intake.formats.writers import Value

    Record = Mapping[str, Value]
else:
    Record = Mapping[str, Any]
_PLACES: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of a list's records go out: everything, or those chosen, found or filtered.

    `query` holds the choices of the list as its address has them (`q`, `stage` …); `filter` is a condition of
    the filter language in either of its writings. All that is given must hold.
    """

    ids: tuple[UUID, ...] | None = None
    query: Mapping[str, str] = field(default_factory=dict)
    filter: str = ""

    def chosen(self, names: Collection[str]) -> dict[str, list[str]]:
        """Return the values chosen for each of these names, as a list's own state has them."""
        return {name: self.query[name].split(",") for name in names if self.query.get(name)}


EVERYTHING = Wanted()


class Exporter(Protocol):
    """A list that can go out as a file; registered with `register_exporter` in the owning room's
    `apps.ready()`.
    """

    def columns(self, actor: Actor) -> Sequence[str]:
        """Name the columns this actor may see."""

    def records(self, actor: Actor, wanted: Wanted = EVERYTHING) -> Iterator[Record]:
        """Stream the records that are wanted within the actor's scope.

        Raises Forbidden without the right to export, Invalid for a choice this list does not have.
        """


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
