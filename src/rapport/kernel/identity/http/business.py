"""Which business a session works for: kept in the session, chosen when a person has several."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rapport.kernel.errors import Missing
from rapport.kernel.identity.contracts import MembershipSummary
from rapport.kernel.identity.http import refusals
from rapport.kernel.identity.models import Person
from rapport.kernel.identity.queries import list_memberships
from rapport.kernel.identity.standing import person_of

_TENANT, _MEMBER = "tenant", "member"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The membership a session works under."""

    tenant_id: UUID
    member_id: UUID


def chosen(request: HttpRequest) -> Chosen | None:
    """Return the membership the session works under, or None when none was chosen yet."""
    tenant, member = request.session.get(_TENANT), request.session.get(_MEMBER)
    return Chosen(UUID(tenant), UUID(member)) if tenant and member else None


def choose(request: HttpRequest, membership: MembershipSummary) -> Chosen:
    """Let the session work for a business from now on."""
    request.session[_TENANT] = str(membership.tenant_id)
    request.session[_MEMBER] = str(membership.member_id)
    return Chosen(membership.tenant_id, membership.member_id)


def choose_the_only_one(request: HttpRequest, person: Person) -> Chosen | HttpResponseBase:
    """Choose where there is no choice; otherwise answer with the page that asks or explains."""
    every = list_memberships(person.id)
    active = [membership for membership in every if membership.active]
    if len(active) == 1:
        return choose(request, active[0])
    if active:
        return refusals.lead_to(request, _address(request))
    if every:
        return refusals.refuse(request, 403, _("This business is suspended. Ask its owner or your host."))
    if person.is_host:
        return refusals.lead_to(request, "/host/")
    return refusals.refuse(request, 403, _("You are not a member of any business yet."))


def lost(request: HttpRequest, former: Chosen) -> HttpResponseBase:
    """Answer when the membership or its business was suspended since it was chosen."""
    for key in (_TENANT, _MEMBER):
        request.session.pop(key, None)
    every = list_memberships(person_of(request).id)
    if any(membership.tenant_id == former.tenant_id for membership in every):
        return refusals.refuse(request, 403, _("You may not work for this business at present."))
    return refusals.lead_to(request, _address(request))


@require_http_methods(["GET", "POST"])
def show_businesses(request: HttpRequest) -> HttpResponseBase:
    """Show the businesses a person works for, and take their choice."""
    every = list_memberships(person_of(request).id)
    onward = safe_next(request)
    if request.method == "POST":
        wanted = request.POST.get("business", "")
        membership = next((m for m in every if m.active and str(m.tenant_id) == wanted), None)
        if membership is None:
            raise Missing(_("There is no such business."))
        request.session.cycle_key()
        choose(request, membership)
        return redirect(onward)
    return render(request, "identity/businesses.html", {"businesses": every, "next": onward})


def safe_next(request: HttpRequest) -> str:
    """Return the address to go on to, only if it is one of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    mine = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if mine else "/"


def _address(request: HttpRequest) -> str:
    onward = request.get_full_path() if request.method == "GET" else "/"
    return f"{reverse('businesses')}?{urlencode({'next': onward})}"
