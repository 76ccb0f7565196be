"""Carry facts from the outbox to their consumers, until told to stop."""

import argparse
import threading
import time

import structlog
from django.db import DatabaseError, close_old_connections, connections

from rapport.kernel.outbox.api import make_partitions, relay_once

SHORTEST_PAUSE, LONGEST_PAUSE = 0.1, 1.0
"""Seconds between two looks: short while facts flow, longer while nothing happens."""
AFTER_TROUBLE = 2.0
PARTITIONS_EVERY = 3600.0

log = structlog.get_logger(__name__)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take nothing."""


def run(args: argparse.Namespace) -> None:
    """Relay until Ctrl-C or SIGTERM."""
    never = threading.Event()
    pause, partitions_due = SHORTEST_PAUSE, 0.0
    while not never.wait(pause):
        try:
            if time.monotonic() >= partitions_due:
                make_partitions()
                partitions_due = time.monotonic() + PARTITIONS_EVERY
            pause = SHORTEST_PAUSE if relay_once() else min(pause * 1.5, LONGEST_PAUSE)
        except DatabaseError as error:
            log.warning("relay waits for the database", reason=type(error).__name__)
            pause = AFTER_TROUBLE
            _drop_broken()


def _drop_broken() -> None:
    close_old_connections()
    for connection in connections.all(initialized_only=True):
        connection.close()
