"""What is done for customers, and what they say."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from rapport.customers.accounts.events import NeedAcknowledged, NeedEscalated, NeedRaised, NeedResolved
from rapport.customers.consent.events import ConsentGiven, ConsentWithdrawn, PreferenceChanged
from rapport.customers.forms.events import FormSubmitted
from rapport.customers.prospects.events import ProspectCaptured, ProspectConverted, ProspectLost
from rapport.customers.timeline.events import ContactLogged, TaskCreated, TaskDone, TaskRemoved
from rapport.kernel.outbox.api import Fact
from tests.scenarios.drawn.dice import Dice


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
