"""Addresses of the design system: the filter builder, what all lists share, the living style page."""

from django.urls import path

from rapport.kernel.identity.api import member_only, person_only, public
from rapport.ui.http import charts, install, keys, looks, palette, style
from rapport.ui.http.filters.builder import show_builder
from rapport.ui.http.records import board, calendar, many, views

urlpatterns = [
    path("app.webmanifest", public(install.show_manifest, "installing"), name="manifest"),
    path("worker.js", public(install.show_worker, "installing"), name="worker"),
    path("offline", public(install.show_offline, "installing"), name="offline"),
    path("palette", person_only(palette.show_palette), name="palette"),
    path("recent", member_only(palette.show_recent), name="recent"),
    path("keys", person_only(keys.show_keys), name="keys"),
    path("looks", member_only(looks.keep_looks), name="looks"),
    path("charts/file", person_only(charts.save_chart), name="chart_file"),
    path("filters/<slug:kind>/builder", member_only(show_builder), name="filter_builder"),
    path("lists/runs/<uuid:run_id>", member_only(many.show_run), name="bulk_run"),
    path("lists/runs/<uuid:run_id>/stop", member_only(many.stop), name="bulk_stop"),
    path("lists/runs/<uuid:run_id>/undo", member_only(many.undo), name="bulk_undo"),
    path("lists/views", member_only(views.show_seen), name="views"),
    path("lists/views/<uuid:view_id>", member_only(views.change), name="view_change"),
    path("lists/views/<uuid:view_id>/update", member_only(views.update), name="view_update"),
    path("lists/views/<uuid:view_id>/remove", member_only(views.remove), name="view_remove"),
    path("lists/views/<uuid:view_id>/restore", member_only(views.restore), name="view_restore"),
    path("lists/views/<uuid:view_id>/mark", member_only(views.mark), name="view_mark"),
    path("lists/<slug:kind>/views", member_only(views.keep), name="view_keep"),
    path("lists/<slug:kind>/board", member_only(board.move), name="board_move"),
    path("lists/<slug:kind>/calendar/<str:field>", member_only(calendar.move), name="calendar_move"),
    path("lists/<slug:kind>/many/<slug:action>", member_only(many.start), name="bulk_start"),
    path("style", public(style.show_style), name="style"),
    path("style/list", public(style.show_list), name="style_list"),
    path("style/form", public(style.show_form), name="style_form"),
    path("style/entrance", public(style.show_entrance), name="style_entrance"),
    path("style/fact/<slug:name>", public(style.edit_fact), name="style_fact"),
    path("style/list/<int:row>/cells/<slug:name>", public(style.edit_cell), name="style_cell"),
    path("style/dialog", public(style.show_dialog), name="style_dialog"),
    path("style/undo", public(style.undo), name="style_undo"),
    path("style/progress", public(style.show_progress), name="style_progress"),
]
