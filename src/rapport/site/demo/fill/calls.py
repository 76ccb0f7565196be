"""A demo shop's call list: good customers with a number, called by its clerks; some are called already."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from rapport.customers.consent.api import ConsentDraft, record_consents
from rapport.customers.party.api import load_states
from rapport.kernel.filters.api import parse, write_json
from rapport.kernel.identity.api import Actor
from rapport.kernel.jobs.api import JobRun, Progress
from rapport.kernel.work.api import work_as_of
from rapport.operational.marketing.api import (
    CampaignDraft,
    Told,
    Variant,
    create_campaign,
    list_called,
    note_outcomes,
    schedule_campaign,
    send_campaign,
    set_letters,
)
from rapport.site.demo.records import Shop

CALLED = 14
LOOKED_AT = 400
_ENGLISH = {
    "name": "Calls to our best customers: the autumn tasting",
    "goal": "Thirty good customers come to the tasting.",
    "text": "Good day {{name}}, this is {shop}. On Saturday we taste the autumn harvest. Will you come?",
    "interested": "Brings a friend; send the address.",
    "later": "In a meeting, asks to be called again.",
    "not-interested": "Is away that week.",
}
_CHINESE = {
    "name": "老客户电话回访：秋茶品鉴会",
    "goal": "邀请三十位老客户来品鉴会。",
    "text": "{{name}}您好，这里是{shop}。周六我们有秋茶品鉴会，给您留个座位好吗？",
    "interested": "会带一位朋友来，请发地址。",
    "later": "正在开会，请稍后再打。",
    "not-interested": "那一周不在本地。",
}


def fill_calls(shop: Shop, ids: Mapping[str, UUID], staff: Mapping[str, Actor], now: datetime) -> None:
    """Begin a call list two days ago, and note what came of its first calls."""
    words = _CHINESE if shop.language.startswith("zh") else _ENGLISH
    owner, writer = (staff[f"{post}@{shop.slug}.example.com"] for post in ("owner", "admin"))
    clerks = [one for name, one in sorted(staff.items()) if name.startswith("clerk.")][:2]
    with work_as_of(now - timedelta(days=2)):
        _agree(ids, writer)
        draft = CampaignDraft(
            name=words["name"],
            goal=words["goal"],
            channel="call",
            audience=write_json(parse("stage:is:customer")),
            hold_out=20,
            callers=tuple(one.member_id for one in (*clerks, owner) if one.member_id),
            call_order="spent",
            owner_id=owner.member_id,
        )
        script = Variant("A", "", "", ({"kind": "text", "text": words["text"].replace("{shop}", shop.name)},))
        line = set_letters(create_campaign(draft, actor=writer).id, (script,), actor=writer)
        schedule_campaign(line.id, actor=writer)
        schedule_campaign(line.id, actor=owner)
        send_campaign(line.id, JobRun(line.id, writer.tenant_id, writer, {}, 1, Progress()))
    with work_as_of(now - timedelta(days=1)):
        _call(line.id, words, owner)


def _agree(ids: Mapping[str, UUID], actor: Actor) -> None:
    """Have some customers with a number agree to be called."""
    states = load_states(list(islice(ids.values(), LOOKED_AT)))
    known = [
        one.id
        for one in states.values()
        if one.stage == "customer" and any(point.kind == "phone" for point in one.contact_points)
    ]
    chosen = sorted(known)[:CALLED]
    record_consents([ConsentDraft(one, "marketing", "phone", True) for one in chosen], actor=actor)


def _call(campaign_id: UUID, words: Mapping[str, str], owner: Actor) -> None:
    called = list_called(campaign_id)
    heard = ("interested", "no-answer", "later", "not-interested", "interested", "no-answer")
    told = [Told(one, what, words.get(what, "")) for one, what in zip(called, heard, strict=False)]
    note_outcomes(campaign_id, told, actor=owner)
