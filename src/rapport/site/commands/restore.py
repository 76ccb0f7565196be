"""Put a backup back into an empty home, every file checked against its checksum; or a moment after it."""

import argparse
import shutil
from datetime import UTC, datetime
from pathlib import Path

from rapport.bigdata.lake.api import note_restored
from rapport.kernel.embedded.api import Layout, aim_at, database_urls, forget_aim, running_server
from rapport.kernel.errors import Invalid, Upstream
from rapport.site import runtime
from rapport.site.backups import keep
from rapport.site.backups.portable.contents import Contents, read_contents
from rapport.site.backups.portable.load import load_tables, refuse_filled

NEEDS = "nothing"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the backup's folder and the moment."""
    parser.add_argument(
        "folder", type=Path, help="a folder made by `rapport backup`, or one that holds several"
    )
    parser.add_argument(
        "--at", metavar="TIME", help="go on to this moment: 2026-11-22T14:05:00Z (UTC if unsaid)"
    )
    parser.add_argument("--archive", type=Path, help="the archive of the log (default: of the backup's home)")


def run(args: argparse.Namespace) -> None:
    """Restore, then start the server once, so that a backup which cannot be used is known now."""
    at = _moment(args.at) if args.at else None
    source = keep.pick(args.folder.resolve(), at)
    home = runtime.home()
    tables = source / keep.TABLES
    if not runtime.uses_embedded_server():
        _refuse_files_only(tables)
        refuse_filled(database_urls(home)["owner"])
    if at and not (source / keep.DATABASE).exists():
        raise Invalid("A portable backup holds one moment only: leave --at out.", code="no_archive")
    manifest = keep.put_back(source, home)
    note_restored(home)
    if at:
        _go_on(source, home, at, args.archive)
    with runtime.database():
        if tables.exists():
            _fill(home, tables, read_contents(tables))
    words = f", gone on to {at:%Y-%m-%d %H:%M:%S} UTC" if at else ""
    print(f"Restored the backup of {manifest.made_at} into {home}{words}. Next: rapport up")


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise Invalid(f"{text} is no moment such as 2026-11-22T14:05:00Z.", code="moment") from error
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def _refuse_files_only(tables: Path) -> None:
    if not tables.exists():
        raise Invalid(
            "This backup holds the files of an embedded server. Mend: leave DATABASE_URL out, or take one by "
            "`rapport backup --portable`.",
            code="not_portable",
        )


def _go_on(source: Path, home: Path, at: datetime, archive: Path | None) -> None:
    """Replay the archive up to the moment; on failure the home is left as empty as it was."""
    was = source.parent.parent
    kept = (archive or Layout(was).archive).resolve()
    layout = Layout(home)
    try:
        aim_at(home, at, kept)
        with running_server(home):
            forget_aim(home)
    except Upstream as refusal:
        for folder in (layout.data, *(home / name for name in keep.FOLDERS)):
            shutil.rmtree(folder, ignore_errors=True)
        raise Upstream(
            f"The archive {kept} does not reach that moment ({refusal.message}). Mend: name an earlier "
            "one, or restore without --at.",
            code="archive_ends",
        ) from refusal
    keep.follow_files(was, home)


def _fill(home: Path, folder: Path, contents: Contents) -> None:
    runtime.set_up_django()
    from rapport.site.backups.portable.schema import build_schema
    from rapport.site.commands.migrate import migrate

    build_schema(contents)
    load_tables(database_urls(home)["owner"], folder, contents)
    migrate()
