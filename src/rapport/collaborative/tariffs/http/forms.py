"""The forms of numbers, tariffs and budgets."""

from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.collaborative.tariffs.contracts import BudgetDraft, NumberDraft, TariffDraft
from rapport.collaborative.tariffs.models import MessageBudget, MessageTariff, ServiceNumber
from rapport.collaborative.tariffs.queries.naming import list_campaigns
from rapport.collaborative.tariffs.queries.numbers import list_numbers
from rapport.kernel.identity.api import Actor
from rapport.kernel.money.api import known_currencies, to_major, to_minor
from rapport.ui.api import DayInput

_WORDS = gettext_lazy("Several are parted by commas.")


class NumberForm(forms.Form):
    """A number, where it is, what goes over it, from when until when."""

    number = forms.CharField(
        label=gettext_lazy("Number"),
        max_length=20,
        help_text=gettext_lazy(
            "With its country like +49 1520 0000001, a short code, or a name that only sends."
        ),
    )
    country = forms.CharField(
        label=gettext_lazy("Country"), max_length=2, help_text=gettext_lazy("Two letters like DE.")
    )
    operators = forms.CharField(
        label=gettext_lazy("Operators"), required=False, max_length=600, help_text=_WORDS
    )
    capabilities = forms.MultipleChoiceField(
        label=gettext_lazy("What goes over it"),
        choices=ServiceNumber.Capability.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    valid_from = forms.DateField(label=gettext_lazy("Valid from"), widget=DayInput)
    valid_until = forms.DateField(label=gettext_lazy("Valid until"), required=False, widget=DayInput)
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def draft(self, owner_id: UUID | None) -> NumberDraft:
        """Return the number as it is kept."""
        given = self.cleaned_data
        return NumberDraft(
            number=given["number"],
            country=given["country"].strip().upper(),
            valid_from=given["valid_from"],
            valid_until=given["valid_until"],
            operators=_split(given["operators"]),
            capabilities=tuple(given["capabilities"]),
            owner_id=owner_id,
            note=given["note"],
        )


def number_values(row: ServiceNumber) -> dict[str, Any]:
    """Return a number as its form begins."""
    kept = {name: getattr(row, name) for name in NumberForm.base_fields}
    return {**kept, "operators": ", ".join(row.operators)}


class TariffForm(forms.Form):
    """What a part costs and brings, for which messages, from which day on."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=MessageTariff.Kind.choices)
    direction = forms.ChoiceField(label=gettext_lazy("Direction"), choices=MessageTariff.Direction.choices)
    channel = forms.ChoiceField(label=gettext_lazy("Channel"), choices=MessageTariff.Medium.choices)
    number = forms.ChoiceField(label=gettext_lazy("Number"), required=False)
    country = forms.CharField(
        label=gettext_lazy("Country"),
        max_length=2,
        required=False,
        help_text=gettext_lazy("Two letters like DE; empty means every country."),
    )
    operator = forms.CharField(label=gettext_lazy("Operator"), max_length=60, required=False)
    prefixes = forms.CharField(
        label=gettext_lazy("For numbers that begin with"),
        required=False,
        max_length=4000,
        help_text=gettext_lazy("Like +49151 +49160; empty means every number. The longest beginning wins."),
    )
    cost = forms.DecimalField(
        label=gettext_lazy("Cost of a part"), min_value=Decimal(0), max_digits=12, decimal_places=6
    )
    price = forms.DecimalField(
        label=gettext_lazy("What a part brings"),
        min_value=Decimal(0),
        max_digits=12,
        decimal_places=6,
        initial=Decimal(0),
        help_text=gettext_lazy("Your share of what the customer pays; 0 for normal and free messages."),
    )
    currency = forms.CharField(label=gettext_lazy("Currency"), max_length=3)
    valid_from = forms.DateField(label=gettext_lazy("Valid from"), widget=DayInput)

    def offer(self, actor: Actor) -> "TariffForm":
        """Offer the numbers there are."""
        _offer_numbers(self, _("Every number"), actor)
        return self

    def draft(self) -> TariffDraft:
        """Return the tariff as it is kept."""
        given: dict[str, Any] = dict(self.cleaned_data)
        prefixes = tuple(given.pop("prefixes").replace(",", " ").split())
        words = {name: given.pop(name).strip().upper() for name in ("country", "currency")}
        return TariffDraft(**{**given, **words, "prefixes": prefixes})


class EndForm(forms.Form):
    """The last day a tariff holds."""

    ended_on = forms.DateField(label=gettext_lazy("Holds until"), widget=DayInput)


class BudgetForm(forms.Form):
    """How much may be spent at most, on what, for how long."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    reach = forms.ChoiceField(label=gettext_lazy("Counts"), choices=MessageBudget.Reach.choices)
    number = forms.ChoiceField(label=gettext_lazy("Number"), required=False)
    campaign_id = forms.TypedChoiceField(
        label=gettext_lazy("Campaign"), required=False, coerce=UUID, empty_value=None
    )
    period = forms.ChoiceField(label=gettext_lazy("Period"), choices=MessageBudget.Period.choices)
    amount = forms.DecimalField(
        label=gettext_lazy("At most"), min_value=Decimal("0.01"), max_digits=14, decimal_places=3
    )
    currency = forms.CharField(label=gettext_lazy("Currency"), max_length=3)
    advertising = forms.BooleanField(
        label=gettext_lazy("Advertising only"),
        required=False,
        help_text=gettext_lazy("Answers to customers are neither counted nor stopped."),
    )
    active = forms.BooleanField(label=gettext_lazy("At work"), required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def offer(self, actor: Actor, kept: tuple[UUID, str] | None = None) -> "BudgetForm":
        """Offer the numbers and campaigns there are, and the one it is of."""
        _offer_numbers(self, "–", actor)
        pairs = {**dict(list_campaigns(actor)), **dict([kept] if kept else [])}
        choices = [("", "–"), *((str(one), name) for one, name in pairs.items())]
        cast("forms.ChoiceField", self.fields["campaign_id"]).choices = choices
        return self

    def clean_currency(self) -> str:
        """Return the currency as it is kept."""
        currency = str(self.cleaned_data["currency"]).strip().upper()
        if currency not in known_currencies():
            raise forms.ValidationError(_("There is no such currency."))
        return currency

    def draft(self) -> BudgetDraft:
        """Return the budget as it is kept."""
        given: dict[str, Any] = dict(self.cleaned_data)
        given.pop("version")
        amount = to_minor(given.pop("amount"), given["currency"])
        return BudgetDraft(**given, amount_minor=amount)


def budget_values(draft: BudgetDraft, version: int) -> dict[str, Any]:
    """Return a budget as its form begins."""
    kept = {name: getattr(draft, name, None) for name in BudgetForm.base_fields}
    return {**kept, "amount": to_major(draft.amount_minor, draft.currency), "version": version}


def _offer_numbers(form: forms.Form, none: str, actor: Actor) -> None:
    numbers = list_numbers(actor).order_by("number").values_list("number", flat=True).distinct()
    cast("forms.ChoiceField", form.fields["number"]).choices = [("", none), *((one, one) for one in numbers)]


def _split(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.replace("，", ",").split(",") if one.strip())
