"""Who writes in a conversation: a dialog that finds a customer, and the choice."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rapport.collaborative.delivery.api import assign_customer, get_conversation
from rapport.collaborative.inbox.http.words import name_peer
from rapport.customers.party.api import CustomerFilter, list_customers
from rapport.kernel.errors import Unknown
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import Toast, go_to, is_part

SHOWN = 8


def choose_customer(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Ask whose conversation it is; a POST says so, and without a customer that it is nobody to be kept."""
    actor, here = actor_of(request), f"/conversations/{conversation_id}"
    line = get_conversation(conversation_id, actor=actor, verb="edit")
    if request.method == "POST":
        given = request.POST.get("party_id") or request.GET.get("party_id", "")
        assign_customer(conversation_id, _read(given), actor=actor)
        undo = f"{here}/whose?party_id={line.customer_id or ''}"
        return go_to(request, here, Toast(_("Said who writes here"), undo=undo))
    if not is_part(request):
        return go_to(request, here)
    context = {"line": line, "peer": name_peer(line.channel, line.peer), "title": _("Who writes here?")}
    return render(request, "inbox/whose.html", context)


def find_customers(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Customers by the beginning of a name, an address or a number, each to be chosen."""
    text, actor = request.GET.get("customer_q", "").strip()[:200], actor_of(request)
    get_conversation(conversation_id, actor=actor, verb="edit")
    found = list_customers(actor, filter=CustomerFilter(text=text), limit=SHOWN).rows if text else ()
    context = {"found": found, "text": text, "conversation_id": conversation_id}
    return render(request, "inbox/found_customers.html", context)


def _read(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise Unknown("There is no such customer.") from error
