"""The addresses of a demo shop, all at rest; its agents' replies, and who takes what."""

import secrets
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from rapport.collaborative.delivery.api import add_account
from rapport.collaborative.delivery.contracts import AccountDraft, AccountState
from rapport.collaborative.inbox.api import CannedDraft, RuleDraft, add_reply, set_rule
from rapport.collaborative.logic.api import (
    Definition,
    ServiceDraft,
    Then,
    When,
    create_service,
    publish_service,
)
from rapport.collaborative.mobile.api import LinkDraft, add_link
from rapport.kernel.identity.api import Actor, create_team, set_team_members
from rapport.site.demo.fill.costs import price_number
from rapport.site.demo.records import Shop
from rapport.site.demo.talks.answering import SERVICES
from rapport.site.demo.talks.replies import DESKS
from rapport.site.demo.talks.shape import Service, Shelf


def open_address(shelf: Shelf, slug: str, now: datetime, *, actor: Actor) -> AccountState:
    """Connect an address that rests, an SMS number with its link and services; returns it for its channel."""
    settings: dict[str, object] = {"sender_name": shelf.name, "smtp_host": f"mail.{slug}.example.com"}
    if shelf.channel == "sms":
        settings = {"links": [str(_open_link(shelf, actor))]}
        price_number(shelf, now, actor=actor)
    if shelf.channel == "mms":
        settings = {"url": f"https://mmsc.{slug}.example.com/mm7", "cost": "0.25", "currency": "EUR"}
    draft = AccountDraft(shelf.channel, shelf.name, shelf.address, settings)
    line = add_account(draft, actor=actor)
    for one in shelf.services:
        publish_service(create_service(_service_of(one, line.id), actor=actor).id, actor=actor)
    return AccountState(
        line.id, actor.tenant_id, line.channel, line.name, line.address, line.door, line.settings, {}
    )


def _service_of(one: Service, account_id: UUID) -> ServiceDraft:
    when = When(words=(one.word,), how="fuzzy", channel="sms", account_id=account_id)
    then = Then(answer=one.answer, purpose=one.purpose, confirm=one.question, minutes=1440)
    return ServiceDraft(one.word, position=50, definition=Definition(when, then))


def _open_link(shelf: Shelf, actor: Actor) -> UUID:
    draft = LinkDraft(
        name=shelf.name,
        host="smsc.demo.example.com",
        system_id="mingshe",
        password=secrets.token_hex(4),
        prefixes=("+86",) if shelf.chinese else (),
        rank=1 if shelf.chinese else 2,
        cost=Decimal("0.045"),
        currency="CNY",
        active=False,
    )
    return add_link(draft, actor=actor).id


WIDGET = {
    "colour": "#0f766e",
    "hours": "business",
    "title_en": "Ask us",
    "title_zh": "有什么可以帮您？",
    "greeting_en": "Good day! What may we do for you?",
    "greeting_zh": "您好！有什么可以帮您？",
    "answers": "delivery, shipping = We deliver within two to three days.\n送货，发货 = 两到三天内送达。",
}
"""A chat at rest: whoever has it work can try it out on its page."""


def open_desk(shop: Shop, posts: dict[str, Actor], *, actor: Actor) -> None:
    """Put live what is answered by itself, write the replies agents keep at hand, and who takes what."""
    add_account(AccountDraft("chat", shop.name, "shop-front", dict(WIDGET)), actor=actor)
    for service in SERVICES[shop.language]:
        publish_service(create_service(service, actor=actor).id, actor=actor)
    words = DESKS[shop.language]
    for name, shortcut, text in words.replies:
        add_reply(CannedDraft(name, shortcut, text), actor=actor)
    if not words.team:
        return
    team = create_team(words.team, actor=actor)
    members = [posts[post].member_id for post in ("owner", "admin")]
    set_team_members(team.id, [one for one in members if one], actor=actor)
    for position, (name, condition, tag, urgent) in enumerate(words.rules, start=1):
        rule = RuleDraft(name, position, condition, team_id=team.id, tag=tag, urgent=urgent)
        set_rule(None, rule, actor=actor)
