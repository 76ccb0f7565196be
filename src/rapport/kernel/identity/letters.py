"""The letters of identity: written in the language that is active."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.kernel.mail.api import Button, Letter


def absolute(path: str, request: HttpRequest | None = None) -> str:
    """Return a full address for a mail: of the configured installation, or of a host that is allowed."""
    if settings.PUBLIC_URL or request is None:
        return f"{settings.PUBLIC_URL or 'http://localhost:8000'}{path}"
    return request.build_absolute_uri(path)


def write_reset(url: str) -> Letter:
    """Return the letter that leads to a new password."""
    return Letter(
        _("Set a new password"),
        (
            _("Somebody, we hope you, asked to set a new password for your account at Rapport."),
            _("If it was not you, do nothing: your password stays as it is."),
        ),
        Button(_("Set a new password"), url),
        _("The link is good for two hours and works once."),
    )


def write_new_address(url: str) -> Letter:
    """Return the letter that confirms a new address to sign in with."""
    return Letter(
        _("Confirm your new address"),
        (_("Somebody, we hope you, wants to sign in to Rapport with this address from now on."),),
        Button(_("Confirm the address"), url),
        _("The link is good for two hours. If it was not you, do nothing."),
    )


def write_address_changed(address: str) -> Letter:
    """Return the letter that tells the old address of the new one."""
    return Letter(
        _("Your address was changed"),
        (
            _("You sign in to Rapport with %(address)s from now on.") % {"address": address},
            _("If it was not you, tell your administrator at once."),
        ),
    )


def write_sign_up(url: str) -> Letter:
    """Return the letter that leads to founding a business."""
    return Letter(
        _("Found your business in Rapport"),
        (_("Somebody, we hope you, wants to found a business in Rapport with this address."),),
        Button(_("Go on"), url),
        _("The link is good for two hours. If it was not you, do nothing."),
    )


def write_invitation(business: str, inviter: str, secret: str, request: HttpRequest | None = None) -> Letter:
    """Return the letter that invites somebody to work for a business."""
    url = absolute(reverse("invite_accept", kwargs={"secret": secret}), request)
    values = {"inviter": inviter, "business": business}
    return Letter(
        _("Join %(business)s") % values,
        (_("%(inviter)s invites you to work for %(business)s in Rapport.") % values,),
        Button(_("Accept the invitation"), url),
        _("The link is good for seven days. If you do not know the sender, do nothing."),
    )
