"""The catalogue of facts: a page to read, and the shapes as they are kept.

A change of a fact that is no addition is refused: it is another fact, with the next version in its name.
"""

import inspect
import json
from pathlib import Path
from typing import Any

import msgspec

from rapport.kernel.outbox.api import Fact, list_facts
from tools.facts.shapes import Shape, breaks, records_in, shape_of, words_of

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "facts.md"
KEPT = ROOT / "tests" / "architecture" / "facts.json"
HEAD = """# Facts

What the rooms tell, one entry for each kind, written by `make facts` from their `events.py`. Every fact
has an envelope besides: id, business, name, when it happened and was recorded, its subject with version,
actor, unit, cause. A field marked ○ may be left out. Facts only grow; what would change otherwise becomes
a fact of the next version beside it.
"""


def told() -> list[type[Fact]]:
    """Return every kind of fact that a room's `events.py` holds, by name."""
    return [kind for kind in list_facts() if "events" in kind.__module__.split(".")]


def kept() -> dict[str, Shape]:
    """Return the shapes as they were kept, by name of the fact."""
    found: dict[str, Shape] = json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else {}
    return found


def draw_page() -> str:
    """Return the page."""
    rooms: dict[str, list[type[Fact]]] = {}
    for kind in told():
        rooms.setdefault(kind.__module__.removeprefix("rapport.").split(".events")[0], []).append(kind)
    parts = [HEAD]
    for room, kinds in sorted(rooms.items()):
        parts.append(f"\n## {room}\n")
        parts += [_draw(kind) for kind in kinds]
        records = {name: one for kind in kinds for name, one in records_in(kind).items()}
        parts += [_draw_fields(name, _about(one), one) for name, one in sorted(records.items())]
    return "".join(parts)


def draw_shapes() -> str:
    """Return the shapes as they are kept."""
    shapes = {kind.name: shape_of(kind) for kind in told()}
    return json.dumps(shapes, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def _draw(kind: type[Fact]) -> str:
    about = f"About: {kind.subject_kind}, by `{kind.subject_field}`."
    return _draw_fields(kind.name, f"{_about(kind)}\n{about}", kind)


def _draw_fields(title: str, about: str, kind: type[msgspec.Struct]) -> str:
    words = words_of(kind)
    lines = "".join(
        f"| `{one.encode_name}`{'' if one.required else ' ○'} | {words[one.encode_name]} |\n"
        for one in msgspec.structs.fields(kind)
    )
    return f"\n### {title}\n\n{about}\n\n| field | holds |\n|---|---|\n{lines}"


def _about(kind: type[msgspec.Struct]) -> str:
    return inspect.cleandoc(kind.__doc__ or "").replace("\n\n", "\n")


def find_breaks(now: dict[str, Any]) -> list[str]:
    """Return what of the facts is no addition to what was kept."""
    found = []
    for name, before in kept().items():
        found += [f"{name}: {one}" for one in (breaks(before, now[name]) if name in now else ["is gone"])]
    return found


def write_catalogue() -> int:
    """Write page and shapes; 1 where a fact changed otherwise than by an addition."""
    shapes = draw_shapes()
    if wrong := find_breaks(json.loads(shapes)):
        print("No additions; tell a fact of the next version beside it:", *wrong, sep="\n  ")
        return 1
    KEPT.write_text(shapes, "utf-8")
    PAGE.write_text(draw_page(), "utf-8")
    return 0
