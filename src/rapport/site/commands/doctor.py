"""Say what is wrong with this home or machine, and the mend."""

import argparse
import json
from dataclasses import asdict

from rapport.site import runtime
from rapport.site.checks import QUESTIONS, examine

NEEDS = "nothing"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what to ask and how to show it."""
    parser.add_argument(
        "--ask",
        action="append",
        choices=QUESTIONS,
        metavar="QUESTION",
        help=f"ask this alone, again for another: {', '.join(QUESTIONS)}",
    )
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace) -> int:
    """Ask every question, or those that are named; 1 if something needs mending."""
    findings = list(examine(runtime.home(), args.ask or ()))
    if args.json:
        print(json.dumps([asdict(finding) for finding in findings], indent=1))
    else:
        for finding in findings:
            print(f"{'ok  ' if finding.fine else 'MEND'}  {finding.question}: {finding.answer}")
            if finding.mend:
                print(f"      → {finding.mend}")
    return 0 if all(finding.fine for finding in findings) else 1
