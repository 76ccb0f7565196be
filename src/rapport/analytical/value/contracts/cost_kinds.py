"""The kinds of service there are: those of orders, and what sources of costs bring when the house starts."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from rapport.analytical.value.contracts.costs import CostKind

ORDER_KINDS = (
    CostKind(
        "order", _("An order handled"), "2.00", _("Picking, packing, checking: the time it takes, in money.")
    ),
    CostKind("shipping", _("An order shipped"), "4.50", _("Postage, box and filling the shop pays.")),
    CostKind("return", _("A return handled"), "5.00", _("Postage back, unpacking, checking, writing down.")),
    CostKind("payment", _("Payment fees"), "1.5", _("Of the money received."), percent=True),
)
"""What every order costs besides its goods: counted with the purchases, in the same pass."""

_kinds: dict[str, CostKind] = {kind.key: kind for kind in ORDER_KINDS}


def add_cost_kinds(kinds: Iterable[CostKind]) -> None:
    """Add kinds of service; the same key replaces."""
    _kinds.update({kind.key: kind for kind in kinds})


def list_cost_kinds() -> list[CostKind]:
    """Return every kind of service, those of orders first."""
    return list(_kinds.values())
