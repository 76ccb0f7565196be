"""The letter of forms: to visitors, who confirm their address."""

from uuid import UUID

from django.core import signing
from django.utils.translation import gettext as _

from rapport.customers.forms.contracts import FormLine
from rapport.kernel.errors import Missing
from rapport.kernel.mail.api import Button, Letter

_SALT = "rapport.forms.confirm"
VALID_FOR = 7 * 86_400


def write_confirmation(form: FormLine, entry_id: UUID, business: str, base: str) -> Letter:
    """Return the letter that asks a visitor to confirm, in the language that is active."""
    token = signing.dumps([form.key, str(entry_id)], salt=_SALT)
    values = {"business": business, "form": form.title}
    return Letter(
        _("Please confirm: %(form)s") % values,
        (
            _("Somebody, we hope you, filled in “%(form)s” of %(business)s with this address.") % values,
            _("Nothing is kept under your name until you confirm. If it was not you, do nothing."),
        ),
        Button(_("Confirm"), f"{base}/f/confirm/{token}"),
        _("The link is good for seven days and works once."),
    )


def write_question(form: FormLine, entry_id: UUID, business: str, base: str) -> str:
    """Return the SMS that asks whoever has a number to confirm, in the language that is active."""
    token = signing.dumps([form.key, str(entry_id), "sms"], salt=_SALT)
    values = {"business": business, "link": f"{base}/f/confirm/{token}"}
    return _("%(business)s: do you want our SMS? Confirm: %(link)s If it was not you, do nothing.") % values


def read_confirmation(token: str) -> tuple[str, UUID, str]:
    """Return the form's key, the entry a link speaks of and the channel it came on; raises `Missing` for one
    that is not good."""
    try:
        key, entry, *channel = signing.loads(token, salt=_SALT, max_age=VALID_FOR)
        return str(key), UUID(entry), "sms" if channel == ["sms"] else "email"
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise Missing("This link is no longer valid.") from error
