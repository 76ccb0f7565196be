"""The database roles below the owner: who may log in, with what, and that none can step over a wall."""

from collections.abc import Mapping

import psycopg
from psycopg import sql

LOGINS = ("app", "accounts", "relay")
"""`app` works behind row-level security, `accounts` reads sign-in tables, `relay` reads facts."""


def ensure_roles(owner_dsn: str, secrets: Mapping[str, str]) -> None:
    """Create or mend the roles `rapport_app`, `rapport_accounts`, `rapport_relay` and `rapport_gate`.

    Safe to run again; works on any server where the owner may create roles. `rapport_gate` cannot log in: it
    owns the few SECURITY DEFINER look-ups, so the owner must be able to become it.
    """
    with psycopg.connect(owner_dsn) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(hashtext('rapport.roles'))")
        for name in LOGINS:
            _ensure(connection, f"rapport_{name}")
            connection.execute(
                sql.SQL("ALTER ROLE {} LOGIN NOCREATEDB NOCREATEROLE PASSWORD {}").format(
                    sql.Identifier(f"rapport_{name}"), sql.Literal(secrets[name])
                )
            )
        _ensure(connection, "rapport_gate")
        if not _may_become(connection, "rapport_gate"):
            connection.execute("GRANT rapport_gate TO CURRENT_USER WITH SET TRUE, INHERIT FALSE")
        _refuse_powers(connection)


def _ensure(connection: psycopg.Connection, role: str) -> None:
    row = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone()
    if row is None:
        connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(role)))


def _may_become(connection: psycopg.Connection, role: str) -> bool:
    row = connection.execute("SELECT pg_has_role(current_user, %s, 'SET')", (role,)).fetchone()
    return bool(row and row[0])


def _refuse_powers(connection: psycopg.Connection) -> None:
    """Stop rather than serve with a role that could bypass row-level security."""
    row = connection.execute(
        "SELECT string_agg(rolname, ', ') FROM pg_roles"
        " WHERE rolname = ANY(%s) AND (rolsuper OR rolbypassrls)",
        ([f"rapport_{name}" for name in (*LOGINS, "gate")],),
    ).fetchone()
    if row and row[0]:
        raise PermissionError(f"These roles can bypass row-level security and must not: {row[0]}")
