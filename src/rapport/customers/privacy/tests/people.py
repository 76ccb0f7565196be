"""A person about whom every room keeps something, and looking for them in the whole database."""

import json
import zlib
from datetime import UTC, datetime
from uuid import UUID

from django.db import connection, connections
from tests.house import Shop

from rapport.customers.consent.api import ConsentDraft, record_consent
from rapport.customers.party.api import (
    AddressDraft,
    CustomerState,
    ExternalIdDraft,
    InsightDraft,
    record_insights,
)
from rapport.customers.party.tests.people import enter
from rapport.customers.timeline.api import CUSTOMER, Subject, TaskDraft, add_note, add_task, log_contact
from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.api import as_tenant

NAME, EMAIL, PHONE = "Zuleika Dobson", "zuleika@x.org", "+4917612345678"
SIGNS = ("zuleika", "17612345678")
"""What of the person may stand nowhere after an erasure, in small letters."""
OF_THE_SERVER = {
    "fact_batch": "which facts left for the lake",
    "job_round": "which kinds of work come by themselves, and when",
}
"""Tables of businesses that only the server's own functions read, with what they hold."""
_NOW = datetime(2026, 3, 1, tzinfo=UTC)
_TEXTS = """
select c.relname, a.attname, t.typname
  from pg_class c join pg_attribute a on a.attrelid = c.oid join pg_type t on t.oid = a.atttypid
 where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace
   and a.attnum > 0 and not a.attisdropped
   and t.typname in ('text', 'varchar', 'bpchar', 'json', 'jsonb', 'bytea', '_text', '_varchar')
   and exists (select from pg_attribute w where w.attrelid = c.oid and w.attname = 'tenant_id')
 order by 1, 2
"""


def full(shop: Shop, name: str = NAME) -> CustomerState:
    """Enter a customer with something of every kind."""
    first = name.split(maxsplit=1)[0]
    state = enter(
        shop,
        name,
        EMAIL,
        PHONE,
        country="GB",
        locale="en",
        addresses=(AddressDraft(street=f"{first} Road 1", city="Oxford"),),
        external_ids=(ExternalIdDraft("shop", f"{first}-{new_id()}"),),
    )
    about = Subject(CUSTOMER, state.id, state.id)
    add_note(about, f"{first} likes tea", actor=shop.actor)
    add_task(about, TaskDraft(f"Call {first}"), actor=shop.actor)
    log_contact(state.id, kind="call", summary=f"{first} called", actor=shop.actor)
    record_consent(
        ConsentDraft(state.id, "newsletter", "email", True, proof=f"{first} wrote"), actor=shop.actor
    )
    insight = InsightDraft(state.id, "segment", 1, "loyal")
    record_insights([insight], model="m", model_version="1", as_of=_NOW, actor=shop.actor)
    return state


def list_columns() -> list[tuple[str, str, str]]:
    """Return every column of text of every table of businesses, from the catalogue."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(_TEXTS)
        return list(cursor.fetchall())


def find_everywhere(shop: Shop, signs: tuple[str, ...] = SIGNS) -> set[str]:
    """Return the columns in which a sign of the person still stands, history, facts and files' names too."""
    found = set()
    for table, column, kind in list_columns():
        if table == "fact" or table in OF_THE_SERVER:
            continue
        with as_tenant(shop.tenant_id), connection.cursor() as cursor:
            text = f"encode(\"{column}\", 'escape')" if kind == "bytea" else f'"{column}"::text'
            cursor.execute(
                f'select 1 from "{table}" where tenant_id = %s and {text} ~* any(%s) limit 1',
                [shop.tenant_id, list(signs)],
            )
            if cursor.fetchone():
                found.add(f"{table}.{column}")
    if _stand_in_facts(shop.tenant_id, signs):
        found.add("fact")
    return found


def _stand_in_facts(tenant_id: UUID, signs: tuple[str, ...]) -> bool:
    with connections["relay"].cursor() as cursor:
        cursor.execute("select payload::text, body from fact where tenant_id = %s", [tenant_id])
        rows = cursor.fetchall()
    texts = [zlib.decompress(body).decode() if body else json.dumps(payload) for payload, body in rows]
    return any(sign in text.lower() for text in texts for sign in signs)
