"""The supervisor's watch: the database and every child are kept alive until somebody says stop."""

import http.client
import signal
import threading
import time
from collections.abc import Callable, Sequence
from types import FrameType

from rapport.kernel.embedded.api import Server, revive_server
from rapport.kernel.errors import RapportError
from rapport.site.supervisor.children import Child, rotate
from rapport.site.supervisor.timetable import Errand

LOOK_EVERY = 0.25
ASK_EVERY = 5.0
MISSES_ALLOWED = 6
READY_WITHIN = 600.0
STOP_WITHIN = 12.0


class House:
    """The running product: an embedded server (or none) and its child processes."""

    def __init__(
        self,
        server: Server | None,
        children: Sequence[Child],
        errands: Sequence[Errand],
        say: Callable[[str], None],
    ) -> None:
        self.server = server
        self.children = list(children)
        self.errands = list(errands)
        self.say = say
        self.stop = threading.Event()
        self.impatient = False
        self.misses = 0
        self.asked_at = 0.0

    def listen_to_signals(self) -> None:
        """Stop on Ctrl-C, SIGTERM and a closed terminal; a second time means at once."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._heard)

    def _heard(self, _signal: int, _frame: FrameType | None) -> None:
        self.impatient = self.stop.is_set()
        self.stop.set()

    def start(self) -> None:
        """Start every child."""
        for child in self.children:
            child.start()

    def watch(self, host: str, port: int) -> None:
        """Look after everything until it is told to stop."""
        while not self.stop.wait(LOOK_EVERY):
            self.look(time.monotonic())
            if time.monotonic() - self.asked_at > ASK_EVERY:
                self.asked_at = time.monotonic()
                self._ask_web(host, port)

    def look(self, now: float) -> None:
        """Bring back what died."""
        if self.server is not None and not self.server.alive():
            self._revive_server(self.server)
        for child in self.children:
            sentence = child.keep_alive(now)
            if sentence:
                self.say(sentence)
        for errand in self.errands:
            failure = errand.look()
            if failure:
                self.say(failure)

    def wait_ready(self, host: str, port: int) -> bool:
        """Wait until the pages answer; False if told to stop, or if the web process cannot live."""
        until = time.monotonic() + READY_WITHIN
        while time.monotonic() < until and not self.stop.wait(LOOK_EVERY):
            self.look(time.monotonic())
            if answers(host, port, "/readyz", 2.0):
                return True
            if any(child.deaths >= 3 for child in self.children):
                return False
        return False

    def close(self) -> None:
        """Ask all children to stop, wait, and end those that do not."""
        for errand in self.errands:
            errand.stop()
        for child in self.children:
            child.ask_to_stop()
        until = time.monotonic() + STOP_WITHIN
        while any(child.pid for child in self.children) and time.monotonic() < until and not self.impatient:
            time.sleep(0.05)
        for child in self.children:
            child.wait_or_kill(time.monotonic())

    def _revive_server(self, server: Server) -> None:
        self.say("PostgreSQL ended; it starts again.")
        try:
            self.server = revive_server(server)
        except RapportError as refusal:
            self.say(refusal.message)
            self.stop.wait(1.0)
            return
        if self.server.port != server.port:  # children hold the old address
            for child in self.children:
                child.ask_to_stop()

    def _ask_web(self, host: str, port: int) -> None:
        for child in self.children:
            rotate(child.log)
        web = self.children[0]
        if (
            web.pid is None
            or time.monotonic() - web.started_at < 2 * ASK_EVERY
            or answers(host, port, "/healthz", 2.0)
        ):
            self.misses = 0
        else:
            self.misses += 1
        if self.misses > MISSES_ALLOWED:
            self.say("The web process hangs; it is ended and starts again.")
            self.misses = 0
            web.kill()


def answers(host: str, port: int, path: str, seconds: float) -> bool:
    """Tell whether a request to ourselves is answered with 200 in time."""
    connection = http.client.HTTPConnection(host, port, timeout=seconds)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
