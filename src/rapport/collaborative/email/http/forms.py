"""The form of an e-mail account."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rapport.collaborative.delivery.api import AccountDraft, AccountLine
from rapport.collaborative.email.rules.settings import SECRETS

SECURITY = (("tls", _("TLS")), ("starttls", _("STARTTLS")), ("none", _("None")))
KEPT = _("Left empty, it stays as it is.")
PLAIN = ("name", "address", "hourly", "active")


class AccountForm(forms.Form):
    """One address: how it is called, the server that sends, the mailbox that is read, the signature."""

    name = forms.CharField(label=_("Name"), max_length=120)
    address = forms.CharField(label=_("Address"), max_length=320, widget=forms.EmailInput)
    sender_name = forms.CharField(
        label=_("Sender"),
        max_length=100,
        required=False,
        help_text=_("The brand customers see; empty, it is whoever answers."),
    )
    active = forms.BooleanField(label=_("Receives and sends"), required=False)
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
    hourly = forms.IntegerField(
        label=_("Letters an hour at most"), min_value=1, max_value=1_000_000, required=False
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def draft(self) -> AccountDraft:
        """The account as delivery takes it."""
        given: dict[str, Any] = dict(self.cleaned_data)
        given.pop("version")
        secrets = {name: given.pop(name) for name in SECRETS}
        plain = {name: given.pop(name) for name in PLAIN}
        return AccountDraft(channel="email", settings=given, secrets=secrets, **plain)


def initial_of(line: AccountLine) -> dict[str, Any]:
    """An account as its form begins."""
    plain = {name: getattr(line, name) for name in (*PLAIN, "version")}
    return {**line.settings, **plain}
