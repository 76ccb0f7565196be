"""What a forked child does first: it leaves its parent's house and becomes one of our verbs."""

import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from setproctitle import setproctitle

from rapport.site import cli, runtime


def live(words: Sequence[str], log: Path, listening: socket.socket | None) -> None:
    """Run `rapport WORDS` in this process to its end; what it prints goes to the log.

    It is a session of its own, so that the terminal's Ctrl-C reaches only the supervisor.
    """
    os.setsid()
    _write_to(log)
    if listening is not None:
        words = (*words, "--socket", str(listening.detach()))
    setproctitle(f"rapport {' '.join(words)}")
    sys.argv = ["rapport", *words]
    runtime.renew_addresses()
    sys.exit(cli.main(words))


def _write_to(log: Path) -> None:
    with log.open("ab") as output, Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
        os.dup2(output.fileno(), 1)
        os.dup2(output.fileno(), 2)
