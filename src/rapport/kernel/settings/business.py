"""The business's own settings: its entry in the register of tenants, and what its papers say."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from rapport.kernel.identity.api import Actor
from rapport.kernel.settings.contracts import Setting, SettingGroup
from rapport.kernel.settings.registry import declare_settings
from rapport.kernel.tenancy.api import change_own_tenant, current_tenant_id, get_own_tenant

_COLUMNS = {
    "business.name": "name",
    "business.country": "country",
    "business.currency": "currency",
    "business.zone": "zone",
    "business.language": "locale",
}


class RegisterStore:
    """What the register of tenants keeps, because it is needed before any table of the business is read."""

    def read(self) -> Mapping[str, Any]:
        """Return the entry of the running transaction's business."""
        tenant = get_own_tenant(current_tenant_id())
        return {key: getattr(tenant, column) for key, column in _COLUMNS.items()}

    def write(self, values: Mapping[str, Any], *, actor: Actor) -> None:
        """Change the entry, in the transaction of the change."""
        change_own_tenant(**{_COLUMNS[key]: value for key, value in values.items()})


def declare_business() -> None:
    """Declare who the business is, how it counts, and what stands on its papers."""
    kept = partial(Setting, store=RegisterStore())
    needed = partial(kept, required=True)
    declare_settings(
        SettingGroup(
            key="business",
            label=_("Business"),
            icon="store",
            order=10,
            words="company shop firm",
            help=_("Who you are, where you are, and what you count in."),
        ),
        (
            needed(key="business.name", label=_("Name"), help=_("As customers know you.")),
            kept(
                key="business.country",
                label=_("Country"),
                type="country",
                help=_("Phone numbers and addresses without a country are read as of here."),
            ),
            needed(
                key="business.currency",
                label=_("Currency"),
                type="currency",
                help=_(
                    "What worth and reports are counted in; other currencies are converted by your rates."
                ),
            ),
            needed(
                key="business.zone",
                label=_("Time zone"),
                type="zone",
                help=_("Where your days begin: imports without a zone, “today” in filters, quiet hours."),
            ),
            needed(
                key="business.language",
                label=_("Language"),
                type="language",
                help=_("Letters to people without an account are written in it."),
            ),
        ),
    )
    declare_settings(
        SettingGroup(
            key="papers",
            label=_("Address and fiscal details"),
            icon="landmark",
            order=20,
            words="tax vat registration invoice imprint",
            help=_("What stands on your papers."),
        ),
        (
            Setting(key="papers.legal_name", label=_("Legal name")),
            Setting(key="papers.street", label=_("Street and number"), type="lines", longest=300),
            Setting(key="papers.postal_code", label=_("Postal code"), longest=20),
            Setting(key="papers.city", label=_("City"), longest=120),
            Setting(key="papers.region", label=_("Region"), longest=120),
            Setting(
                key="papers.tax_number",
                label=_("Tax number"),
                longest=40,
                help=_("VAT number in Europe, unified social credit code in China."),
            ),
            Setting(
                key="papers.registration",
                label=_("Registration"),
                longest=120,
                help=_("Court and number of the commercial register."),
            ),
            Setting(key="papers.email", label=_("E-mail"), type="email", longest=254),
            Setting(key="papers.phone", label=_("Phone"), longest=40),
            Setting(key="papers.website", label=_("Web page"), type="web", longest=300),
        ),
    )
