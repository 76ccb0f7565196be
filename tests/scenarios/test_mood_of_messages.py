"""A message is read where it is: its words stay in the conversation."""

from django.utils import timezone

from rapport.analytical.mood.api.learning import read_due
from rapport.analytical.mood.handlers import note_news
from rapport.analytical.mood.models import MoodText
from rapport.collaborative.delivery.models import Message
from rapport.collaborative.delivery.tests.post import account, received
from rapport.kernel.ids import new_id
from rapport.kernel.outbox.api import Envelope
from rapport.kernel.tenancy.api import as_tenant
from tests.house import ApiCaller, Shop


def test_messages_are_read_where_they_are(shop: Shop, api: ApiCaller) -> None:
    received(account(shop))
    with as_tenant(shop.tenant_id):
        message = Message.objects.get(direction="in")
        Message.objects.update(text="The pot is broken. I want to return it.")
    now = timezone.now()
    payload = {
        "message_id": str(message.id),
        "conversation_id": str(message.conversation_id),
        "customer_id": None,
        "channel": "email",
        "automatic": False,
        "at": now.isoformat(),
    }
    about = ("conversation", message.conversation_id, None, None, None, None)
    fact = Envelope(new_id(), shop.tenant_id, "message.received.v1", now, now, *about, payload)
    for _time in range(2):
        with as_tenant(shop.tenant_id):
            note_news([fact])
    assert read_due(actor=shop.actor) == 1
    with as_tenant(shop.tenant_id):
        row = MoodText.objects.get()
        assert (row.text, row.mood, row.intent) == ("", "unhappy", "return")
    assert "return it" in api.get("/mood/texts").json()["items"][0]["text"]
