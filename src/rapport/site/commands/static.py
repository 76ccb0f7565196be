"""Collect, name by content and compress the static files into the home."""

import argparse

from django.conf import settings
from django.core.management import call_command
from whitenoise.compress import main as compress


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take how much to say."""
    parser.add_argument("--quiet", action="store_true", help="say nothing unless something fails")


def run(args: argparse.Namespace) -> None:
    """Build the folder of static files anew."""
    call_command("collectstatic", interactive=False, clear=True, verbosity=0 if args.quiet else 1)
    compress([str(settings.STATIC_ROOT), *(["--quiet"] if args.quiet else [])])
