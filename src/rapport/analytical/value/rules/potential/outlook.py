"""What a model says of the time ahead, and the protocol every model of purchases follows."""

from dataclasses import dataclass
from typing import ClassVar, Protocol

from rapport.analytical.value.rules.potential.histories import Floats, Histories
from rapport.analytical.value.rules.potential.likelihood import Maximum


@dataclass(frozen=True)
class Outlook:
    """Purchases of each customer within a time ahead.

    `alive`: probability that they are still a customer; `mean`: expected purchases; `pairs`: E[N(N-1)], from
    which the spread follows; `none`: probability that they buy nothing.
    """

    alive: Floats
    mean: Floats
    pairs: Floats
    none: Floats


class PurchaseModel(Protocol):
    """A fitted model of when customers buy and leave."""

    name: ClassVar[str]
    names: ClassVar[tuple[str, ...]]

    @property
    def maximum(self) -> Maximum:
        """Its parameters and how sure they are."""

    def look_ahead(self, histories: Histories, weeks: float) -> Outlook:
        """Return what is to be expected of each customer within so many weeks."""
