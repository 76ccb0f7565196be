"""Addresses of the room."""

from django.urls import path

from rapport.analytical.mood.http import list as texts
from rapport.analytical.mood.http import models, page, text
from rapport.kernel.identity.api import needs

_see, _edit, _add = needs("view", "mood"), needs("edit", "mood"), needs("create", "mood")

urlpatterns = [
    path("mood", _see(page.show_mood), name="mood"),
    path("mood/texts", _see(texts.show_texts), name="mood_texts"),
    path("mood/texts/<uuid:text_id>", _see(text.show_text), name="mood_text"),
    path("mood/models", _see(models.show_models), name="mood_models"),
    path("mood/models/learn", _add(models.learn), name="mood_models_learn"),
    path("mood/models/<uuid:model_id>/approve", _edit(models.approve), name="mood_models_approve"),
    path("mood/sets/new", _add(models.add), name="mood_set_new"),
]
