"""How a room declares a setting, and what others learn of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol
from uuid import UUID

from django.utils.functional import Promise

from rapport.kernel.identity.api import Actor

Label = str | Promise
Scope = Literal["tenant", "member"]
Plain = Literal["text", "lines", "email", "web", "whole", "decimal", "yes", "choice", "ranked", "time"]
Place = Literal["country", "currency", "zone", "language"]
Type = Plain | Place
Choices = Callable[[], Sequence[tuple[str, Label]]]


class SettingStore(Protocol):
    """Where settings live that another table owns; their history is kept with that of all settings."""

    def read(self) -> Mapping[str, Any]:
        """Return the present value of every key of the store, for the running transaction's business."""

    def write(self, values: Mapping[str, Any], *, actor: Actor) -> None:
        """Keep checked values of some keys; the actor is authorised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A setting: key `group.name`, type, default, whose it is, what it is called and what it does.

    Values are plain JSON: text, whole numbers, yes or no, lists of text; a time is "HH:MM", a decimal is
    text, nothing is "". `check` returns the reason why a value of the right type is refused, or "".
    """

    key: str
    label: Label
    type: Type = "text"
    default: Any = ""
    scope: Scope = "tenant"
    help: Label = ""
    unit: Label = ""
    choices: Choices | None = None
    required: bool = False
    longest: int = 200
    least: int | None = None
    most: int | None = None
    check: Callable[[Any], str] | None = None
    store: SettingStore | None = None
    words: str = ""

    @property
    def group(self) -> str:
        """The group it stands in."""
        return self.key.partition(".")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingGroup:
    """Settings that stand on one page; `page` leads to a page of its own for what no form can hold."""

    key: str
    label: Label
    help: Label = ""
    icon: str = "sliders-horizontal"
    order: int = 100
    page: str = ""
    kind: str = "settings"
    words: str = ""


@dataclass(frozen=True, slots=True)
class SettingLine:
    """A declared setting with its present value, and whether that is the default."""

    setting: Setting
    value: Any
    is_default: bool
    may_edit: bool


@dataclass(frozen=True, slots=True)
class SettingChange:
    """One change of a setting (UTC): before and after, by whom, in which request; None is the default."""

    at: datetime
    key: str
    before: Any
    after: Any
    actor_id: UUID | None
    request_id: UUID | None


Guard = Callable[[Any, Any], str]
"""Given the value before and after, returns why the change is refused just now, or ""."""
