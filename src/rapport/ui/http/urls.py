"""Addresses of the design system: the language switch and the living style page."""

from django.urls import path
from django.views.i18n import set_language

from rapport.ui.http import style

urlpatterns = [
    path("language", set_language, name="set_language"),
    path("style", style.show_style, name="style"),
    path("style/list", style.show_list, name="style_list"),
    path("style/form", style.show_form, name="style_form"),
    path("style/entrance", style.show_entrance, name="style_entrance"),
    path("style/fact/<slug:name>", style.edit_fact, name="style_fact"),
    path("style/dialog", style.show_dialog, name="style_dialog"),
    path("style/undo", style.undo, name="style_undo"),
    path("style/progress", style.show_progress, name="style_progress"),
]
