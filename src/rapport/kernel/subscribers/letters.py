"""The letter that says a subscriber was shut."""

from django.utils.translation import gettext as _

from rapport.kernel.mail.api import Button, Letter
from rapport.kernel.subscribers.contracts import Ended


def write_ended(business: str, name: str, why: Ended, url: str) -> Letter:
    """Return the letter to those who may mend it, in the language that is active."""
    reasons = {
        "failing": _("Nothing got through for three days."),
        "gone": _("The address answered that it is gone (410)."),
    }
    values = {"name": name, "business": business}
    return Letter(
        _("The webhook “%(name)s” was shut") % values,
        (
            _("%(business)s no longer tells the webhook “%(name)s” what happens.") % values,
            reasons[why],
            _("Mend the program behind it and open it again: what waited goes out then."),
        ),
        Button(_("See what was tried"), url),
    )
