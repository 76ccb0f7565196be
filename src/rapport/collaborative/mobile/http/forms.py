"""The forms of numbers and of links."""

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from rapport.collaborative.delivery.api import AccountDraft, AccountForm, AccountLine, AccountScreen
from rapport.collaborative.mobile.contracts import LinkDraft
from rapport.collaborative.mobile.models import SmsLink
from rapport.collaborative.mobile.queries.links import list_links, name_links
from rapport.collaborative.mobile.rules.drafts import MOST_PER_SECOND, MOST_WINDOW, link_words
from rapport.collaborative.mobile.rules.settings import SECRETS
from rapport.kernel.identity.api import Actor

KEPT = _("Left empty, it stays as it is.")
FORMS = (("json", _("JSON")), ("form", _("Fields of a form")))


class NumberForm(AccountForm):
    """A number customers write to: which links it goes over, or which provider by HTTP."""

    channel = "sms"
    secrets = SECRETS

    address = forms.CharField(
        label=_("Number"),
        max_length=16,
        help_text=_("With its country like +49 1520 0000001, a short code, or a name that only sends."),
    )
    links = forms.MultipleChoiceField(
        label=_("Links it goes over"), required=False, widget=forms.CheckboxSelectMultiple
    )
    country = forms.CharField(
        label=_("Country of numbers without one"),
        max_length=2,
        required=False,
        help_text=_("Two letters like DE; links often name numbers as they are dialled at home."),
    )

    gate_url = forms.CharField(
        label=_("Or over a provider by HTTP: its address"),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"type": "url", "spellcheck": "false"}),
        help_text=_("Each message is posted there; leave it empty where the number goes over links."),
    )
    gate_head = forms.CharField(
        label=_("Header that tells who we are"),
        max_length=300,
        required=False,
        help_text=_("Like Authorization: Bearer {key}"),
    )
    gate_key = forms.CharField(label=_("Its key"), required=False, widget=forms.PasswordInput, help_text=KEPT)
    gate_form = forms.ChoiceField(label=_("Posted as"), choices=FORMS, required=False)
    gate_fields = forms.CharField(
        label=_("What is posted"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text=_("One in a line, like to = {to}; places are {to} {from} {text} {token}."),
    )
    gate_id = forms.CharField(
        label=_("Where the answer holds the id"),
        max_length=100,
        required=False,
        initial="id",
        help_text=_("Like messages.0.id"),
    )
    gate_names = forms.CharField(
        label=_("Names in its calls"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=_("One in a line, like id = messageId; ours are id, from, text, at, status, error."),
    )
    gate_secret = forms.CharField(
        label=_("Secret its calls are signed with"),
        required=False,
        widget=forms.PasswordInput,
        help_text=KEPT,
    )
    gate_cost = forms.DecimalField(
        label=_("Cost of a part"), required=False, min_value=Decimal(0), max_digits=10, decimal_places=6
    )
    gate_currency = forms.CharField(label=_("Currency"), max_length=3, required=False)

    def offer(self, actor: Actor) -> None:
        """Offer the links there are."""
        choices = [(str(one.id), one.name) for one in list_links(actor).order_by("name", "id")]
        cast("forms.MultipleChoiceField", self.fields["links"]).choices = choices

    def draft(self) -> AccountDraft:
        """Return the number as delivery takes it."""
        given = self.cleaned_data
        cost: Decimal | None = given["gate_cost"]
        given["gate_cost"] = "" if cost is None else f"{cost:f}"
        given["gate_form"] = given["gate_form"] or "json"
        for name in ("country", "gate_currency"):
            given[name] = given[name].strip().upper()
        return super().draft()


def facts_of(line: AccountLine, actor: Actor) -> list[tuple[object, object]]:
    """Return the links a number goes over."""
    names = name_links(line.settings.get("links", []))
    gate = line.settings.get("gate_url", "")
    way = (_("Provider"), gate) if gate else (_("Links it goes over"), ", ".join(names) or _("none yet"))
    return [
        way,
        (_("Country of numbers without one"), line.settings.get("country") or "–"),
    ]


SCREEN = AccountScreen(NumberForm, facts_of, "mobile/beside.html")


class LinkForm(forms.Form):
    """A link: where the message centre is, who we are there, how fast it takes messages, what they cost."""

    name = forms.CharField(label=_("Name"), max_length=120)
    host = forms.CharField(label=_("Server"), max_length=254)
    port = forms.IntegerField(label=_("Port"), min_value=1, max_value=65535, initial=2775)
    security = forms.ChoiceField(label=_("Security"), choices=SmsLink.Security.choices)
    system_id = forms.CharField(label=_("System ID"), max_length=15)
    password = forms.CharField(
        label=_("Password"), max_length=8, required=False, widget=forms.PasswordInput, help_text=KEPT
    )
    system_type = forms.CharField(label=_("System type"), max_length=12, required=False)
    bind = forms.ChoiceField(label=_("Bound as"), choices=SmsLink.Bind.choices)
    alphabet = forms.ChoiceField(label=_("Alphabet"), choices=SmsLink.Alphabet.choices)
    long = forms.ChoiceField(label=_("Long messages"), choices=SmsLink.Long.choices)
    ids = forms.ChoiceField(label=_("Names in receipts"), choices=SmsLink.Ids.choices)
    window = forms.IntegerField(
        label=_("At once at most"), min_value=1, max_value=MOST_WINDOW, initial=10, help_text=_("The window.")
    )
    per_second = forms.IntegerField(
        label=_("A second at most"),
        min_value=0,
        max_value=MOST_PER_SECOND,
        initial=0,
        help_text=_("0 means no limit."),
    )
    prefixes = forms.CharField(
        label=_("For numbers that begin with"),
        required=False,
        max_length=4000,
        help_text=_("Like +49 +8613; empty means every number. The longest beginning wins."),
    )
    rank = forms.IntegerField(
        label=_("Rank"),
        min_value=1,
        max_value=9,
        initial=1,
        help_text=_("1 is taken before 2; of equal ones the cheaper."),
    )
    cost = forms.DecimalField(
        label=_("Cost of a part"), required=False, min_value=Decimal(0), max_digits=10, decimal_places=6
    )
    currency = forms.CharField(label=_("Currency"), max_length=3, required=False)
    active = forms.BooleanField(label=_("At work"), required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def draft(self) -> LinkDraft:
        """Return the link as it is kept."""
        given: dict[str, Any] = dict(self.cleaned_data)
        given.pop("version")
        words = link_words(given)
        prefixes = tuple(given.pop("prefixes").replace(",", " ").split())
        return LinkDraft(
            **{**given, **words, "prefixes": prefixes, "currency": given["currency"].strip().upper()}
        )


def initial_of(row: SmsLink) -> dict[str, Any]:
    """Return a link as its form begins."""
    kept = {name: getattr(row, name) for name in LinkForm.base_fields if name != "password"}
    return {**kept, "prefixes": " ".join(row.prefixes)}
