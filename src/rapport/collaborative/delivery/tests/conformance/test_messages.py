"""What each channel keeps, tells, moves and holds back."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from typing import NoReturn, get_args
from uuid import UUID

import pytest
from django.utils import timezone
from tests.house import Shop

from rapport.collaborative.delivery.api import (
    register_channel,
    take_in,
    take_in_many,
    take_report,
    write_message,
)
from rapport.collaborative.delivery.contracts import (
    Accepted,
    AccountState,
    Channel,
    FileDraft,
    Heard,
    Inbound,
    Report,
)
from rapport.collaborative.delivery.contracts.adapter import Capability
from rapport.collaborative.delivery.models import Conversation, Message
from rapport.collaborative.delivery.operations import sending
from rapport.collaborative.delivery.operations.reporting import STATES
from rapport.collaborative.delivery.tests.post import NOON, answered, claimed, deliveries, handed_over, thread
from rapport.kernel.errors import Clash, Invalid
from rapport.kernel.tenancy.api import as_tenant

GIF = bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b")
KNOWN = set(get_args(Capability))


Letter = Callable[..., Inbound]


class TestReceiving:
    def test_the_same_message_is_one_singly_and_in_a_batch(
        self, shop: Shop, place: AccountState, letter: Letter
    ) -> None:
        first = take_in(place, letter())
        again = [take_in(place, letter()), *take_in_many([(place, letter()), (place, letter())])]
        assert {(one.message_id, one.fresh) for one in again} == {(first.message_id, False)}
        assert first.fresh
        with as_tenant(shop.tenant_id):
            assert Message.objects.count() == 1

    def test_a_batch_leaves_what_single_ones_leave(
        self, shop: Shop, place: AccountState, letter: Letter
    ) -> None:
        first = take_in(place, letter())
        named = {"references": ("<1@example.org>",)}
        both = take_in_many([(place, letter("2", **named)), (place, letter("3", text="Hello?", **named))])
        row = thread(shop, first.conversation_id)
        assert {one.conversation_id for one in both} == {row.id}
        assert (row.messages, row.preview, row.waiting_since) == (3, "Hello?", NOON)

    def test_what_is_not_kept_is_not_said_to_be_kept(
        self, shop: Shop, channel: Channel, place: AccountState, letter: Letter
    ) -> None:
        def break_down(_messages: object) -> NoReturn:
            raise RuntimeError("the disk is gone")

        register_channel(replace(channel, hear=break_down))
        for take in (lambda: take_in(place, letter()), lambda: take_in_many([(place, letter())])):
            with pytest.raises(RuntimeError):
                take()
        with as_tenant(shop.tenant_id):
            assert not Message.objects.exists()
            assert not Conversation.objects.exists()

    def test_the_channel_hears_of_each_persons_message_once(
        self, channel: Channel, place: AccountState, letter: Letter
    ) -> None:
        heard = list[Heard]()

        def hear(messages: Sequence[Heard]) -> Collection[UUID]:
            heard.extend(messages)
            return ()

        register_channel(replace(channel, hear=hear))
        take_in(place, letter())
        take_in_many([(place, letter()), (place, letter("2"))])
        take_in(place, letter("3", automatic=True))
        assert [one.external_id for one in heard] == ["1", "2"]


class TestSending:
    def test_reports_in_any_order_only_move_forward(
        self, shop: Shop, place: AccountState, letter: Letter
    ) -> None:
        for number, order in enumerate(permutations(("sent", "delivered", "read"))):
            answered(shop, place, letter(str(number)))
            out = handed_over(shop)
            sending.note_outcome(shop.tenant_id, out.id, Accepted())
            for state in order:
                assert take_report(place, Report(STATES[state], timezone.now(), token=out.token))
            (row,) = [one for one in deliveries(shop) if one.id == out.id]
            assert row.state == "read", order

    def test_an_answer_whose_sender_died_is_sent_again_as_the_same(
        self, shop: Shop, channel: Channel, place: AccountState, letter: Letter
    ) -> None:
        answered(shop, place, letter())
        before = handed_over(shop)
        assert sending.recover(shop.tenant_id, channel.name) == {"waiting": 1, "uncertain": 0}
        after = handed_over(shop)
        assert (after.id, after.token, after.reference) == (before.id, before.token, before.reference)
        assert channel.refer(after.token, place.address) == after.reference

    def test_advertising_without_consent_is_not_even_claimed(
        self, shop: Shop, place: AccountState, letter: Letter
    ) -> None:
        answered(shop, place, letter(), purpose="newsletter")
        assert claimed(shop) == []
        assert [(one.state, one.code) for one in deliveries(shop)] == [("refused", "no-consent")]

    def test_only_what_is_live_leaves_before_it_can_be_taken_back(
        self, shop: Shop, channel: Channel, place: AccountState, letter: Letter
    ) -> None:
        answered(shop, place, letter(), hold=timedelta(minutes=1))
        assert len(claimed(shop)) == ("live" in channel.capabilities)

    def test_what_is_beyond_its_limits_is_refused(
        self, shop: Shop, channel: Channel, place: AccountState, letter: Letter
    ) -> None:
        thread_id = take_in(place, letter()).conversation_id
        file = [FileDraft("a.gif", [GIF])]
        if "files" in channel.capabilities:
            assert write_message(thread_id, "With it", files=file, actor=shop.actor).files
        else:
            with pytest.raises(Clash):
                write_message(thread_id, "With it", files=file, actor=shop.actor)
        with pytest.raises(Invalid):
            write_message(thread_id, "x" * (channel.limits.text + 1), actor=shop.actor)
        assert len(deliveries(shop)) == ("files" in channel.capabilities)
