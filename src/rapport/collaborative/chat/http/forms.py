"""The form of a widget, and what its page shows beside it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rapport.collaborative.chat.rules.settings import COLOUR, LENGTHS
from rapport.collaborative.delivery.api import AccountForm, AccountLine, AccountScreen, list_account_names
from rapport.kernel.identity.api import Actor

SIDES = (("right", _("On the right")), ("left", _("On the left")))
HOURS = (("business", _("In business hours")), ("always", _("Always")))


class _Said(forms.CharField):
    """A text of a widget, as long as its kind may be."""

    def __init__(self, kind: str, **known: Any) -> None:
        shown = forms.TextInput() if kind == "title" else forms.Textarea(attrs={"rows": 2})
        super().__init__(max_length=LENGTHS[kind], required=False, widget=shown, **known)


class WidgetForm(AccountForm):
    """A widget: how it looks, what it says, where it may stand, what is answered by rules."""

    channel = "chat"

    address = forms.CharField(
        label=_("Short name"), max_length=100, help_text=_("As shop-front: it tells widgets apart.")
    )
    colour = forms.CharField(
        label=_("Colour"), max_length=7, initial=COLOUR, widget=forms.TextInput(attrs={"type": "color"})
    )
    side = forms.ChoiceField(label=_("Side of the page"), choices=SIDES, initial="right")
    hours = forms.ChoiceField(label=_("Agents answer"), choices=HOURS, initial="business")
    email_account = forms.ChoiceField(
        label=_("Answers by e-mail go from"),
        required=False,
        help_text=_("Whoever comes while nobody is in leaves a message, and is answered from there."),
    )
    origins = forms.CharField(
        label=_("Sites"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false"}),
        help_text=_("One in a line, such as https://shop.example; empty: any site may show it."),
    )
    title_en = _Said("title", label=_("Heading (English)"))
    title_zh = _Said("title", label=_("Heading (Chinese)"))
    greeting_en = _Said("greeting", label=_("Greeting (English)"))
    greeting_zh = _Said("greeting", label=_("Greeting (Chinese)"))
    away_en = _Said("away", label=_("When nobody is in (English)"))
    away_zh = _Said("away", label=_("When nobody is in (Chinese)"))
    consent_en = _Said("consent", label=_("Note on data protection (English)"))
    consent_zh = _Said("consent", label=_("Note on data protection (Chinese)"))
    answers = forms.CharField(
        label=_("Answers by rules"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One in a line: delivery, shipping = We deliver within two days."),
    )

    def offer(self, actor: Actor) -> None:
        """Offer the e-mail addresses answers may go from."""
        known = [(str(account_id), name) for account_id, name in list_account_names("email", actor=actor)]
        field = self.fields["email_account"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("None")), *known]


def facts_of(line: AccountLine, actor: Actor) -> list[tuple[object, object]]:
    """Return where a widget may stand, and when agents answer."""
    hours = dict(HOURS)[str(line.settings.get("hours") or "business")]
    return [
        (_("Sites"), str(line.settings.get("origins") or "").replace("\n", ", ") or _("Any")),
        (_("Agents answer"), hours),
    ]


SCREEN = AccountScreen(WidgetForm, facts_of, "chat/beside.html")
