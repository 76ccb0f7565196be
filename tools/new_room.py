"""Make a new room with its storeys, its README and a first test that fails.

make room NAME=operational.returns
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "rapport"
FLOORS = ("desk", "operational", "collaborative", "analytical", "customers", "bigdata", "kernel")
JUNK = {"utils", "util", "helpers", "common", "misc", "services", "managers"}

FILES = {
    "__init__.py": '"""{title}: say in one line what this room is for."""\n',
    "README.md": """# {title}

What this room is for, in two sentences.

**Words.** *Word*: what it means here.

**Facts in.** None yet. **Facts out.** None yet.

First file to open: `operations.py`.
""",
    "apps.py": '''"""Registration of the room."""

from django.apps import AppConfig


class {name_class}Config(AppConfig):
    """The room `{dotted}`."""

    name = "rapport.{dotted}"
    label = "{label}"
''',
    "api.py": '''"""The front door of {dotted}: few, documented functions; contracts in and out."""
''',
    "contracts.py": '''"""Typed records that cross this room's walls."""
''',
    "rules.py": '''"""Pure decisions of {dotted}: no Django, no clock, no input or output."""
''',
    "tests/__init__.py": '"""Tests of {dotted}."""\n',
    "tests/test_api.py": '''"""What {dotted} promises at its front door."""

from rapport.{dotted} import api


def test_the_room_keeps_its_first_promise() -> None:
    promises = [name for name in vars(api) if not name.startswith("_")]
    assert promises, "write the first function of api.py, and say here what it promises"
''',
}
"""The files every room begins with; the other storeys are created when they are needed."""


def make_room(dotted: str, source: Path = SOURCE) -> list[Path]:
    """Write the files of a room `floor.name`; raises ValueError with the reason if it may not be."""
    floor, _, name = dotted.partition(".")
    if floor not in FLOORS:
        raise ValueError(f"The first part is a floor: {', '.join(FLOORS)}.")
    if not re.fullmatch(r"[a-z][a-z_]*[a-z]", name) or name in JUNK:
        raise ValueError("The second part is the room's name: a word of the field, in small letters.")
    folder = source / floor / name
    if folder.exists():
        raise ValueError(f"There is a room {dotted} already.")
    words = {
        "dotted": dotted,
        "title": name.replace("_", " ").capitalize(),
        "name_class": "".join(part.capitalize() for part in name.split("_")),
        "label": name if floor != "kernel" else f"kernel_{name}",
    }
    written = []
    for path, text in FILES.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text.format(**words), "utf-8")
        written.append(target)
    return written


def register(dotted: str, rooms: Path) -> None:
    """Switch the room on: put it behind the last one of its floor, or of the floor below."""
    text = rooms.read_text("utf-8")
    listed = re.findall(r'"rapport\.([a-z_]+)(?:\.[a-z_.]+)?"', text)
    order = [*reversed(FLOORS)]
    order.insert(order.index("kernel") + 1, "ui")
    height = order.index(dotted.partition(".")[0])
    below = [at for at, floor in enumerate(listed) if order.index(floor) <= height]
    lines = text.splitlines(keepends=True)
    first = next(at for at, line in enumerate(lines) if line.strip().startswith('"rapport.'))
    lines.insert(first + (below[-1] + 1 if below else 0), f'    "rapport.{dotted}",\n')
    rooms.write_text("".join(lines), "utf-8")


def main(words: list[str]) -> int:
    """Make the room and say what to do next."""
    if len(words) != 1:
        print(__doc__)
        return 2
    try:
        written = make_room(words[0])
    except ValueError as refusal:
        print(refusal, file=sys.stderr)
        return 1
    register(words[0], SOURCE / "site" / "rooms.py")
    for path in written:
        print(path.relative_to(ROOT))
    test = written[-1].relative_to(ROOT)
    print(f"\nNext: .venv/bin/pytest {test}  (it fails: write the room's first promise)")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
