"""Carry facts from the outbox to their consumers and into the stream, until told to stop."""

import argparse
import threading
from functools import partial

from rapport.bigdata.lake import api as lake
from rapport.bigdata.realtime import api as realtime
from rapport.bigdata.stream.api.carrying import run_sender
from rapport.kernel.outbox.api import run_relay
from rapport.site import runtime
from rapport.site.commands.realtime import keep_live

READERS = (lake.READER, realtime.READER)
"""For whom messages are kept."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what else to do in this process."""
    parser.add_argument("--realtime", action="store_true", help="keep live figures as well, in one process")


def run(args: argparse.Namespace) -> None:
    """Relay until Ctrl-C or SIGTERM; a batch cut short is delivered again and applied once."""
    home, stopped = runtime.home(), threading.Event()
    sender = partial(run_sender, home, READERS, stopped, sent=partial(lake.want_lake, home))
    threading.Thread(target=sender, name="sender", daemon=True).start()
    if args.realtime:
        threading.Thread(target=keep_live, args=(stopped,), name="realtime", daemon=True).start()
    run_relay(stopped)
