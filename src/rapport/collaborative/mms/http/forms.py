"""The form of an address of MMS."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from rapport.collaborative.delivery.api import AccountDraft, AccountForm, AccountLine, AccountScreen
from rapport.collaborative.mms.rules.settings import SECRETS
from rapport.kernel.identity.api import Actor

KEPT = _("Left empty, it stays as it is.")
GIVEN = _("As the operator gave it; empty where none was given.")
CONTENTS = (
    ("image-basic", _("30 kB, pictures of 160 × 120")),
    ("image-rich", _("100 kB, pictures of 640 × 480")),
    ("video-rich", _("300 kB, pictures of 640 × 480")),
    ("megapixel", _("600 kB, pictures of 1600 × 1200")),
)


class MmsForm(AccountForm):
    """A number for MMS: the operator's message centre, who we are there, how large messages may be."""

    channel = "mms"
    secrets = SECRETS

    address = forms.CharField(
        label=_("Number"),
        max_length=16,
        help_text=_("With its country like +49 1520 0000001, or a short code."),
    )
    url = forms.CharField(
        label=_("Address of the message centre (MM7)"),
        max_length=500,
        widget=forms.TextInput(attrs={"type": "url", "spellcheck": "false"}),
        help_text=_("Where messages are handed over, such as https://mmsc.operator.example/mm7."),
    )
    user = forms.CharField(label=_("Name there"), max_length=100, required=False)
    password = forms.CharField(
        label=_("Password there"), required=False, widget=forms.PasswordInput, help_text=KEPT
    )
    vasp_id = forms.CharField(label=_("VASPID"), max_length=100, required=False, help_text=GIVEN)
    vas_id = forms.CharField(label=_("VASID"), max_length=100, required=False, help_text=GIVEN)
    service_code = forms.CharField(label=_("Service code"), max_length=100, required=False, help_text=GIVEN)
    own_user = forms.CharField(
        label=_("Name the message centre calls us by"),
        max_length=100,
        required=False,
        help_text=_("Without name and password nothing is received."),
    )
    own_password = forms.CharField(
        label=_("Its password here"), required=False, widget=forms.PasswordInput, help_text=KEPT
    )
    content = forms.ChoiceField(label=_("A message holds"), choices=CONTENTS, initial="video-rich")
    country = forms.CharField(
        label=_("Country of numbers without one"),
        max_length=2,
        required=False,
        help_text=_("Two letters like DE."),
    )
    schema = forms.CharField(
        label=_("Schema of MM7"),
        max_length=20,
        initial="REL-6-MM7-1-4",
        help_text=_("Leave it unless the operator asks for another."),
    )
    mm7_version = forms.CharField(label=_("Version of MM7"), max_length=10, initial="6.8.0")
    cost = forms.DecimalField(
        label=_("Cost of a message"), required=False, min_value=Decimal(0), max_digits=10, decimal_places=6
    )
    currency = forms.CharField(label=_("Currency"), max_length=3, required=False)

    def draft(self) -> AccountDraft:
        """Return the address as delivery takes it."""
        given = self.cleaned_data
        cost: Decimal | None = given["cost"]
        given["cost"] = "" if cost is None else f"{cost:f}"
        for name in ("country", "currency"):
            given[name] = given[name].strip().upper()
        return super().draft()


def facts_of(line: AccountLine, actor: Actor) -> list[tuple[object, object]]:
    """Return where the message centre is, and what a message holds and costs."""
    kept = line.settings
    cost = f"{kept['cost']} {kept['currency']}" if kept.get("cost") else "–"
    return [
        (_("Address of the message centre (MM7)"), kept.get("url", "–")),
        (_("A message holds"), dict(CONTENTS)[str(kept.get("content", "video-rich"))]),
        (_("Cost of a message"), cost),
    ]


SCREEN = AccountScreen(MmsForm, facts_of, "mms/beside.html")
