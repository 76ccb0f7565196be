"""Where the link to a new address leads: whoever opens it confirms by a button, signed in or not."""

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from rapport.kernel.errors import Conflict
from rapport.kernel.identity.http import refusals
from rapport.kernel.identity.operations import confirm_new_address, read_new_address


@never_cache
def confirm(request: HttpRequest, token: str) -> HttpResponseBase:
    """Ask once, so that no program that opens links confirms; then lead on to signing in."""
    _person, address = read_new_address(token)
    if request.method == "POST":
        try:
            confirm_new_address(token)
        except Conflict as error:
            return refusals.refuse(request, 409, error.message)
        messages.info(request, _("You sign in with %(address)s from now on.") % {"address": address})
        return redirect("/account/")
    return render(request, "identity/new_address.html", {"title": _("Your new address"), "address": address})
