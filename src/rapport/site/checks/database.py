"""Questions about what is kept: the server, who gets in, what they may do, schema, history, the lake."""

import os

import psycopg

from rapport.kernel.embedded.api import (
    Layout,
    database_urls,
    find_powers,
    missing_means,
    refusal,
    refuse_other_major,
    server_state,
)
from rapport.site import runtime
from rapport.site.checks.finding import Finding

NOT_ASKED = "not asked, the database does not answer"


def ask_server(layout: Layout) -> Finding:
    """Can the server run here, and does it?"""
    if os.environ.get("DATABASE_URL"):
        return Finding("PostgreSQL", "elsewhere, by DATABASE_URL")
    missing = missing_means()
    if missing:
        return Finding("PostgreSQL", missing, "see the message")
    if layout.data.exists():
        refuse_other_major(layout.data)
    return Finding("PostgreSQL", server_state(layout.home))


def ask_doors(layout: Layout) -> Finding:
    """Can all roles sign in?"""
    if not os.environ.get("DATABASE_URL") and not server_state(layout.home).startswith("runs"):
        return Finding("database", "not asked, the server does not run")
    refusals = {alias: refusal(url) for alias, url in database_urls(layout.home).items()}
    shut = [alias for alias, reason in refusals.items() if reason]
    if "owner" in shut:
        return Finding("database", f"the owner gets no answer: {refusals['owner']}", _mend_of_owner())
    if shut:
        answer = f"no way in as {', '.join(shut)}: {refusals[shut[0]]}"
        return Finding("database", answer, "rapport migrate (it makes the roles and says what they lack)")
    return Finding("database", "all four roles can sign in")


def ask_powers(layout: Layout) -> Finding:
    """Can a role of ours step over row-level security?"""
    url = _owner(layout)
    if url is None:
        return Finding("walls", NOT_ASKED)
    with psycopg.connect(url) as connection:
        mighty = find_powers(connection)
    if mighty:
        return Finding(
            "walls",
            f"{', '.join(mighty)} can step over row-level security",
            f'as a superuser: ALTER ROLE "{mighty[0]}" NOSUPERUSER NOBYPASSRLS',
        )
    return Finding("walls", "no role of ours can step over row-level security")


def ask_schema(layout: Layout) -> Finding:
    """Is the schema the one this code wants?"""
    if _owner(layout) is None:
        return Finding("schema", NOT_ASKED)
    runtime.set_up_django()
    from rapport.site import schema

    ahead, missing = schema.list_unknown_migrations(), schema.list_missing_migrations()
    if ahead:
        return Finding("schema", f"made by a newer Rapport: {ahead[-1]} is unknown", "start that version")
    if missing:
        return Finding(
            "schema", f"{len(missing)} migrations are missing, first {missing[0]}", "rapport migrate"
        )
    return Finding("schema", "up to date")


def ask_history(layout: Layout) -> Finding:
    """Recompute the sealed history and compare it with the heads outside the database."""
    if _owner(layout) is None or ask_schema(layout).mend:
        return Finding("history", NOT_ASKED)
    runtime.set_up_django()
    from rapport.kernel.seals.api import check_all

    found = check_all(layout.home)
    if not found:
        return Finding("history", "every seal holds, inside and outside the database")
    told = "; ".join(f"{one.tenant_id or 'seals.log'}: {one.what} (seal {one.number})" for one in found[:5])
    return Finding("history", told, "somebody changed it: keep seals.log, compare with a backup")


def ask_lake(layout: Layout) -> Finding:
    """Can the lake be reached, and was it filled from this database?"""
    runtime.set_up_django()
    from rapport.bigdata.lake.api import is_restored
    from rapport.bigdata.lake.api.tables import find_name, is_remote, lake_root, list_tenants

    place = lake_root() if is_remote() else f"the folder {lake_root()}"
    name = find_name()
    if name is None:
        return Finding("lake", f"nothing in {place} yet")
    if is_restored(layout.home):
        answer = f"{place} was filled before a backup was restored"
        return Finding("lake", answer, "set RAPPORT_LAKE_URL to an empty place: it is filled anew")
    return Finding("lake", f"{place}, of {len(list_tenants())} businesses")


def _owner(layout: Layout) -> str | None:
    """Return the owner's address if every role can sign in now."""
    asked = ask_doors(layout)
    reachable = asked.fine and not asked.answer.startswith("not asked")
    return database_urls(layout.home)["owner"] if reachable else None


def _mend_of_owner() -> str:
    return "correct DATABASE_URL, or start its server" if os.environ.get("DATABASE_URL") else "rapport up"
