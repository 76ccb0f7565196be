"""A business with a million conversations, one in seven open, drawn once and read again in a kept home."""

from dataclasses import dataclass
from uuid import UUID

from crowd import CUSTOMER_ID, FIRST_NAMES, LAST_NAMES, START, STATEMENTS
from django.contrib.auth import get_user_model
from drawing import drawing
from psycopg import sql

from rapport.collaborative.delivery.api import AccountDraft, add_account, list_accounts
from rapport.collaborative.delivery.contracts import AccountLine
from rapport.collaborative.inbox.contracts import AgentDraft
from rapport.collaborative.inbox.operations.ruling import set_agent
from rapport.kernel.errors import Conflict
from rapport.kernel.identity.api import (
    Actor,
    add_member,
    create_person,
    create_team,
    found_roles,
    get_member_actor,
    list_memberships,
    system_actor,
)
from rapport.kernel.tenancy.api import as_tenant, create_tenant
from rapport.site.bench.calls import cookie_of, sign_in
from rapport.site.bench.place import Place

CONVERSATIONS, CUSTOMERS, AGENTS = 1_000_000, 200_000, 20
EMAIL = "bench@example.com"
NEWEST = "('01900000-0000-7000-9000-' || lpad(to_hex(n), 12, '0'))::uuid"
PLACES = (("email", "help@bench.example"), ("sms", "+4915200000001"), ("chat", "shop-front"))
_CONVERSATIONS = """
insert into conversation (id, channel, account_id, party_id, peer, subject, state, match, assignee_id,
                          team_id, unit_id, snoozed_until, tags, preview, messages, waiting_since,
                          answer_due_at, last_at, created_at, version)
select {id}, ({channels}::text[])[1 + n % 3], ({accounts}::uuid[])[1 + n % 3], {customer},
       'c' || n % {customers} || '@example.com', 'Where is my order ' || n,
       case when open then 'open' else 'closed' end,
       case n % 50 when 0 then 'new' when 1 then 'several' else 'known' end,
       case when open and n % 4 = 0 then null else ({members}::uuid[])[1 + n % {agents}] end,
       case when open and n % 5 = 0 then {team}::uuid end, null,
       case when open and n % 23 = 0 then now() + interval '1 day' end,
       case when n % 10 = 0 then array['tea'] else array[]::text[] end,
       'It has not come yet, and the page of the carrier says nothing of it.', 1,
       case when open and n % 2 = 0 then at end,
       case when open and n % 2 = 0 then at + interval '1 day' end, at, at, 1
  from (select n, n % 7 = 0 as open, now() - n * interval '40 seconds' as at
          from generate_series(1, {conversations}) n) drawn
"""
_MESSAGES = """
insert into message (id, conversation_id, account_id, direction, external_id, reference, sender, sender_name,
                     copies, subject, text, quoted, html, automatic, flaw, at)
select uuidv7(), id, account_id, 'in', 'drawn-' || id, '', peer, '', array[]::text[], subject, preview, '',
       '', false, '', last_at
  from conversation
"""


@dataclass(frozen=True, slots=True)
class FullInbox:
    """A business, a member who may do everything, the member's session, the addresses of the business."""

    actor: Actor
    cookie: str
    places: dict[str, AccountLine]


def open_full_inbox(place: Place) -> FullInbox:
    """Return the inbox of this home, drawn first where there is none; raises `Conflict` for another size."""
    conversations = place.scale(CONVERSATIONS)
    person = get_user_model().objects.filter(email=EMAIL).first()
    if person is None:
        _draw(place, conversations)
        person = get_user_model().objects.get(email=EMAIL)
    work = list_memberships(person.id)[0]
    with as_tenant(work.tenant_id):
        actor = get_member_actor(work.member_id)
        places = {line.channel: line for line in list_accounts(actor)}
    with place.connect() as connection:
        row = connection.execute("select reltuples from pg_class where relname = 'conversation'").fetchone()
    if row is None or not 0.9 < float(str(row[0])) / conversations < 1.2:
        raise Conflict(f"The home {place.home} holds an inbox of another size, or one half drawn; remove it.")
    return FullInbox(actor, cookie_of(sign_in(EMAIL, work.tenant_id, work.member_id)), places)


def _draw(place: Place, conversations: int) -> None:
    tenant = create_tenant("bench", "Bench", country="DE", currency="EUR")
    found_roles(tenant.id)
    actor = system_actor(tenant.id)
    drafts = [AccountDraft(channel, channel.title(), address, active=True) for channel, address in PLACES]
    accounts = [add_account(draft, actor=actor).id for draft in drafts]
    names = [f"agent{number}@example.com" for number in range(AGENTS)]
    members = [add_member(tenant.id, create_person(name, name[:7]), ["admin"]).id for name in names]
    with as_tenant(tenant.id):
        team = create_team("Service", actor=actor).id
        for member in members:
            set_agent(member, AgentDraft(languages=("en",), most=1000), actor=actor)
    customers = place.scale(CUSTOMERS)
    values = {
        **{"id": sql.SQL(NEWEST), "start": sql.SQL(START), "customers": sql.Literal(customers)},
        **{"first": sql.Literal(list(FIRST_NAMES)), "last": sql.Literal(list(LAST_NAMES))},
        **{"accounts": _ids(accounts), "members": _ids(members), "team": sql.Literal(str(team))},
        **{"channels": sql.Literal([channel for channel, _address in PLACES])},
        **{"agents": sql.Literal(AGENTS), "conversations": sql.Literal(conversations)},
    }
    writer = sql.SQL(CUSTOMER_ID.replace("to_hex(n)", f"to_hex(1 + n % {customers})"))
    with drawing(place, tenant.id, "party", "conversation", "message") as connection:
        connection.execute(sql.SQL(STATEMENTS["party"]).format(**values, customer=sql.SQL(CUSTOMER_ID)))
        connection.execute(sql.SQL(_CONVERSATIONS).format(**values, customer=writer))
        connection.execute(_MESSAGES)
    add_member(tenant.id, create_person(EMAIL, "Bench"), ["admin"])


def _ids(ids: list[UUID]) -> sql.Composable:
    return sql.Literal([str(one) for one in ids])
