"""Start everything and keep it running: database, pages, workers; the demo shop the first time."""

import argparse
import socket
import sys
import time
from contextlib import ExitStack
from ipaddress import ip_address

from rapport.bigdata.stream.api import runs_embedded_stream
from rapport.kernel.embedded.api import Layout, running_server
from rapport.kernel.errors import Upstream
from rapport.site import runtime
from rapport.site.serving import web
from rapport.site.supervisor import children, greeting, home_lock, house, preparing, timetable
from rapport.site.values import get_number

NEEDS = "nothing"
PORT = 8000
OTHER_PORTS = 20
"""How many ports after the usual one are tried when none was asked for."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take where to serve and what to leave out."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, help=f"port (default: {PORT}, or the next free one)")
    parser.add_argument("--no-browser", action="store_true", help="open no browser")
    parser.add_argument("--no-demo", action="store_true", help="leave out the demo shop")


def run(args: argparse.Namespace) -> int:
    """Serve until Ctrl-C or SIGTERM; 0 also when Rapport already runs here."""
    began = time.monotonic()
    layout = runtime.make_home()
    lock = home_lock.hold(layout.home)
    if isinstance(lock, home_lock.AlreadyRuns):
        print(f"Rapport already runs: {lock.says}")
        return 0
    with ExitStack() as stack:
        stack.callback(lock.release)
        listening = stack.enter_context(_take_port(args.host, args.port))
        port = int(listening.getsockname()[1])
        url = _address(args.host, port)
        lock.announce(url)
        server = stack.enter_context(running_server(layout.home)) if runtime.uses_embedded_server() else None
        logins = _prepare(layout, demo=not args.no_demo)
        errands = [
            *timetable.backup_errand(
                layout.home, get_number("RAPPORT_BACKUP_HOURS"), int(get_number("RAPPORT_BACKUP_KEEP"))
            ),
            timetable.lake_errand(layout.home),
            *timetable.channel_errands(layout.home, preparing.SOURCE / "collaborative"),
        ]
        kept = house.House(server, _children(layout, listening, demo=not args.no_demo), errands, _say)
        children.open_nursery()
        kept.listen_to_signals()
        stack.callback(kept.close)
        kept.start()
        if not kept.wait_ready(args.host, port):
            return 0 if kept.stop.is_set() else _cannot_serve(kept)
        print(greeting.greeting(url, logins, time.monotonic() - began), flush=True)
        if not args.no_browser and greeting.has_display():
            greeting.open_browser(url)
        kept.watch(args.host, port)
        print("Stopping …", flush=True)
    return 0


def _prepare(layout: Layout, *, demo: bool) -> str:
    with runtime.database():
        if preparing.migrate(layout, embedded=runtime.uses_embedded_server()):
            _say("The schema is up to date.")
        if preparing.build_static(layout):
            _say("The static files are built.")
        return _fill_demo(layout) if demo else ""


def _fill_demo(layout: Layout) -> str:
    """Fill the demo shop; without it Rapport still serves."""
    try:
        return preparing.fill_demo(layout)
    except Upstream as refusal:
        return f"The demo shop could not be filled: {refusal.message}"


def _children(layout: Layout, listening: socket.socket, *, demo: bool) -> list[children.Child]:
    logs = layout.logs
    words = ("web", "--demo") if demo else ("web",)
    kept = [children.Child("web", words, logs / "web.log", listening)]
    kept.append(children.Child("worker", ("worker",), logs / "worker.log"))
    kept.append(children.Child("relay", ("relay", "--realtime"), logs / "relay.log"))  # they share memory
    if runs_embedded_stream():
        kept.append(children.Child("stream", ("stream",), logs / "stream.log"))
    return kept


def _address(host: str, port: int) -> str:
    """Return where a browser on this machine reaches us, also where every address is listened on."""
    try:
        everywhere = ip_address(host).is_unspecified
    except ValueError:  # a name
        everywhere = False
    if everywhere:
        host = "localhost"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _take_port(host: str, port: int | None) -> socket.socket:
    if port is not None:
        return web.bind(host, port)
    for candidate in range(PORT, PORT + OTHER_PORTS):
        try:
            return web.bind(host, candidate)
        except Upstream:
            continue
    return web.bind(host, PORT)


def _cannot_serve(kept: house.House) -> int:
    web_log = kept.children[0].log
    _say(f"The pages do not come up. The end of {web_log}:\n{children.last_lines(web_log)}")
    return 1


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)
