"""Erasing people: what identifies goes, what was bought stays as nobody's, the law keeps some a while."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg import sql

from rapport.customers.party.api import (
    list_forgetters,
    list_personal_copies,
    list_personal_tables,
    lock_customers,
)
from rapport.customers.party.contracts import ERASED, PersonalCopy, PersonalTable
from rapport.customers.party.events import CustomerErased
from rapport.customers.privacy.contracts import Held
from rapport.customers.privacy.operations.suppressing import suppress
from rapport.customers.privacy.queries import find_lawful_since, gather, list_everybody, list_words
from rapport.customers.privacy.rules import as_written
from rapport.kernel.audit.api import forget_contents
from rapport.kernel.blobs.api import drop_blob
from rapport.kernel.identity.api import Actor
from rapport.kernel.outbox.api import Fact, forget_in_facts
from rapport.kernel.work.api import unit_of_work

_DROPPED = """
select distinct row_id from change
 where subject_id = any(%s::uuid[]) and table_name = any(%s) and row_id is not null
"""


def erase_customer(party_id: UUID, *, actor: Actor) -> None:
    """Erase a party's personal data, and that of records merged into it; raises `Missing`, `MergedAway`.

    Rooms name their tables (`register_personal`): rows go, or their words are overwritten, or they stay as
    nobody's. Copies in logs, letters and kept answers go by the words that tell who it was, facts lose those
    words, files go, history forgets what it recorded and keeps that it did, with its seals whole. Who comes
    back with the same address is noticed. `customer.erased.v1` tells who keeps copies.
    """
    with unit_of_work(actor):
        actor.require("edit", "customer")
        erase_customers([party_id], actor=actor)


def erase_customers(party_ids: Sequence[UUID], *, actor: Actor) -> None:
    """Erase several living parties at once, whatever their number by the same statements."""
    with unit_of_work(actor) as work:
        states = lock_customers(party_ids, actor=actor, verb="delete")
        ids = [one for party_id in party_ids for one in list_everybody(party_id)]
        held = gather(ids)
        telling, texts = list_words(held)
        suppress(held, now=work.now)
        since = find_lawful_since(work.now)
        rows = [row for table in list_personal_tables() for row in _end(table, held, since)]
        work.record(*_list_told(held))
        for blob_id in held.files:
            drop_blob(blob_id, actor=actor)
        for one in list_forgetters():
            one.forget(ids)
        for copy in list_personal_copies():
            gone = _end_copies(copy, telling)
            if copy.told is not None:
                work.record(*map(copy.told, gone))
        marks = [*map(str, ids), *_through(held), *telling]
        forget_in_facts(marks, texts)
        for party_id in party_ids:
            work.record(CustomerErased(customer_id=party_id, version=states[party_id].version + 1))
        forget_contents(ids, [*rows, *held.files, *_list_dropped(held)])


def sweep_lawful(*, actor: Actor) -> int:
    """Overwrite what the law had kept of erased people and keeps no longer; returns how many rows."""
    gone = 0
    with unit_of_work(actor) as work:
        since = find_lawful_since(work.now)
        for table in list_personal_tables():
            if table.lawful:
                rows = _end_lawful(table, since)
                forget_contents([], rows)
                gone += len(rows)
    return gone


def end_rows(table: PersonalTable, ids: Sequence[UUID], *, actor: Actor) -> None:
    """Do to some rows of a table what an erasure would: their words go, from history too."""
    with unit_of_work(actor):
        _write(table, sql.SQL("t.id = any(%(ids)s::uuid[])"), {"ids": list(ids)})
        forget_contents([], ids)


def _end(table: PersonalTable, held: Held, since: datetime) -> list[UUID]:
    """Do to the rows of a table what its room said; returns the rows whose words went."""
    ids = [row["id"] for row in held.rows[table.table, table.column] if "id" in row]
    if not ids or table.ending == "keep":
        return []
    where: sql.Composable = sql.SQL("t.id = any(%(ids)s::uuid[])")
    if table.lawful:
        where = sql.Composed([where, sql.SQL(" and not ({})").format(sql.SQL(table.lawful))])
    return _write(table, where, {"ids": ids, "since": since})


def _end_lawful(table: PersonalTable, since: datetime) -> list[UUID]:
    where = sql.SQL(
        "t.{} in (select h.id from {} h join party p on p.id = h.party_id where p.name = %(erased)s)"
        " and not ({}) and ({})"
    ).format(
        sql.Identifier(table.column),
        sql.Identifier(table.through),
        sql.SQL(table.lawful),
        sql.SQL(" or ").join(sql.SQL("t.{} <> ''").format(sql.Identifier(name)) for name in table.blank),
    )
    return _write(table, where, {"since": since, "erased": ERASED})


def _write(table: PersonalTable, where: sql.Composable, values: dict[str, Any]) -> list[UUID]:
    """Names and expressions come from the registry, which is code."""
    name = sql.Identifier(table.table)
    if table.ending == "delete":
        statement = sql.SQL("delete from {} t where {} returning t.id").format(name, where)
    else:
        statement = sql.SQL("update {} t set {} where {} returning t.id").format(name, _blank(table), where)
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(None), values)
        return [row[0] for row in cursor.fetchall()]


def _blank(one: PersonalTable | PersonalCopy) -> sql.Composed:
    return sql.SQL(", ").join(
        sql.SQL("{} = {}").format(sql.Identifier(name), sql.SQL(value)) for name, value in one.blank.items()
    )


def _end_copies(copy: PersonalCopy, words: Sequence[str]) -> list[UUID]:
    """Find the rows that hold one of the words, and take it out of them, or them away; return their ids."""
    if not words:
        return []
    found = sql.SQL(" or ").join(
        sql.SQL("exists (select from unnest(%(words)s::text[]) w where position({} in {}) > 0)").format(
            sql.SQL("convert_to(w, 'UTF8')" if name in copy.binary else "lower(w)"),
            sql.SQL("t.{}" if name in copy.binary else "lower(t.{}::text)").format(sql.Identifier(name)),
        )
        for name in copy.seen
    )
    name = sql.Identifier(copy.table)
    if copy.blank:
        statement = sql.SQL("update {} t set {} where {} returning t.id").format(name, _blank(copy), found)
    else:
        statement = sql.SQL("delete from {} t where {} returning t.id").format(name, found)
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(None), {"words": as_written(words)})
        return [row[0] for row in cursor.fetchall()]


def _list_told(held: Held) -> list[Fact]:
    """Return what rooms want told of the rows that go, each once."""
    tables = [table for table in list_personal_tables() if table.told is not None]
    facts = [
        table.told(row) for table in tables for row in held.rows[table.table, table.column] if table.told
    ]
    return list(dict.fromkeys(facts))


def _through(held: Held) -> set[str]:
    """Return the ids of records through which others are the person's: orders, needs."""
    tables = {table.through for table in list_personal_tables() if table.through}
    return {row["id"] for (table, _), rows in held.rows.items() if table in tables for row in rows}


def _list_dropped(held: Held) -> list[UUID]:
    """Return rows under such records that went before, which history keeps under the record."""
    tables = [one.table for one in list_personal_tables() if one.through and one.ending != "keep"]
    with connection.cursor() as cursor:
        cursor.execute(_DROPPED, [list(_through(held)), tables])
        return [row[0] for row in cursor.fetchall()]
