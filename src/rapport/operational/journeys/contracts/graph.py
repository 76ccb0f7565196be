"""A journey as a graph: steps of known kinds with typed settings, and which step follows by which way out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Type = Literal["line", "text", "number", "choice", "clock", "filter"]
Value = str | int
ANSWERED = "journey.answered.v1"
"""What readers of a journey's own letters do; it means nothing to other journeys."""
FACTS = (
    *("order.placed.v1", "order.cancelled.v1", "return.received.v1", "customer.created.v1"),
    *("prospect.captured.v1", "prospect.converted.v1", "consent.given.v1", "consent.withdrawn.v1"),
    *("trigger.fired.v1", "segment.moved.v1", "message.received.v1", "campaign.answered.v1"),
    ANSWERED,
)
"""Facts that speak of a customer and that a journey may begin with, wait for, count as its goal or end by."""
TRIGGERS = ("fact", "segment", "daily", "program")
"""How people come in: by a fact, into a segment, each day whom conditions find, since a program says so."""
UNITS = ("minutes", "hours", "days")


@dataclass(frozen=True, slots=True)
class Setting:
    """What can be set of a step; `low` and `high` bound a number, `needed` is to be filled at last."""

    name: str
    type: Type
    default: Value = ""
    low: int = 0
    high: int = 0
    options: tuple[str, ...] = ()
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of step: its ways out, and what can be set; `acts` on each one alone, others move cohorts."""

    ways: tuple[str, ...]
    settings: tuple[Setting, ...] = ()
    acts: bool = False
    waits: bool = False


_FACT = Setting("fact", "choice", "order.placed.v1", options=FACTS)
_COMING = Setting("fact", "choice", "order.placed.v1", options=FACTS[:-1])
_NO_FACT = ("", *FACTS)
KINDS: dict[str, Kind] = {
    "entry": Kind(
        ("next",),
        (
            Setting("trigger", "choice", "fact", options=TRIGGERS),
            _COMING,
            Setting("rule", "line"),
            Setting("clock", "clock", "09:00"),
            Setting("filter", "filter"),
            Setting("again", "choice", "never", options=("never", "after", "always")),
            Setting("again_days", "number", 30, 1, 3650),
            Setting("goal", "choice", "", options=_NO_FACT),
            Setting("goal_days", "number", 14, 1, 366),
            Setting("goal_ends", "choice", "no", options=("no", "yes")),
            Setting("leave_fact", "choice", "", options=_NO_FACT),
            Setting("leave_filter", "filter"),
            Setting("hold_out", "number", 0, 0, 90),
        ),
    ),
    "wait": Kind(
        ("next",),
        (Setting("amount", "number", 1, 1, 9999), Setting("unit", "choice", "days", options=UNITS)),
        waits=True,
    ),
    "until": Kind(("next",), (Setting("clock", "clock", "09:00"),), waits=True),
    "await": Kind(
        ("came", "not"),
        (
            _FACT,
            Setting("amount", "number", 3, 1, 9999),
            Setting("unit", "choice", "days", options=UNITS),
        ),
        waits=True,
    ),
    "branch": Kind(("yes", "no"), (Setting("filter", "filter", needed=True),)),
    "split": Kind(("a", "b"), (Setting("share", "number", 50, 1, 99),)),
    "message": Kind(
        ("next",),
        (
            Setting("channel", "choice", "email", options=("email", "sms")),
            Setting("subject", "line"),
            Setting("text", "text", needed=True),
            Setting("purpose", "choice", "marketing", options=("marketing", "newsletter")),
            Setting("instead", "choice", "", options=("", "email", "sms")),
            Setting("instead_text", "text"),
            Setting("first", "choice", "named", options=("named", "best")),
            Setting("patience", "number", 0, 0, 336),
            Setting("unreached", "choice", "on", options=("on", "leave")),
        ),
        acts=True,
    ),
    "task": Kind(
        ("next",),
        (
            Setting("title", "line", needed=True),
            Setting("text", "text"),
            Setting("assignee", "line"),
            Setting("days", "number", 1, 0, 366),
        ),
        acts=True,
    ),
    "lead": Kind(("next",), (Setting("title", "line", needed=True), Setting("text", "text")), acts=True),
    "field": Kind(("next",), (Setting("field", "line", needed=True), Setting("value", "line")), acts=True),
    "tag": Kind(
        ("next",),
        (
            Setting("tag", "line", needed=True),
            Setting("change", "choice", "add", options=("add", "remove")),
        ),
        acts=True,
    ),
    "signal": Kind(("next",), (Setting("name", "line", needed=True),), acts=True),
    "goal": Kind(("next",), (Setting("title", "line"),)),
    "exit": Kind(()),
}
"""Every kind of step there is."""
ADDABLE = tuple(kind for kind in KINDS if kind not in ("entry", "exit"))


@dataclass(frozen=True, slots=True)
class Node:
    """A step: `after` names the step behind each way out."""

    id: str
    kind: str
    settings: Mapping[str, Value] = field(default_factory=dict)
    after: Mapping[str, str] = field(default_factory=dict)

    def get(self, name: str) -> Value:
        """Return a setting as chosen, else its default."""
        if name in self.settings:
            return self.settings[name]
        return next(one.default for one in KINDS[self.kind].settings if one.name == name)

    def text(self, name: str) -> str:
        """Return a setting as text."""
        return str(self.get(name))

    def number(self, name: str) -> int:
        """Return a setting as a number."""
        return int(self.get(name))


@dataclass(frozen=True, slots=True)
class Graph:
    """The steps by their ids, in the order they were added."""

    nodes: Mapping[str, Node]

    @property
    def entry(self) -> Node:
        """Return the step everybody comes in by."""
        return next(node for node in self.nodes.values() if node.kind == "entry")

    def with_nodes(self, *changed: Node) -> "Graph":
        """Return the graph with steps put in place of those of their ids, or added."""
        return Graph({**self.nodes, **{node.id: node for node in changed}})

    def only(self, ids: Iterable[str]) -> "Graph":
        """Return the graph of these steps alone."""
        kept = set(ids)
        return Graph({name: node for name, node in self.nodes.items() if name in kept})
