"""What customers can be filtered by of their risk, what a marketer chooses, and what members are told."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rapport.analytical.churn.models import CustomerRisk
from rapport.analytical.churn.operations.noticing import TROUBLE
from rapport.kernel.filters.api import FilterField, Through, register_fields
from rapport.kernel.money.api import to_minor
from rapport.kernel.notices.api import NoticeKind, Told, register_notice
from rapport.kernel.settings.api import Setting, SettingGroup, declare_settings
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


def declare_choices() -> None:
    """Let each member keep what an offer costs and whom it keeps."""
    declare_settings(
        SettingGroup(
            key="churn",
            label=_("Leaving"),
            icon="user-x",
            order=75,
            help=_("What you reckon with when you plan an offer to those about to leave."),
        ),
        (
            Setting(
                key="churn.approval",
                label=_("Models wait for an approval"),
                type="yes",
                default=False,
                help=_("What is learnt at night is used once somebody approves it on the page of models."),
            ),
            Setting(
                key="churn.offer_cost",
                label=_("Cost of an offer"),
                type="decimal",
                default="5",
                scope="member",
                least=0,
                help=_("For everybody who gets it, in your own money."),
            ),
            Setting(
                key="churn.offer_success",
                label=_("Keeps of those who would leave (percent)"),
                type="whole",
                default=20,
                least=1,
                most=100,
                unit=_("%"),
                scope="member",
                help=_("Of a hundred who would have left, so many stay."),
            ),
        ),
    )


def register_notices() -> None:
    """Let members hear of models that are no longer to be trusted."""
    register_notice(NoticeKind(TROUBLE, _("Risk of leaving is unsure"), "user-x", _write, _lead))


def _write(told: Told) -> str:
    if told.values.get("failed"):
        return gettext("What was guessed of leaving came to no more than saying the same of everybody.")
    return gettext(
        "Customers of today are not those the model was judged on: read the percentages with care."
    )


def _lead(told: Told) -> str:
    return "/churn/models"


def _share(percent: Any) -> float:
    return float(percent) / 100


def _minor(amount: Any) -> int:
    """Return an amount of the shop's own money as the column holds it."""
    return to_minor(amount, get_own_tenant(current_tenant_id()).currency)
