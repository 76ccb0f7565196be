"""What a product costs: edited in place, set from a day on, and shown over time."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from rapport.kernel.errors import RapportError
from rapport.kernel.identity.api import actor_of
from rapport.operational.products import operations, queries
from rapport.operational.products.contracts import CostRow
from rapport.operational.products.http.forms import CostFactForm, CostForm
from rapport.operational.products.models import Product
from rapport.operational.products.rules import share_left
from rapport.ui.api import (
    Action,
    Fact,
    Toast,
    Viewer,
    answer_dialog,
    answer_fact,
    answer_fact_editor,
    get_viewer,
    go_to,
    put_errors,
)

SHOWN = 12


def tell_cost(product: Product, viewer: Viewer, *, may_edit: bool) -> Fact:
    """Return the present cost as a fact of the product's page, with its margin."""
    value = "" if product.cost is None else viewer.price(product.cost, product.currency)
    margin = share_left(product.unit_price, product.cost)
    if margin is not None:
        value = _("%(cost)s (margin %(share)s)") % {"cost": value, "share": viewer.share(margin)}
    edit = f"/products/{product.id}/fact/cost" if may_edit else ""
    return Fact(_("Cost"), value, edit=edit, id="fact-cost")


def edit_cost(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Edit what the product costs now in place: it holds from today on."""
    actor, viewer = actor_of(request), get_viewer()
    actor.require_fields("product", ("cost",))
    product = queries.get_product(product_id, actor)
    fact = tell_cost(product, viewer, may_edit=True)
    shown = None if product.cost is None else format(product.cost.normalize(), "f")
    form = CostFactForm(request.POST if request.method == "POST" else None, initial={"value": shown})
    if not form.is_bound and "cancel" in request.GET:
        return answer_fact(request, fact)
    if form.is_bound and form.is_valid():
        row = CostRow(product.sku, form.cleaned_data["value"])
        try:
            product = operations.set_cost(product_id, row, actor=actor)
        except RapportError as error:
            form.add_error("value", error.fields.get("cost", error.message))
        else:
            return answer_fact(request, tell_cost(product, viewer, may_edit=True), Toast(_("Saved")))
    return answer_fact_editor(request, fact, form, "value")


def set_cost(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Ask for a cost and the day it holds from, which may lie in the past: orders since then are costed by
    it."""
    actor = actor_of(request)
    actor.require_fields("product", ("cost",))
    product = queries.get_product(product_id, actor)
    form = CostForm(request.POST or None)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            operations.set_cost(product_id, CostRow(product.sku, given["cost"], given["since"]), actor=actor)
        except RapportError as error:
            put_errors(form, error)
        else:
            return go_to(
                request, f"/products/{product_id}", Toast(_("Saved. Orders are costed in a moment."))
            )
    return answer_dialog(
        request, _("Cost from a day on"), form, f"/products/{product_id}/costs", _("Set cost")
    )


def draw_costs(request: HttpRequest, subject: UUID | None) -> str:
    """What the product cost over time, the newest first."""
    actor = actor_of(request)
    if subject is None or not actor.may_see("product", "cost"):
        return ""
    lines = queries.list_costs(subject, actor)
    may = actor.may("edit", "product") and actor.may_write("product", "cost")
    context = {
        "lines": lines[:SHOWN],
        "more": max(len(lines) - SHOWN, 0),
        "add": Action(_("Cost from a day on"), f"/products/{subject}/costs", icon="plus", dialog=True)
        if may
        else None,
    }
    return render_to_string("products/costs.html", context, request)
