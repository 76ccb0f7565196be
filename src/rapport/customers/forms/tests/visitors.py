"""What the tests of forms share: a form, and a visitor who fills it in."""

import time
from collections.abc import Iterable
from typing import Any

from django.core import signing
from django.test import Client
from tests.house import Shop

from rapport.customers.consent.api import ConfirmRule, set_confirm_rule
from rapport.customers.forms.api import FieldDraft, FormDraft, FormLine, Taken, Visit, create_form, take_entry
from rapport.customers.forms.models import FormEntry
from rapport.customers.forms.operations import embedding
from rapport.customers.forms.queries import get_open_form
from rapport.customers.party.api import get_customer
from rapport.customers.party.models import Party
from rapport.kernel.jobs.api import run_next
from rapport.kernel.tenancy.api import as_tenant

NEWS = "consent.newsletter.email"
FIELDS = (
    *(FieldDraft("name"), FieldDraft("email", required=True), FieldDraft("phone"), FieldDraft("city")),
    *(FieldDraft("message"), FieldDraft(NEWS, text="Yes, send me the news.")),
)


def make_form(
    shop: Shop,
    name: str = "Contact",
    fields: Iterable[FieldDraft] = FIELDS,
    *,
    lawful: bool = False,
    **values: Any,
) -> FormLine:
    """Make an open form as the shop's administrator; `lawful`: visitors confirm where their country's law
    asks for it."""
    if not lawful:
        set_confirm_rule(ConfirmRule("DE", (), "Nobody is asked in these tests"), actor=shop.actor)
    return create_form(FormDraft(name, **values), tuple(fields), actor=shop.actor)


def send(shop: Shop, form: FormLine, *agreed: str, address: str = "203.0.113.7", **typed: str) -> Taken:
    """Send an entry as a visitor's browser would have it sent; nothing is taken in yet."""
    with as_tenant(shop.tenant_id):
        visit = Visit(address, "Firefox", "https://shop.example/contact", "en")
        return take_entry(get_open_form(form.key), typed, agreed, visit, base="https://crm.example")


def work() -> None:
    """Run whatever waits in the quick lane."""
    while run_next("quick"):
        pass


def page_token(form: FormLine, ago: float = 60.0) -> str:
    """The token of a page that was shown so many seconds ago."""
    return signing.dumps([form.key, time.time() - ago], salt=embedding._SALT)


def the_entry(shop: Shop) -> FormEntry:
    """The one entry there is."""
    with as_tenant(shop.tenant_id):
        return FormEntry.objects.get()


def the_party(shop: Shop) -> Any:
    """The one customer there is."""
    with as_tenant(shop.tenant_id):
        return get_customer(Party.objects.get().id, actor=shop.actor)


def entries(shop: Shop) -> list[FormEntry]:
    """Return what came in, the oldest first."""
    with as_tenant(shop.tenant_id):
        return list(FormEntry.objects.order_by("id"))


def post(client: Client, form: FormLine, path: str = "", **typed: str) -> Any:
    """Send a form as its page does."""
    return client.post(f"/f/{form.key}{path}", {"token": page_token(form), **typed})
