"""What a channel brings for the page of its accounts: a form, and what is worth knowing of one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from rapport.collaborative.delivery.contracts import AccountDraft, AccountLine
from rapport.collaborative.delivery.operations.channels import get_channel
from rapport.kernel.identity.api import Actor

_PLAIN = ("name", "address", "hourly", "active")


class AccountForm(forms.Form):
    """One address of the business: what accounts of every channel hold; a channel adds its settings.

    `secrets` names the fields that are kept encrypted and left as they were when empty.
    """

    channel: ClassVar[str]
    secrets: ClassVar[tuple[str, ...]] = ()

    name = forms.CharField(label=_("Name"), max_length=120)
    address = forms.CharField(label=_("Address"), max_length=320)
    active = forms.BooleanField(label=_("Receives and sends"), required=False)
    hourly = forms.IntegerField(
        label=_("Messages an hour at most"), min_value=1, max_value=1_000_000, required=False
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def offer(self, actor: Actor) -> None:
        """Offer what this member may choose."""

    def draft(self) -> AccountDraft:
        """Return the account as delivery takes it."""
        given: dict[str, Any] = dict(self.cleaned_data)
        given.pop("version")
        secrets = {name: given.pop(name) for name in self.secrets}
        plain = {name: given.pop(name) for name in _PLAIN}
        return AccountDraft(channel=self.channel, settings=given, secrets=secrets, **plain)


def initial_of(line: AccountLine) -> dict[str, Any]:
    """Return an account as its form begins."""
    return {**line.settings, **{name: getattr(line, name) for name in (*_PLAIN, "version")}}


@dataclass(frozen=True, slots=True)
class AccountScreen:
    """`facts` are pairs of a label and a value; `beside` is a template that shows what else is to know."""

    form: type[AccountForm]
    facts: Callable[[AccountLine, Actor], Sequence[tuple[object, object]]]
    beside: str = ""


_SCREENS: dict[str, Callable[[], AccountScreen]] = {}


def register_screen(channel: str, load: Callable[[], AccountScreen]) -> None:
    """Bring the screen of a channel's accounts (in `apps.ready()`); the same name replaces."""
    _SCREENS[channel] = load


def get_screen(channel: str) -> AccountScreen:
    """Return the screen of a channel's accounts; raises `Unknown` for no such channel."""
    return _SCREENS[get_channel(channel).name]()
