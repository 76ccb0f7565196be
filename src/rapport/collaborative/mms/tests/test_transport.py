"""MMS over real connections: to a message centre that checks what it gets, and from it to our door."""

import io
from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from django.test import Client
from PIL import Image
from tests.house import Shop
from tests.loops import run_apart

from rapport.collaborative.delivery.api import list_messages, write_message
from rapport.collaborative.delivery.contracts import (
    Accepted,
    AccountState,
    FileDraft,
    Outbound,
    OutFile,
    Retry,
    Unacceptable,
)
from rapport.collaborative.delivery.models import Conversation
from rapport.collaborative.delivery.operations import sending
from rapport.collaborative.delivery.tests.post import deliveries, handed_over, received
from rapport.collaborative.mms.rules.settings import FRAMES
from rapport.collaborative.mms.tests.centre import (
    ADA,
    HOST,
    Mmsc,
    bring,
    checked,
    connected,
    delivered,
    envelope,
    message_centre,
    picture,
    report,
)
from rapport.collaborative.mms.transports.mms import MmsAdapter
from rapport.customers.consent.api import list_consents
from rapport.customers.party.tests.people import enter
from rapport.kernel.errors import RapportError, Upstream
from rapport.kernel.tenancy.api import as_tenant


@pytest.fixture
def centre(settings: Any) -> Iterator[Mmsc]:
    """A message centre, and the house's leave to call it."""
    with message_centre() as found:
        settings.CALLS_INSIDE = frozenset({(HOST, found.port)})
        yield found


def answering(shop: Shop, place: AccountState, **values: Any) -> Outbound:
    taken = received(place, sender=ADA, subject="Which cup?")
    write_message(taken.conversation_id, "This one – 这一个.", actor=shop.actor, **values)
    return handed_over(shop)


def send(place: AccountState, out: Outbound) -> Accepted:
    async def once() -> Accepted:
        adapter = MmsAdapter()
        try:
            return await adapter.send(place, out)
        finally:
            await adapter.stop()

    return run_apart(once())


class TestOut:
    def test_words_and_pictures_arrive_made_to_fit_and_the_same_twice(self, shop: Shop, centre: Mmsc) -> None:
        place = connected(shop, centre.port, content="image-rich", cost="0.29", currency="EUR")
        files = [FileDraft("Cup 杯.jpg", [picture()]), FileDraft("b.png", [picture(64, 48, "PNG")])]
        out = answering(shop, place, files=files)
        for _time in range(2):
            accepted = send(place, out)
        sending.note_outcome(shop.tenant_id, out.id, accepted)
        first, second = centre.kept
        assert first.raw == second.raw
        assert first.transaction == out.token
        assert first.text("Recipients/To/Number") == ADA
        assert first.text("SenderIdentification/VASPID") == "tea"
        assert first.parts["text"] == ("text/plain", "This one – 这一个.".encode())
        assert len(first.raw) <= FRAMES["image-rich"].size
        kind, large = first.parts["part0"]
        assert (kind, max(Image.open(io.BytesIO(large)).size) <= 640) == ("image/jpeg", True)
        (row,) = deliveries(shop)
        assert (row.state, row.external_id, str(row.cost), row.currency) == ("sent", "M2", "0.290000", "EUR")

    def test_what_telephones_cannot_show_is_refused_before_it_is_sent(self, shop: Shop, centre: Mmsc) -> None:
        place = connected(shop, centre.port)
        with pytest.raises(RapportError):
            answering(shop, place, files=[FileDraft("a.pdf", [b"%PDF-1.4 no picture"])])
        film = OutFile("a.mp4", "video/mp4", b"0" * 400_000)
        out = replace(answering(shop, place), files=(film,))
        with pytest.raises(Unacceptable):
            send(place, out)
        assert centre.kept == []

    @pytest.mark.parametrize(
        ("code", "kind", "dead"),
        [(2003, Unacceptable, True), (2004, Unacceptable, False), (4006, Retry, None), (4001, Retry, None)],
    )
    def test_a_refusal_for_good_is_told_from_one_for_now(
        self, shop: Shop, centre: Mmsc, code: int, kind: type[RapportError], dead: bool | None
    ) -> None:
        centre.codes = [code]
        place = connected(shop, centre.port)
        with pytest.raises(kind) as refusal:
            send(place, answering(shop, place))
        assert (refusal.value.code, getattr(refusal.value, "dead", None)) == (str(code), dead)

    def test_it_is_always_known_how_far_a_message_came(self, shop: Shop, centre: Mmsc, settings: Any) -> None:
        place = connected(shop, centre.port)
        out = answering(shop, place)
        centre.statuses = [503, 401, 502]
        for expected in (Retry, Retry, Upstream):
            with pytest.raises(expected):
                send(place, out)
        centre.other_transaction = True
        with pytest.raises(Upstream):
            send(place, out)
        settings.CALLS_INSIDE = frozenset()
        with pytest.raises(Retry):
            send(place, out)
        settings.CALLS_INSIDE = frozenset({(HOST, 9)})
        with pytest.raises(Retry):
            send(replace(place, settings={**place.settings, "url": f"http://{HOST}:9/"}), out)


class TestReports:
    def test_early_twice_and_in_every_order_they_only_lead_forward(
        self, shop: Shop, client: Client, centre: Mmsc
    ) -> None:
        place = connected(shop, centre.port)
        said = (
            ("Forwarded", "DeliveryReportReq"),
            ("Retrieved", "DeliveryReportReq"),
            ("Read", "ReadReplyReq"),
        )
        for number, order in enumerate(permutations(said)):
            name = f"M{number}"
            out = answering(shop, place)
            early, *late = order
            assert bring(client, place, report(name, *early)).status_code == 200
            centre.names = [name]
            sending.note_outcome(shop.tenant_id, out.id, send(place, out))
            for one in (*late, early):
                answer = bring(client, place, report(name, *one))
                assert checked(answer.content).tag.endswith("Rsp")
            (row,) = [one for one in deliveries(shop) if one.id == out.id]
            assert row.state == "read", order

    def test_what_expired_failed_and_says_why(self, shop: Shop, client: Client, centre: Mmsc) -> None:
        place = connected(shop, centre.port)
        out = answering(shop, place)
        sending.note_outcome(shop.tenant_id, out.id, send(place, out))
        bring(client, place, report("M1", "Expired"))
        assert [(one.state, one.code) for one in deliveries(shop)] == [("failed", "Expired")]


class TestIn:
    def test_words_and_a_picture_are_one_message_of_their_customer_however_often_they_come(
        self, shop: Shop, signed_in: Client, client: Client
    ) -> None:
        ada = enter(shop, "Ada", ADA)
        place = connected(shop)
        kind, body = delivered()
        for _time in range(2):
            answer = bring(client, place, body, kind)
            assert (answer.status_code, checked(answer.content).tag.endswith("DeliverRsp")) == (200, True)
        with as_tenant(shop.tenant_id):
            thread = Conversation.objects.get()
            (said,) = list_messages(thread.id, actor=shop.actor)
        assert (thread.party_id, thread.peer, said.text, said.subject) == (
            *(ada.id, ADA),
            *("Is this one fresh?", "My tea"),
        )
        assert [(one.name, one.media_type) for one in said.files] == [("leaf.jpg", "image/jpeg")]
        page = signed_in.get(f"/conversations/{thread.id}").content.decode()
        shown = f"/conversations/{thread.id}/messages/{said.id}/pictures/0"
        assert shown in page
        drawn = signed_in.get(shown)
        assert drawn["Content-Type"] == "image/jpeg"
        assert Image.open(io.BytesIO(drawn.content)).size == (80, 60)

    def test_stop_is_obeyed(self, shop: Shop, client: Client) -> None:
        ada = enter(shop, "Ada", ADA)
        kind, body = delivered("STOP")
        bring(client, connected(shop), body, kind)
        with as_tenant(shop.tenant_id):
            lines = list_consents(ada.id, actor=shop.actor)
        assert {(one.purpose, one.given) for one in lines} == {("newsletter", False), ("marketing", False)}

    def test_who_does_not_name_itself_brings_nothing(self, shop: Shop, client: Client) -> None:
        place, (kind, body) = connected(shop), delivered()
        for said in ("", "Basic bm9ib2R5Om9wZW4=", "Bearer x", "Basic ???"):
            assert bring(client, place, body, kind, Authorization=said).status_code == 401
        assert bring(client, replace(place, door="nowhere"), body, kind).status_code == 404
        with as_tenant(shop.tenant_id):
            assert not Conversation.objects.exists()

    def test_what_is_no_document_is_answered_by_a_fault(self, shop: Shop, client: Client) -> None:
        place = connected(shop)
        entity = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
        for body in (b"", b"no XML", entity, envelope("CancelReq", "1", ""), envelope("DeliverReq", "1", "")):
            answer = bring(client, place, body)
            assert answer.status_code == 400
            assert checked(answer.content).tag.endswith("VASPErrorRsp")
        assert bring(client, place, b"x", "multipart/related").status_code == 400
