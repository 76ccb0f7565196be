"""What customers can be filtered by of their risk."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from rapport.analytical.churn.models import CustomerRisk
from rapport.kernel.filters.api import FilterField, Through, register_fields
from rapport.kernel.money.api import to_minor
from rapport.kernel.tenancy.api import current_tenant_id, get_own_tenant

_GROUP = _("Leaving")


def register_filters() -> None:
    """Let lists and audiences ask for customers by risk (percent) and by what is at stake (own money)."""
    register_fields(
        "customer",
        FilterField(
            "risk",
            _("Risk of leaving (percent)"),
            "number",
            Through(CustomerRisk.objects.all, "party_id", "risk"),
            rule="worth",
            stored=_share,
            indexed=True,
            group=_GROUP,
        ),
        FilterField(
            "at_stake",
            _("At stake within a year"),
            "number",
            Through(CustomerRisk.objects.all, "party_id", "at_stake_minor"),
            rule="worth",
            whole=False,
            stored=_minor,
            indexed=True,
            group=_GROUP,
        ),
    )


def _share(percent: Any) -> float:
    return float(percent) / 100


def _minor(amount: Any) -> int:
    """Return an amount of the shop's own money as the column holds it."""
    return to_minor(amount, get_own_tenant(current_tenant_id()).currency)
