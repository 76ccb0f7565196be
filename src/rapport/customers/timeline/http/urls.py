"""Addresses of the room."""

from django.urls import path

from rapport.customers.timeline.http import activity, files, notes, task_list, tasks
from rapport.kernel.identity.api import member_only, needs

see = needs("view", "customer")
write_note, write_task = needs("create", "note"), needs("create", "task")

urlpatterns = [
    path("customers/<uuid:party_id>/timeline", see(activity.show_timeline), name="customer_timeline"),
    path("customers/<uuid:party_id>/notes", write_note(notes.write_note), name="customer_note"),
    path("customers/<uuid:party_id>/calls", write_note(notes.write_call), name="customer_call"),
    path("customers/<uuid:party_id>/tasks", write_task(tasks.write_task), name="customer_task"),
    path("customers/<uuid:party_id>/compose/<slug:name>", see(activity.show_panel)),
    path("customers/<uuid:party_id>/files", needs("create", "file")(files.keep_file), name="customer_file"),
    path("files/<uuid:file_id>/content", needs("view", "file")(files.download), name="file_content"),
    path("files/<uuid:file_id>/preview", needs("view", "file")(files.preview)),
    path("files/<uuid:file_id>/remove", needs("delete", "file")(files.drop_file)),
    path("files/<uuid:file_id>/restore", needs("delete", "file")(files.bring_file)),
    path("colleagues", write_note(notes.suggest_colleagues), name="colleagues"),
    path("notes/<uuid:note_id>", needs("edit", "note")(notes.edit_note), name="note"),
    path("notes/<uuid:note_id>/remove", needs("delete", "note")(notes.drop_note), name="note_remove"),
    path("notes/<uuid:note_id>/undo", needs("edit", "note")(notes.undo_note)),
    path("notes/<uuid:note_id>/restore", needs("edit", "note")(notes.bring_note)),
    path("tasks/<uuid:task_id>", needs("edit", "task")(tasks.edit_task), name="task"),
    path("tasks/<uuid:task_id>/remove", needs("delete", "task")(tasks.drop_task)),
    path("tasks/<uuid:task_id>/undo", needs("edit", "task")(tasks.undo_task)),
    path("tasks/<uuid:task_id>/restore", needs("edit", "task")(tasks.bring_task)),
    path("tasks/<uuid:task_id>/done", needs("edit", "task")(tasks.tick), name="task_done"),
    path("tasks/<uuid:task_id>/open", needs("edit", "task")(tasks.untick), name="task_open"),
    path("tasks/all", needs("view", "task")(task_list.show_all_tasks), name="tasks_all"),
    path("tasks", member_only(tasks.show_tasks), name="tasks"),
]
