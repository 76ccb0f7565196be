"""What the tests of chat share: a widget, messages of its visitors, answers carried to them."""

from datetime import UTC, datetime
from typing import Any

from tests.house import Shop

from rapport.collaborative.chat.contracts import Kept, Posted
from rapport.collaborative.chat.operations.showing import show_answer
from rapport.collaborative.chat.operations.taking import take_posted
from rapport.collaborative.chat.operations.widgets import forget_widgets
from rapport.collaborative.delivery.contracts import Accepted, AccountState
from rapport.collaborative.delivery.operations import sending
from rapport.collaborative.delivery.tests.post import account, claimed

TOKEN = "t" * 40
NIGHT = datetime(2026, 11, 22, 2, tzinfo=UTC)
"""A Sunday, when no business works."""
USUAL: dict[str, Any] = {"hours": "always", "title_en": "Tea and light"}


def widget(shop: Shop, **settings: Any) -> AccountState:
    """Connect a widget of the shop that works, and have processes forget what they knew of others."""
    forget_widgets()
    return account(shop, "shop-front", channel="chat", name="Shop front", settings={**USUAL, **settings})


def posted(place: AccountState, text: str = "Hello", own_id: str = "1", **values: Any) -> Posted:
    """A message as a page sends it."""
    usual = {"token": TOKEN, "at": datetime.now(UTC), **values}
    return Posted(account=place, id=own_id.rjust(16, "0"), text=text, **usual)


def said(place: AccountState, text: str = "Hello", own_id: str = "1", **values: Any) -> Kept:
    """Take a message of a visitor."""
    return take_posted([posted(place, text, own_id, **values)])[0]


def carry(shop: Shop) -> int:
    """Do what the channel's process does with answers that wait; returns how many it carried."""
    carried = sending.hand_over(shop.tenant_id, claimed(shop))
    for place, message in carried:
        show_answer(place, message)
        sending.note_outcome(shop.tenant_id, message.id, Accepted())
    return len(carried)
