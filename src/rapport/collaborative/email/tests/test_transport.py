"""The adapter over real connections: letters handed to us, letters handed to a server of another make."""

from collections.abc import Iterator
from email import message_from_bytes
from typing import Any

import dkim as reference
import pytest
from tests.house import Shop

from rapport.collaborative.delivery.api import list_messages, write_message
from rapport.collaborative.delivery.contracts import Accepted, AccountState, Outbound, Retry, Unacceptable
from rapport.collaborative.delivery.models import Conversation
from rapport.collaborative.delivery.operations import sending
from rapport.collaborative.delivery.operations.running import Desk
from rapport.collaborative.delivery.tests.post import account, deliveries, handed_over, received
from rapport.collaborative.email.rules.dkim import dns_record, make_key
from rapport.collaborative.email.tests.servers import HOST, FarServer, far_server, hand_in, run_apart
from rapport.collaborative.email.transports.email import EmailAdapter
from rapport.kernel.errors import RapportError
from rapport.kernel.tenancy.api import as_tenant


@pytest.fixture
def far(settings: Any) -> Iterator[FarServer]:
    """A far server, and the house's leave to call it."""
    with far_server() as handler:
        settings.CALLS_INSIDE = frozenset({(HOST, handler.port)})
        yield handler


def connected(shop: Shop, far: FarServer, **secrets: str) -> AccountState:
    values = {"smtp_host": HOST, "smtp_port": far.port, "smtp_security": "none", "plus": True}
    if secrets:
        values |= {"dkim_domain": "shop.example", "dkim_selector": "r"}
    return account(shop, settings=values, secrets=secrets)


def answered(shop: Shop, place: AccountState) -> Outbound:
    write_message(received(place).conversation_id, "It comes today.", actor=shop.actor)
    return handed_over(shop)


def send(place: AccountState, out: Outbound) -> Accepted:
    return run_apart(EmailAdapter().send(place, out))


class TestOut:
    def test_a_letter_arrives_signed_and_its_bounces_have_an_address(
        self, shop: Shop, far: FarServer
    ) -> None:
        key = make_key()
        place = connected(shop, far, dkim_key=key)
        out = answered(shop, place)
        accepted = send(place, out)
        sending.note_outcome(shop.tenant_id, out.id, accepted)
        ((path, to, raw),) = far.kept
        assert (path, to) == (f"help+b{out.token}@shop.example", ["ada@example.org"])
        assert message_from_bytes(raw)["In-Reply-To"] == "<1@example.org>"
        record = dns_record(key).encode()
        assert reference.verify(raw, dnsfunc=lambda *_args, **_more: record)
        assert (deliveries(shop)[0].state, deliveries(shop)[0].external_id) == ("sent", "2.0.0 queued as 7")

    @pytest.mark.parametrize(
        ("said", "kind", "code"),
        [("550 5.1.1 nobody", Unacceptable, "5.1.1"), ("451 4.7.1 greylisted", Retry, "4.7.1")],
    )
    def test_a_refusal_is_told_from_a_delay(
        self, shop: Shop, far: FarServer, said: str, kind: type[RapportError], code: str
    ) -> None:
        place = connected(shop, far)
        far.refusals["ada@example.org"] = said
        with pytest.raises(kind) as refusal:
            send(place, answered(shop, place))
        assert refusal.value.code == code

    def test_a_server_that_is_away_or_inside_the_house_is_tried_later(
        self, shop: Shop, far: FarServer, settings: Any
    ) -> None:
        place = connected(shop, far)
        out = answered(shop, place)
        settings.CALLS_INSIDE = frozenset()
        with pytest.raises(Retry):
            send(place, out)
        assert far.kept == []


class TestIn:
    def test_what_was_answered_with_250_is_committed(self, shop: Shop) -> None:
        place = account(shop)
        assert hand_in(f"{place.door}@in.example") == {}
        with as_tenant(shop.tenant_id):
            thread = Conversation.objects.get()
            (said,) = list_messages(thread.id, actor=shop.actor)
        assert (thread.subject, thread.match, said.text) == ("Tea", "new", "Where is it?")

    def test_nothing_is_carried_for_strangers(self, shop: Shop) -> None:
        account(shop)
        assert hand_in("somebody@else.example") == 550

    def test_what_cannot_be_kept_is_left_to_the_other_side(
        self, shop: Shop, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        place = account(shop)

        async def broken(*_values: Any) -> None:
            raise OSError("the disk is full")

        monkeypatch.setattr(Desk, "take", broken)
        assert hand_in(f"{place.door}@in.example") == 451
