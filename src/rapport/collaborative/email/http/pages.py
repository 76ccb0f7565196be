"""Connecting an e-mail address, and one of them: how it goes, where to forward to, its signature's key."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from rapport.collaborative.delivery.api import (
    add_account,
    change_account,
    get_account,
    switch_account,
)
from rapport.collaborative.email.http.forms import AccountForm, initial_of
from rapport.kernel.errors import RapportError
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import Crumb, Fact, Toast, get_viewer, go_to, put_errors

LIST = "/settings/channels"
HERE = "/settings/channels/email"


@never_cache
def add(request: HttpRequest) -> HttpResponse:
    """Connect an address."""
    form = AccountForm(request.POST if request.method == "POST" else None, initial={"active": True})
    if form.is_bound and form.is_valid():
        try:
            line = add_account(form.draft(), actor=actor_of(request))
        except RapportError as error:
            put_errors(form, error)
        else:
            return go_to(request, f"{HERE}/{line.id}", Toast(_("The address is connected")))
    return _form(request, form, _("New address"), LIST)


@never_cache
def change(request: HttpRequest, connected_id: UUID) -> HttpResponse:
    """Change its servers and names."""
    actor = actor_of(request)
    line = get_account(connected_id, actor=actor)
    form = AccountForm(request.POST if request.method == "POST" else None, initial=initial_of(line))
    if form.is_bound and form.is_valid():
        try:
            change_account(connected_id, form.draft(), version=form.cleaned_data["version"], actor=actor)
        except RapportError as error:
            put_errors(form, error)
        else:
            return go_to(request, f"{HERE}/{connected_id}", Toast(_("Saved")))
    return _form(request, form, line.name, f"{HERE}/{connected_id}")


@require_GET
def show(request: HttpRequest, connected_id: UUID) -> HttpResponse:
    """One address: how it goes, and what mail servers and the domain have to know."""
    actor, viewer = actor_of(request), get_viewer()
    line = get_account(connected_id, actor=actor)
    moment = viewer.moment
    settings = line.settings
    context = {
        "title": line.name,
        "crumbs": [Crumb(_("Connected addresses"), LIST), Crumb(line.name)],
        "line": line,
        "here": f"{HERE}/{connected_id}",
        "facts": [
            Fact(_("Address"), line.address),
            Fact(_("Sends by"), settings.get("smtp_host") or _("no server yet")),
            Fact(_("Reads"), settings.get("imap_host") or _("no mailbox")),
            Fact(_("Signed for the domain (DKIM)"), settings.get("dkim_domain") or "–"),
            Fact(_("Last received"), moment(line.last_in_at) if line.last_in_at else "–"),
            Fact(_("Last sent"), moment(line.last_out_at) if line.last_out_at else "–"),
        ],
        "may": actor.may("edit", "channel"),
    }
    return render(request, "email/account.html", context)


@require_POST
def switch(request: HttpRequest, connected_id: UUID) -> HttpResponse:
    """Have it work, or rest."""
    active = request.POST.get("active") == "1"
    switch_account(connected_id, active=active, actor=actor_of(request))
    said = _("It receives and sends.") if active else _("It rests; what is written meanwhile waits.")
    return go_to(request, f"{HERE}/{connected_id}", Toast(said))


def _form(request: HttpRequest, form: AccountForm, title: str, cancel: str) -> HttpResponse:
    crumbs = [Crumb(_("Connected addresses"), LIST), Crumb(title)]
    context = {"title": title, "crumbs": crumbs, "form": form, "cancel": cancel}
    return render(request, "ui/form_page.html", context, status=422 if form.errors else 200)
