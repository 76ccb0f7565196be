"""What is done for customers, and what they say."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from rapport.analytical.mood.events import MoodRead
from rapport.collaborative.delivery.events import (
    ConversationChanged,
    DeliverySettled,
    MessageReceived,
    MessageWithdrawn,
    MessageWritten,
)
from rapport.customers.accounts.events import NeedAcknowledged, NeedEscalated, NeedRaised, NeedResolved
from rapport.customers.consent.events import ConsentGiven, ConsentWithdrawn, PreferenceChanged
from rapport.customers.forms.events import FormSubmitted
from rapport.customers.prospects.events import ProspectCaptured, ProspectConverted, ProspectLost
from rapport.customers.timeline.events import ContactLogged, TaskCreated, TaskDone, TaskRemoved
from rapport.kernel.outbox.api import Fact
from rapport.operational.journeys.events import JourneyAnswered
from rapport.operational.marketing.events import CampaignAnswered, CampaignChanged
from tests.scenarios.drawn.dice import Dice
from tests.scenarios.drawn.trade import draw_visit


def draw_service(drawn: Dice) -> Iterator[Fact]:
    for one in drawn.customers:
        yield ContactLogged(
            touch_id=drawn.new_id(), customer_id=one, kind="call", direction="in", at=drawn.moment()
        )
        task: dict[str, Any] = {
            "task_id": drawn.new_id(),
            "party_id": one,
            "about_kind": "customer",
            "about_id": one,
            "title": "Call back",
            "due_at": drawn.moment(),
            "assignee_id": None,
            "priority": 1,
        }
        yield TaskCreated(version=1, done_at=None, **task)
        if drawn.dice.random() < 0.7:
            yield drawn.dice.choice((TaskDone, TaskRemoved))(version=2, done_at=drawn.moment(), **task)
        need: dict[str, Any] = {
            "need_id": drawn.new_id(),
            "account_id": one,
            "customer_id": one,
            "level": "gold",
        }
        raised = drawn.moment()
        yield NeedRaised(version=1, raised_at=raised, **need)
        yield NeedEscalated(version=2, step=1, due_at=raised, told=[], **need)
        if drawn.dice.random() < 0.6:
            later = raised + timedelta(minutes=drawn.dice.randrange(300))
            yield NeedAcknowledged(version=3, acknowledged_at=later, step=1, **need)
            yield NeedResolved(version=4, resolved_at=later + timedelta(hours=2), outcome="mended", **need)


def draw_messages(drawn: Dice) -> Iterator[Fact]:
    """Letters of two campaigns and what came of them; questions, most of them answered, one taken back."""
    channel: dict[str, Any] = {"channel": "email", "account_id": drawn.units[0]}
    campaigns = [drawn.new_id(), drawn.new_id()]
    for version in (2, 1, 3):
        for campaign_id in campaigns:
            yield CampaignChanged(
                campaign_id=campaign_id,
                version=version,
                title=f"Spring {version}",
                state=("scheduled", "sending", "done")[version - 1],
                channel="email",
                purpose="marketing",
                hold_out=10,
                window_days=14,
                budget_minor=None,
                cost_minor=5_000 * version,
                currency="EUR",
                owner_id=None,
                send_at=None,
                started_at=drawn.moment(),
                ended_at=None,
            )
    for one in drawn.customers * 3:
        thread: dict[str, Any] = {"conversation_id": drawn.new_id(), **channel}
        message_id, delivery_id, at = drawn.new_id(), drawn.new_id(), drawn.moment()
        campaign = drawn.dice.choice((*campaigns, None))
        yield MessageWritten(
            message_id=message_id,
            delivery_id=delivery_id,
            customer_id=one,
            purpose="marketing" if campaign else "",
            at=at,
            **thread,
        )
        for number, state in enumerate(("sent", drawn.dice.choice(("delivered", "read", "failed")))):
            yield DeliverySettled(
                delivery_id=delivery_id,
                message_id=message_id,
                customer_id=one,
                purpose="",
                state=state,
                code="",
                units=1,
                cost=drawn.dice.choice(("", "0.0125")),
                currency="EUR",
                at=at + timedelta(minutes=number),
                group_id=campaign,
                **channel,
            )
        if campaign:
            for what, url in (("open", ""), ("click", "https://shop.example/tea")):
                yield CampaignAnswered(
                    campaign_id=campaign,
                    customer_id=one,
                    delivery_id=delivery_id,
                    what=what,
                    url=url,
                    machine=drawn.dice.random() < 0.3,
                    at=at + timedelta(hours=1),
                )
            yield from draw_visit(drawn, one, at + timedelta(hours=1, minutes=drawn.dice.randrange(50)))
            yield from _draw_replies(drawn, one, thread, at)
        yield from _draw_question(drawn, one, {"conversation_id": drawn.new_id(), **channel})


def _draw_replies(drawn: Dice, one: UUID, thread: dict[str, Any], at: datetime) -> Iterator[Fact]:
    """What a letter of a campaign is answered with: words, whose mood is read twice, and a no."""
    said = at + timedelta(days=drawn.dice.randrange(-2, 20))
    reply = drawn.new_id()
    yield MessageReceived(
        message_id=reply,
        customer_id=drawn.dice.choice((one, None)),
        match="",
        automatic=drawn.dice.random() < 0.2,
        began=False,
        at=said,
        size=drawn.dice.randrange(500),
        **thread,
    )
    for mood, score in drawn.dice.sample((("happy", 0.5), ("unhappy", -0.75), ("neutral", 0.0)), 2):
        yield MoodRead(
            text_id=reply,
            kind="message",
            channel="email",
            customer_id=one,
            conversation_id=thread["conversation_id"],
            sku=drawn.dice.choice(("", "P0")),
            language="en",
            mood=mood,
            score=score,
            topics=[],
            intent="",
            reader="words",
            at=said,
        )
    if drawn.dice.random() < 0.5:
        yield ConsentWithdrawn(
            consent_id=drawn.new_id(),
            customer_id=one,
            purpose="marketing",
            channel="email",
            contact="",
            at=said,
            origin="unsubscribe",
        )
    yield JourneyAnswered(
        customer_id=one,
        journey_id=drawn.units[0],
        delivery_id=drawn.new_id(),
        node="a",
        what=drawn.dice.choice(("open", "click")),
        url="",
        machine=drawn.dice.random() < 0.3,
        at=said,
    )


def _draw_question(drawn: Dice, customer_id: UUID, thread: dict[str, Any]) -> Iterator[Fact]:
    at = drawn.moment()
    known = drawn.dice.choice((customer_id, None))
    yield MessageReceived(
        message_id=drawn.new_id(), customer_id=known, match="", automatic=False, began=True, at=at, **thread
    )
    for version, party_id in ((1, known), (2, customer_id)):
        yield ConversationChanged(
            version=version,
            customer_id=party_id,
            state=("open", "closed")[version - 1],
            match="",
            assignee_id=None,
            team_id=None,
            snoozed_until=None,
            waiting_since=None,
            tags=[],
            **thread,
        )
    for minutes in drawn.dice.sample((5, 50, 500), drawn.dice.randint(0, 2)):
        answer = drawn.new_id()
        yield MessageWritten(
            message_id=answer,
            delivery_id=drawn.new_id(),
            customer_id=customer_id,
            purpose="",
            at=at + timedelta(minutes=minutes),
            **thread,
        )
        if drawn.dice.random() < 0.2:
            yield MessageWithdrawn(
                conversation_id=thread["conversation_id"], message_id=answer, channel="email", at=at
            )


def draw_words(drawn: Dice) -> Iterator[Fact]:
    for one in drawn.customers:
        for channel in ("email", "sms"):
            kind = drawn.dice.choice((ConsentGiven, ConsentWithdrawn))
            yield kind(
                consent_id=drawn.new_id(),
                customer_id=one,
                purpose="news",
                channel=channel,
                contact="",
                at=drawn.moment(),
                origin="form",
            )
        yield PreferenceChanged(
            customer_id=one,
            preferred_channel="email",
            quiet_from="20:00",
            quiet_to="08:00",
            zone="",
            do_not_contact=False,
        )
        yield FormSubmitted(
            entry_id=drawn.new_id(),
            form_id=drawn.units[0],
            customer_id=one,
            outcome="created",
            differing=0,
            received_at=drawn.moment(),
        )
        prospect: dict[str, Any] = {
            "prospect_id": drawn.new_id(),
            "customer_id": one,
            "source": drawn.dice.choice(("form", "list")),
            "detail": "",
        }
        captured = drawn.moment()
        yield ProspectCaptured(captured_at=captured, **prospect)
        if drawn.dice.random() < 0.5:
            later = captured + timedelta(days=3)
            yield ProspectConverted(captured_at=captured, converted_at=later, how="order", **prospect)
        else:
            yield ProspectLost(lost_at=captured + timedelta(days=9), reason="silent", **prospect)
