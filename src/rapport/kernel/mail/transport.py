"""The mail server, as RAPPORT_SMTP_URL names it."""

import os
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.mail.backends.smtp import EmailBackend

from rapport.kernel.errors import Invalid

PORTS = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
TIMEOUT = 20


def server() -> EmailBackend | None:
    """Return a connection to the mail server, not yet opened, or None where none is set."""
    if not has_server():
        return None
    parts = urlsplit(os.environ["RAPPORT_SMTP_URL"])
    if parts.scheme not in PORTS or not parts.hostname:
        raise Invalid("RAPPORT_SMTP_URL should read smtp://user:password@host:587")
    values: dict[str, Any] = {
        "host": parts.hostname,
        "port": parts.port or PORTS[parts.scheme],
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_tls": parts.scheme == "smtp",
        "use_ssl": parts.scheme == "smtps",
        "timeout": TIMEOUT,
    }
    return EmailBackend(**values)


def has_server() -> bool:
    """Tell whether letters leave this installation, or are kept for its host to read."""
    return bool(os.environ.get("RAPPORT_SMTP_URL"))


def sender() -> str:
    """Return the address the installation writes from."""
    return os.environ.get("RAPPORT_MAIL_FROM", "Rapport <rapport@localhost>")
