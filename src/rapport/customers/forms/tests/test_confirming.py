"""Where the law of their country asks for it, what people agreed to counts once the address is proved."""

import re
from collections.abc import Collection, Iterator
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.house import ApiCaller, Shop

from rapport.customers.consent.api import set_confirm_rule
from rapport.customers.consent.contracts.law import CONFIRMED, LAW, ConfirmRule, lay_over
from rapport.customers.consent.models import Consent
from rapport.customers.forms.contracts import FieldDraft
from rapport.customers.forms.operations import asking
from rapport.customers.forms.rules import is_proved
from rapport.customers.forms.tests.visitors import NEWS, make_form, send, the_entry, work
from rapport.kernel.mail.models import Outgoing
from rapport.kernel.tenancy.api import as_tenant

pytestmark = pytest.mark.usefixtures("nothing_waits")
TEXTS = "consent.newsletter.sms"
FIELDS = (
    *(FieldDraft("email"), FieldDraft("phone"), FieldDraft("country")),
    *(FieldDraft(NEWS, text="News by letter."), FieldDraft(TEXTS, text="News by SMS.")),
)


@pytest.fixture
def messages(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, str]]]:
    """What was asked by SMS; the sending itself is the room's above."""
    sent = list[tuple[str, str]]()

    def keep(number: str, text: str) -> bool:
        sent.append((number, text))
        return True

    monkeypatch.setattr(asking, "_ASKERS", {"sms": keep})
    yield sent


def agreed(shop: Shop) -> dict[str, str]:
    """What stands in the ledger: the proof by its channel."""
    work()
    with as_tenant(shop.tenant_id):
        return dict(Consent.objects.values_list("channel", "proof"))


def link_in(text: str) -> str:
    found = re.search(r"/f/confirm/[\w:.-]+", text)
    assert found is not None
    return found[0]


def test_each_address_is_proved_by_itself(
    shop: Shop, client: Client, messages: list[tuple[str, str]]
) -> None:
    form = make_form(shop, lawful=True, fields=FIELDS)
    typed = {"email": f"ada@{shop.slug}.org", "phone": "+491760000001", "country": "DE"}
    taken = send(shop, form, NEWS, TEXTS, **typed)
    assert (taken.confirm, taken.by_sms) == (True, False)
    assert agreed(shop) == {}
    ((number, text),) = messages
    assert number == "+491760000001"
    assert "Confirmed. Thank you." in client.post(link_in(text)).content.decode()
    ledger = agreed(shop)
    assert set(ledger) == {"sms"}
    assert "confirmed by SMS" in ledger["sms"]
    letter = Outgoing.objects.filter(to=typed["email"]).get()
    client.post(link_in(letter.text))
    assert "Confirmed already" in client.post(link_in(letter.text)).content.decode()
    assert set(agreed(shop)) == {"sms", "email"}
    with as_tenant(shop.tenant_id):
        assert Consent.objects.count() == 2


def test_the_country_decides_and_the_business_over_it(
    shop: Shop, signed_in: Client, api: ApiCaller, messages: list[tuple[str, str]]
) -> None:
    form = make_form(shop, lawful=True, fields=FIELDS)
    assert not send(shop, form, NEWS, TEXTS, email="a@x.org", phone="+33612345678", country="FR").confirm
    assert set(agreed(shop)) == {"sms", "email"}
    assert api.call("PUT", "/confirm-rules", {"country": "FR", "channels": ["sms"], "source": "Counsel"})
    assert send(shop, form, TEXTS, email="b@x.org", phone="+33612345679").by_sms
    page = "/settings/confirmations"
    given = {"country": "DE", "channels": [], "source": "Decided by the owner"}
    assert signed_in.post(f"{page}/DE", given).status_code == 302
    assert not send(shop, form, NEWS, email="c@x.org", country="DE").confirm
    assert "Decided by the owner" in signed_in.get(page).content.decode()
    assert signed_in.post(f"{page}/new", {**given, "country": "QQ"}).status_code == 422
    assert signed_in.get(f"{page}/FI").status_code == 404
    assert signed_in.post(f"{page}/DE/reset").status_code == 302
    assert send(shop, form, NEWS, email="d@x.org", country="DE").confirm
    assert api.call("DELETE", "/confirm-rules/DE").status_code == 404
    assert api.call("DELETE", "/confirm-rules/FR").status_code == 204
    assert len(api.get("/confirm-rules").json()["items"]) == len(LAW)


def test_where_nobody_can_ask_the_rest_is_taken_in(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "_ASKERS", {})
    set_confirm_rule(ConfirmRule("DE", ("sms",), "Test"), actor=shop.actor)
    form = make_form(shop, lawful=True, fields=FIELDS)
    assert not send(shop, form, NEWS, TEXTS, email="a@x.org", phone="+491760000001").confirm
    assert set(agreed(shop)) == {"email"}
    assert the_entry(shop).state == "taken"


def test_one_number_is_not_asked_without_end(shop: Shop, messages: list[tuple[str, str]]) -> None:
    form = make_form(shop, lawful=True, fields=(*FIELDS, FieldDraft("message")))
    for at in range(6):
        assert send(shop, form, TEXTS, phone="+491760000001", message=str(at)).by_sms
    assert len(messages) == 3


channels = st.lists(st.sampled_from(CONFIRMED), unique=True)


@given(st.sampled_from(["email", "sms", "mms", "phone", "post"]), channels, channels)
def test_nothing_asked_for_counts_unproved(
    channel: str, asked: Collection[str], proved: Collection[str]
) -> None:
    counts = is_proved(channel, asked, proved)
    if not asked or channel in ("phone", "post"):
        assert counts
    if counts:
        assert is_proved(channel, asked, [*proved, *CONFIRMED])


def test_the_businesss_word_stands_before_the_houses() -> None:
    own = ConfirmRule("DE", (), "Ours", own=True)
    held: dict[str, Any] = {one.country: one for one in lay_over([own])}
    assert held["DE"] == own
    assert held["AT"] in LAW
    assert list(held) == sorted(held)
