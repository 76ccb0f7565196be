"""Carry facts from the outbox to their consumers, until told to stop."""

import argparse
import threading

from rapport.kernel.outbox.api import run_relay


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take nothing."""


def run(args: argparse.Namespace) -> None:
    """Relay until Ctrl-C or SIGTERM; a batch cut short is delivered again and applied once."""
    run_relay(threading.Event())
