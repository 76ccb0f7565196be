"""A new order by hand: customer, lines, sums as one types."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.kernel.errors import RapportError
from rapport.kernel.identity.api import actor_of, tenant_of
from rapport.kernel.money.api import known_currencies, to_minor
from rapport.operational.orders import operations
from rapport.operational.orders.contracts import NewLine, NewOrder
from rapport.operational.orders.http.pages.detail import list_sums
from rapport.operational.orders.models import Order
from rapport.operational.orders.operations.customers import find_party
from rapport.operational.orders.operations.lines import fill_basket, load_shelf
from rapport.ui.api import Crumb, Toast, go_to, put_errors

MOST_LINES = 200
_COLUMNS = ("product_id", "sku", "description", "quantity", "unit_price", "discount", "tax")


def read_id(text: str) -> UUID | None:
    """Return the id a form sent, or None where it sent none."""
    try:
        return UUID(text)
    except ValueError:
        return None


class LineForm(forms.Form):
    """One line as it is typed; the discount in major units, the tax in percent."""

    product_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    sku = forms.CharField(max_length=100, required=False, widget=forms.HiddenInput)
    description = forms.CharField(max_length=500, label=gettext_lazy("Product"))
    quantity = forms.DecimalField(max_digits=16, decimal_places=4, label=gettext_lazy("Quantity"))
    unit_price = forms.DecimalField(max_digits=19, decimal_places=6, label=gettext_lazy("Unit price"))
    discount = forms.DecimalField(
        max_digits=17, decimal_places=3, min_value=Decimal(0), required=False, label=gettext_lazy("Discount")
    )
    tax = forms.DecimalField(
        max_digits=6,
        decimal_places=4,
        min_value=Decimal(0),
        max_value=Decimal(100),
        required=False,
        label=gettext_lazy("Tax %"),
    )

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial, auto_id=False, prefix="line")
        for field in self.fields.values():
            if field.label:
                field.widget.attrs.update({"aria-label": field.label, "inputmode": "decimal"})
        self.fields["description"].widget.attrs.pop("inputmode")

    @property
    def figures(self) -> list[forms.BoundField]:
        """The fields that hold numbers."""
        return [self[name] for name in ("quantity", "unit_price", "discount", "tax")]

    def add_prefix(self, field_name: str) -> str:
        """Every line's fields have the same names: the browser sends them in order."""
        return f"line_{field_name}"

    def as_new(self, currency: str) -> NewLine:
        """Return what was typed."""
        given = self.cleaned_data
        return NewLine(
            quantity=given["quantity"],
            unit_price=given["unit_price"],
            sku=given["sku"],
            product_id=given["product_id"],
            description=given["description"],
            discount_minor=to_minor(given["discount"] or Decimal(0), currency),
            tax_rate=(given["tax"] or Decimal(0)) / 100,
        )


class OrderForm(forms.Form):
    """What surrounds the lines."""

    currency = forms.CharField(label=gettext_lazy("Currency"), max_length=3)
    tax_included = forms.BooleanField(label=gettext_lazy("Prices include tax"), required=False)
    discount = forms.DecimalField(
        label=gettext_lazy("Discount on the whole order"),
        max_digits=17,
        decimal_places=3,
        min_value=Decimal(0),
        required=False,
    )
    shipping = forms.DecimalField(
        label=gettext_lazy("Shipping"), max_digits=17, decimal_places=3, min_value=Decimal(0), required=False
    )
    channel = forms.CharField(label=gettext_lazy("Channel"), max_length=40, required=False)
    country = forms.CharField(label=gettext_lazy("Country"), max_length=2, required=False)
    guest_name = forms.CharField(label=gettext_lazy("Guest's name"), max_length=300, required=False)
    guest_email = forms.EmailField(label=gettext_lazy("Guest's e-mail"), max_length=254, required=False)
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_currency(self) -> str:
        """Return the code in capitals, one that exists."""
        currency = str(self.cleaned_data["currency"]).strip().upper()
        if currency not in known_currencies():
            raise forms.ValidationError(_("Not a currency code (ISO 4217)."))
        return currency


def show_new_order(request: HttpRequest) -> HttpResponse:
    """Ask for a new order and place it."""
    actor, tenant = actor_of(request), tenant_of(request)
    form = OrderForm(request.POST or None, initial={"currency": tenant.currency, "country": tenant.country})
    lines = _read_lines(request) if form.is_bound else [LineForm(initial={"quantity": 1})]
    party_id = read_id((request.POST or request.GET).get("party_id", ""))
    if form.is_bound and (new := _read_order(form, lines, party_id)):
        try:
            order = operations.place_order(new, actor=actor)
        except RapportError as error:
            put_errors(form, error)
        else:
            said = _("Order %(number)s is placed") % {"number": order.number}
            return go_to(request, f"/orders/{order.id}", Toast(said))
    context = {
        "title": _("New order"),
        "crumbs": [Crumb(_("Orders"), "/orders"), Crumb(_("New order"))],
        "form": form,
        "lines": lines,
        "party": find_party(party_id, actor) if party_id else None,
    }
    return render(request, "orders/new.html", context, status=422 if form.is_bound else 200)


def show_sums(request: HttpRequest) -> HttpResponse:
    """What the order would come to as it stands in the form; nothing is written."""
    form, lines = OrderForm(request.POST), _read_lines(request)
    order = None
    if new := _read_order(form, lines, None):
        try:
            basket = fill_basket(new, new.currency, load_shelf([new]))
        except RapportError:
            return render(request, "orders/new_sums.html", {})
        sums = basket.order
        order = Order(
            currency=new.currency,
            tax_included=new.tax_included,
            subtotal_minor=sums.subtotal_minor,
            discount_minor=sums.discount_minor,
            shipping_minor=sums.shipping_minor,
            tax_minor=sums.tax_minor,
            total_minor=sums.total_minor,
        )
    context = {"sums": list_sums(order), "currency": order.currency} if order else {}
    return render(request, "orders/new_sums.html", context)


def _read_lines(request: HttpRequest) -> list[LineForm]:
    """Return the typed lines; those with nothing in them are left out."""
    columns = [request.POST.getlist(f"line_{name}")[:MOST_LINES] for name in _COLUMNS]
    rows = [dict(zip(_COLUMNS, values, strict=True)) for values in zip(*columns, strict=False)]
    typed = [row for row in rows if row["description"].strip() or row["unit_price"].strip()]
    return [LineForm({f"line_{name}": value for name, value in row.items()}) for row in typed]


def _read_order(form: OrderForm, lines: list[LineForm], party_id: UUID | None) -> NewOrder | None:
    """Return the typed order, or None while something is missing or wrong."""
    good = [line.is_valid() for line in lines]
    if not form.is_valid() or not all(good):
        return None
    if not lines:
        form.add_error(None, _("An order needs at least one line."))
        return None
    given = form.cleaned_data
    currency = given["currency"]
    return NewOrder(
        lines=tuple(line.as_new(currency) for line in lines),
        currency=currency,
        party_id=party_id,
        channel=given["channel"],
        country=given["country"],
        tax_included=given["tax_included"],
        discount_minor=to_minor(given["discount"] or Decimal(0), currency),
        shipping_minor=to_minor(given["shipping"] or Decimal(0), currency),
        guest_name=given["guest_name"] if party_id is None else "",
        guest_email=given["guest_email"] if party_id is None else "",
        note=given["note"],
    )
