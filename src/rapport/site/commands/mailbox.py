"""Show the newest letters of the system, with their links, where no mail server is set."""

import argparse

from rapport.kernel.mail.api import list_mail


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take how many."""
    parser.add_argument("--last", type=int, default=5, help="how many letters (default: %(default)s)")


def run(args: argparse.Namespace) -> None:
    """Print them, newest last."""
    for line in reversed(list_mail(args.last)):
        print(f"{line.created_at:%Y-%m-%d %H:%M} UTC  {line.status}  to {line.to}")
        print(f"{line.subject}\n\n{line.text}")
