"""A small demo shop filled through the rooms' doors: complete, counted, and only once."""

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from rapport.analytical.value.api import get_revenue, list_segments
from rapport.customers.intake.api import get_progress
from rapport.customers.party.api import CustomerFilter, count_customers, list_customers, load_states
from rapport.kernel.identity.api import Actor, list_unit_tree, system_actor
from rapport.kernel.tenancy.api import as_tenant, get_tenant_by_slug
from rapport.operational.orders.api import list_orders
from rapport.site.demo.fill import shops
from rapport.site.demo.fill.shops import fill_shops
from rapport.site.demo.logins import write_logins
from rapport.site.demo.mingshe import MINGSHE
from rapport.site.demo.moves import ROWS
from rapport.site.demo.records import Shop
from rapport.site.demo.talks.book import BOOK
from rapport.site.demo.world import simulate

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")
NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)
STEPS = """
select o.number, s.after, s.at from order_status s join sales_order o on o.id = s.order_id order by s.at, s.id
"""


def read(statement: str) -> list[Any]:
    """Return what the statement finds in the shop."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        rows: list[Any] = cursor.fetchall()
        return rows


def count(of: str) -> int:
    """Return how many rows there are."""
    return int(read(f"select count(*) from {of}")[0][0])


def test_a_shop_is_filled_whole_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    small = replace(MINGSHE, slug=f"demo-{uuid4().hex[:8]}", customers=60, prospects=10, companies=12)
    monkeypatch.setattr(shops, "PROFILES", (small,))
    said: list[str] = []
    assert fill_shops(said.append, now=NOW) == 1
    assert len(said) == 1
    shop, tenant = simulate(small, NOW), get_tenant_by_slug(small.slug)
    actor = system_actor(tenant.id)
    with as_tenant(tenant.id):
        brought = check_file(actor)
        check_people(shop, actor, brought)
        check_orders(shop, actor)
        check_worth(shop, actor)
        check_growth()
        check_behaviour()
        check_webhooks()
        check_inbox()
        check_campaigns()
    assert fill_shops(said.append, now=NOW) == 0


def check_file(actor: Actor) -> int:
    """The fair's list came in, and its faulty rows wait; returns how many customers it brought."""
    [(import_id,)] = read("select id from import")
    progress = get_progress(import_id, actor=actor)
    assert progress.status == "done"
    assert progress.rejected > 0
    assert progress.accepted + progress.rejected == ROWS
    return progress.accepted


def check_people(shop: Shop, actor: Actor, brought: int) -> None:
    """Everybody is there since the day they came, and what was done about them has its day."""
    households = len({person.household for person in shop.people if person.household})
    parties = (*shop.people, *shop.companies)
    visitors = count("form_entry where outcome = 'created'")
    assert visitors
    strangers = sum(talk.stranger is not None for shelf in BOOK["zh-hans"] for talk in shelf.talks)
    assert count_customers(actor) == len(parties) + households + brought + visitors + strangers
    since = {party.ref: party.since for party in parties}
    companies = [found for (found,) in read("select id from party where kind = 'company'")]
    for state in load_states(companies).values():
        assert state.created_at == since[state.external_ids[0].external_id].replace(microsecond=0)
    assert {at for (at,) in read("select at from handover")} == {move.at for move in shop.handovers}
    called = {NOW - timedelta(days=1)}  # the call list is worked through at one moment
    done = {task.done_at for task in shop.tasks if task.done_at} | called
    assert {at for (at,) in read("select done_at from task where done_at is not null")} == done
    assert len(list_unit_tree(actor)) == len(shop.units)


def check_orders(shop: Shop, actor: Actor) -> None:
    """Every order went its way step by step, with its money, its invoice and what came back."""
    assert list_orders(actor).count() == len(shop.orders)
    assert count("goods_return") == sum(len(order.returns) for order in shop.orders)
    assert count("invoice") == sum(1 for order in shop.orders if order.invoiced_at)
    given_back = sum(1 for order in shop.orders for back in order.returns if back.refunded_at)
    assert count("payment where kind = 'refund'") >= given_back
    assert count("sales_order where refunded_minor > paid_minor or paid_minor > total_minor") == 0
    steps: dict[str, list[tuple[str, datetime]]] = defaultdict(list)
    for number, after, at in read(STEPS):
        steps[number].append((after, at))
    assert steps == {order.number: list(order.history) for order in shop.orders}
    assert dict(read("select number, status from sales_order")) == {o.number: o.status for o in shop.orders}


def check_worth(shop: Shop, actor: Actor) -> None:
    """Worth was counted: of those who bought, and of nobody else."""
    revenue = get_revenue(actor)
    buyers = {order.customer for order in shop.orders if order.customer and order.status != "cancelled"}
    assert revenue.curve.customers == len(buyers)
    assert revenue.guest_orders > 0
    assert sum(size.customers for size in list_segments(actor)) == len(buyers)
    best = list_customers(actor, filter=CustomerFilter(insight=("segment", "champions")), sort="-spent")
    assert best.rows
    assert best.rows[0].currency == "CNY"


def check_webhooks() -> None:
    """Something arrived at once, something late, something never, something again; one is on its way."""
    told = read("select state, tries from subscriber_dispatch order by created_at, id")
    assert told.count(("sent", 1)) == 5
    assert ("sent", 2) in told
    assert ("failed", 12) in told
    assert told[-1] == ("waiting", 6)
    again = "select dispatch_id from dispatch_attempt where status = 200 group by 1 having count(*) = 2"
    assert len(read(again)) == 1
    assert read("select active from subscriber") == [(True,)]


def check_inbox() -> None:
    """Threads by e-mail and SMS are left in every state, while no channel has anything to carry."""
    letters = sum(len(shelf.talks) for shelf in BOOK["zh-hans"] if shelf.channel == "email")
    written = "select conversation_id from message join delivery d on d.message_id = message.id"
    own = f"id not in ({written} where d.group_id is not null)"
    assert count(f"conversation where channel = 'email' and {own}") == letters
    assert count("conversation where channel = 'sms'") > 0
    assert count("conversation where state = 'closed'") > 0
    assert count("conversation where waiting_since is not null and assignee_id is null") > 0
    assert count("conversation where snoozed_until > '2026-11-23'") > 0
    assert {state for (state,) in read("select distinct state from delivery")} == {
        *("sent", "delivered", "failed")
    }
    assert count("message where automatic") > 0
    assert {kind for (kind,) in read("select distinct kind from sms_answer")} == {"stop"}
    assert {kind for (kind,) in read("select distinct kind from logic_trace")} >= {
        *("answered", "asked", "done")
    }
    assert count("message_charge") > 0
    assert count("message_budget") == 1
    assert count("note where subject_kind = 'conversation'") > 0
    assert count("logic_service where position = 50") == 3
    assert count("channel_account where active") == count("sms_link where active") == 0
    assert count("message where at > '2026-11-22 15:00+00'") == 0


def check_campaigns() -> None:
    """Five went out within the year and were answered, one is called through, one is to come, one waits."""
    states = [state for (state,) in read("select state from campaign order by send_at")]
    assert states == ["done"] * 5 + ["sending", "scheduled", "asked"]
    mass = "delivery where group_id is not null"
    began = "select min(started_at), max(ended_at) from campaign where state = 'done'"
    [(first, last)] = read(began)
    assert NOW - timedelta(days=366) < first < last < NOW
    assert {state for (state,) in read(f"select distinct state from {mass}")} <= {"delivered", "failed"}
    carried = "campaign_id in (select id from campaign where channel in ('email', 'sms'))"
    assert count(f"campaign_recipient where state = 'handed' and {carried}") == count(mass)
    assert count("campaign_recipient where state = 'held-out'") > 0
    assert count("campaign_response where not machine") > 0
    assert read("select active from channel_account where address like 'news@%'") == [(False,)]


def check_growth() -> None:
    """Visitors came, prospects are in every state, key accounts have needs in every state."""
    assert count("form_entry where state <> 'taken'") == 0
    assert count("form_difference") > 0
    assert {state for (state,) in read("select distinct state from prospect")} == {
        "open",
        "converted",
        "lost",
    }
    needs = {state for (state,) in read("select distinct state from urgent_need")}
    assert needs == {"open", "acknowledged", "resolved"}


def check_behaviour() -> None:
    """Visitors were seen on each of the last two weeks' days; what a page told wrongly is kept apart."""
    assert {accepted > 0 for (accepted,) in read("select accepted from event_source_day")} == {True}
    assert count("event_source_day") == 14
    assert {field for (field,) in read("select field from rejected_event")} == {"price", "visitor"}


def test_logins_name_every_kind_of_post_and_the_password() -> None:
    text = write_logins()
    for mailbox in (
        "owner@demo.example.com",
        "clerk.hangzhou@demo.example.com",
        "owner@nordlicht.example.com",
    ):
        assert mailbox in text
    assert "tea-and-light" in text
