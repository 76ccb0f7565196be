"""The letter that calls a member to an urgent need."""

from django.utils.translation import gettext as _

from rapport.customers.accounts.models import UrgentNeed
from rapport.kernel.identity.api import absolute
from rapport.kernel.mail.api import Button, Letter


def write_call(need: UrgentNeed, customer: str, step: int) -> Letter:
    """Return the letter, in the language that is active."""
    values = {"customer": customer, "need": need.title, "by": need.raised_by}
    first = _("%(by)s says that %(customer)s needs something at once: %(need)s") % values
    later = _("Nobody has taken care of it in time; so it comes to you.")
    return Letter(
        _("Urgent for %(customer)s: %(need)s") % values,
        (first,) if step == 1 else (first, later),
        Button(_("Take care of it"), absolute(f"/needs/{need.id}")),
        _("Whoever presses “I take care of it” stops the clock."),
    )
