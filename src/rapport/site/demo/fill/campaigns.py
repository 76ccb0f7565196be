"""A demo shop's campaigns: those of the last year with what became of them, and those to come."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from rapport.collaborative.delivery.api import AccountDraft, add_account, enter_fates, switch_account
from rapport.customers.consent.api import record_consents
from rapport.kernel.filters.api import parse, write_json
from rapport.kernel.identity.api import Actor
from rapport.kernel.jobs.api import JobRun, Progress
from rapport.kernel.money.api import to_minor
from rapport.kernel.settings.api import change_settings
from rapport.kernel.work.api import unit_of_work, work_as_of
from rapport.operational.marketing.api import (
    CampaignDraft,
    CampaignLine,
    Variant,
    create_campaign,
    enter_answers,
    list_handed,
    schedule_campaign,
    send_campaign,
    set_letters,
)
from rapport.site.demo.campaigns import list_mailings
from rapport.site.demo.fill.readers import Past, Readers
from rapport.site.demo.mailings import Mailing
from rapport.site.demo.records import Shop


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose campaigns they are: who writes them, who approves them, and the account they leave from."""

    writer: Actor
    approver: Actor
    account_id: UUID


def fill_campaigns(shop: Shop, ids: Mapping[str, UUID], staff: Mapping[str, Actor], now: datetime) -> None:
    """Enter the campaigns one after the other; the account rests afterwards, so nothing is ever sent."""
    owner, writer = (staff[f"{post}@{shop.slug}.example.com"] for post in ("owner", "admin"))
    sender = Sender(writer, owner, _connect(shop, owner))
    change_settings({"marketing.approval": True}, actor=owner)
    bought = _purchases(shop, ids)
    for mailing in sorted(list_mailings(shop), key=lambda one: one.begin(now, shop.zone)):
        begin = mailing.begin(now, shop.zone).astimezone(UTC)
        line = _plan(mailing, begin, min(begin, now), shop, sender)
        if begin < now:
            _send(line, mailing, Past(begin, now, bought), sender.writer)
    switch_account(sender.account_id, active=False, actor=owner)


def _connect(shop: Shop, owner: Actor) -> UUID:
    """An address without a server: letters could not leave by it even if it worked."""
    address = f"news@{shop.slug}.example.com"
    return add_account(AccountDraft("email", shop.name, address, active=True), actor=owner).id


def _purchases(shop: Shop, ids: Mapping[str, UUID]) -> dict[UUID, list[datetime]]:
    found: dict[UUID, list[datetime]] = defaultdict(list)
    for order in shop.orders:
        if order.customer and order.status != "cancelled":
            found[ids[order.customer]].append(order.at)
    return found


def _plan(mailing: Mailing, begin: datetime, known: datetime, shop: Shop, sender: Sender) -> CampaignLine:
    """Write a campaign some days before it begins, and have it approved unless it is to wait for that."""
    draft = CampaignDraft(
        name=mailing.name,
        goal=mailing.goal,
        hypothesis=mailing.hypothesis,
        account_id=sender.account_id,
        audience=write_json(parse(mailing.choose(begin.astimezone(ZoneInfo(shop.zone))))),
        hold_out=mailing.hold_out,
        window_days=mailing.window,
        budget_minor=to_minor(mailing.budget, shop.currency) if mailing.budget else None,
        cost_minor=to_minor(mailing.cost, shop.currency),
    )
    letters = [
        Variant(code, one.subject, one.preheader, one.blocks)
        for code, one in zip("ABCDE", mailing.letters, strict=False)
    ]
    with work_as_of(known - timedelta(days=3)):
        line = set_letters(create_campaign(draft, actor=sender.writer).id, letters, actor=sender.writer)
    with work_as_of(known - timedelta(days=2)):
        line = schedule_campaign(line.id, begin, actor=sender.writer)
    if mailing.approved:
        with work_as_of(known - timedelta(days=1)):
            line = schedule_campaign(line.id, actor=sender.approver)
    return line


def _send(line: CampaignLine, mailing: Mailing, past: Past, actor: Actor) -> None:
    """Send a campaign as of its day, with what became of its letters and what their readers did."""
    readers = Readers(mailing, past)
    with work_as_of(past.begin):
        send_campaign(line.id, JobRun(line.id, actor.tenant_id, actor, {}, 1, Progress()))
        letters = list_handed(line.id)
        fates = [readers.draw_fate(one) for one in letters]
        with unit_of_work(actor) as work:
            enter_fates(fates, work)
    arrived = [one for one, fate in zip(letters, fates, strict=True) if fate.state == "delivered"]
    answers = [answer for letter in arrived for answer in readers.read(letter) if answer.at < past.now]
    enter_answers(line.id, answers, actor=actor)
    record_consents(readers.leave(answers), actor=actor)
