"""The form of an e-mail account."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rapport.collaborative.delivery.api import AccountForm, AccountLine, AccountScreen
from rapport.collaborative.email.rules.settings import SECRETS
from rapport.kernel.identity.api import Actor

SECURITY = (
    ("tls", _("TLS")),
    ("starttls", _("STARTTLS")),
    ("none", _("None")),
)
KEPT = _("Left empty, it stays as it is.")


class EmailForm(AccountForm):
    """An e-mail address: the server that sends, the mailbox that is read, the signature."""

    channel = "email"
    secrets = SECRETS

    address = forms.CharField(label=_("Address"), max_length=320, widget=forms.EmailInput)
    sender_name = forms.CharField(
        label=_("Sender"),
        max_length=100,
        required=False,
        help_text=_("The brand customers see; empty, it is whoever answers."),
    )
    smtp_host = forms.CharField(label=_("Server that sends (SMTP)"), max_length=254, required=False)
    smtp_port = forms.IntegerField(label=_("Its port"), min_value=1, max_value=65535, initial=587)
    smtp_security = forms.ChoiceField(label=_("Its security"), choices=SECURITY, initial="starttls")
    smtp_user = forms.CharField(label=_("Its user"), max_length=320, required=False)
    smtp_password = forms.CharField(
        label=_("Its password"), required=False, widget=forms.PasswordInput, help_text=KEPT
    )
    imap_host = forms.CharField(label=_("Mailbox that is read (IMAP)"), max_length=254, required=False)
    imap_port = forms.IntegerField(label=_("Its port"), min_value=1, max_value=65535, initial=993)
    imap_security = forms.ChoiceField(label=_("Its security"), choices=SECURITY, initial="tls")
    imap_user = forms.CharField(label=_("Its user"), max_length=320, required=False)
    imap_password = forms.CharField(
        label=_("Its password"), required=False, widget=forms.PasswordInput, help_text=KEPT
    )
    imap_folder = forms.CharField(label=_("Folder"), max_length=200, initial="INBOX")
    plus = forms.BooleanField(
        label=_("The server delivers name+anything@ to name@"),
        required=False,
        help_text=_("Then each letter has an address of its own for its bounces."),
    )
    dkim_domain = forms.CharField(label=_("Signed for the domain (DKIM)"), max_length=254, required=False)
    dkim_selector = forms.CharField(label=_("Selector"), max_length=60, required=False)
    dkim_key = forms.CharField(
        label=_("Private key"),
        required=False,
        help_text=KEPT,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "autocomplete": "off"}),
    )


def facts_of(line: AccountLine, actor: Actor) -> list[tuple[object, object]]:
    """Return the servers and the signature of an account."""
    return [
        (_("Sends by"), line.settings.get("smtp_host") or _("no server yet")),
        (_("Reads"), line.settings.get("imap_host") or _("no mailbox")),
        (_("Signed for the domain (DKIM)"), line.settings.get("dkim_domain") or "–"),
    ]


SCREEN = AccountScreen(EmailForm, facts_of, "email/beside.html")
