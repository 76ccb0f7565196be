"""/customers/…/timeline, /calls, /notes, /tasks and /files: what is done and kept about a customer."""

from rapport.customers.timeline.http.rest.files import file, files
from rapport.customers.timeline.http.rest.history import calls, history
from rapport.customers.timeline.http.rest.notes import note, notes
from rapport.customers.timeline.http.rest.tasks import task, tasks

__all__ = ["calls", "file", "files", "history", "note", "notes", "task", "tasks"]
