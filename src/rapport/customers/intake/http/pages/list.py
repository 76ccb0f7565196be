"""The list of imports."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from rapport.customers.intake import queries
from rapport.customers.intake.contracts import ImportProgress
from rapport.customers.intake.http.labels import KIND_LABELS, STATUS_LABELS, STATUS_TONES
from rapport.customers.intake.models import Import
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import (
    Action,
    Badge,
    Column,
    DateTime,
    Empty,
    Link,
    Listing,
    Muted,
    Number,
    Text,
    answer_list,
    read_list_state,
)

ROWS = 50


def show_imports(request: HttpRequest) -> HttpResponse:
    """The imports a reader may see, newest first."""
    actor = actor_of(request)
    bare = _columns({})
    state = read_list_state(request, columns=bare, filters=[], default_sort="")
    rows = queries.list_imports(actor=actor, before=_id(state.after), limit=ROWS + 1)
    shown = rows[:ROWS]
    progress = {one.id: one for one in queries.list_progress(shown)}
    listing = Listing(
        name="imports",
        title=_("Imports"),
        columns=_columns(progress),
        rows=shown,
        state=state,
        next_cursor=str(shown[-1].id) if len(rows) > ROWS else "",
        actions=[Action(_("New import"), "/imports/new", icon="upload", main=True, key="n")]
        if actor.may("create", "import")
        else [],
        empty=Empty(
            _("Nothing was imported yet"),
            _("Bring customers or orders in a file: CSV, Excel, vCard, JSON lines or XML."),
            icon="upload",
            action=Action(_("New import"), "/imports/new", icon="upload", main=True),
        ),
    )
    return answer_list(request, listing)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def _columns(progress: dict[UUID, ImportProgress]) -> list[Column[Import]]:
    def count(name: str) -> Callable[[Import], int]:
        return lambda run: int(getattr(progress[run.id], name)) if run.id in progress else 0

    return [
        Link(
            "file",
            _("File"),
            lambda run: run.file_name,
            href=lambda run: f"/imports/{run.id}",
            grow=True,
            phone="title",
        ),
        Text("kind", _("Kind"), lambda run: str(KIND_LABELS.get(run.kind, run.kind)), phone="under"),
        Badge(
            "status",
            _("Status"),
            lambda run: run.status,
            labels=STATUS_LABELS,
            tones=STATUS_TONES,
            phone="under",
        ),
        Number("accepted", _("Accepted"), count("accepted")),
        Number("rejected", _("Rejected"), count("rejected")),
        Muted("who", _("By"), lambda run: run.actor_name),
        DateTime("created_at", _("When"), lambda run: run.created_at, phone="aside"),
    ]
