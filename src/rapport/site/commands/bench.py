"""Read a benchmark in a home of its own and print its figures with floors and goals."""

import argparse
import sys
from pathlib import Path

from rapport.site import runtime
from rapport.site.bench.benches import get_bench, list_benches
from rapport.site.bench.machine import describe_machine
from rapport.site.bench.place import bench_place
from rapport.site.bench.report import as_json, print_table

NEEDS = "nothing"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the benchmark's name and how to show it."""
    parser.add_argument("name", nargs="?", help="which benchmark; see --list")
    parser.add_argument("--list", action="store_true", help="name every benchmark")
    parser.add_argument("--small", action="store_true", help="a tenth of the size, for a quick look")
    parser.add_argument("--seconds", type=int, help="how long what is paced goes on, such as 300 of ingest")
    parser.add_argument("--json", action="store_true", help="print JSON only")
    parser.add_argument("--home", type=Path, help="keep the data here, and read again what is kept here")


def run(args: argparse.Namespace) -> int:
    """Run the benchmark; the exit status is 1 when a goal was missed."""
    if args.list or not args.name:
        for bench in list_benches().values():
            sys.stdout.write(f"{bench.name:<10} {bench.help}\n")
        return 0
    bench = get_bench(args.name)
    with bench_place(small=args.small, kept=args.home, lasting=args.seconds) as place:
        runtime.set_up_django()
        from rapport.site.commands.migrate import migrate

        migrate()
        with place.connect() as connection:
            machine = describe_machine(str(connection.info.server_version / 10_000))
        figures = bench.load()(place)
    if args.json:
        sys.stdout.write(as_json(bench.name, machine, figures) + "\n")
    else:
        print_table(bench.name, machine, figures)
    return 0 if all(figure.met is not False for figure in figures) else 1
