"""What rooms tell members, and how a notice is read."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.utils.functional import Promise

from rapport.kernel.identity.api import Actor

Label = str | Promise
Way = Literal["here", "mail", "off"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDraft:
    """One member is to be told one thing; the same kind and key are told once.

    `key` is the subject's id unless the same may be told again of one subject. `values` are small, plain and
    free of personal data: counts, states, ids.
    """

    kind: str
    member_id: UUID
    subject_id: UUID
    key: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    actor_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A notice as it is kept (UTC): who caused it, of which subject, whether it was read."""

    id: UUID
    kind: str
    subject_id: UUID
    values: Mapping[str, Any]
    actor_id: UUID | None
    created_at: datetime
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """A kind of notice: what its setting is called, and how it is written for a reader.

    `words` gives the sentence in the active language; `href` where it leads; `names` what subjects are
    called, by id, as far as the reader may know (one query however many). `way` is how it comes unless
    somebody chose. A `pressing` one leaves at once for those who want letters of it, not with the day's.
    """

    kind: str
    label: Label
    icon: str
    words: Callable[[Told], str]
    href: Callable[[Told], str]
    names: Callable[[Collection[UUID], Actor], Mapping[UUID, str]] | None = None
    way: Way = "here"
    pressing: bool = False

    @property
    def setting(self) -> str:
        """The key of the setting in which a member chooses the way."""
        return f"notices.{self.kind.replace('.', '_')}"


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice written for its reader (times UTC): what happened, to what, by whom, where it leads."""

    id: UUID
    kind: str
    icon: str
    text: str
    subject: str
    who: str
    href: str
    at: datetime
    unread: bool
