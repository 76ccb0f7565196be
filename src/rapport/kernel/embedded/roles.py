"""The database roles below the owner: who may log in, with what, and that none can step over a wall."""

from collections.abc import Mapping

import psycopg
from psycopg import sql

from rapport.kernel.embedded.binaries import MAJOR
from rapport.kernel.errors import Upstream

LOGINS = ("app", "accounts", "relay")
"""`app` works behind row-level security, `accounts` reads sign-in tables, `relay` reads facts."""
WITHOUT_LOGIN = ("gate", "keeper")
"""`gate` owns the few SECURITY DEFINER look-ups; `keeper` reads everything for a portable backup."""


def ensure_roles(owner_dsn: str, secrets: Mapping[str, str]) -> None:
    """Create or mend the roles `rapport_app`, `_accounts`, `_relay`, `_gate` and `_keeper`.

    Safe to run again; works on any server where the owner may create roles. Gate and keeper cannot log in:
    the owner must be able to become them. Raises Upstream with the mend where the server or its owner
    will not do.
    """
    try:
        with psycopg.connect(owner_dsn, connect_timeout=10) as connection:
            _refuse_old(connection)
            connection.execute("SELECT pg_advisory_xact_lock(hashtext('rapport.roles'))")
            _make(connection, secrets)
    except psycopg.errors.InsufficientPrivilege as error:
        raise Upstream(_mend(owner_dsn, error), code="roles") from error
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[-1]
        raise Upstream(
            f"The database cannot be reached ({reason}). Mend: start it, or correct DATABASE_URL",
            code="database_away",
        ) from error


def find_powers(connection: psycopg.Connection) -> list[str]:
    """Return which of our roles, the asking owner included, could step over row-level security."""
    names = [f"rapport_{name}" for name in (*LOGINS, *WITHOUT_LOGIN)]
    rows = connection.execute(
        "SELECT rolname FROM pg_roles WHERE (rolname = ANY(%s) OR rolname = current_user)"
        " AND (rolsuper OR rolbypassrls) ORDER BY rolname",
        (names,),
    )
    return [row[0] for row in rows]


def _make(connection: psycopg.Connection, secrets: Mapping[str, str]) -> None:
    for name in LOGINS:
        _ensure(connection, f"rapport_{name}")
        connection.execute(
            sql.SQL("ALTER ROLE {} LOGIN NOCREATEDB NOCREATEROLE PASSWORD {}").format(
                sql.Identifier(f"rapport_{name}"), sql.Literal(secrets[name])
            )
        )
    for name in WITHOUT_LOGIN:
        _ensure_of_owner(connection, f"rapport_{name}")
    mighty = [name for name in find_powers(connection) if name.startswith("rapport_")]
    if mighty:
        raise Upstream(
            f"These roles can bypass row-level security and must not: {', '.join(mighty)}. "
            f'Mend: as a superuser, ALTER ROLE "{mighty[0]}" NOSUPERUSER NOBYPASSRLS',
            code="roles",
        )


def ensure_keeper(connection: psycopg.Connection) -> None:
    """Have the role that may read everything, which only the owner can become; for portable backups."""
    _ensure_of_owner(connection, "rapport_keeper")


def _ensure_of_owner(connection: psycopg.Connection, role: str) -> None:
    _ensure(connection, role)
    row = connection.execute("SELECT pg_has_role(current_user, %s, 'SET')", (role,)).fetchone()
    if not (row and row[0]):
        statement = sql.SQL("GRANT {} TO CURRENT_USER WITH SET TRUE, INHERIT FALSE")
        connection.execute(statement.format(sql.Identifier(role)))


def _ensure(connection: psycopg.Connection, role: str) -> None:
    row = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone()
    if row is None:
        connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(role)))


def _refuse_old(connection: psycopg.Connection) -> None:
    found = connection.info.server_version // 10_000
    if found < int(MAJOR):
        raise Upstream(
            f"The database behind DATABASE_URL is PostgreSQL {found}. "
            f"Mend: give one of version {MAJOR} or newer",
            code="postgres_version",
        )


def _mend(owner_dsn: str, error: psycopg.Error) -> str:
    user = psycopg.conninfo.conninfo_to_dict(owner_dsn).get("user", "the owner")
    roles = ", ".join(f"rapport_{name}" for name in (*LOGINS, *WITHOUT_LOGIN))
    said = str(error).strip().splitlines()[0]
    return (
        f'The roles of Rapport are missing and "{user}" may not make them ({said}). Mend: as a superuser, '
        f'ALTER ROLE "{user}" CREATEROLE; where they exist already, also GRANT {roles} TO "{user}" '
        "WITH ADMIN OPTION"
    )
