"""Reading and writing a journey as a graph: unknown steps, settings and ways are refused by their names."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from rapport.kernel.errors import Invalid, say
from rapport.operational.journeys.contracts.graph import KINDS, Graph, Node, Setting, Value

MOST_STEPS, LONGEST = 120, 20_000


def new_graph() -> Graph:
    """Return the journey everybody begins with: in, and out again."""
    return Graph({"n1": Node("n1", "entry", {}, {"next": "n2"}), "n2": Node("n2", "exit")})


def write_graph(graph: Graph) -> dict[str, Any]:
    """Return a graph as it is kept and sent."""
    steps = [
        {"id": one.id, "kind": one.kind, "settings": dict(one.settings), "after": dict(one.after)}
        for one in graph.nodes.values()
    ]
    return {"schema": 1, "steps": steps}


def read_graph(data: Mapping[str, Any]) -> Graph:
    """Return the graph that is kept; raises `Invalid` naming step and setting."""
    steps = data.get("steps")
    strange = set(data) - {"schema", "steps"}
    if strange or data.get("schema", 1) != 1 or not isinstance(steps, list) or not steps:
        raise Invalid("This is no journey.", fields={"graph": say("It needs a list of steps.")})
    if len(steps) > MOST_STEPS:
        raise Invalid("A journey has at most %(most)s steps.", values={"most": MOST_STEPS})
    nodes: dict[str, Node] = {}
    for number, step in enumerate(steps):
        node = _read_node(step, f"steps.{number}")
        if node.id in nodes:
            raise _wrong(node.id, say("There are two steps of this name."))
        nodes[node.id] = node
    if sum(node.kind == "entry" for node in nodes.values()) != 1:
        raise Invalid("This is no journey.", fields={"graph": say("It begins in exactly one place.")})
    return Graph(nodes)


def _read_node(step: Any, path: str) -> Node:
    if not isinstance(step, dict) or set(step) - {"id", "kind", "settings", "after"}:
        raise _wrong(path, say("A step has an id, a kind, settings and what comes after."))
    name, kind = step.get("id"), step.get("kind")
    if not isinstance(name, str) or not name.isalnum() or not name.isascii() or len(name) > 12:
        raise _wrong(path, say("An id is one to twelve letters and digits."))
    if not isinstance(kind, str) or kind not in KINDS:
        raise _wrong(name, say("There is no such kind of step."))
    after, settings = step.get("after", {}), step.get("settings", {})
    if not isinstance(after, dict) or not isinstance(settings, dict):
        raise _wrong(name, say("A step has an id, a kind, settings and what comes after."))
    for way, target in after.items():
        if way not in KINDS[kind].ways or not isinstance(target, str):
            raise _wrong(name, say("It has no such way out: %(way)s.", way=str(way)[:40]))
    # The database keeps keys in an order of its own; the kind says which way is the first.
    ways = {way: after[way] for way in KINDS[kind].ways if way in after}
    return Node(name, kind, read_settings(name, kind, settings), ways)


def read_settings(name: str, kind: str, given: Mapping[str, Any]) -> dict[str, Value]:
    """Return settings as they are kept; raises `Invalid` naming the step and the setting that is wrong."""
    known = {one.name: one for one in KINDS[kind].settings}
    kept: dict[str, Value] = {}
    for key, value in given.items():
        if key not in known:
            raise _wrong(f"{name}.{str(key)[:40]}", say("There is no such setting."))
        kept[key] = _read_value(f"{name}.{key}", known[key], value)
    return kept


def _read_value(path: str, setting: Setting, value: Any) -> Value:
    if setting.type == "number":
        if isinstance(value, bool) or not isinstance(value, int) or not setting.low <= value <= setting.high:
            raise _wrong(path, say("A number from %(low)s to %(high)s.", low=setting.low, high=setting.high))
        return value
    if not isinstance(value, str) or "\0" in value or len(value) > LONGEST:
        raise _wrong(path, say("A text that is not too long."))
    if setting.type == "choice" and value not in setting.options:
        raise _wrong(path, say("There is no such choice."))
    if setting.type == "clock" and not _is_clock(value):
        raise _wrong(path, say("A time of day such as 09:00."))
    if setting.type == "line" and len(value) > 300:
        raise _wrong(path, say("At most 300 characters."))
    return " ".join(value.split()) if setting.type == "line" else value.replace("\r\n", "\n")


def _is_clock(value: str) -> bool:
    hour, colon, minute = value.partition(":")
    sound = bool(colon) and len(hour) == len(minute) == 2 and (hour + minute).isascii()
    return sound and (hour + minute).isdecimal() and int(hour) < 24 and int(minute) < 60


def seconds_of(node: Node) -> int:
    """Return how long a step waits at most, by its amount and unit."""
    return node.number("amount") * {"minutes": 60, "hours": 3_600, "days": 86_400}[node.text("unit")]


def with_settings(node: Node, settings: Mapping[str, Any]) -> Node:
    """Return a step with other settings; raises `Invalid`."""
    return replace(node, settings=read_settings(node.id, node.kind, {**node.settings, **settings}))


def _wrong(path: str, reason: str) -> Invalid:
    return Invalid("A step is wrong.", fields={path: reason})
