"""Finding a customer or a product while one writes an order."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rapport.customers.party.api import CustomerFilter, list_customers
from rapport.kernel.identity.api import actor_of
from rapport.operational.orders import operations, queries
from rapport.operational.orders.http.pages.new import LineForm, read_id
from rapport.operational.orders.operations.customers import find_party
from rapport.operational.products.api import find_briefs, search_briefs
from rapport.ui.api import Toast, go_to, is_part

SHOWN = 8


def find_customers(request: HttpRequest) -> HttpResponse:
    """Customers by the beginning of a name, an address or a number, each to be chosen."""
    text = request.GET.get("customer_q", "").strip()[:200]
    actor = actor_of(request)
    found = list_customers(actor, filter=CustomerFilter(text=text), limit=SHOWN).rows if text else ()
    give = read_id(request.GET.get("order", ""))
    return render(request, "orders/found_customers.html", {"found": found, "text": text, "give": give})


def choose_customer(request: HttpRequest) -> HttpResponse:
    """The chosen customer in the form of a new order; none leaves a guest."""
    party_id = read_id(request.GET.get("party_id", ""))
    party = find_party(party_id, actor_of(request)) if party_id else None
    return render(request, "orders/new_customer.html", {"party": party})


def find_products(request: HttpRequest) -> HttpResponse:
    """Products by SKU or name, each to be added as a line."""
    text = request.GET.get("product_q", "").strip()[:200]
    found = search_briefs(actor_of(request), text, limit=SHOWN) if text else []
    return render(request, "orders/found_products.html", {"found": found, "text": text})


def give_order(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Say whose order it is: a dialog that finds a customer, and the choice."""
    actor = actor_of(request)
    order = queries.get_order(order_id, actor, "edit")
    if request.method != "POST":
        if not is_part(request):
            return go_to(request, f"/orders/{order_id}")
        return render(request, "orders/give.html", {"order": order, "title": _("Whose order is it?")})
    party_id = read_id(request.POST.get("party_id", ""))
    operations.update_order(order_id, {"party_id": party_id}, actor=actor)
    said = _("The order has its customer") if party_id else _("The order is a guest's now")
    return go_to(request, f"/orders/{order_id}", Toast(said))


def nothing(request: HttpRequest) -> HttpResponse:
    """The answer to taking a line away: the page drops it, nobody else knows of it."""
    return HttpResponse()


def add_line(request: HttpRequest) -> HttpResponse:
    """One more line in the form of a new order: of a product, or empty."""
    product_id = read_id(request.GET.get("product_id", ""))
    product = find_briefs([product_id]).get(product_id) if product_id else None
    initial = (
        {
            "product_id": product.id,
            "description": product.name,
            "sku": product.sku,
            "unit_price": format(product.unit_price.normalize(), "f"),
        }
        if product
        else {}
    )
    return render(request, "orders/new_line.html", {"line": LineForm(initial={"quantity": 1, **initial})})
