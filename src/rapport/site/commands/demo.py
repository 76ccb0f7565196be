"""Fill the demo shops, once, and print their logins."""

import argparse
import sys

from rapport.site.demo.fill.shops import fill_shops
from rapport.site.demo.logins import write_logins


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take nothing: the demo is the same everywhere."""


def run(args: argparse.Namespace) -> None:
    """Fill what is missing; the words for people go to standard output, what was done to standard error."""
    fill_shops(_say)
    sys.stdout.write(write_logins())


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
