"""Put a backup back into an empty home, every file checked against its checksum."""

import argparse
from pathlib import Path

from rapport.kernel.embedded.api import running_server
from rapport.site import runtime
from rapport.site.backups import keep

NEEDS = "nothing"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the backup's folder."""
    parser.add_argument("folder", type=Path, help="a folder made by `rapport backup`")


def run(args: argparse.Namespace) -> None:
    """Restore, then start the server once, so that a backup which cannot be used is known now."""
    home = runtime.home()
    manifest = keep.put_back(args.folder.resolve(), home)
    with running_server(home), runtime.database():
        pass
    print(f"Restored the backup of {manifest.made_at} into {home}. Next: rapport up")
