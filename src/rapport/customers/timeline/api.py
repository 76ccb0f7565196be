"""The front door of the timeline: touches, notes, tasks, files."""

from rapport.customers.timeline.contracts import (
    CUSTOMER,
    AttachmentLine,
    NoteLine,
    SaidHead,
    SaidSource,
    Subject,
    TaskLine,
    TouchDraft,
    TouchLine,
    TouchPage,
    TouchSort,
)
from rapport.customers.timeline.operations.counting import load_touch_counts
from rapport.customers.timeline.operations.files import attach_file, remove_file, restore_file
from rapport.customers.timeline.operations.notes import add_note, change_note, remove_note, restore_note
from rapport.customers.timeline.operations.said import list_said, read_said, register_said, show_said
from rapport.customers.timeline.operations.subjects import register_subject
from rapport.customers.timeline.operations.tasks import (
    TaskDraft,
    add_task,
    change_task,
    finish_task,
    remove_task,
    reopen_task,
    restore_task,
)
from rapport.customers.timeline.operations.touches import (
    drop_touch,
    log_contact,
    move_kept,
    record_touch,
    record_touches,
)
from rapport.customers.timeline.operations.undoing import undo_note_change, undo_task_change
from rapport.customers.timeline.queries import (
    get_file,
    get_note,
    get_task,
    list_files,
    list_notes,
    list_open_tasks,
    list_tasks,
    list_touches,
)
from rapport.customers.timeline.rules import find_mentions

__all__ = [
    "CUSTOMER",
    "AttachmentLine",
    "NoteLine",
    "SaidHead",
    "SaidSource",
    "Subject",
    "TaskDraft",
    "TaskLine",
    "TouchDraft",
    "TouchLine",
    "TouchPage",
    "TouchSort",
    "add_note",
    "add_task",
    "attach_file",
    "change_note",
    "change_task",
    "drop_touch",
    "find_mentions",
    "finish_task",
    "get_file",
    "get_note",
    "get_task",
    "list_files",
    "list_notes",
    "list_open_tasks",
    "list_said",
    "list_tasks",
    "list_touches",
    "load_touch_counts",
    "log_contact",
    "move_kept",
    "read_said",
    "record_touch",
    "record_touches",
    "register_said",
    "register_subject",
    "remove_file",
    "remove_note",
    "remove_task",
    "reopen_task",
    "restore_file",
    "restore_note",
    "restore_task",
    "show_said",
    "undo_note_change",
    "undo_task_change",
]
