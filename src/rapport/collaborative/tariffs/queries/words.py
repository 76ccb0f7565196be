"""Why messages wait for money, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "budget": _("A budget is used up"),
    "no-tariff": _("Nobody knows what it costs there: a tariff is missing"),
    "no-rate": _("A budget cannot be weighed: an exchange rate is missing"),
    "number-ended": _("The number is not valid at present"),
    "number-cannot": _("The number cannot send this"),
}
"""Why a message waits, by its code."""
