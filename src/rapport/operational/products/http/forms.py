"""The forms of products and categories; prices are typed in major units."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rapport.operational.products.models import Category, Product
from rapport.ui.api import DayInput


class ProductForm(forms.Form):
    """A product as it is typed."""

    name = forms.CharField(label=_("Name"), max_length=300)
    sku = forms.CharField(label=_("SKU"), max_length=100)
    category_id = forms.TypedChoiceField(label=_("Category"), required=False, coerce=str, empty_value=None)
    stage = forms.ChoiceField(
        label=_("Stage of life"), choices=Product.Stage.choices, initial=Product.Stage.MATURE
    )
    unit_price = forms.DecimalField(
        label=_("Unit price"), max_digits=20, decimal_places=6, min_value=Decimal(0)
    )
    cost = forms.DecimalField(
        label=_("Cost"), max_digits=20, decimal_places=6, min_value=Decimal(0), required=False
    )
    currency = forms.CharField(label=_("Currency"), max_length=3)
    description = forms.CharField(
        label=_("Description"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    active = forms.BooleanField(label=_("On sale"), required=False, initial=True)

    def __init__(self, *args: Any, categories: list[Category], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", "–"), *((str(row.id), row.name) for row in categories)]
        field = self.fields["category_id"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def values(self) -> dict[str, Any]:
        """Return what was typed, as the room takes it."""
        given = dict(self.cleaned_data)
        given["currency"] = given["currency"].strip().upper()
        given["category_id"] = given["category_id"] or None
        return given


class CategoryForm(forms.Form):
    """A category as it is typed."""

    name = forms.CharField(label=_("Name"), max_length=200)
    code = forms.CharField(label=_("Code"), max_length=100)
    parent_id = forms.TypedChoiceField(label=_("Below"), required=False, coerce=str, empty_value=None)

    def __init__(self, *args: Any, categories: list[Category], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["parent_id"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "–"), *((str(row.id), row.name) for row in categories)]


class CostForm(forms.Form):
    """What a product costs from a day on; an empty cost is not known."""

    cost = forms.DecimalField(
        label=_("Cost"), max_digits=20, decimal_places=6, min_value=Decimal(0), required=False
    )
    since = forms.DateField(
        label=_("From"),
        required=False,
        widget=DayInput(),
        help_text=_("Empty: today."),
    )


class CostFactForm(forms.Form):
    """A product's present cost as it is typed in place."""

    value = forms.DecimalField(
        label=_("Cost"), max_digits=20, decimal_places=6, min_value=Decimal(0), required=False
    )
