"""Plan a campaign for 1,000,000 customers, everybody judged and drawn, and hand its first letters over."""

from collections.abc import Callable
from typing import TypeVar

from big_shop import BigShop, open_big_shop
from django.utils import timezone
from drawing import drawing
from psycopg import sql

from rapport.collaborative.delivery.api import AccountDraft, add_account, list_accounts
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.marketing.contracts import CampaignDraft, CampaignLine, Variant
from rapport.operational.marketing.models import Campaign
from rapport.operational.marketing.operations import sending
from rapport.operational.marketing.operations.campaigns import create_campaign, set_letters
from rapport.operational.marketing.operations.life import schedule_campaign
from rapport.operational.marketing.operations.planning import count_reach
from rapport.site.bench.contracts import Figure
from rapport.site.bench.meter import Reading
from rapport.site.bench.place import Place

Result = TypeVar("Result")
PLAN_S, CHUNKS, MIB = 60, 4, 512
CONSENTS = """
insert into consent (id, party_id, purpose, channel, given, at, origin, proof, source, contact)
select uuidv7(), id, 'marketing', 'email', {given}, now() - interval '30 days', 'import', '', '', ''
  from party
"""
# Everybody agreed once; one in ten thought better of it later.
AGAIN = """
insert into consent (id, party_id, purpose, channel, given, at, origin, proof, source, contact)
select uuidv7(), id, 'marketing', 'email', false, now() - interval '9 days', 'import', '', '', ''
  from party where ('x' || right(id::text, 4))::bit(16)::int % 10 = 0
"""
FLOOR = "create temporary table bare as select uuidv7() as key, p.* from party p"
LETTER = Variant(
    "A",
    "New tea, {{given_name|dear customer}}",
    "From the first harvest",
    (
        {"kind": "heading", "text": "Tea & more"},
        {"kind": "text", "text": "Dear {{name}},\n\nthe harvest has come."},
        {"kind": "button", "text": "Look", "url": "https://shop.example.com/tea"},
    ),
)


def run(place: Place) -> list[Figure]:
    """Have everybody agree, count the reach, freeze the list, hand over the first letters."""
    shop = open_big_shop(place)
    _agree(place, shop)
    with place.connect() as connection:
        connection.execute("select set_config('rapport.tenant', %s, false)", [str(shop.actor.tenant_id)])
        floor, _ = _measured(place, lambda: connection.execute(FLOOR))
    line = _make(shop)
    with as_tenant(shop.actor.tenant_id):
        counted, reach = _measured(place, lambda: count_reach(line, timezone.now(), actor=shop.actor))
    schedule_campaign(line.id, actor=shop.actor)
    planned, _ = _measured(place, lambda: sending.begin(line.id, actor=shop.actor))
    letters: dict[str, sending.Dressed] = {}
    sent, handed = _measured(
        place,
        lambda: sum(sending.hand_over_some(line.id, letters, actor=shop.actor) for _ in range(CHUNKS)),
    )
    people = sum(one.count for one in reach)
    with as_tenant(shop.actor.tenant_id):
        Campaign.objects.filter(id=line.id).delete()
    goal, copying = PLAN_S * people / 1_000_000, "floor: copying the customers"
    memory = max(one.peak_mib["python"] for one in (planned, sent))
    return [
        Figure(
            f"count the reach of {people:,} customers", counted.seconds, "s", floor.seconds, better="less"
        ),
        Figure("the same, CPU", counted.cpu_seconds, "s", floor.cpu_seconds, better="less"),
        Figure(
            f"plan {people:,} recipients; {copying}",
            planned.seconds,
            "s",
            floor.seconds,
            goal=goal,
            better="less",
        ),
        Figure("the same, CPU", planned.cpu_seconds, "s", floor.cpu_seconds, goal=goal, better="less"),
        Figure("letters filled and handed over, one worker", handed / sent.seconds, "/s"),
        Figure("the same for each second of CPU", handed / sent.cpu_seconds, "/s"),
        Figure("memory of the process that plans and sends", memory, "MiB", goal=MIB, better="less"),
    ]


def _agree(place: Place, shop: BigShop) -> None:
    """Give everybody a history of consent, once in a kept home."""
    with place.connect() as connection:
        connection.execute("select set_config('rapport.tenant', %s, false)", [str(shop.actor.tenant_id)])
        if connection.execute("select 1 from consent limit 1").fetchone():
            return
    with drawing(place, shop.actor.tenant_id, "consent") as connection:
        connection.execute(sql.SQL(CONSENTS).format(given=sql.Literal(True)))
        connection.execute(AGAIN)


def _make(shop: BigShop) -> CampaignLine:
    with as_tenant(shop.actor.tenant_id):
        found = list_accounts(shop.actor).filter(channel="email").first()
    settings = {"smtp_host": "smtp.example.com", "smtp_port": 587, "smtp_security": "starttls"}
    place_id = (
        found.id
        if found
        else add_account(
            AccountDraft("email", "News", "news@example.com", settings=settings, active=True),
            actor=shop.actor,
        ).id
    )
    draft = CampaignDraft(name="Bench", account_id=place_id, hold_out=10)
    return set_letters(create_campaign(draft, actor=shop.actor).id, [LETTER], actor=shop.actor)


def _measured(place: Place, work: Callable[[], Result]) -> tuple[Reading, Result]:
    with place.measuring() as reading:
        result = work()
    return reading, result
