"""A customer writes everywhere: by letter, by telephone and in the shop's chat; one agent answers it all.

Everything goes over real connections: letters by SMTP both ways, short messages over SMPP to a message
centre of another make, the chat by the front of the house. Then she sends STOP, and no advertising reaches
her any more, on whatever channel, not even what was written before. Registering by a keyword's dialogue
joins here with its room.
"""

import json
import urllib.request
from collections.abc import Iterator, Sequence
from email import message_from_bytes
from typing import Any

import pytest
from django.conf import settings as house
from django.test import Client
from playwright.sync_api import Page, expect

from rapport.collaborative.chat.models import ChatVisitor
from rapport.collaborative.chat.operations.showing import show_answer
from rapport.collaborative.chat.queries.lines import load_lines
from rapport.collaborative.chat.tests.widgets import TOKEN, widget
from rapport.collaborative.delivery.api import work
from rapport.collaborative.delivery.contracts import Accepted, AccountState
from rapport.collaborative.delivery.models import Conversation
from rapport.collaborative.delivery.operations import sending
from rapport.collaborative.delivery.operations.claiming import claim_due
from rapport.collaborative.delivery.tests.post import account, deliveries
from rapport.collaborative.email.tests.servers import HOST, far_server, hand_in, run_apart
from rapport.collaborative.email.transports.email import EmailAdapter
from rapport.collaborative.mobile.tests.centre import (
    ADA,
    NUMBER,
    Centre,
    connected,
    free_port,
    with_centre,
)
from rapport.collaborative.mobile.transports.sms import SmsAdapter
from rapport.customers.consent.api import ConsentDraft, list_consents, record_consents
from rapport.customers.party.tests.people import enter
from rapport.customers.timeline.api import list_touches
from rapport.kernel.settings.api import change_settings
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.marketing.operations import life
from rapport.operational.marketing.tests.selling import campaign, run_job
from rapport.site.tests.test_live import LiveSite
from tests.house import Shop

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases="__all__")]
HER, HIS = "ada@example.org", "bob@example.org"


@pytest.fixture
def site(transactional_db: None) -> Iterator[LiveSite]:
    """The whole front of the house on a port."""
    running = LiveSite()
    running.thread.start()
    yield running
    running.stop()


@pytest.fixture
def agent(site: LiveSite, page: Page, signed_in: Client) -> Page:
    """The agent's browser, at the inbox."""
    at, name = f"http://127.0.0.1:{site.port}", house.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": signed_in.cookies[name].value, "url": at}])
    page.goto(f"{at}/inbox")
    return page


def agree(shop: Shop, *parties: Any) -> None:
    pairs = [("marketing", "email"), ("newsletter", "sms"), ("surveys", "email")]
    drafts = [ConsentDraft(one, purpose, channel, True) for one in parties for purpose, channel in pairs]
    record_consents(drafts, actor=shop.actor)


def chat(site: LiveSite, place: AccountState, text: str) -> None:
    """Write from the shop's page, as its widget does."""
    body = {"token": TOKEN, "id": "m" * 16, "text": text, "email": HER, "name": "Ada"}
    address = f"http://127.0.0.1:{site.port}/chat/{place.door}/messages"
    asked = urllib.request.Request(address, json.dumps(body).encode(), {"content-type": "text/plain"})
    with urllib.request.urlopen(asked, timeout=60) as answer:
        assert json.load(answer)["number"] == 1


def claimed(shop: Shop, place: AccountState) -> list[Any]:
    """Claim what may leave, and take it as the channel's process does."""
    return sending.hand_over(shop.tenant_id, claim_due(shop.tenant_id, place.id, 10))


def answer(agent: Page, text: str, reply: str) -> None:
    """Open the conversation whose last words are these, and answer by keyboard."""
    agent.locator("tr[data-id]", has_text=text).first.locator("a").first.click()
    expect(agent.locator("#reading .message[data-direction=in]")).to_contain_text(text)
    agent.keyboard.press("r")
    agent.keyboard.type(reply)
    agent.keyboard.press("Control+Enter")
    expect(agent.locator("#reading .message[data-direction=out]")).to_contain_text(reply)


def test_one_person_on_three_channels_is_one_customer_and_her_stop_is_heard_everywhere(
    shop: Shop, site: LiveSite, agent: Page, settings: Any
) -> None:
    with far_server() as far:
        port = free_port()
        settings.CALLS_INSIDE = frozenset({(HOST, far.port), (HOST, port)})
        letters = account(
            shop, settings={"smtp_host": HOST, "smtp_port": far.port, "smtp_security": "none", "plus": True}
        )
        number, front = connected(shop, port), widget(shop)
        change_settings({"inbox.undo_seconds": 0}, actor=shop.actor)
        ada, bob = enter(shop, "Ada Lovelace", HER, ADA), enter(shop, "Bob", HIS)
        agree(shop, ada.id, bob.id)
        spring = campaign(shop, account_id=letters.id, hold_out=0)
        life.schedule_campaign(spring.id, actor=shop.actor)
        run_job(shop, spring.id)

        async def ask(_adapter: SmsAdapter, centre: Centre) -> None:
            assert (await centre.say(NUMBER, b"When do you open?")).is_success

        head = {"Message-ID": "<1@example.org>"}
        assert hand_in(f"{letters.door}@in.example", "Where is my parcel?", **head) == {}
        with_centre([number], port, ask)
        chat(site, front, "Is the green tea in?")
        expect(agent.locator("tr[data-id]")).to_have_count(3)  # they came by themselves
        with as_tenant(shop.tenant_id):
            threads = list(Conversation.objects.filter(state="open").values_list("channel", "party_id"))
        assert sorted(threads) == [(name, ada.id) for name in ("chat", "email", "sms")]

        answer(agent, "Where is my parcel?", "It comes today.")
        answer(agent, "When do you open?", "At nine.")
        answer(agent, "Is the green tea in?", "Since this morning.")

        async def stop(adapter: SmsAdapter, centre: Centre) -> list[str]:
            assert (await centre.say(NUMBER, b"Stop!")).is_success
            for place, out in await work(claimed, shop, number):
                await work(sending.note_outcome, shop.tenant_id, out.id, await adapter.send(place, out))
            return [one.short_message.decode("ascii") for one in centre.submitted]

        texts = with_centre([number], port, stop)
        for place, out in claimed(shop, letters):
            sending.note_outcome(shop.tenant_id, out.id, run_apart(EmailAdapter().send(place, out)))
        for place, out in claimed(shop, front):
            show_answer(place, out)
            sending.note_outcome(shop.tenant_id, out.id, Accepted())

        assert texts[0] == "At nine."
        assert texts[1].startswith("You get no more advertising from us.")
        assert sent_to(far.kept, HER) == ["Re: Tea"]
        assert len(sent_to(far.kept, HIS)) == 1  # the campaign did go out
    with as_tenant(shop.tenant_id):
        visitor = ChatVisitor.objects.get()
        assert not any(one.given for one in list_consents(ada.id, actor=shop.actor))
        touches = list_touches(ada.id, actor=shop.actor).lines
    said = load_lines(shop.tenant_id, {visitor.id: 0})[visitor.id]
    assert [one.text for one in said] == ["Is the green tea in?", "Since this morning."]
    refused = [(one.address, one.code) for one in deliveries(shop) if one.state == "refused"]
    assert refused == [(HER, "withdrawn")]
    heard = {one.channel for one in touches if one.kind == "message.received"}
    assert heard == {"email", "sms", "chat"}


def sent_to(kept: Sequence[tuple[str, list[str], bytes]], address: str) -> list[str]:
    """The subjects of the letters an address got."""
    return [str(message_from_bytes(raw)["Subject"]) for _path, to, raw in kept if to == [address]]
