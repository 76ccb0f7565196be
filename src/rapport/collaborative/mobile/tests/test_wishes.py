"""What customers send is obeyed and answered with the message itself; who wants no more is heard at once."""

import re
from uuid import UUID

import pytest
from django.test import Client
from tests.house import Shop

from rapport.collaborative.delivery.api import begin_conversation, list_messages
from rapport.collaborative.delivery.contracts import AccountState
from rapport.collaborative.delivery.tests.post import account, claimed, deliveries, received
from rapport.collaborative.mobile.models import SmsAnswer
from rapport.collaborative.mobile.rules.deciding import MOST_ANSWERS
from rapport.collaborative.mobile.rules.wishes import read_wish
from rapport.collaborative.mobile.tests.centre import ADA, NUMBER
from rapport.customers.consent.api import ConsentDraft, list_consents, record_consents
from rapport.customers.party.tests.people import enter
from rapport.kernel.settings.api import change_settings
from rapport.kernel.tenancy.api import as_tenant

NO_MORE = """STOP; stop.; Stop!!; ＳＴＯＰ; please stop; STOP ALL; Stop stop; Stop sms; unsubscribe me
Opt-out; Don't contact me; Bitte abmelden; KEINE WERBUNG; Abbestellen, danke; Stopp
TD; t; 退订
回复TD; 请退订; 退订！; 取消订阅谢谢; 不要再发了
ARRÊT; baja; Darse de baja; стоп; 配信停止; 수신거부; iptal"""
SOMETHING_ELSE = """Where is the bus stop?; Don't stop!; When does the sale end?; I want to cancel my order 17
My tea has stopped coming; 取消订单; 不要退订; Bitte nicht abmelden; Ende gut, alles gut; 👍"""


@pytest.mark.parametrize("text", re.split(r"[;\n] ?", NO_MORE))
def test_no_more_in_many_wordings(text: str) -> None:
    meant = read_wish(text)
    assert meant is not None
    assert meant.wish == "stop"


@pytest.mark.parametrize("text", ["", *re.split(r"[;\n] ?", SOMETHING_ELSE)])
def test_what_only_sounds_like_it_is_left_to_a_person(text: str) -> None:
    meant = read_wish(text)
    assert meant is None or meant.wish != "stop"


def number(shop: Shop) -> AccountState:
    return account(shop, NUMBER, channel="sms", name="Service")


def sent(shop: Shop, place: AccountState, text: str, name: str = "") -> list[str]:
    """Have Ada send a text; returns what she is answered, the oldest first."""
    found = received(place, name or text, sender=ADA, text=text, sender_name="", subject="")
    with as_tenant(shop.tenant_id):
        said = list_messages(found.conversation_id, actor=shop.actor)
    return [one.text for one in said if one.direction == "out"]


def agreed(shop: Shop, party_id: UUID) -> set[tuple[str, str]]:
    with as_tenant(shop.tenant_id):
        lines = list_consents(party_id, actor=shop.actor)
    return {(one.purpose, one.channel) for one in lines if one.given}


def agree(shop: Shop, *parties: UUID) -> None:
    pairs = [("newsletter", "sms"), ("surveys", "sms"), ("newsletter", "email")]
    drafts = [ConsentDraft(one, purpose, channel, True) for one in parties for purpose, channel in pairs]
    record_consents(drafts, actor=shop.actor)


def kinds(shop: Shop) -> list[str]:
    with as_tenant(shop.tenant_id):
        return list(SmsAnswer.objects.order_by("at", "id").values_list("kind", flat=True))


class TestStop:
    def test_silences_everybody_with_this_number_everywhere_and_is_confirmed_once(self, shop: Shop) -> None:
        ada, bob = enter(shop, "Ada", ADA), enter(shop, "Bob", ADA)
        agree(shop, ada.id, bob.id)
        place = number(shop)
        begin_conversation(bob.id, place.id, ADA, "New tea", purpose="surveys", actor=shop.actor)
        assert sent(shop, place, "Stop")[-1].startswith("You get no more advertising")
        assert (agreed(shop, ada.id), agreed(shop, bob.id)) == (set(), set())
        assert len(claimed(shop)) == 1  # the confirmation; what advertises, written before, is refused
        states = sorted((one.purpose, one.state, one.code) for one in deliveries(shop))
        assert states == [("", "claimed", ""), ("surveys", "refused", "withdrawn")]
        assert len(sent(shop, place, "STOP", "again")) == 2
        assert kinds(shop) == ["stop", "stop"]

    def test_reaches_as_far_as_the_house_says(self, shop: Shop) -> None:
        ada = enter(shop, "Ada", ADA)
        agree(shop, ada.id)
        change_settings({"sms.stop_reaches": "sms"}, actor=shop.actor)
        assert sent(shop, number(shop), "退订")[-1].startswith("我们不再")
        assert agreed(shop, ada.id) == {("newsletter", "email")}

    def test_start_gives_again_what_a_stop_took_by_sms(self, shop: Shop) -> None:
        ada = enter(shop, "Ada", ADA)
        agree(shop, ada.id)
        place = number(shop)
        sent(shop, place, "STOP")
        assert sent(shop, place, "START")[-1].startswith("You get our messages again")
        assert agreed(shop, ada.id) >= {("newsletter", "sms"), ("surveys", "sms")}
        assert ("newsletter", "email") not in agreed(shop, ada.id)


def test_a_machine_that_asks_again_and_again_is_answered_no_more(shop: Shop) -> None:
    place = number(shop)
    for at in range(MOST_ANSWERS + 2):
        sent(shop, place, "start", str(at))
    sent(shop, place, "stop")
    assert kinds(shop) == [*["start"] * MOST_ANSWERS, "held", "held", "stop"]


def test_what_is_no_wish_is_left_to_services(shop: Shop) -> None:
    assert sent(shop, number(shop), "Tea?") == []
    assert kinds(shop) == []


def test_wishes_are_seen_and_tried_on_a_page(shop: Shop, signed_in: Client) -> None:
    sent(shop, number(shop), "STOP")
    page = signed_in.get("/settings/sms-wishes?try=Abmelden").content.decode()
    assert ADA in page
    assert page.count("Wants no more") == 2
