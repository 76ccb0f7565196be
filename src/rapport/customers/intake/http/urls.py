"""Addresses of the room."""

from django.urls import path
from django.views.decorators.http import require_POST

from rapport.customers.intake.http import lists
from rapport.customers.intake.http.pages import draft, giving, outcome, taking
from rapport.kernel.identity.api import member_only, needs

_view, _create = needs("view", "import"), needs("create", "import")

urlpatterns = [
    path("imports", _view(lists.show_imports), name="imports"),
    path("imports/new", _create(taking.take_file), name="import-new"),
    path("exports/<slug:kind>", member_only(require_POST(giving.give)), name="export-chosen"),
    path("exports/<slug:kind>.<slug:form>", member_only(giving.give), name="export"),
    path("imports/<uuid:import_id>", _view(outcome.show_import), name="import"),
    path("imports/<uuid:import_id>/choices", _create(draft.choose_columns), name="import-choices"),
    path("imports/<uuid:import_id>/progress", _view(outcome.show_progress), name="import-progress"),
    path("imports/<uuid:import_id>/rejects.csv", _view(outcome.download_rejects), name="import-rejects"),
    path("imports/<uuid:import_id>/cancel", _create(outcome.cancel), name="import-cancel"),
    path("imports/<uuid:import_id>/undo", _create(outcome.undo), name="import-undo"),
    path("imports/<uuid:import_id>/preset", _create(outcome.keep_preset), name="import-preset"),
]
