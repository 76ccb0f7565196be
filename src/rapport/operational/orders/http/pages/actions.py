"""What one does to an order from its page: small dialogs, and buttons that post."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from rapport.kernel.errors import RapportError
from rapport.kernel.identity.api import actor_of
from rapport.operational.orders import operations, queries
from rapport.operational.orders.http.labels import STATUS_LABELS
from rapport.operational.orders.http.pages.detail import left_to_return
from rapport.operational.orders.http.pages.forms import (
    FactForm,
    InvoiceForm,
    PaymentForm,
    ReturnForm,
)
from rapport.ui.api import Fact, Toast, answer_dialog, answer_fact, answer_fact_editor, go_to, put_errors
from rapport.ui.contracts.columns import Label

F = TypeVar("F", bound=forms.Form)


@require_POST
def change_status(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Take the order to the status posted, if nobody changed it since the page was drawn."""
    version = request.POST.get("version", "")
    order = operations.change_status(
        order_id,
        request.POST.get("status", ""),
        actor=actor_of(request),
        version=int(version) if version.isdigit() else None,
    )
    said = _("The order is now “%(status)s”.") % {"status": STATUS_LABELS[order.status]}
    return go_to(request, f"/orders/{order_id}", Toast(said, undo=f"/orders/{order_id}/status/back"))


@require_POST
def take_back(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Take the order's last step back."""
    order = operations.take_back_step(order_id, actor=actor_of(request))
    said = _("The order is “%(status)s” again.") % {"status": STATUS_LABELS[order.status]}
    return go_to(request, f"/orders/{order_id}", Toast(said))


def note_payment(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Ask for a payment and note it."""
    actor = actor_of(request)
    order = queries.get_order(order_id, actor, "edit")
    form = PaymentForm(request.POST or None, order=order, owed=order.total_minor - order.paid_minor)
    return _ask(
        request,
        form,
        f"/orders/{order_id}/payment",
        (_("Note a payment"), _("Note payment"), _("Payment noted")),
        lambda given: operations.receive_payment(order_id, given.as_new(), actor=actor),
    )


def give_refund(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Ask how much goes back and note it."""
    actor = actor_of(request)
    order = queries.get_order(order_id, actor, "edit")
    form = PaymentForm(request.POST or None, order=order, owed=order.paid_minor - order.refunded_minor)
    return _ask(
        request,
        form,
        f"/orders/{order_id}/refund",
        (_("Give money back"), _("Give back"), _("Noted what was given back")),
        lambda given: operations.give_refund(order_id, given.as_new(), actor=actor),
    )


def issue_invoice(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Ask for number and term, and issue the invoice."""
    actor = actor_of(request)
    queries.get_order(order_id, actor, "edit")
    return _ask(
        request,
        InvoiceForm(request.POST or None),
        f"/orders/{order_id}/invoice",
        (_("Issue invoice"), _("Issue"), _("Invoice issued")),
        lambda given: operations.issue_invoice(order_id, given.as_terms(), actor=actor),
    )


@require_POST
def void_invoice(request: HttpRequest, order_id: UUID, invoice_id: UUID) -> HttpResponse:
    """Declare an invoice void."""
    operations.void_invoice(order_id, invoice_id, actor=actor_of(request))
    return go_to(request, f"/orders/{order_id}", Toast(_("The invoice is void")))


def note_return(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Ask what came back and note it."""
    actor = actor_of(request)
    queries.get_order(order_id, actor, "edit")
    details = queries.get_details(order_id, actor)
    form = ReturnForm(
        request.POST or None, order=details.order, lines=details.lines, left=left_to_return(details)
    )
    return _ask(
        request,
        form,
        f"/orders/{order_id}/return",
        (_("Note a return"), _("Note return"), _("Return noted")),
        lambda given: operations.receive_return(order_id, given.as_new(), actor=actor),
    )


def edit_fact(request: HttpRequest, order_id: UUID, name: str) -> HttpResponse:
    """Edit one of the order's plain facts in place."""
    labels = {
        "note": _("Note"),
        "channel": _("Channel"),
        "guest_name": pgettext("a person", "Name"),
        "guest_email": _("E-mail"),
        "guest_phone": _("Phone"),
    }
    actor = actor_of(request)
    order = queries.get_order(order_id, actor, "edit")
    url = f"/orders/{order_id}/fact/{name}"
    fact = Fact(labels[name], getattr(order, name), edit=url, id=f"fact-{name}")
    form = FactForm(request.POST if request.method == "POST" else None, initial={"value": fact.value})
    if not form.is_bound:
        return (
            answer_fact(request, fact)
            if "cancel" in request.GET
            else answer_fact_editor(request, fact, form, "value")
        )
    if form.is_valid():
        try:
            order = operations.update_order(order_id, {name: form.cleaned_data["value"]}, actor=actor)
        except RapportError as error:
            form.add_error("value", error.fields.get(name, error.message))
        else:
            fact = Fact(labels[name], getattr(order, name), edit=url, id=f"fact-{name}")
            return answer_fact(request, fact, Toast(_("Saved")))
    return answer_fact_editor(request, fact, form, "value")


def _ask(
    request: HttpRequest,
    form: F,
    url: str,
    words: tuple[Label, Label, Label],
    act: Callable[[F], object],
) -> HttpResponse:
    """Show a form in a dialog; a good answer is acted upon, a refused one is shown with the reason.

    `words` are the dialog's title, its button, and what is said when it is done.
    """
    title, submit, done = words
    if form.is_bound and form.is_valid():
        try:
            act(form)
        except RapportError as error:
            put_errors(form, error)
        else:
            return go_to(request, url.rsplit("/", 1)[0], Toast(done))
    return answer_dialog(request, title, form, url, submit)
