"""Run the embedded stream in the foreground, until told to stop."""

import argparse

from rapport.bigdata.stream.api import become_server
from rapport.site import runtime

NEEDS = "nothing"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take nothing."""


def run(args: argparse.Namespace) -> None:
    """Become the stream's server; it ends on Ctrl-C or SIGTERM and loses nothing it confirmed."""
    become_server(runtime.home())
