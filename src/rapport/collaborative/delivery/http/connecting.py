"""Connecting an address on a channel, and one of them: how it goes, what it holds."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from rapport.collaborative.delivery.contracts import AccountLine
from rapport.collaborative.delivery.http.accounts import HERE, STATES, TONES, state_of
from rapport.collaborative.delivery.operations.accounts import add_account, change_account, switch_account
from rapport.collaborative.delivery.operations.screens import AccountForm, get_screen, initial_of
from rapport.collaborative.delivery.queries.accounts import get_account
from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import Actor, absolute, actor_of
from rapport.ui.api import Crumb, Fact, Toast, answer_form, get_viewer, go_to, keep_form, posted


@never_cache
def add(request: HttpRequest, channel: str) -> HttpResponse:
    """Connect an address."""
    form = _form_of(request, channel, {"active": True})
    if line := keep_form(form, lambda: add_account(form.draft(), actor=actor_of(request))):
        return go_to(request, f"{HERE}/{channel}/{line.id}", Toast(_("The address is connected")))
    return _draw(request, form, _("New address"), HERE)


@never_cache
def change(request: HttpRequest, channel: str, connected_id: UUID) -> HttpResponse:
    """Change its servers and names."""
    actor = actor_of(request)
    line = _get(channel, connected_id, actor)
    here = f"{HERE}/{channel}/{connected_id}"
    form = _form_of(request, channel, initial_of(line))

    def keep() -> object:
        version = form.cleaned_data["version"]
        return change_account(connected_id, form.draft(), version=version, actor=actor)

    if keep_form(form, keep):
        return go_to(request, here, Toast(_("Saved")))
    return _draw(request, form, line.name, here)


@require_GET
def show(request: HttpRequest, channel: str, connected_id: UUID) -> HttpResponse:
    """One address: how it goes, and what its channel says of it."""
    actor, moment = actor_of(request), get_viewer().moment
    line = _get(channel, connected_id, actor)
    screen = get_screen(channel)
    state = state_of(line)
    context = {
        "title": line.name,
        "crumbs": [Crumb(_("Connected addresses"), HERE), Crumb(line.name)],
        "line": line,
        "state": (STATES[state], TONES[state]),
        "here": f"{HERE}/{channel}/{connected_id}",
        "facts": [
            Fact(_("Address"), line.address),
            *(Fact(str(label), value) for label, value in screen.facts(line, actor)),
            Fact(_("Last received"), moment(line.last_in_at) if line.last_in_at else "–"),
            Fact(_("Last sent"), moment(line.last_out_at) if line.last_out_at else "–"),
        ],
        "beside": screen.beside,
        "origin": absolute("/", request).rstrip("/"),
        "may": actor.may("edit", "channel"),
    }
    return render(request, "delivery/account.html", context)


@require_POST
def switch(request: HttpRequest, channel: str, connected_id: UUID) -> HttpResponse:
    """Have it work, or rest."""
    actor = actor_of(request)
    _get(channel, connected_id, actor)
    active = request.POST.get("active") == "1"
    switch_account(connected_id, active=active, actor=actor)
    said = _("It receives and sends.") if active else _("It rests; what is written meanwhile waits.")
    return go_to(request, f"{HERE}/{channel}/{connected_id}", Toast(said))


def _get(channel: str, connected_id: UUID, actor: Actor) -> AccountLine:
    line = get_account(connected_id, actor=actor)
    if line.channel != channel:
        raise Missing("There is no such account.")
    return line


def _form_of(request: HttpRequest, channel: str, initial: dict[str, object]) -> AccountForm:
    form = get_screen(channel).form(posted(request), initial=initial)
    form.offer(actor_of(request))
    return form


def _draw(request: HttpRequest, form: AccountForm, title: str, cancel: str) -> HttpResponse:
    crumbs = [Crumb(_("Connected addresses"), HERE), Crumb(title)]
    return answer_form(request, form, title=title, crumbs=crumbs, cancel=cancel)
