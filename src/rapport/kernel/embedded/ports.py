"""The port of a server of ours: chosen once, remembered in the home."""

import random
import socket
from pathlib import Path

from rapport.kernel.errors import Upstream

PORTS = range(20000, 29999)
"""Below the range from which systems take ports for outgoing connections."""


def take_port(remembered_in: Path) -> int:
    """Return the remembered port on 127.0.0.1, or another one if a foreign program sits on it.

    Raises Upstream where none is free.
    """
    remembered = read_port(remembered_in) or 0
    for port in [remembered, *random.sample(PORTS, 50)]:
        if port and _free(port):
            if port != remembered:
                _remember(port, remembered_in)
            return port
    raise Upstream("No free port on 127.0.0.1.", code="port")


def read_port(remembered_in: Path) -> int | None:
    """Return the remembered port; None where no server was ever started."""
    return int(remembered_in.read_text()) if remembered_in.exists() else None


def _remember(port: int, file: Path) -> None:
    """Write at once or not at all: others read while a server starts."""
    fresh = file.with_name(f"{file.name}.new")
    fresh.write_text(str(port))
    fresh.replace(file)


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
