"""How a demo shop grows: a form with its visitors, prospects, key accounts with what is urgent."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from rapport.customers.accounts.api import (
    TeamDraft,
    acknowledge_need,
    name_account,
    raise_need,
    resolve_need,
)
from rapport.customers.consent.api import ConfirmRule, set_confirm_rule
from rapport.customers.forms.api import (
    FieldDraft,
    FormDraft,
    FormLine,
    Visit,
    count,
    create_form,
    land_waiting,
    take_entry,
)
from rapport.customers.prospects.api import (
    ProspectDraft,
    capture_prospects,
    convert_prospects,
    lose_prospects,
)
from rapport.kernel.identity.api import Actor, Scope
from rapport.kernel.work.api import work_as_of
from rapport.site.demo.records import Party, Shop

VISITORS, LOOKS, DAYS = 24, 7, 30
NEWS = "consent.newsletter.email"
MESSAGE = "message"
SOURCES = ("call", "visit", "list", "referral", "chat")
INTERESTS = ("", "cold", "warm", "hot")
LOSSES = ("price", "no_answer", "competitor")
WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "form": "Contact on the web shop",
        "title": "Write to us",
        "intro": "We answer within a working day.",
        "news": "Yes, send me the newsletter by e-mail. I can end this at any time.",
        "asks": ("Do you deliver to Norway?", "Do you have samples?", "I look for a gift of about 50 euros."),
        "fair": "Spring fair",
        "needs": (
            "The delivery for tomorrow is missing",
            "Invoice with a wrong tax number",
            "Price list for 2027",
        ),
        "note": "Wants one person to speak to.",
    },
    "zh-hans": {
        "form": "网店联系表单",
        "title": "联系我们",
        "intro": "我们会在一个工作日内回复。",
        "news": "是的，请通过邮件给我发送通讯。我可以随时退订。",
        "asks": ("可以送到新疆吗？", "有试用装吗？", "想找一份三百元左右的礼品。"),
        "fair": "春季展会",
        "needs": ("明天要用的货还没到", "发票税号有误", "2027 年价目表"),
        "note": "希望有固定的联系人。",
    },
}


def fill_growth(
    shop: Shop, ids: dict[str, UUID], staff: dict[str, Actor], now: datetime, *, actor: Actor
) -> None:
    """Open a form and let visitors come, say what became of prospects, name key accounts and raise needs."""
    words = WORDS["zh-hans" if shop.language.startswith("zh") else "en"]
    random = Random(f"{shop.slug}:growth")
    people = sorted(staff.values(), key=lambda one: one.name)
    form = _open_form(words, people[0], actor)
    rule = ConfirmRule(shop.country, (), "Demo: its visitors have no mailbox to follow a link in")
    set_confirm_rule(rule, actor=actor)
    _let_visitors_come(form, shop, words, random, now)
    land_waiting(actor=actor)
    _work_on_prospects(shop, ids, words, random, actor=actor)
    _name_accounts(shop, ids, words, people, now)


def _open_form(words: dict[str, Any], owner: Actor, actor: Actor) -> FormLine:
    draft = FormDraft(
        words["form"],
        title=words["title"],
        intro=words["intro"],
        sites=("https://shop.example",),
        owner_id=owner.member_id,
        unit_id=owner.unit_id,
        tags=("web",),
        tell=False,
    )
    fields = (
        *(FieldDraft("name", required=True), FieldDraft("email", required=True), FieldDraft("phone")),
        *(FieldDraft(MESSAGE, required=True), FieldDraft(NEWS, text=words["news"])),
    )
    return create_form(draft, fields, actor=actor)


def _let_visitors_come(
    form: FormLine, shop: Shop, words: dict[str, Any], random: Random, now: datetime
) -> None:
    """Most are new; a few are customers who type their name otherwise than it is kept."""
    known = [party for party in shop.people if any(one.kind == "email" for one in party.contact_points)]
    strangers = random.sample(known, VISITORS)
    for number, one in enumerate(strangers):
        moment = now - timedelta(days=DAYS * (VISITORS - number) / VISITORS, minutes=random.randrange(600))
        for _look in range(random.randrange(2, LOOKS)):
            count(form.id, "looks", moment)
        returning = number % 6 == 0
        mail = next(point.value for point in one.contact_points if point.kind == "email")
        typed = {
            "name": one.family_name if returning else one.name,
            "email": mail if returning else f"visitor{number}@example.net",
            MESSAGE: random.choice(words["asks"]),
        }
        visit = Visit(f"198.51.100.{number + 1}", "Firefox", "https://shop.example/contact", shop.language)
        with work_as_of(moment):
            take_entry(form, typed, [NEWS] if number % 3 else [], visit, base="http://localhost:8000")


def _work_on_prospects(
    shop: Shop, ids: dict[str, UUID], words: dict[str, Any], random: Random, *, actor: Actor
) -> None:
    """Each prospect of the simulation came by some way; of those long here some bought, some were lost."""
    parties = [party for party in (*shop.companies, *shop.people) if party.role == "prospect"]
    drafts = [_captured(party, ids, words, random) for party in parties]
    capture_prospects(drafts, actor=actor)
    some = [draft.party_id for draft in drafts[::7]]
    convert_prospects(some[::2], how="hand", actor=actor)
    for number, party_id in enumerate(some[1::2]):
        lose_prospects([party_id], LOSSES[number % len(LOSSES)], actor=actor)


def _captured(party: Party, ids: dict[str, UUID], words: dict[str, Any], random: Random) -> ProspectDraft:
    source = random.choice(SOURCES)
    detail = words["fair"] if source == "visit" else ""
    return ProspectDraft(ids[party.ref], source, detail, random.choice(INTERESTS), party.since)


def _name_accounts(
    shop: Shop, ids: dict[str, UUID], words: dict[str, Any], people: Sequence[Actor], now: datetime
) -> None:
    """The first companies are key accounts; of their needs one is done, one taken care of, one runs."""
    companies = [one for one in shop.companies if one.kind == "company" and one.role == "customer"][:4]
    lead = next(
        one for one in people if one.may("create", "account") and one.scope("view", "customer") is Scope.ALL
    )
    mates = [one.member_id for one in people if one is not lead and one.member_id][:2]
    team = [TeamDraft(_of(lead), "lead", 1), *(TeamDraft(one, "service", 2) for one in mates)]
    lines = [
        name_account(ids[one.ref], level, note=words["note"], team=team, actor=lead)
        for one, level in zip(companies, ("premium", "premium", "priority", "standard"), strict=False)
    ]
    for number, (line, title) in enumerate(zip(lines, words["needs"], strict=False)):
        with work_as_of(now - timedelta(hours=number * 20)):
            need = raise_need(line.id, title, actor=lead)
        if number:
            acknowledge_need(need.id, actor=lead)
        if number > 1:
            resolve_need(need.id, "solved", actor=lead)


def _of(actor: Actor) -> UUID:
    if actor.member_id is None:
        raise ValueError("Staff are members.")
    return actor.member_id
