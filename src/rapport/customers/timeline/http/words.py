"""How each kind of touch is told: its sentence, icon, tone and where it leads."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rapport.customers.timeline.contracts import TouchLine
from rapport.ui.api import Label, TimelineEntry, Tone


@dataclass(frozen=True, slots=True)
class TouchWords:
    """`sentence` may hold `%(title)s`; without it the line's own title shows. `page` leads to the subject."""

    sentence: Label = ""
    icon: str = "circle-dot"
    tone: Tone = "plain"
    page: Callable[[UUID], str] | None = None


_WORDS: dict[str, TouchWords] = {}


def register_words(kind: str, words: TouchWords) -> None:
    """Say how a kind of touch is told; a kind without words is told by its beginning, else plainly."""
    _WORDS[kind] = words


for _kind, _words in {
    "note": TouchWords(icon="sticky-note", tone="warn"),
    "task.done": TouchWords(_("Task done: %(title)s"), "circle-check", "good"),
    "file": TouchWords(_("File: %(title)s"), "paperclip"),
    "call": TouchWords(icon="phone", tone="info"),
    "meeting": TouchWords(icon="users-round", tone="info"),
    "letter": TouchWords(icon="mail", tone="info"),
    "visit": TouchWords(icon="map-pin", tone="info"),
    "other": TouchWords(icon="message-circle", tone="info"),
}.items():
    register_words(_kind, _words)


def tell(line: TouchLine) -> TimelineEntry:
    """A line of the timeline as people read it."""
    words = _WORDS.get(line.kind) or _WORDS.get(line.kind.partition(".")[0]) or TouchWords()
    sentence = str(words.sentence)
    title = sentence % {"title": line.title} if sentence else line.title
    text = line.summary if line.summary != line.title else ""
    return TimelineEntry(
        at=line.at,
        title=title,
        icon=words.icon,
        tone=words.tone,
        text=text.removeprefix(f"{line.title}\n"),
        who=line.actor_name,
        href=words.page(line.subject_id) if words.page and line.subject_id else "",
        id=f"touch-{line.id}",
    )
