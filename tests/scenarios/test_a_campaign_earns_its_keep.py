"""A campaign earns its keep: customers with a known true effect react, and what is measured covers the truth.

Each customer has a lot of their own: some buy in any case, some only if they got the letter. So the effect is
known before anything is measured. Caps and weight hold meanwhile, and sales get a task for each answer.
"""

import random
from collections import Counter
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from rapport.collaborative.delivery.contracts import Accepted
from rapport.collaborative.delivery.models import ChannelAccount, Delivery
from rapport.collaborative.delivery.operations import sending
from rapport.collaborative.delivery.operations.claiming import claim_due
from rapport.customers.timeline.models import Task
from rapport.kernel.filters.api import parse, write_json
from rapport.kernel.settings.api import change_settings
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.marketing.contracts import CampaignLine, Effect
from rapport.operational.marketing.operations import life
from rapport.operational.marketing.operations.following import follow_link
from rapport.operational.marketing.queries.campaigns import get_campaign
from rapport.operational.marketing.queries.effects import measure_effect
from rapport.operational.marketing.tests.selling import campaign, letters_of, people, recipients, run_job
from rapport.operational.orders.contracts import NewLine, NewOrder
from rapport.operational.orders.operations import place_order
from tests.house import Shop

PEOPLE = 300
ANYWAY, WITH_LETTER, FOLLOWS = 0.10, 0.45, 0.15
"""Shares of customers who buy in any case, who buy if they got the letter, who follow its link."""
BROWSER = {"agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0", "method": "GET", "purpose": ""}


def launch(shop: Shop, line: CampaignLine) -> None:
    """Have a campaign begin, and its channel carry what it may."""
    life.schedule_campaign(line.id, actor=shop.actor)
    run_job(shop, line.id)
    with as_tenant(shop.tenant_id):
        places = list(ChannelAccount.objects.order_by("id").values_list("id", flat=True))
    for place in places:
        carried = sending.hand_over(shop.tenant_id, claim_due(shop.tenant_id, place, PEOPLE))
        sending.note_outcomes(shop.tenant_id, [(out.id, Accepted()) for _, out in carried])


def got(shop: Shop) -> Counter[UUID | None]:
    """How many letters each customer was sent, of whatever campaign."""
    with as_tenant(shop.tenant_id):
        return Counter(Delivery.objects.filter(state="sent").values_list("party_id", flat=True))


def react(shop: Shop, line: CampaignLine, lots: dict[UUID, float]) -> tuple[float, int]:
    """Let everybody do what their lot says; returns the true effect, and how many followed the link."""
    drawn = [row for row in recipients(shop, line.id) if row.state != "refused"]
    written = {row.party_id for row in drawn if row.state == "handed"}
    for row in drawn:
        if lots[row.party_id] < (WITH_LETTER if row.party_id in written else ANYWAY):
            bought = NewLine(quantity=Decimal(1), unit_price=Decimal(20), sku="TEA")
            place_order(NewOrder(lines=(bought,), party_id=row.party_id), actor=shop.actor)
    with as_tenant(shop.tenant_id):
        Delivery.objects.update(sent_at=timezone.now() - timedelta(minutes=5))  # nobody reads at once
    letters = [one for one in letters_of(shop, line.id) if one.party_id and lots[one.party_id] < FOLLOWS]
    for one in letters:
        follow_link(one.token, 1, **BROWSER)
    return sum(ANYWAY <= lots[row.party_id] < WITH_LETTER for row in drawn) / len(drawn), len(letters)


def measure(shop: Shop, campaign_id: UUID) -> Effect:
    with as_tenant(shop.tenant_id):
        effect = measure_effect(get_campaign(campaign_id, actor=shop.actor), timezone.now())
    assert effect is not None
    return effect


def test_the_measured_uplift_covers_the_truth_and_sales_get_their_tasks(shop: Shop) -> None:
    ids, dice = people(shop, PEOPLE), random.Random(17)
    lots = {one: dice.random() for one in ids}
    with as_tenant(shop.tenant_id):
        change_settings({"delivery.most_a_day": 1}, actor=shop.actor)

    # A weightier message is to come for a few of them: they are left to it.
    weighty = campaign(shop, priority=9, audience=write_json(parse("name:starts_with:P 29")))
    life.schedule_campaign(weighty.id, timezone.now() + timedelta(days=2), actor=shop.actor)
    line = campaign(shop, hold_out=40, rest_days=7, follow_up="click", goal="A second purchase")
    launch(shop, line)
    assert Counter(row.reason for row in recipients(shop, line.id))["better-campaign"] == 11

    # Another one to everybody at the same hour: the cap keeps it from those who had theirs.
    mine = set(got(shop))
    launch(shop, campaign(shop, hold_out=0))
    letters = got(shop)
    assert set(letters.values()) == {1}
    assert mine < set(letters)

    truth, followed = react(shop, line, lots)
    effect = measure(shop, line.id)
    assert effect.treated.people + effect.held_out.people == PEOPLE - 11
    assert effect.rate.low <= truth <= effect.rate.high
    assert effect.rate.sure
    with as_tenant(shop.tenant_id):
        tasks = list(Task.objects.values_list("party_id", "assignee_id"))
    assert len(tasks) == len({party for party, _ in tasks}) == followed > 0
    assert {assignee for _, assignee in tasks} == {shop.actor.member_id}
