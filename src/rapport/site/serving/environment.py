"""The environment Django's WSGI handler is given for a request that came over ASGI."""

import sys
from typing import IO, Any

from rapport.site.serving.messages import Scope

BUSINESS = "rapport.business"
"""Where it says, once the request is answered, which business it was from."""


def environ(scope: Scope, body: IO[bytes]) -> dict[str, Any]:
    """Return the WSGI environment of an ASGI scope."""
    host, port = scope.get("server") or ("localhost", 80)
    environment = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode("utf-8").decode("latin1"),
        "QUERY_STRING": scope["query_string"].decode("latin1"),
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "rapport.live": "1",
    }
    if scope.get("client"):
        environment["REMOTE_ADDR"] = scope["client"][0]
    for raw_name, raw_value in scope["headers"]:
        if b"_" in raw_name:  # would pass for the header written with a hyphen
            continue
        name, value = raw_name.decode("latin1").upper().replace("-", "_"), raw_value.decode("latin1")
        if name not in ("CONTENT_TYPE", "CONTENT_LENGTH"):
            name = f"HTTP_{name}"
        joint = "; " if name == "HTTP_COOKIE" else ","
        environment[name] = f"{environment[name]}{joint}{value}" if name in environment else value
    if "CONTENT_LENGTH" not in environment:  # a chunked body: Django reads only what is announced
        body.seek(0, 2)
        environment["CONTENT_LENGTH"] = str(body.tell())
        body.seek(0)
    environment.pop("HTTP_TRANSFER_ENCODING", None)
    return environment
