"""Addresses of the design system: the filter builder and the living style page."""

from django.urls import path

from rapport.kernel.identity.api import member_only, public
from rapport.ui.http import style
from rapport.ui.http.filters.builder import show_builder

urlpatterns = [
    path("filters/<slug:kind>/builder", member_only(show_builder), name="filter_builder"),
    path("style", public(style.show_style), name="style"),
    path("style/list", public(style.show_list), name="style_list"),
    path("style/form", public(style.show_form), name="style_form"),
    path("style/entrance", public(style.show_entrance), name="style_entrance"),
    path("style/fact/<slug:name>", public(style.edit_fact), name="style_fact"),
    path("style/cell/<int:row>", public(style.edit_cell), name="style_cell"),
    path("style/dialog", public(style.show_dialog), name="style_dialog"),
    path("style/undo", public(style.undo), name="style_undo"),
    path("style/progress", public(style.show_progress), name="style_progress"),
]
