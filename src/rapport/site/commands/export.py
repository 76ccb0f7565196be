"""Give a list out as a file: customers or orders as CSV, Excel, JSON lines or vCard."""

import argparse
import json
import sys
from pathlib import Path
from uuid import UUID

from rapport.customers.intake.api import Wanted, export_list
from rapport.kernel.errors import Invalid
from rapport.kernel.identity.api import system_actor
from rapport.kernel.tenancy.api import get_tenant_by_slug

FORMS = {".csv": "csv", ".xlsx": "excel", ".jsonl": "jsonl", ".ndjson": "jsonl", ".vcf": "vcard"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the list, the file and the business."""
    parser.add_argument("kind", help="which list: customers or orders")
    parser.add_argument("file", help="the file to write; - is the standard output")
    parser.add_argument("--tenant", required=True, help="the business's short name, such as demo")
    parser.add_argument("--format", choices=sorted(set(FORMS.values())), help="default: by the file's name")
    parser.add_argument("--search", default="", metavar="WORDS", help="only what these words find")
    parser.add_argument(
        "--where",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="only what the list shows under this choice, such as stage=customer or tag=vip; repeat for more",
    )
    parser.add_argument("--filter", default="", help="only what this condition of the filter language meets")
    parser.add_argument(
        "--id", action="append", default=[], type=UUID, help="only this record; repeat for more"
    )
    parser.add_argument("--json", action="store_true", help="print the number of records as JSON")


def run(args: argparse.Namespace) -> int:
    """Write the file."""
    form = args.format or FORMS.get(Path(args.file).suffix.lower(), "csv" if args.file == "-" else "")
    if not form:
        raise Invalid("Say the format: --format csv, excel, jsonl or vcard.", code="format_unknown")
    actor = system_actor(get_tenant_by_slug(args.tenant).id)
    wanted = _wanted(args)
    if args.file == "-":
        export_list(args.kind, form, sys.stdout.buffer, actor=actor, wanted=wanted)
        return 0
    with Path(args.file).open("wb") as out:
        count = export_list(args.kind, form, out, actor=actor, wanted=wanted)
    print(
        json.dumps({"records": count, "file": args.file}) if args.json else f"{count} records in {args.file}"
    )
    return 0


def _wanted(args: argparse.Namespace) -> Wanted:
    query = {"q": args.search} if args.search else {}
    for choice in args.where:
        name, equals, value = choice.partition("=")
        if not equals or not name.strip():
            raise Invalid(
                "--where wants NAME=VALUE, not “%(choice)s”.",
                code="choice_malformed",
                values={"choice": choice},
            )
        query[name.strip()] = value.strip()
    return Wanted(ids=tuple(args.id) or None, query=query, filter=args.filter)
