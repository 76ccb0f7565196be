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
    taker = Taker()
    run_consumer(runtime.home(), taker, threading.Event(), pause=Watch(taker).look)
