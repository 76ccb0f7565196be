"""Carry the messages of one channel, until told to stop or no account of it is active."""

import argparse

from rapport.collaborative.delivery.api import list_channels, run_channel


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take which one."""
    parser.add_argument("name", choices=[channel.name for channel in list_channels()], help="the channel")


def run(args: argparse.Namespace) -> None:
    """Work until Ctrl-C or SIGTERM; a second process of the same channel stands by."""
    run_channel(args.name)
