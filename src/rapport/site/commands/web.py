"""Serve pages, API and live updates on one port, in the foreground."""

import argparse
import socket
import threading

from rapport.kernel.embedded.api import database_urls
from rapport.kernel.live.api import LiveHub
from rapport.site import runtime
from rapport.site.serving import front, health, metrics, web
from rapport.site.serving.life import live_while_watched
from rapport.site.serving.messages import App


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take an address, or a socket the supervisor has bound."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: %(default)s)")
    parser.add_argument("--demo", action="store_true", help="have the demo shops live on while watched")
    parser.add_argument("--socket", type=int, metavar="DESCRIPTOR", help="serve on this inherited socket")


def run(args: argparse.Namespace) -> None:
    """Serve until Ctrl-C or SIGTERM."""
    inherited = args.socket is not None
    listening = socket.socket(fileno=args.socket) if inherited else web.bind(args.host, args.port)
    hub = LiveHub(lambda: database_urls(runtime.home())["default"])
    raw: dict[str, App] = {"metrics": metrics.Metrics(runtime.home())}
    application = front.build(health.Health(health.database_trouble), hub, runtime.home(), raw)
    stopped = threading.Event()
    if args.demo:
        threading.Thread(target=live_while_watched, args=(hub, stopped), name="demo", daemon=True).start()
    web.serve(application, listening, hub.close)
    stopped.set()
