"""The `rapport` command: finds the verb's file, parses, has what it needs running, runs it.

A verb is a file in `rapport/site/commands/`; `import_.py` is `rapport import`. It holds

- a docstring whose first line is the help,
- `add_arguments(parser)`,
- `run(args)`, which returns an exit status or nothing,
- `NEEDS = "nothing"` if it wants neither database nor Django, `NEEDS = "database"` if only the database.

With the default needs the database runs and Django is set up before the file is imported, so it may import
models and rooms at its top.
"""

import argparse
import ast
import importlib
import os
import pkgutil
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType, ModuleType

from rapport.kernel.errors import RapportError
from rapport.site import commands, runtime
from rapport.site.supervisor import lifeline

NEEDS = ("nothing", "database", "everything")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb and return the exit status: 0 done, 1 refused with a plain sentence, 2 wrong usage."""
    words = list(sys.argv[1:] if argv is None else argv)
    files = verb_files()
    verb = next((word for word in words if not word.startswith("-")), None)
    if verb not in files:
        return _overview(files, words)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _leave)
    lifeline.tie()
    try:
        asks = "-h" in words or "--help" in words
        with runtime.having(_needs(files[verb]), database_too=not asks):
            return _run(verb, importlib.import_module(_module(files[verb])), words)
    except RapportError as refusal:
        print(f"rapport {verb}: {refusal.message}", file=sys.stderr)
        for field, reason in refusal.fields.items():
            print(f"  {field}: {reason}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # whoever read our output had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141


def _leave(number: int, _frame: FrameType | None) -> None:
    """Leave by an exception, so that what was started is stopped on the way out; a second signal waits."""
    for either in (signal.SIGINT, signal.SIGTERM):
        signal.signal(either, signal.SIG_IGN)
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    sys.exit(143)


def _run(verb: str, module: ModuleType, words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog=f"rapport {verb}", description=module.__doc__)
    module.add_arguments(parser)
    rest = [word for at, word in enumerate(words) if at != words.index(verb)]
    return int(module.run(parser.parse_args(rest)) or 0)


def _overview(files: dict[str, Path], words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="rapport", description="Rapport, the open e-commerce CRM.")
    verbs = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for verb, file in sorted(files.items()):
        verbs.add_parser(verb, help=_first_line(file))
    parser.parse_args(words or ["--help"])
    return 2


def verb_files() -> dict[str, Path]:
    """Return each verb with the file it is written in."""
    folder = Path(commands.__path__[0])
    names = [module.name for module in pkgutil.iter_modules([str(folder)])]
    return {name.rstrip("_").replace("_", "-"): folder / f"{name}.py" for name in names}


def _module(file: Path) -> str:
    return f"{commands.__name__}.{file.stem}"


def _first_line(file: Path) -> str:
    return (ast.get_docstring(ast.parse(file.read_text("utf-8"))) or "").partition("\n")[0]


def _needs(file: Path) -> str:
    """Read NEEDS without importing: the import itself may need Django."""
    for node in ast.parse(file.read_text("utf-8")).body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
            if names == ["NEEDS"] and node.value.value in NEEDS:
                return str(node.value.value)
    return "everything"


if __name__ == "__main__":
    sys.exit(main())
