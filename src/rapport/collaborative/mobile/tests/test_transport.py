"""SMS over real connections to a message centre of another make."""

from tests.house import Shop

from rapport.collaborative.delivery.api import list_messages, work, write_message
from rapport.collaborative.delivery.models import Conversation
from rapport.collaborative.delivery.operations import sending
from rapport.collaborative.delivery.tests.post import deliveries, handed_over
from rapport.collaborative.mobile.tests.centre import ADA, NUMBER, Centre, connected, until, with_centre
from rapport.collaborative.mobile.transports.sms import SmsAdapter
from rapport.customers.party.tests.people import enter
from rapport.customers.timeline.api import list_touches
from rapport.kernel.tenancy.api import as_tenant


def threads(shop: Shop) -> list[Conversation]:
    with as_tenant(shop.tenant_id):
        return list(Conversation.objects.order_by("id"))


class TestBothWays:
    def test_a_question_comes_and_its_answer_goes_with_a_receipt(self, shop: Shop, port: int) -> None:
        ada = enter(shop, "Ada", ADA)
        place = connected(shop, port)

        async def act(adapter: SmsAdapter, centre: Centre) -> None:
            centre.report = "after"
            said = await centre.say(NUMBER, b"Where is my tea?")
            assert said.is_success
            (thread,) = await work(threads, shop)
            await work(write_message, thread.id, "It comes today – 今天到。", actor=shop.actor)
            out = await work(handed_over, shop)
            accepted = await adapter.send(place, out)
            await work(sending.note_outcome, shop.tenant_id, out.id, accepted)
            await until(lambda: deliveries(shop)[0].state == "delivered")
            (event,) = centre.submitted
            assert (event.source_addr, event.destination_addr) == (NUMBER[1:], ADA[1:])
            assert event.short_message.decode("utf-16-be") == "It comes today – 今天到。"

        with_centre([place], port, act)
        (thread,) = threads(shop)
        with as_tenant(shop.tenant_id):
            said = list_messages(thread.id, actor=shop.actor)
            touches = list_touches(ada.id, actor=shop.actor).lines
        assert (thread.party_id, thread.match, thread.peer) == (ada.id, "known", ADA)
        assert [(one.direction, one.text) for one in said] == [
            ("in", "Where is my tea?"),
            ("out", "It comes today – 今天到。"),
        ]
        assert {one.kind for one in touches if one.channel == "sms"} == {"message.received", "message.sent"}
