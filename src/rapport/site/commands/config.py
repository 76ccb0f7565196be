"""Show each value Rapport is run with, and where it came from."""

import argparse
import json

from rapport.site.values import list_values

NEEDS = "nothing"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take how to show it."""
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace) -> None:
    """Print the values; secrets are named, never shown."""
    values = list_values()
    if args.json:
        print(json.dumps({v.setting.name: {"value": v.shown, "from": v.origin} for v in values}, indent=1))
        return
    wide = max(len(value.setting.name) for value in values)
    for value in values:
        print(f"{value.setting.name:<{wide}}  {value.shown}  ({value.origin})")
        print(f"{'':<{wide}}  {value.setting.about}")
