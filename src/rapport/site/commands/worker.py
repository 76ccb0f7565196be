"""Work on the jobs in the background, until told to stop."""

import argparse
import os
import sys

from rapport.collaborative.delivery.api import want_active_channels
from rapport.kernel.jobs.api import run_worker
from rapport.site.supervisor import lifeline


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take how many jobs of each lane run at once."""
    parser.add_argument("--quick", type=int, default=0, metavar="N", help="short jobs at once (default: 1)")
    parser.add_argument("--long", type=int, default=0, metavar="N", help="long jobs at once (default: 1)")
    parser.add_argument("--calls", type=int, default=0, metavar="N", help="calls at once (default: 4)")


def run(args: argparse.Namespace) -> None:
    """Work until Ctrl-C or SIGTERM; a job cut short goes back into its lane.

    A worker that grew and has nothing left to do begins anew: a supervisor's child ends, for the next to be
    forked; one that stands alone becomes a new one under the same process id.
    """
    want_active_channels()
    grew = run_worker(quick=args.quick, long=args.long, calls=args.calls)
    if grew and lifeline.SUPERVISOR not in os.environ:
        os.execv(sys.executable, [sys.executable, "-m", "rapport.site.cli", *sys.argv[1:]])
