"""How each kind of touch is told: its sentence, icon, tone and where it leads."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rapport.customers.timeline.contracts import TouchLine
from rapport.kernel.identity.api import Actor
from rapport.ui.api import Action, Label, TimelineEntry, Tone, Viewer


@dataclass(frozen=True, slots=True)
class TouchWords:
    """`sentence` may hold `%(title)s`; without it the line's own title shows. `page` leads to the subject."""

    sentence: Label = ""
    icon: str = "circle-dot"
    tone: Tone = "plain"
    page: Callable[[UUID], str] | None = None


_WORDS: dict[str, TouchWords] = {}
_AMOUNT = re.compile(r"(?:(?<=· )|^)(-?\d{1,15}(?:\.\d{1,6})?) ([A-Z]{3})(?=$| · )")
"""How rooms write an amount into a touch: the same for every language, 1520.64 CNY, a part between dots."""
_WRITTEN = frozenset({"note", "call", "meeting", "visit", "letter", "other"})
"""What people wrote stays as they wrote it."""


def register_words(kind: str, words: TouchWords) -> None:
    """Say how a kind of touch is told; a kind without words is told by its beginning, else plainly."""
    _WORDS[kind] = words


for _kind, _words in {
    "note": TouchWords(icon="sticky-note", tone="warn"),
    "task.done": TouchWords(_("Task done: %(title)s"), "circle-check", "good"),
    "file": TouchWords(_("File: %(title)s"), "paperclip", page=lambda one: f"/files/{one}/content"),
    "call": TouchWords(icon="phone", tone="info"),
    "meeting": TouchWords(icon="users-round", tone="info"),
    "letter": TouchWords(icon="mail", tone="info"),
    "visit": TouchWords(icon="map-pin", tone="info"),
    "other": TouchWords(icon="message-circle", tone="info"),
}.items():
    register_words(_kind, _words)


def tell(line: TouchLine, actor: Actor, viewer: Viewer) -> TimelineEntry:
    """A line of the timeline as people read it: a summary that is an amount in the reader's way."""
    words = _WORDS.get(line.kind) or _WORDS.get(line.kind.partition(".")[0]) or TouchWords()
    sentence = str(words.sentence)
    title = sentence % {"title": line.title} if sentence else line.title
    text = line.summary.removeprefix(line.title).lstrip()
    if line.kind not in _WRITTEN:
        text = _AMOUNT.sub(lambda one: viewer.amount(Decimal(one[1]), one[2]), text)
    return TimelineEntry(
        at=line.at,
        title=title,
        icon=words.icon,
        tone=words.tone,
        text=text,
        who=line.actor_name,
        href=words.page(line.subject_id) if words.page and line.subject_id else "",
        actions=_tools(line, actor),
        id=f"touch-{line.id}",
    )


def _tools(line: TouchLine, actor: Actor) -> list[Action]:
    """What may be done with a note or a file right where it is told."""
    if line.subject_id is None or line.kind not in ("note", "file") or line.subject_kind != line.kind:
        return []
    address, tools = f"/{line.kind}s/{line.subject_id}", list[Action]()
    if line.kind == "note" and actor.may("edit", "note"):
        tools.append(Action(gettext("Edit the note"), address, icon="pencil", dialog=True))
    if actor.may("delete", line.kind):
        words = gettext("Remove the note") if line.kind == "note" else gettext("Remove the file")
        tools.append(Action(words, f"{address}/remove", icon="trash-2", post=True))
    return tools
