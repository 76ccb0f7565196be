"""Run the front in one uvicorn process on a socket that is already bound."""

import contextlib
import os
import socket
from collections.abc import Callable
from types import FrameType

import uvicorn

from rapport.kernel.errors import Upstream
from rapport.site.serving.messages import App

FINISH_WITHIN = 5
"""Seconds running requests get to finish once the process is asked to stop."""


class WebServer(uvicorn.Server):
    """Uvicorn, telling open event streams to end before it waits for them."""

    on_stop: Callable[[], None]

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Note the wish to stop, for those who stream."""
        self.on_stop()
        super().handle_exit(sig, frame)


def bind(host: str, port: int) -> socket.socket:
    """Take the port; a taken one is refused with the mend (never shared, as SO_REUSEPORT would)."""
    found = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((host, port))
        found.listen(1024)  # until then another could take it too; who comes early waits
    except OSError as error:
        found.close()
        raise Upstream(
            f"Port {port} on {host} cannot be taken ({error.strerror}). Mend: rapport up --port {port + 1}",
            code="port_taken",
        ) from error
    return found


def config(application: App) -> uvicorn.Config:
    """Return how uvicorn serves us; X-Forwarded-* is believed only from RAPPORT_TRUSTED_PROXIES."""
    proxies = os.environ.get("RAPPORT_TRUSTED_PROXIES", "")
    return uvicorn.Config(
        application,
        http="httptools",
        lifespan="on",
        interface="asgi3",
        access_log=False,
        log_config=None,
        timeout_graceful_shutdown=FINISH_WITHIN,
        timeout_keep_alive=20,
        backlog=1024,
        server_header=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies or None,
    )


def serve(application: App, listening: socket.socket, on_stop: Callable[[], None]) -> None:
    """Serve until a signal says stop."""
    server = WebServer(config(application))
    server.on_stop = on_stop
    # Uvicorn raises the signal again once it is done.
    with contextlib.suppress(KeyboardInterrupt, SystemExit):
        server.run(sockets=[listening])
