"""The addresses of the database, one per alias; from the home or DATABASE_URL, nothing is started."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from rapport.kernel.embedded.layout import Layout
from rapport.kernel.embedded.ports import read_port
from rapport.kernel.embedded.secret_file import read_secrets

ROLES = {"owner": "owner", "default": "app", "accounts": "accounts", "relay": "relay"}
"""Alias in the settings → short name of the role behind it."""
NOWHERE = 1
"""The port of a home whose server was never started: a connection there is refused at once."""


def connection_parts(home: Path, env: Mapping[str, str] = os.environ) -> dict[str, dict[str, Any]]:
    """Return libpq's keywords (host, port, dbname, user, password, …) for each alias."""
    layout = Layout(home)
    secrets = read_secrets(layout.secrets)
    url = env.get("DATABASE_URL")
    base = conninfo_to_dict(url) if url else embedded_parts(layout, secrets)
    parts = {}
    for alias, role in ROLES.items():
        parts[alias] = dict(base)
        if alias != "owner":
            password = env.get(f"RAPPORT_PASSWORD_{role.upper()}") or secrets.get(role, "unset")
            parts[alias] |= {"user": f"rapport_{role}", "password": password}
    return parts


def database_urls(home: Path, env: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return a connection string for each alias: owner, default, accounts, relay."""
    return {alias: make_conninfo(**parts) for alias, parts in connection_parts(home, env).items()}


def database_settings(home: Path, env: Mapping[str, str] = os.environ) -> dict[str, dict[str, Any]]:
    """Return Django's DATABASES for this home; pools are the caller's to add."""
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    settings = {}
    for alias, parts in connection_parts(home, env).items():
        settings[alias] = {
            "ENGINE": "django.db.backends.postgresql",
            **{setting: str(parts.get(name, "")) for name, setting in names.items()},
            "OPTIONS": {name: value for name, value in parts.items() if name not in names},
        }
    return settings


def answers(url: str) -> bool:
    """Tell whether somebody can sign in to the database with this connection string."""
    return refusal(url) is None


def refusal(url: str) -> str | None:
    """Return why nobody can sign in with this connection string, without its password; None if one can."""
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.OperationalError as error:
        return str(error).strip().splitlines()[-1]
    return None


def embedded_parts(layout: Layout, secrets: Mapping[str, str]) -> dict[str, Any]:
    """Return libpq's keywords for the owner of the embedded server."""
    port = read_port(layout.port_file) or NOWHERE
    return {
        "host": "127.0.0.1",
        "port": port,
        "dbname": "rapport",
        "user": "rapport_owner",
        "password": secrets.get("owner", "unset"),
    }
