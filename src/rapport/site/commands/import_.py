"""Take a file in: customers or orders from CSV, Excel, vCard, JSON lines or XML, packed or plain."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from rapport.customers.intake.api import ImportProgress, list_rejects, start_import, take_path
from rapport.customers.intake.api.landing import choose, run_import
from rapport.kernel.errors import Invalid
from rapport.kernel.identity.api import Actor, system_actor
from rapport.kernel.tenancy.api import as_tenant, get_tenant_by_slug
from rapport.site import disk, runtime

SHOWN_REJECTS = 10
DEFAULTS = ("zone", "currency", "country", "source")
LAYOUT = ("delimiter", "encoding", "sheet")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the kind, the file, the business and how the columns land."""
    parser.add_argument("kind", help="what the rows become: customers or orders")
    parser.add_argument("file", type=Path, help="the file; gzip, bzip2, xz and zip are unpacked")
    parser.add_argument("--tenant", required=True, help="the business's short name, such as demo")
    parser.add_argument("--preset", default="", help="a saved choice of columns, such as online-retail")
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        nargs="+",
        metavar="FIELD=COLUMN",
        help="which column is which field, such as invoice=InvoiceNo; guessed from the headers where absent",
    )
    parser.add_argument(
        "--key", action="append", default=[], metavar="FIELD", help="meet records by this field"
    )
    parser.add_argument("--no-create", action="store_true", help="only update what is there")
    parser.add_argument("--no-update", action="store_true", help="only create what is not there")
    parser.add_argument("--zone", default="", help="time zone of the file (default: the business's)")
    parser.add_argument("--currency", default="", help="currency of the file (default: the business's)")
    parser.add_argument(
        "--country", default="", help="country of national phone numbers (default: the business's)"
    )
    parser.add_argument("--source", default="", help="the system the file comes from (default: import)")
    parser.add_argument("--day-first", action="store_true", help="read 3/4/2024 as the third of April")
    parser.add_argument("--prospects", action="store_true", help="take new people in as prospects")
    parser.add_argument("--delimiter", default="", help="what parts the columns (default: detected)")
    parser.add_argument("--encoding", default="", help="the text's encoding (default: detected)")
    parser.add_argument("--sheet", default="", help="the sheet of a workbook (default: the first)")
    parser.add_argument(
        "--wait", action="store_true", help="run here and wait for the end, not in the background"
    )
    parser.add_argument("--json", action="store_true", help="print the result as one JSON object")


def run(args: argparse.Namespace) -> int:
    """Import and say how it ended; 1 when it failed."""
    disk.refuse_if_short(runtime.home(), "nothing was imported")
    actor = system_actor(get_tenant_by_slug(args.tenant).id)
    taken = take_path(args.file, args.kind, actor=actor)
    choose(
        taken.id,
        actor=actor,
        preset=args.preset,
        layout={name: getattr(args, name) for name in LAYOUT if getattr(args, name)} or None,
        mapping=_mapping(args.map) if args.map else None,
        options=_options(args),
    )
    if not args.wait:
        start_import(taken.id, actor=actor)
        print(
            json.dumps({"id": str(taken.id), "status": "queued"}) if args.json else f"Queued as {taken.id}."
        )
        return 0
    progress = run_import(taken.id, actor=actor, heartbeat=None if args.json else _tell)
    _report(progress, actor, as_json=args.json)
    return 0 if progress.status == "done" else 1


def _mapping(pairs: list[list[str]]) -> dict[str, list[str]]:
    mapping: dict[str, list[str]] = {}
    for pair in [one for several in pairs for one in several]:
        field, equals, column = pair.partition("=")
        if not equals or not field or not column:
            raise Invalid(f"--map wants FIELD=COLUMN, not “{pair}”.", code="mapping_malformed")
        mapping.setdefault(field.strip(), []).append(column.strip())
    return mapping


def _options(args: argparse.Namespace) -> dict[str, Any] | None:
    named = {
        name: getattr(args, name) for name in ("zone", "currency", "country", "source") if getattr(args, name)
    }
    if args.key:
        named["keys"] = tuple(args.key)
    if args.no_create:
        named["create"] = False
    if args.no_update:
        named["update"] = False
    if args.day_first:
        named["day_first"] = True
    if args.prospects:
        named["prospects"] = True
    return named or None


def _tell(progress: ImportProgress) -> None:
    print(f"\r{progress.rows:,} rows, {progress.rejected:,} rejected", end="", file=sys.stderr, flush=True)


def _report(progress: ImportProgress, actor: Actor, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(progress.as_json()))
        return
    print(file=sys.stderr)
    for name, value in progress.as_json().items():
        print(f"{name}: {value}")
    with as_tenant(actor.tenant_id):
        for one in list_rejects(progress.id, limit=SHOWN_REJECTS):
            print(f"  row {one['row']}: {one['field']} {one['reason']} ({one['value'][:60]})")
