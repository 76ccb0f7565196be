"""What browsers call a site (RFC 6454): scheme, host, perhaps a port."""

import re
from urllib.parse import urlsplit

_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")


def is_origin(text: str) -> bool:
    """Tell whether a text is an origin and nothing more; without TLS only one of this machine is."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    host = parts.hostname or ""
    plain = f"{parts.scheme}://{host}" + (f":{port}" if port else "")
    known = parts.scheme == "https" or (parts.scheme == "http" and host in ("localhost", "127.0.0.1"))
    return known and plain == text and _HOST.fullmatch(host) is not None
