"""Take facts from the stream into the lake and build the marts, until told to stop."""

import argparse
import threading

from rapport.analytical.warehouse.api.building import MartKeeper
from rapport.bigdata.lake.api import clear_wanted, is_wanted
from rapport.bigdata.lake.api.tables import CONSUMER, LakeKeeper, adopt_lake, replay_parked
from rapport.bigdata.stream.api.carrying import run_consumer
from rapport.kernel.outbox.api import is_asked
from rapport.site import runtime


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take when to end by itself."""
    parser.add_argument(
        "--idle", type=float, metavar="SECONDS", help="end after so long without work (default: never)"
    )


def run(args: argparse.Namespace) -> None:
    """Work until Ctrl-C or SIGTERM, or until nothing came for long; what is cut short is done again."""
    home = runtime.home()
    clear_wanted(home)
    adopt_lake()
    replay_parked()
    marts = MartKeeper()
    lake = LakeKeeper(marts.note)

    def is_enough(seconds: float) -> bool:
        if is_asked([CONSUMER]):
            replay_parked()
        if not marts.is_building():
            lake.look_after(seconds)
        marts.build_due(seconds)
        rests = not (is_wanted(home) or marts.is_building())
        if args.idle is not None and seconds > args.idle and rests:
            return True
        clear_wanted(home)
        return False

    run_consumer(home, lake.writer, threading.Event(), pause=is_enough)
