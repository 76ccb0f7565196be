"""The wizard's second step: how the file is read, what each column becomes, and how the rows will land."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rapport.customers.intake import queries
from rapport.customers.intake.contracts import Reject, TargetField
from rapport.customers.intake.contracts.registry import get_kind
from rapport.customers.intake.formats.files import open_table
from rapport.customers.intake.formats.reasons import describe
from rapport.customers.intake.formats.table import layout_from_json
from rapport.customers.intake.http.labels import FORMAT_LABELS, KIND_LABELS
from rapport.customers.intake.http.pages.forms import ColumnsForm, LayoutForm, OptionsForm
from rapport.customers.intake.models import Import
from rapport.customers.intake.operations.choosing import Preview, choose, preview_import
from rapport.customers.intake.operations.starting import start_import
from rapport.kernel.errors import RapportError
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import Crumb, go_to

SHOWN_ROWS = 8
SAMPLES = 3
SAMPLE_LENGTH = 60


def choose_columns(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Keep the choices; `start` begins the import, anything else shows the preview anew."""
    actor = actor_of(request)
    run = queries.get_seen_import(import_id, actor=actor)
    here = f"/imports/{import_id}"
    if request.method != "POST":
        return go_to(request, here)
    try:
        if preset := request.POST.get("preset", ""):
            choose(import_id, actor=actor, preset=preset)
            return go_to(request, here)
        layout = LayoutForm(layout_from_json(run.layout), request.POST)
        if layout.is_valid() and (changes := layout.changes()):
            choose(import_id, actor=actor, layout=changes)
            return go_to(request, here)
        _keep(request, run)
        if "start" in request.POST:
            start_import(import_id, actor=actor)
        return go_to(request, here)
    except RapportError as error:
        return show_draft(request, queries.get_import(import_id), error)


def _keep(request: HttpRequest, run: Import) -> None:
    kind = get_kind(run.kind)
    table = open_table(Path(run.file_path), layout_from_json(run.layout))
    actor = actor_of(request)
    targets = queries.list_targets(kind, actor)
    columns = ColumnsForm(table.columns, targets, run.mapping, request.POST)
    columns.is_valid()
    mapping = columns.as_mapping()
    options = OptionsForm(kind, queries.options_from_json(run.options), mapping, request.POST)
    options.is_valid()
    choose(run.id, actor=actor, mapping=mapping)
    if not options.errors:
        choose(run.id, actor=actor, options=options.as_options())


def show_draft(request: HttpRequest, run: Import, error: RapportError | None = None) -> HttpResponse:
    """The draft: detected layout, columns with samples and suggestions, options, preview."""
    kind = get_kind(run.kind)
    layout = layout_from_json(run.layout)
    try:
        preview = preview_import(run.id, actor=actor_of(request))
    except RapportError as fault:
        preview, error = Preview((), [], [], []), error or fault
    targets = queries.list_targets(kind, actor_of(request))
    columns = ColumnsForm(preview.columns, targets, run.mapping)
    context = {
        "title": run.file_name,
        "lead": f"{KIND_LABELS.get(run.kind, run.kind)} · {FORMAT_LABELS.get(layout.format, layout.format)}",
        "crumbs": [Crumb(_("Imports"), "/imports"), Crumb(run.file_name)],
        "run": run,
        "error": error,
        "layout": LayoutForm(layout),
        "options": OptionsForm(kind, queries.options_from_json(run.options), run.mapping),
        "columns": _with_samples(columns, preview),
        "hidden_columns": max(0, len(preview.columns) - len(columns.columns)),
        "presets": queries.list_presets(run.kind),
        "landing": _landing(targets, preview),
        "faults": [_fault(targets, one) for one in preview.rejects],
    }
    return render(request, "intake/draft.html", context, status=422 if error else 200)


def _with_samples(form: ColumnsForm, preview: Preview) -> list[dict[str, Any]]:
    shown = []
    for position, bound in enumerate(form):
        texts = [row.values[position] for row in preview.rows if len(row.values) > position]
        samples = list(dict.fromkeys(text[:SAMPLE_LENGTH] for text in texts if text.strip()))[:SAMPLES]
        shown.append({"field": bound, "samples": samples})
    return shown


def _landing(targets: Sequence[TargetField], preview: Preview) -> dict[str, Any]:
    """The first rows as they will land, in the fields that hold something."""
    labels = {field.name: str(field.label) for field in targets} | {"points": _("How to reach")}
    rows = preview.landing[:SHOWN_ROWS]
    names = [name for name in labels if any(row.get(name) not in (None, "", []) for row in rows)]
    return {
        "heads": [labels[name] for name in names],
        "rows": [(row["row"], [_shown(row.get(name)) for name in names]) for row in rows],
    }


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(point["normal"]) for point in value)
    return "" if value is None else str(value)[:SAMPLE_LENGTH]


def _fault(targets: Sequence[TargetField], reject: Reject) -> dict[str, Any]:
    labels = {one.name: str(one.label) for one in targets}
    label = labels.get(reject.field, reject.field)
    return {"row": reject.row, "field": label, "reason": describe(reject.reason), "value": reject.value}
