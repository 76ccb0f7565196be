"""Bring the database to the present schema."""

import argparse

from django.core.management import call_command


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take how much to say."""
    parser.add_argument("--quiet", action="store_true", help="say nothing unless something fails")


def run(args: argparse.Namespace) -> None:
    """Apply every missing migration as the owner of the tables."""
    migrate(verbosity=0 if args.quiet else 1)


def migrate(*, verbosity: int) -> None:
    """Apply every missing migration as the owner of the tables."""
    call_command("migrate", database="owner", interactive=False, verbosity=verbosity)
