"""Back up the whole home while it works: database, files, keys, with checksums."""

import argparse
import json
import time
from pathlib import Path

from rapport.kernel.embedded.api import database_urls, take_base_backup
from rapport.site import runtime
from rapport.site.backups import keep
from rapport.site.backups.portable.dump import dump_tables

NEEDS = "database"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take where to, in which form, and how many to keep."""
    parser.add_argument("--to", type=Path, help="folder to make (default: a new one in the home's backups)")
    parser.add_argument("--keep", type=int, metavar="N", help="delete all but the newest N in the home")
    parser.add_argument(
        "--portable",
        action="store_true",
        help="the tables, for any PostgreSQL, not the embedded server's files (always with DATABASE_URL)",
    )
    parser.add_argument("--json", action="store_true", help="print the outcome as JSON")


def run(args: argparse.Namespace) -> None:
    """Take one backup."""
    began = time.monotonic()
    home = runtime.home()
    portable = args.portable or not runtime.uses_embedded_server()

    def copy_database(folder: Path) -> None:
        if portable:
            dump_tables(database_urls(home)["owner"], folder / keep.TABLES)
        else:
            take_base_backup(home, folder / keep.DATABASE)

    folder, manifest = keep.take(home, args.to, copy_database)
    deleted = keep.prune(home, args.keep) if args.keep else []
    seconds = round(time.monotonic() - began, 2)
    if args.json:
        outcome = {"folder": str(folder), "bytes": manifest.size, "files": len(manifest.files)}
        print(json.dumps({**outcome, "portable": portable, "deleted": len(deleted), "seconds": seconds}))
        return
    print(f"Backed up to {folder}: {manifest.size / 1e6:.1f} MB in {seconds} s")
    print("The lake is not in it: after a restore an empty one is filled again from the database's facts.")
