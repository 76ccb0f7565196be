"""The small forms of an order's page; amounts are typed in major units of the order's currency."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rapport.kernel.money.api import minor_digits, to_major, to_minor
from rapport.operational.orders.contracts import InvoiceTerms, NewPayment, NewReturn
from rapport.operational.orders.models import GoodsReturn, Order, OrderLine
from rapport.ui.api import DayInput


class MoneyField(forms.DecimalField):
    """An amount of one currency; its value is integer minor units."""

    def __init__(self, currency: str, **options: Any) -> None:
        self.currency = currency
        digits = minor_digits(currency)
        options.setdefault("min_value", Decimal(0))
        super().__init__(max_digits=15 + digits, decimal_places=digits, **options)

    def clean(self, value: Any) -> Any:
        """Return the amount in minor units, or None where nothing was typed."""
        amount = super().clean(value)
        return None if amount is None else to_minor(amount, self.currency)


class PaymentForm(forms.Form):
    """Money received, or given back."""

    method = forms.CharField(label=_("Method"), max_length=60, required=False)
    reference = forms.CharField(label=_("Reference"), max_length=200, required=False)

    def __init__(self, *args: Any, order: Order, owed: int, **options: Any) -> None:
        super().__init__(*args, **options)
        amount = MoneyField(
            order.currency,
            label=_("Amount (%(currency)s)") % {"currency": order.currency},
            initial=to_major(max(owed, 0), order.currency) if owed > 0 else None,
        )
        self.fields = {"amount_minor": amount, **self.fields}

    def as_new(self) -> NewPayment:
        """Return what was typed."""
        return NewPayment(**self.cleaned_data)


class InvoiceForm(forms.Form):
    """How to issue the invoice."""

    number = forms.CharField(
        label=_("Number"), max_length=64, required=False, help_text=_("Left empty, the next one of the year.")
    )
    due_on = forms.DateField(label=_("Due"), required=False, widget=DayInput())

    def as_terms(self) -> InvoiceTerms:
        """Return what was typed."""
        return InvoiceTerms(**self.cleaned_data)


class ReturnForm(forms.Form):
    """Which goods came back: one quantity for each line of which something is left."""

    reason = forms.ChoiceField(label=_("Reason"), choices=GoodsReturn.Reason.choices)
    note = forms.CharField(label=_("Note"), max_length=500, required=False)

    def __init__(
        self, *args: Any, order: Order, lines: list[OrderLine], left: dict[UUID, Decimal], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.lines = [line for line in lines if line.id in left]
        quantities = {
            f"line-{line.id}": forms.DecimalField(
                label=_("%(product)s (up to %(count)s)")
                % {
                    "product": line.description or line.sku,
                    "count": format(left[line.id].normalize(), "f"),
                },
                min_value=Decimal(0),
                max_value=left[line.id],
                decimal_places=4,
                max_digits=16,
                required=False,
            )
            for line in self.lines
        }
        refund = MoneyField(
            order.currency,
            label=_("Money given back (%(currency)s)") % {"currency": order.currency},
            required=False,
        )
        self.fields = {**quantities, **self.fields, "refund_minor": refund}

    def as_new(self) -> NewReturn:
        """Return what was typed."""
        values = self.cleaned_data
        lines = tuple(
            (line.id, values[f"line-{line.id}"]) for line in self.lines if values[f"line-{line.id}"]
        )
        return NewReturn(
            lines=lines,
            reason=values["reason"],
            note=values["note"],
            refund_minor=values["refund_minor"] or 0,
        )


class FactForm(forms.Form):
    """The one field of a fact's editor."""

    value = forms.CharField(label=pgettext_lazy("goods", "Value"), required=False)
