"""Back up the whole home while it works: database, files, keys, with checksums."""

import argparse
import json
import time
from pathlib import Path

from rapport.site import runtime
from rapport.site.backups import keep

NEEDS = "database"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take where to and how many to keep."""
    parser.add_argument("--to", type=Path, help="folder to make (default: a new one in the home's backups)")
    parser.add_argument("--keep", type=int, metavar="N", help="delete all but the newest N in the home")
    parser.add_argument("--json", action="store_true", help="print the outcome as JSON")


def run(args: argparse.Namespace) -> None:
    """Take one backup; a database elsewhere (DATABASE_URL) is left to its own tools, and that is said."""
    began = time.monotonic()
    embedded = runtime.uses_embedded_server()
    folder, manifest = keep.take(runtime.home(), args.to, database=embedded)
    deleted = keep.prune(runtime.home(), args.keep) if args.keep else []
    seconds = round(time.monotonic() - began, 2)
    if args.json:
        outcome = {"folder": str(folder), "bytes": manifest.size, "files": len(manifest.files)}
        print(json.dumps({**outcome, "database": embedded, "deleted": len(deleted), "seconds": seconds}))
        return
    print(f"Backed up to {folder}: {manifest.size / 1e6:.1f} MB in {seconds} s")
    if not embedded:
        print("The database behind DATABASE_URL is not in it: back it up with its own tools.")
