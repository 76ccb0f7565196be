"""Keep live figures and fire triggers from the stream, until told to stop."""

import argparse
import threading

from rapport.bigdata.realtime.api import Taker, Watch
from rapport.bigdata.stream.api.carrying import run_consumer
from rapport.site import runtime


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take nothing."""


def run(args: argparse.Namespace) -> None:
    """Work until Ctrl-C or SIGTERM; what is cut short comes again and has one effect."""
    keep_live(threading.Event())


def keep_live(stopped: threading.Event) -> None:
    """Work until `stopped` is set, or by an accident sets it, so that whoever waits for it ends as well."""
    taker = Taker()
    try:
        run_consumer(runtime.home(), taker, stopped, pause=Watch(taker).look)
    finally:
        stopped.set()
