"""What the tests of automatic answers share: services put live, what somebody sends and is answered."""

from typing import Any
from uuid import UUID

from tests.house import Shop

from rapport.collaborative.delivery.api import list_messages
from rapport.collaborative.delivery.contracts import AccountState
from rapport.collaborative.delivery.tests.post import account, received
from rapport.collaborative.logic.contracts import Definition, ServiceDraft, ServiceLine, Step, Then, When
from rapport.collaborative.logic.models import LogicTrace
from rapport.collaborative.logic.operations.editing import create_service, publish_service
from rapport.collaborative.mobile.tests.centre import ADA, NUMBER
from rapport.kernel.tenancy.api import as_tenant

JOIN = Then(
    answer="Welcome, {{first_name}}! {{city}} is lovely.",
    steps=(Step("name", "What is your name?", "name"), Step("city", "Which city, {{name}}?")),
    registers=True,
    given_up="A colleague will help you.",
)


def number(shop: Shop, address: str = NUMBER) -> AccountState:
    """Connect a number of the shop."""
    return account(shop, address, channel="sms", name="Service")


def live(
    shop: Shop, name: str, *words: str, position: int = 100, then: Then | None = None, **when: Any
) -> ServiceLine:
    """Put a service live."""
    definition = Definition(When(words=words, **when), then or Then(answer=f"{name}!"))
    line = create_service(ServiceDraft(name, position=position, definition=definition), actor=shop.actor)
    return publish_service(line.id, actor=shop.actor)


def sent(shop: Shop, place: AccountState, text: str, name: str = "", sender: str = ADA) -> list[str]:
    """Have somebody send a text; returns all they were answered, the oldest first."""
    found = received(place, name or text, sender=sender, text=text, sender_name="", subject="")
    return answers(shop, found.conversation_id)


def answers(shop: Shop, conversation_id: UUID) -> list[str]:
    """Return what was answered in a conversation, the oldest first."""
    with as_tenant(shop.tenant_id):
        said = list_messages(conversation_id, actor=shop.actor)
    return [one.text for one in said if one.direction == "out"]


def traces(shop: Shop) -> list[tuple[str, str]]:
    """Return what was done and why, by codes, the oldest first."""
    with as_tenant(shop.tenant_id):
        return list(LogicTrace.objects.order_by("at", "id").values_list("kind", "why"))
