"""Say who looks after the installation: rapport host grant ADDRESS."""

import argparse

from rapport.kernel.identity.api import set_host


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what to do and for whom."""
    parser.add_argument("what", choices=("grant", "revoke"))
    parser.add_argument("address", help="the e-mail address the person signs in with")


def run(args: argparse.Namespace) -> None:
    """Give or take the host's console."""
    set_host(args.address, host=args.what == "grant")
